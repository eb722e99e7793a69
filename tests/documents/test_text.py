"""A tab begins a cell, a blank before it an empty cell; what is not such a table says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.documents import READERS, read_document
from graphapp.documents.model import COLUMNS, Cell, Document
from graphapp.documents.text import parse_text
from graphapp.errors import NotThisDocument

HEADER = "".join(f"\t{column}\n" for column in COLUMNS)


def words(document: Document, cell: Cell) -> list[str]:
    return [document.text[line.start : line.end] for line in cell.lines]


def rows(document: Document) -> list[list[list[str]]]:
    return [[words(document, cell) for cell in row] for row in document.rows]


def test_the_first_row_is_the_header() -> None:
    assert rows(parse_text(HEADER.rstrip("\n"), "x")) == [[[column] for column in COLUMNS]]


def test_lines_above_the_table_are_the_title() -> None:
    document = parse_text(f"Self-evaluation\n{HEADER}", "x")
    assert [document.text[line.start : line.end] for line in document.title] == ["Self-evaluation"]


def test_a_line_without_a_tab_belongs_to_the_cell_above() -> None:
    document = parse_text(HEADER.replace("\trating\n", "\trating\n· Working well\n\n"), "x")
    assert words(document, document.rows[0][5]) == ["rating", "Working well", ""]


def test_a_blank_before_the_tab_is_the_lost_number_of_a_row() -> None:
    document = parse_text(HEADER + " \tParticipation\n" + "\tx\n" * 5, "x")
    assert rows(document)[1][:2] == [[], ["Participation"]]


def test_an_empty_cell_keeps_its_place() -> None:
    document = parse_text(HEADER + "\t\n" * 7, "x")
    assert len(document.rows[1]) == len(COLUMNS)
    assert all(line.is_blank for cell in document.rows[1] for line in cell.lines)


@pytest.mark.parametrize("width", [1, 6, 8, 13])
def test_a_table_of_another_width_is_refused_with_what_was_expected(width: int) -> None:
    with pytest.raises(NotThisDocument) as caught:
        parse_text("\tcell\n" * width, "other.txt")
    assert str(caught.value).startswith("other.txt is not a self-evaluation table: 7 columns are expected")
    assert f"{width} cells" in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n", "A letter.\nNo table in it."])
def test_text_without_a_table_is_refused(text: str) -> None:
    with pytest.raises(NotThisDocument, match="0 cells"):
        parse_text(text, "letter.txt")


def test_a_file_is_read_whatever_its_line_ends(tmp_path: Path) -> None:
    for name, ends in (("unix.txt", "\n"), ("windows.txt", "\r\n")):
        (tmp_path / name).write_bytes(HEADER.replace("\n", ends).encode())
    unix, windows = (read_document(tmp_path / name) for name in ("unix.txt", "windows.txt"))
    assert unix == windows, "places and digests may not depend on where the file was saved"


def test_a_byte_order_mark_does_not_move_places(tmp_path: Path) -> None:
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbf" + HEADER.encode())
    assert read_document(tmp_path / "bom.txt") == parse_text(HEADER, "x")


def test_a_file_that_is_not_utf8_says_which_byte(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("Children’s".encode("cp1252"))
    with pytest.raises(NotThisDocument) as caught:
        read_document(file)
    assert str(caught.value) == f"{file} is not UTF-8 text (byte 8); save it as UTF-8."


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotThisDocument, match=r"There is no file .*absent\.txt\."):
        read_document(tmp_path / "absent.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotThisDocument, match="There is no file"):
        read_document(tmp_path)


@pytest.mark.parametrize("name", ["old.doc", "sheet.xlsx", "none"])
def test_a_kind_that_cannot_be_read_names_those_that_can(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(NotThisDocument) as caught:
        read_document(tmp_path / name)
    assert " or ".join(READERS) in str(caught.value)
    assert "Save an older Word file as .docx first." in str(caught.value)


def test_the_ending_of_a_name_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "SEF.TXT").write_text(HEADER)
    assert len(read_document(tmp_path / "SEF.TXT").rows) == 1


def test_the_real_text_has_eighteen_rows_of_seven_columns(real_text: Document) -> None:
    assert [len(row) for row in real_text.rows] == [7] * 18


def test_the_real_rows_begin_with_the_header_and_end_with_joint_commissioning(real_text: Document) -> None:
    assert words(real_text, real_text.rows[0][0])[0] == "Ref", "the bookmark before it is a mark"
    assert words(real_text, real_text.rows[-1][0])[0] == "11"
