"""Numbers and dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from graphapp.queries.limits import NO_LIMITS, Limits
from graphapp.queries.scalars import day_month_or_year, whole_number

UPPER = Limits(range="When", is_upper=True)


@pytest.mark.parametrize("text", ["7", "007"])
def test_a_whole_number_is_written_in_one_way(text: str) -> None:
    value, label, term = whole_number(text, NO_LIMITS)
    assert (value, label, term.toPython()) == ("7", "7", 7)


@pytest.mark.parametrize("text", ["", "1.5", "-1", "+1", "1e3", "٣", "1_000", "1,000", "1234567890", "seven"])
def test_nothing_else_is_a_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"^it takes a whole number$"):
        whole_number(text, NO_LIMITS)


@pytest.mark.parametrize(
    ("limits", "text", "words"),
    [
        (Limits(2, 4), "1", "it takes a whole number from 2 to 4"),
        (Limits(2, 4), "5", "it takes a whole number from 2 to 4"),
        (Limits(most=4), "5", "it takes a whole number up to 4"),
        (Limits(least=2), "0", "it takes a whole number from 2"),
    ],
)
def test_a_number_outside_its_limits_says_which_are_taken(limits: Limits, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        whole_number(text, limits)


@pytest.mark.parametrize("text", ["2", "4"])
def test_the_limits_themselves_are_taken(text: str) -> None:
    assert whole_number(text, Limits(2, 4))[0] == text


@pytest.mark.parametrize(
    ("text", "value", "label", "first", "last"),
    [
        ("2015-02-03", "2015-02-03", "3 February 2015", date(2015, 2, 3), date(2015, 2, 3)),
        ("3 February 2015", "2015-02-03", "3 February 2015", date(2015, 2, 3), date(2015, 2, 3)),
        ("3 feb 2015", "2015-02-03", "3 February 2015", date(2015, 2, 3), date(2015, 2, 3)),
        ("03/02/2015", "2015-02-03", "3 February 2015", date(2015, 2, 3), date(2015, 2, 3)),
        ("2016-02", "2016-02", "February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        (" Sept  2015 ", "2015-09", "September 2015", date(2015, 9, 1), date(2015, 9, 30)),
        ("2015", "2015", "2015", date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_a_date_is_a_day_a_month_or_a_year(text: str, value: str, label: str, first: date, last: date) -> None:
    lower, upper = day_month_or_year(text, NO_LIMITS), day_month_or_year(text, UPPER)
    assert (lower[:2], upper[:2]) == ((value, label), (value, label))
    assert (lower[2].toPython(), upper[2].toPython()) == (first, last), "the upper end of a range is its last day"


@pytest.mark.parametrize(
    "text", ["", "autumn", "2015-13", "2015-02-30", "31/02/2015", "1899", "2101", "0001-01-01", "15", "20150203x"]
)
def test_nothing_else_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"^it takes a day, a month or a year between 1900 and 2100, such as 2015-09-01"):
        day_month_or_year(text, NO_LIMITS)
