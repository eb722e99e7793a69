"""A Word table gives the same document as its text; a file that is none, or another table, says so."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from graphapp.documents import read_document
from graphapp.documents.model import COLUMNS, Document
from graphapp.errors import NotThisDocument


def write_word(file: Path, rows: list[list[str]], title: tuple[str, ...] = ()) -> Path:
    """A Word file with one table; a line feed in a cell begins a paragraph."""
    document = docx.Document()
    for text in title:
        document.add_paragraph(text)
    table = document.add_table(rows=len(rows), cols=len(rows[0]) if rows else len(COLUMNS))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].text = first
            for other in others:
                cell.add_paragraph(other)
    document.save(str(file))
    return file


def damage(file: Path, part: str, content: bytes) -> Path:
    """Write *content* in the place of one *part* of a Word file."""
    with zipfile.ZipFile(file) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(file, "w") as target:
        for name, old in parts.items():
            target.writestr(name, content if name == part else old)
    return file


def words(document: Document) -> list[list[list[str]]]:
    """The words of each line that has any, by row and cell."""
    return [
        [[document.text[line.start : line.end] for line in cell.lines if not line.is_blank] for cell in row]
        for row in document.rows
    ]


def test_every_paragraph_of_a_cell_is_a_line(tmp_path: Path) -> None:
    file = write_word(tmp_path / "sef.docx", [list(COLUMNS), ["1", "Participation", "· one\n· two", "", "", "Working well", ""]])
    assert words(read_document(file))[1] == [["1"], ["Participation"], ["one", "two"], [], [], ["Working well"], []]


def test_a_break_inside_a_paragraph_begins_a_line(tmp_path: Path) -> None:
    file = write_word(tmp_path / "sef.docx", [list(COLUMNS)])
    source = docx.Document(str(file))
    source.tables[0].rows[0].cells[2].paragraphs[0].add_run().add_break()
    source.tables[0].rows[0].cells[2].paragraphs[0].add_run("for whom?")
    source.save(str(file))
    assert words(read_document(file))[0][2] == ["practice", "for whom?"]


def test_paragraphs_above_the_table_are_the_title(tmp_path: Path) -> None:
    document = read_document(write_word(tmp_path / "sef.docx", [list(COLUMNS)], title=("Self-evaluation", " ", "2015")))
    assert [document.text[line.start : line.end] for line in document.title] == ["Self-evaluation", "2015"]


def test_letters_are_composed_as_in_text(tmp_path: Path) -> None:
    document = read_document(write_word(tmp_path / "sef.docx", [["cafe\u0301", *COLUMNS[1:]]]))
    assert words(document)[0][0] == ["caf\u00e9"], "else the digests of the text would not be found"


@pytest.mark.parametrize("width", [1, 6, 8])
def test_a_table_of_another_width_names_the_row(tmp_path: Path, width: int) -> None:
    file = write_word(tmp_path / "other.docx", [["x"] * width])
    with pytest.raises(NotThisDocument) as caught:
        read_document(file)
    assert str(caught.value) == f"{file}: row 1 of the table has {width} cells instead of 7."


def test_a_file_without_a_table_says_what_a_self_evaluation_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    docx.Document().save(str(file))
    with pytest.raises(NotThisDocument, match="holds no table, and a self-evaluation is one long table"):
        read_document(file)


def test_a_table_without_rows_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(NotThisDocument, match="holds no table"):
        read_document(write_word(tmp_path / "empty.docx", []))


def test_an_older_word_file_with_a_newer_ending_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "old.docx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    with pytest.raises(NotThisDocument, match=r"old\.docx is not a Word document \(\.docx\)"):
        read_document(file)


def test_an_archive_that_is_no_word_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "archive.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("notes.txt", "none")
    with pytest.raises(NotThisDocument, match="is not a Word document"):
        read_document(file)


def test_a_word_file_with_broken_xml_is_not_opened(tmp_path: Path) -> None:
    file = damage(write_word(tmp_path / "broken.docx", [list(COLUMNS)]), "word/document.xml", b"<w:document")
    with pytest.raises(NotThisDocument, match="is not a Word document"):
        read_document(file)


def test_a_word_file_that_was_cut_short_is_not_opened(tmp_path: Path) -> None:
    file = write_word(tmp_path / "short.docx", [list(COLUMNS)])
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(NotThisDocument, match="is not a Word document"):
        read_document(file)


def test_a_word_file_with_damaged_bytes_is_not_opened(tmp_path: Path) -> None:
    file = write_word(tmp_path / "damaged.docx", [list(COLUMNS)])
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo("word/document.xml")
    content = bytearray(file.read_bytes())
    begin = info.header_offset + 30 + len(info.filename)
    content[begin : begin + 40] = b"\xff" * 40
    file.write_bytes(bytes(content))
    with pytest.raises(NotThisDocument, match="is not a Word document"):
        read_document(file)


def test_the_real_table_has_eighteen_rows_of_seven_columns(real_word: Document) -> None:
    assert [len(row) for row in real_word.rows] == [7] * 18


def test_the_real_table_has_the_same_words_on_each_line_as_the_text(real_word: Document, real_text: Document) -> None:
    from_word, from_text = (
        [document.text[line.start : line.end] for line in document.lines() if not line.is_blank]
        for document in (real_word, real_text)
    )
    assert from_word == from_text


def test_the_real_table_has_the_same_words_in_each_cell_as_the_text(real_word: Document, real_text: Document) -> None:
    assert words(real_word) == words(real_text)
