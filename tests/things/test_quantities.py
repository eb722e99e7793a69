"""Figures in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.namespaces import SEF
from graphapp.things.quantities import LEAST, MOST, QUALIFIER, UNIT, VALUE, quantity

CASES = {
    "over 2,000 families": {VALUE: "2000.0", QUALIFIER: "over", UNIT: "families"},
    "46.5 per cent": {VALUE: "46.5", QUALIFIER: "exact", UNIT: "percent"},
    "all (100 per cent)": {VALUE: "100.0", QUALIFIER: "all", UNIT: "percent"},
    "all 5 areas": {VALUE: "5", QUALIFIER: "all", UNIT: "areas"},
    "2 to 2.5 years of age": {LEAST: "2.0", MOST: "2.5", QUALIFIER: "range", UNIT: "years-of-age"},
    "at least 14 years of age": {LEAST: "14.0", QUALIFIER: "at-least", UNIT: "years-of-age"},
    "up to 17 years of age": {MOST: "17.0", QUALIFIER: "up-to", UNIT: "years-of-age"},
    "about 1 family": {VALUE: "1.0", QUALIFIER: "approximately", UNIT: "families"},
    "1 post": {VALUE: "1", QUALIFIER: "exact", UNIT: "posts"},
    "once a term": {VALUE: "1.0", QUALIFIER: "exact", UNIT: "times-a-term"},
    "4 times a year": {VALUE: "4.0", QUALIFIER: "exact", UNIT: "times-a-year"},
    "key stage 4": {VALUE: "4.0", QUALIFIER: "up-to-and-including", UNIT: "key-stage"},
    "standard score 87.2": {VALUE: "87.2", QUALIFIER: "exact", UNIT: "standard-score"},
    "7": {VALUE: "7"},
}


@pytest.mark.parametrize("words", CASES)
def test_a_figure_is_said_as_people_say_it(words: str) -> None:
    found = quantity(CASES[words])
    assert found
    assert found.words == words


def test_what_has_no_number_is_no_figure() -> None:
    assert quantity({}) is None
    assert quantity({QUALIFIER: "all", UNIT: "percent"}) is None
    assert quantity({VALUE: "some", UNIT: "people"}) is None
    assert quantity({SEF.text: "5"}) is None


def test_only_a_single_number_can_be_drawn() -> None:
    alone, ranging = quantity({VALUE: "5", UNIT: "days"}), quantity({LEAST: "5", MOST: "6", UNIT: "days"})
    assert (alone and alone.amount, ranging and ranging.amount) == (5, None)


@settings(deadline=None)  # a busy machine is slow now and then
@given(st.integers(min_value=0, max_value=10**12))
def test_no_digit_of_a_whole_number_is_lost(number: int) -> None:
    found = quantity({VALUE: f"{number}.0", UNIT: "children"})
    assert found
    assert found.words.replace(",", "").split()[0] == str(number)
