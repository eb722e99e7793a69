"""Lines are measured so that their places hold words only; the whole text stays as it was."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.documents.model import COLUMNS, digest, lay_out, measure_line, normalise

LINES = st.text(
    st.sampled_from("ab· \t\u00a0[]:") | st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=30
)
MARKED = st.builds("".join, st.lists(LINES | st.sampled_from(["[bookmark: _GoBack]", "· ", "\t", " "]), max_size=5))


def words(text: str) -> str:
    """What :func:`measure_line` takes to be the words of *text*."""
    line = measure_line(1, text, 0)
    return text[line.start : line.end]


def test_a_bullet_is_not_part_of_a_statement() -> None:
    assert words("· Portage visits at home. ") == "Portage visits at home."


def test_a_tab_that_begins_a_cell_is_not_part_of_a_statement() -> None:
    assert words("\tWorking well") == "Working well"


def test_a_bookmark_mark_is_not_part_of_a_statement() -> None:
    assert words("\t[bookmark: _GoBack]Ref") == "Ref"


def test_a_bookmark_mark_without_an_end_is_text() -> None:
    assert words("[bookmark: _GoBack Ref") == "[bookmark: _GoBack Ref"


def test_a_bullet_between_words_is_text() -> None:
    assert words("· health · education") == "health · education"


def test_a_bullet_at_the_end_of_a_line_is_not_part_of_a_statement() -> None:
    assert words("Working well ·") == "Working well", "it is the bullet of an item that nobody wrote"


@pytest.mark.parametrize("text", ["", "  ", "\t", "· ", "·\u00a0·", "[bookmark: _GoBack]"])
def test_a_line_of_marks_is_blank(text: str) -> None:
    assert measure_line(1, text, 7).is_blank


def test_a_line_with_a_word_is_not_blank() -> None:
    assert not measure_line(1, "· a", 0).is_blank


def test_places_count_from_the_beginning_of_the_document() -> None:
    line = measure_line(3, "· Working well", 100)
    assert (line.number, line.start, line.end) == (3, 102, 114)


@given(MARKED)
def test_a_slice_never_begins_or_ends_with_a_blank_or_a_bullet(text: str) -> None:
    found = words(text)
    assert found == found.strip()
    assert found == found.strip("·")


@given(MARKED, st.integers(0, 10_000))
def test_a_line_stays_within_its_text(text: str, offset: int) -> None:
    line = measure_line(1, text, offset)
    assert offset <= line.start <= line.end <= offset + len(text)


@given(st.lists(MARKED, min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_every_laid_out_line_is_a_slice_of_its_own_line(lines: list[str]) -> None:
    document = lay_out(lines, [[index] for index in range(len(lines))], [])
    found = [document.text[line.start : line.end] for line in document.lines()]
    assert found == [words(line) for line in lines]


@given(st.lists(MARKED, min_size=len(COLUMNS) + 2, max_size=20))
def test_nothing_of_the_text_is_lost_in_laying_out(lines: list[str]) -> None:
    cells = [[2], [3], [4], [5], [6], [], [*range(7, len(lines))]]
    document = lay_out(lines, cells, title=[0, 1])
    assert document.text == "\n".join(lines)
    assert [line.number for line in document.lines()] == list(range(1, len(lines) + 1)), "lines come in order, title first"


def test_cells_carry_the_slugs_of_their_columns() -> None:
    document = lay_out(["a"] * 14, [[index] for index in range(14)], [])
    assert [[cell.column for cell in row] for row in document.rows] == [list(COLUMNS)] * 2


def test_cells_that_do_not_fill_a_row_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        lay_out(["a"] * 8, [[index] for index in range(8)], [])


def test_a_digest_is_the_sha256_of_the_utf8_text() -> None:
    assert digest("Children’s") == hashlib.sha256(b"Children\xe2\x80\x99s").hexdigest()


def test_the_digest_of_a_document_is_that_of_its_text() -> None:
    document = lay_out(["a"], [], [0])
    assert document.digest == digest("a")


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds(ends: str) -> None:
    assert normalise(f"one{ends}two") == "one\ntwo"


def test_a_byte_order_mark_is_dropped() -> None:
    assert normalise("\ufeffRef") == "Ref"


def test_composed_and_decomposed_letters_become_one() -> None:
    assert normalise("cafe\u0301") == "caf\u00e9"


@given(st.text(st.characters(exclude_characters="\ufeff", exclude_categories=["Cs"])))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
