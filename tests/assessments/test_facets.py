"""What filters take, and what they say of what they do not."""

from __future__ import annotations

import pytest

from graphapp.assessments.facets import Selection, read_selection
from graphapp.errors import ParameterError
from graphapp.queries.parameters import Given
from graphapp.queries.scope import within_edition
from graphapp.store.base import Store
from tests.assessments.tables import store_of
from tests.conftest import NAMING


@pytest.fixture(scope="module")
def store() -> Store:
    return within_edition(store_of("one"), NAMING, "one")


def read(store: Store, given: Given) -> Selection:
    return read_selection(store, NAMING, given)


@pytest.mark.parametrize("way", ["health", "Health", "nhs", "https://example.org/def/sector/health"])
def test_a_value_is_known_by_each_of_its_names(way: str, store: Store) -> None:
    assert read(store, {"sector": [way]}).values == {"sector": ["health"]}


def test_the_same_selection_has_one_way_to_be_written(store: Store) -> None:
    one = read(store, {"theme": ["inclusion"], "sector": ["health", "care", "NHS"], "context": "yes"})
    other = read(store, {"context": ["true"], "sector": ["care", "Health"], "theme": "Inclusion"})
    assert one == other
    assert list(one.values.items()) == [("sector", ["care", "health"]), ("theme", ["inclusion"]), ("context", ["true"])]


def test_nothing_is_chosen_where_nothing_is_given(store: Store) -> None:
    assert read(store, {}) == Selection()
    assert read(store, {"context": "no"}).values == {}


def test_everything_that_is_wrong_is_told_at_once_with_the_nearest(store: Store) -> None:
    with pytest.raises(ParameterError) as caught:
        read(store, {"secter": "health", "sector": "helth", "rating": "work"})
    told = str(caught.value)
    assert "no filter called “secter”. Did you mean sector?" in told
    assert "“helth” is no value for sector. Did you mean health" in told
    assert "“work” is no value for rating. Did you mean works" in told
    assert [fault.parameter for fault in caught.value.faults] == ["secter", "sector", "rating"]


@pytest.mark.parametrize("text", ["x" * 10_000, "\u202e\x00", "<script>", "'; DROP TABLE--", "🙂"])
def test_what_is_repeated_of_a_wrong_value_is_short_and_harmless(text: str, store: Store) -> None:
    with pytest.raises(ParameterError) as caught:
        read(store, {"theme": text})
    assert len(str(caught.value)) < 300
    assert not {"\x00", "\u202e"} & set(str(caught.value))


def test_a_value_is_taken_away_and_the_filter_with_its_last(store: Store) -> None:
    selection = read(store, {"sector": ["health", "care"], "theme": "inclusion"})
    assert selection.without("sector", "care").values == {"sector": ["health"], "theme": ["inclusion"]}
    assert selection.without("theme", "inclusion").values == {"sector": ["care", "health"]}
