"""Texts with what was looked for marked in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphapp.search.marking import Piece, marked, snippet
from graphapp.search.terms import wanted_terms

LONG = "Nothing of note. " * 20 + "Families meet the School Nurse every term. " + "And so on. " * 40


def test_a_word_is_marked_with_its_ending() -> None:
    assert marked("Portage home visitors", wanted_terms("visitor")) == (Piece("Portage home "), Piece("visitors", hit=True))


def test_an_apostrophe_is_part_of_a_word() -> None:
    assert Piece("Children's", hit=True) in marked("The Children's Trust", wanted_terms("childrens"))


def test_a_snippet_is_what_stands_around_the_first_hit() -> None:
    pieces = snippet(LONG, wanted_terms("school nurse"))
    text = "".join(piece.text for piece in pieces)
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 250
    assert [piece.text for piece in pieces if piece.hit] == ["School", "Nurse"]


def test_there_is_no_snippet_of_a_text_without_a_hit() -> None:
    assert snippet(LONG, wanted_terms("portage")) == ()


@given(st.text(max_size=300), st.text(min_size=1, max_size=20))
def test_marking_loses_nothing_and_adds_nothing(text: str, typed: str) -> None:
    assert "".join(piece.text for piece in marked(text, wanted_terms(typed))) == text


@given(st.text(max_size=600), st.text(min_size=1, max_size=20))
def test_a_snippet_is_a_part_of_the_text(text: str, typed: str) -> None:
    pieces = [piece.text for piece in snippet(text, wanted_terms(typed))]
    inner = "".join(piece for piece in pieces if piece not in {"… ", " …"})
    assert not pieces or inner in text
