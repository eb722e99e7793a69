"""Limits and ranges in headers: what they say is read, and what is wrong in them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import ParameterError, SourceFault
from graphapp.queries.empty import backward
from graphapp.queries.limits import Limits
from graphapp.queries.parameters import fill
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, line, saved

MOST = "most-shown: {type: integer, required: false}"
ENDS = """since: {label: From, type: date, from: When, required: false}
#+   until: {label: To, type: date, to: When, required: false}"""
RANGE = QUESTION.replace("[, at most {most-shown}]", "[, since {since}][, until {until}]").replace(MOST, ENDS)


def test_a_number_has_the_limits_of_its_header(tmp_path: Path) -> None:
    gap = saved(tmp_path, QUESTION.replace(MOST, "most-shown: {type: integer, min: 1, max: 9, default: 3}")).parameter(
        "most-shown"
    )
    assert gap
    assert gap.limits == Limits(1, 9)


def test_the_two_ends_of_a_range_know_which_they_are(tmp_path: Path) -> None:
    query = saved(tmp_path, RANGE)
    assert [(gap.name, gap.limits.range, gap.limits.is_upper) for gap in query.parameters if gap.limits.range] == [
        ("since", "When", False),
        ("until", "When", True),
    ]


@pytest.mark.parametrize(
    ("instead", "message"),
    [
        ("most-shown: {type: integer, min: -1}", "“min” is a whole number, for a gap of the type integer"),
        ("most-shown: {type: integer, max: many}", "“max” is a whole number, for a gap of the type integer"),
        ("most-shown: {type: integer, max: true}", "“max” is a whole number, for a gap of the type integer"),
        ("most-shown: {type: boolean, max: 3}", "“max” is a whole number, for a gap of the type integer"),
        ("most-shown: {type: integer, min: 3, max: 2}", "“min” is 3 and “max” is 2: no number lies between"),
        ("most-shown: {type: boolean, from: When}", "“from” and “to” name the range"),
        ("most-shown: {type: integer, from: When, to: When}", "“from” and “to” name the range"),
        ("most-shown: {type: integer, from: Size}", "the range “Size” has not one parameter with “from:”"),
    ],
)
def test_what_is_wrong_with_limits_is_named_with_its_line(instead: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match=message) as caught:
        saved(tmp_path, QUESTION.replace(MOST, instead))
    assert caught.value.line in (line(QUESTION, "most-shown: {"), line(QUESTION, "parameters:"))


@pytest.mark.parametrize(
    ("before", "after"), [("to: When", "from: When"), ("type: date, to", "type: integer, to"), ("to: When", "to: Then")]
)
def test_a_range_has_a_lower_and_an_upper_end_of_one_type(before: str, after: str, tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="has not one parameter with “from:” and after it one with “to:”, of the same type"):
        saved(tmp_path, RANGE.replace(before, after))


@pytest.mark.parametrize(
    ("since", "until"), [("2015-09", "2015-09"), ("2014", "2015"), ("2015-09-30", "2015-09"), ("", "2015"), ("2015", "")]
)
def test_a_range_runs_forward_or_is_open(since: str, until: str, tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    filled = fill(tiny_store, saved(tmp_path, RANGE), {"since": since, "until": until}, NAMING)
    assert [filled[name].value for name in ("since", "until")] == [since or None, until or None]


def test_a_range_that_runs_backward_holds_nothing_and_the_empty_answer_says_so(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    query = saved(tmp_path, RANGE)
    filled = fill(tiny_store, query, {"since": "2015-10", "until": "2015-09"}, NAMING)
    (words,) = backward(filled)
    assert words == "“When” ends with September 2015 before it begins with October 2015: nothing lies between."


def test_everything_that_is_wrong_is_said_at_once(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        fill(tiny_store, saved(tmp_path, RANGE), {"sector": "helth", "since": "soon"}, NAMING)
    sector, since = caught.value.faults
    assert (sector.parameter, sector.short) == ("sector", "“helth” is no value for sector. Did you mean Health?")
    assert "Did you mean health? The values are health, public-health, social-care." in sector.detail, (
        "programs are told what exists"
    )
    assert since.detail.startswith("“soon” is no value for since: it takes a day, a month or a year")
