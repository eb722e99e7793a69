"""Pages of an answer: which one is asked for, which rows stand on it, and where the answer ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.errors import NoSuchPage, ParameterError
from graphapp.queries.paging import MOST_ROWS, Paging, Window, read_paging, without_paging


@given(total=st.integers(0, 500), size=st.integers(1, MOST_ROWS))
def test_the_pages_together_are_the_answer_and_none_but_the_last_is_short(total: int, size: int) -> None:
    rows = range(total)
    first = Paging(1, size).window(total)
    pages = [Paging(number, size).window(total).of(rows) for number in range(1, first.last + 1)]
    assert [row for page in pages for row in page] == list(rows)
    assert all(len(page) == size for page in pages[:-1])
    assert len(pages[-1]) > 0 or total == 0


@given(total=st.integers(0, 500), size=st.integers(1, MOST_ROWS), beyond=st.integers(1, 100))
def test_there_is_nothing_beyond_the_last_page(total: int, size: int, beyond: int) -> None:
    last = Window(1, size, total).last
    with pytest.raises(NoSuchPage) as error:
        Paging(last + beyond, size).window(total)
    assert error.value.status == 404


@pytest.mark.parametrize(
    ("number", "size", "total", "says"),
    [
        (4, 10, 25, "There is no page 4: in pages of 10 rows, this answer has 3 pages."),
        (2, 100, 0, "There is no page 2: in pages of 100 rows, this answer has 1 page."),
        (2000, 1, 1500, "There is no page 2,000: in pages of 1 rows, this answer has 1,500 pages."),
    ],
)
def test_who_goes_too_far_is_told_how_far_it_goes(number: int, size: int, total: int, says: str) -> None:
    with pytest.raises(NoSuchPage) as error:
        Paging(number, size).window(total)
    assert str(error.value) == says


@pytest.mark.parametrize(
    ("values", "paging"),
    [
        ({}, None),
        ({"sector": "health"}, None),
        ({"page": ()}, None),
        ({"page": "", "per_page": ""}, None),
        ({"page": "3"}, Paging(3, 100)),
        ({"per_page": "20"}, Paging(1, 20)),
        ({"per_page": ("20",), "page": ("007",)}, Paging(7, 20)),
        ({"per_page": " 1000 "}, Paging(1, 1000)),
    ],
)
def test_pages_are_asked_for_by_number_and_size(values: dict[str, str], paging: Paging | None) -> None:
    assert read_paging(values) == paging


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", "1e3", "²", "٣", "1 2", "1001", "9" * 5_000, "\u202e5"])
def test_a_page_has_one_to_a_thousand_rows(value: str) -> None:
    with pytest.raises(ParameterError, match="is no value for per_page: it takes a whole number from 1 to 1,000") as error:
        read_paging({"per_page": value})
    assert len(str(error.value)) < 200


def test_both_faults_are_told_at_once() -> None:
    with pytest.raises(ParameterError) as error:
        read_paging({"per_page": ("1", "2"), "page": "0"})
    assert [fault.parameter for fault in error.value.faults] == ["page", "per_page"]
    assert "“per_page” is given twice" in str(error.value)


def test_what_remains_is_for_the_gaps() -> None:
    assert without_paging({"page": "1", "sector": "health", "per_page": "5"}) == {"sector": "health"}
