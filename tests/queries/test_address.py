"""The shortest way to write a question down."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.queries.address import Values, shortest
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import Given
from graphapp.queries.run import prepare
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, saved


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    return saved(tmp_path)


def written(store: EmbeddedStore, query: SavedQuery, given: Given) -> Values:
    return shortest(store, prepare(store, query, given, NAMING), NAMING)


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({}, {}),
        ({"sector": "health"}, {}),
        ({"sector": "NHS", "wider": "no", "partner": "", "most-shown": ""}, {}),
        ({"sector": "Public health"}, {"sector": "public-health"}),
        ({"partner": "https://example.org/id/partner/tiny-trust"}, {"partner": "tiny-trust"}),
        ({"wider": "yes", "size": "Large"}, {"size": "large", "wider": "true"}),
        ({"most-shown": "03"}, {"most-shown": "3"}),
        ({"edition": "tiny"}, {}),
    ],
)
def test_only_what_differs_from_defaults_is_written(
    given: Given, values: Values, tiny_store: EmbeddedStore, query: SavedQuery
) -> None:
    assert written(tiny_store, query, given) == values


def test_values_come_in_the_order_of_the_gaps(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    given = {"most-shown": "3", "size": "small", "sector": "social-care"}
    assert list(written(tiny_store, query, given)) == ["sector", "size", "most-shown"]


def test_what_is_asked_again_with_the_shortest_values_is_the_same(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    asked = prepare(tiny_store, query, {"sector": "Care", "wider": "on", "partner": "The Trust"}, NAMING)
    again = prepare(tiny_store, query, shortest(tiny_store, asked, NAMING), NAMING)
    assert (again.sparql, again.understood) == (asked.sparql, asked.understood)


def test_a_switch_that_is_on_by_itself_is_written_when_it_is_off(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    query = saved(tmp_path, QUESTION.replace("default: false", "default: true"))
    assert written(tiny_store, query, {"wider": "no"}) == {"wider": "false"}
    assert written(tiny_store, query, {"wider": "yes"}) == {}
