"""The first sentence of a page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.things.sentence import clause, listed, sentence, shortened


def test_few_names_are_read_out_and_of_many_the_first_and_how_many_more() -> None:
    assert clause("is led by {names}", ["Health"], "1") == "is led by Health"
    assert (
        clause("is led by {names}", ["Health", "Education", "Social care"], "3") == "is led by Health, Education and Social care"
    )
    assert clause("is led by {names}", list("ABCDE"), "5") == "is led by A, B and 3 more"


def test_what_is_counted_is_one_or_several() -> None:
    assert clause("is named in {count:statement}", [], "1") == "is named in 1 statement"
    assert clause("is named in {count:statement}", [], "more than 20") == "is named in more than 20 statements"


def test_names_with_braces_are_words_and_nothing_else() -> None:
    assert clause("is led by {names}", ["{count}", "{0}"], "2") == "is led by {count} and {0}"


def test_nothing_known_and_nothing_missing_needs_no_sentence() -> None:
    assert sentence("theme", [], []) == ""
    assert sentence("contract", [], ["who holds it"]) == "The document does not say who holds it."


@settings(deadline=None)  # a busy machine is slow now and then
@given(st.lists(st.text(min_size=1), max_size=30))
def test_however_many_names_there_are_three_at_most_are_read_out(names: list[str]) -> None:
    short = shortened(names)
    assert len(short) <= 3
    assert len(names) <= 3 or short[-1] == f"{len(names) - 2} more"
    assert listed(names) or not names
