"""Statements are found again: at their place in the text they were taken from, by digest in any other file of the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.documents.anchors import Anchor, attach, cover
from graphapp.documents.model import COLUMNS, Document, digest
from graphapp.documents.text import parse_text
from graphapp.errors import NotThisDocument

TABLE = """Self-evaluation
\tRef
\tInspection area
\tPractice
\tIdentification
\tEffectiveness
\tRating
\tFurther work
 \tParticipation
\t· Parents are asked. Young people are asked too.
· Parents are asked.
\tHealth visitors
\tParents are heard
\tWorking well
\tWorking well but more to do
"""
SOURCE = parse_text(TABLE, "sef.txt")
RE_LAID = parse_text(TABLE.replace("\n", "\n\n").replace("· ", "  "), "other.txt")
"""The same words with other bullets and more blank lines, so that every place is another."""


def anchor_at(document: Document, start: int, end: int) -> Anchor:
    return Anchor(f"id/statement/s-{start}", start, end, digest(document.text[start:end]))


def anchor_of(words: str, occurrence: int = 0) -> Anchor:
    """The anchor of *words* in the source."""
    start = -1
    for _ in range(occurrence + 1):
        start = SOURCE.text.index(words, start + 1)
    return anchor_at(SOURCE, start, start + len(words))


def line_anchors(document: Document) -> list[Anchor]:
    """A statement for each line that has words."""
    return [anchor_at(document, line.start, line.end) for line in document.lines() if not line.is_blank]


def test_in_its_own_text_a_statement_is_found_by_place() -> None:
    attachment = attach(SOURCE, line_anchors(SOURCE), SOURCE.digest)
    assert attachment.by_place
    assert attachment.quotations[anchor_of("Health visitors").statement] == "Health visitors"


def test_in_another_file_of_the_document_a_statement_is_found_by_digest() -> None:
    attachment = attach(RE_LAID, line_anchors(SOURCE), SOURCE.digest)
    assert not attachment.by_place
    assert attachment.quotations == attach(SOURCE, line_anchors(SOURCE), SOURCE.digest).quotations


def test_a_statement_inside_a_line_is_found_by_digest() -> None:
    second = anchor_of("Young people are asked too.")
    assert attach(RE_LAID, [second], SOURCE.digest).quotations == {second.statement: "Young people are asked too."}


def test_words_that_stand_in_a_line_and_inside_another_are_found_for_both() -> None:
    inside, line = anchor_of("Parents are asked."), anchor_of("Parents are asked.", occurrence=1)
    other = anchor_of("Young people are asked too.")
    attachment = attach(RE_LAID, [inside, line, other], SOURCE.digest)
    assert attachment.mismatches == ()
    assert attachment.coverage.covered_twice == (), "each of the two has a place of its own"


def test_words_that_begin_a_longer_statement_do_not_take_its_place() -> None:
    attachment = attach(RE_LAID, line_anchors(SOURCE), SOURCE.digest)
    assert attachment.coverage.uncovered == ()
    assert attachment.coverage.covered_twice == (), "“Working well” is a line, and the beginning of the next"


def test_statements_with_the_same_words_get_a_place_each() -> None:
    same = [Anchor(f"id/statement/{name}", start, start + 3, digest("Ref")) for name, start in (("b", 40), ("a", 20))]
    document = parse_text("\tRef\n" * len(COLUMNS), "x")
    attachment = attach(document, same, "another digest")
    assert attachment.quotations == {"id/statement/a": "Ref", "id/statement/b": "Ref"}
    assert attachment.coverage.uncovered == (3, 4, 5, 6, 7), "the two statements stand in the first two cells"


def test_words_that_stand_once_are_quoted_for_every_statement_that_has_them() -> None:
    same = [Anchor(f"id/statement/{name}", 0, 15, digest("Health visitors")) for name in "ab"]
    attachment = attach(SOURCE, same, "another digest")
    assert set(attachment.quotations.values()) == {"Health visitors"}
    assert attachment.coverage.covered_twice == (12,), "and the coverage says that they share a line"


def test_a_document_without_statements_is_attached_and_uncovered() -> None:
    attachment = attach(SOURCE, [], SOURCE.digest)
    assert attachment.quotations == {}
    assert attachment.coverage.covered_once == 0


@pytest.mark.parametrize("source_digest", [SOURCE.digest, "another digest"], ids=["by place", "by digest"])
def test_a_digest_that_does_not_match_names_the_statement_and_both_lengths(source_digest: str) -> None:
    true = anchor_of("Health visitors")
    wrong = Anchor("id/statement/wrong", true.start, true.start + 6, digest("Heal…!"))
    attachment = attach(SOURCE, [true, wrong], source_digest)
    (mismatch,) = attachment.mismatches
    assert str(mismatch) == (
        f"The digest of id/statement/wrong does not match: it was taken from 6 characters at {true.start}–{true.start + 6}, "
        "and the file has 15 characters of text from there to the line’s end."
    )
    assert "id/statement/wrong" not in attachment.quotations


def test_a_place_behind_the_end_of_the_file_has_no_text() -> None:
    anchors = [anchor_of("Health visitors"), Anchor("id/statement/far", 10_000, 10_004, digest("far!"))]
    (mismatch,) = attach(SOURCE, anchors, SOURCE.digest).mismatches
    assert mismatch.found_length == 0


def test_a_file_that_is_another_document_says_so() -> None:
    other = parse_text("\tsomething else\n" * len(COLUMNS), "other.txt")
    with pytest.raises(NotThisDocument) as caught:
        attach(other, line_anchors(SOURCE), SOURCE.digest)
    message = str(caught.value)
    assert message.startswith("This is not the document that the statements were taken from: 0 of 15 statements were found")
    assert other.digest[:12] in message
    assert SOURCE.digest[:12] in message


def test_a_file_with_half_of_the_statements_is_the_document() -> None:
    found, lost = anchor_of("Health visitors"), Anchor("id/statement/lost", 0, 4, digest("lost"))
    assert len(attach(SOURCE, [found, lost], SOURCE.digest).mismatches) == 1


def test_every_character_has_to_be_covered() -> None:
    document = parse_text("\tone two\n" + "\t\n" * 6, "x")
    assert cover(document, [(1, 4)]).uncovered == (1,), "“two” stands in no statement"
    assert cover(document, [(1, 8)]).uncovered == ()


def test_a_blank_between_two_statements_of_a_line_need_not_be_covered() -> None:
    document = parse_text("\tone two\n" + "\t\n" * 6, "x")
    coverage = cover(document, [(1, 4), (5, 8)])
    assert (coverage.uncovered, coverage.covered_twice) == ((), ())


def test_a_character_in_two_statements_is_covered_twice() -> None:
    document = parse_text("\tone two\n" + "\t\n" * 6, "x")
    coverage = cover(document, [(1, 8), (7, 8)])
    assert coverage.covered_twice == (1,)
    assert coverage.covered_once == 0


def test_a_line_that_is_partly_uncovered_and_partly_covered_twice_counts_once() -> None:
    document = parse_text("\tone two\n\tthree\n" + "\t\n" * 5, "x")
    coverage = cover(document, [(1, 4), (1, 4), (10, 15)])
    assert str(coverage) == "1 of 2 non-blank lines"


def test_blank_lines_are_not_counted() -> None:
    assert cover(parse_text("\t· \n" * len(COLUMNS), "x"), []).lines == 0


# ---- any document, any statements ----------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("abé’"), min_size=1, max_size=3)
LINE = st.lists(WORDS, max_size=6)
CELLS = st.lists(st.lists(LINE, min_size=1, max_size=3), min_size=len(COLUMNS), max_size=len(COLUMNS))


def write(cells: list[list[list[str]]], bullet: str, blank_lines: int) -> Document:
    """A table of these words; *bullet* and *blank_lines* are its layout, and move every place."""
    text = "".join("\t" + ("\n" * (1 + blank_lines)).join(bullet + " ".join(line) for line in cell) + "\n" for cell in cells)
    return parse_text(text, "x")


@st.composite
def tables_with_statements(draw: st.DrawFn) -> tuple[list[list[list[str]]], Document, list[Anchor]]:
    """A table, and disjoint statements in it: runs of words within lines."""
    cells = draw(CELLS)
    document = write(cells, bullet="", blank_lines=0)
    anchors: list[Anchor] = []
    for line in document.lines():
        at = line.start
        words = document.text[line.start : line.end].split(" ") if not line.is_blank else []
        while words:
            count = draw(st.integers(1, len(words)))
            length = len(" ".join(words[:count]))
            if draw(st.booleans()):
                anchors.append(anchor_at(document, at, at + length))
            at, words = at + length + 1, words[count:]
    return cells, document, anchors


@given(tables_with_statements(), st.sampled_from(["", "· ", "  ·\u00a0", "[bookmark: x]"]), st.integers(0, 2))
def test_any_statements_are_found_again_after_the_text_is_laid_out_anew(
    case: tuple[list[list[list[str]]], Document, list[Anchor]], bullet: str, blank_lines: int
) -> None:
    cells, document, anchors = case
    attachment = attach(write(cells, bullet, blank_lines), anchors, "another digest")
    assert attachment.mismatches == ()
    assert attachment.quotations == {anchor.statement: document.text[anchor.start : anchor.end] for anchor in anchors}


@given(tables_with_statements())
def test_any_statements_are_found_at_their_place(case: tuple[list[list[list[str]]], Document, list[Anchor]]) -> None:
    _, document, anchors = case
    attachment = attach(document, anchors, document.digest)
    assert attachment.by_place
    assert attachment.mismatches == ()
    assert attachment.coverage.covered_twice == ()


@given(CELLS, st.sampled_from(["· ", "[bookmark: x]"]))
def test_a_statement_for_each_line_covers_every_line_once_in_any_layout(cells: list[list[list[str]]], bullet: str) -> None:
    anchors = line_anchors(write(cells, bullet="", blank_lines=0))
    re_laid = write(cells, bullet, blank_lines=1)
    coverage = attach(re_laid, anchors, "another digest").coverage
    assert (coverage.uncovered, coverage.covered_twice) == ((), ())
    assert coverage.covered_once == coverage.lines == len(anchors)


def test_every_line_of_the_real_text_is_found_again_in_the_word_table(real_text: Document, real_word: Document) -> None:
    anchors = line_anchors(real_text)
    attachment = attach(real_word, anchors, real_text.digest)
    assert attachment.mismatches == ()
    assert attachment.coverage.covered_once == attachment.coverage.lines == len(anchors)
