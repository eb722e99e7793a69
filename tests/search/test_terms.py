"""Words as search compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.search.terms import Name, indexed, joined, squeezed, terms_of, wanted_terms


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("pediatric behavior center", "paediatric behaviour centre"),
        ("Children's Centres", "childrens centre"),
        ("organization", "organisations"),
        ("health & social care", "Health and Social Care"),
        ("counseling", "counselling"),
        ("café", "CAFE"),
    ],
)
def test_spellings_endings_and_signs_do_not_tell_words_apart(typed: str, written: str) -> None:
    assert Name.of(typed).stems == Name.of(written).stems


@pytest.mark.parametrize("written", ["co-production", "co production", "coproduction", "CO–PRODUCTION", "co/production"])
def test_hyphens_and_spaces_are_passed_over_in_a_whole_name(written: str) -> None:
    assert squeezed(written) == "coproduction"


def test_a_word_with_a_hyphen_is_also_one_word() -> None:
    assert [term.plain for term in joined("multi-agency working")] == ["multiagency"]


def test_glue_is_not_looked_for_unless_it_is_all_there_is() -> None:
    assert [term.plain for term in wanted_terms("who is in the SEN service")] == ["who", "sen", "service"]
    assert [term.plain for term in wanted_terms("to the")] == ["to", "the"]


def test_a_word_is_looked_for_once() -> None:
    assert len(wanted_terms("health health HEALTH")) == 1


@given(st.text(max_size=200))
def test_what_is_indexed_is_letters_and_figures_alone(text: str) -> None:
    assert all(sign.isalnum() or sign == " " for sign in indexed(terms_of(text)))
