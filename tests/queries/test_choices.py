"""Linked choices and empty answers, on the question with a gap of every kind and on every saved question."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from graphapp.queries.choices import Asking, Choice
from graphapp.queries.empty import Relaxation, relaxations
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.queries.parameters import Given, fill, options
from graphapp.queries.run import run_query
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.published import Published
from tests.queries.sample import saved


def asking(store: Store, query: SavedQuery, given: Given) -> Asking:
    return Asking(store, query, fill(store, query, given, NAMING), NAMING)


def gap(query: SavedQuery, name: str) -> Parameter:
    found = query.parameter(name)
    assert found
    return found


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    return saved(tmp_path)


def rows_by_value(choices: Sequence[Choice]) -> dict[str, int | None]:
    return {choice.option.value: choice.rows for choice in choices}


def test_each_value_says_how_many_rows_come_with_it(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    found = asking(tiny_store, query, {}).choices(gap(query, "sector"))
    assert rows_by_value(found) == {"health": 1, "public-health": 1, "social-care": 0}


def test_the_counts_follow_the_other_gaps(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    found = asking(tiny_store, query, {"partner": "tiny-network"}).choices(gap(query, "sector"))
    assert set(rows_by_value(found).values()) == {0}


def test_a_long_list_is_offered_without_counts(
    tiny_store: EmbeddedStore, query: SavedQuery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.queries.choices.MOST_COUNTED", 2)
    found = asking(tiny_store, query, {}).choices(gap(query, "sector"))
    assert set(rows_by_value(found).values()) == {None}
    assert len(found) == 3


def test_a_store_far_away_is_not_asked_for_counts(
    tiny_store: EmbeddedStore, query: SavedQuery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiny_store, "is_near", False)
    monkeypatch.setattr(tiny_store, "count", None)
    assert set(rows_by_value(asking(tiny_store, query, {}).choices(gap(query, "sector"))).values()) == {None}


def test_counts_are_worked_out_once_for_each_version(
    tiny_store: EmbeddedStore, query: SavedQuery, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asking(tiny_store, query, {}).choices(gap(query, "sector"))
    monkeypatch.setattr(tiny_store, "count", None)
    assert asking(tiny_store, query, {}).choices(gap(query, "sector")) == first


def test_an_empty_answer_says_what_to_leave_out_and_what_comes_then(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    (only,) = relaxations(asking(tiny_store, query, {"partner": "tiny-network", "wider": "yes"}))
    assert only == Relaxation("Leave out “partner: Parent Network”", 2, {"sector": "health", "wider": "true"})


def test_of_a_gap_that_must_be_filled_another_value_is_named(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    (only,) = relaxations(asking(tiny_store, query, {"sector": "social-care"}))
    assert only.words == "Take another value for “sector: Social care”, such as Health"
    assert only.given["sector"] == "health"


def test_where_no_single_change_helps_nothing_is_named(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert relaxations(asking(tiny_store, query, {"sector": "social-care", "partner": "tiny-network"})) == ()


# Every saved question


def values_of(published: Published, parameter: Parameter, store: Store) -> list[str]:
    if parameter.type is ParameterType.BOOLEAN:
        return ["true", "false"]
    return [option.value for option in options(store, parameter, published.naming)]


def sampled(published: Published, query: SavedQuery, store: Store, chance: random.Random) -> Mapping[str, str]:
    """A value for one gap of *query*; the others keep their defaults."""
    parameter = chance.choice(query.parameters)
    values = values_of(published, parameter, store)
    return {parameter.name: chance.choice(values)} if values else {}


def test_where_an_answer_is_empty_every_change_that_is_named_gives_the_rows_that_it_promises(published: Published) -> None:
    chance = random.Random(7)  # noqa: S311 - a sample, not a secret
    scoped = within_edition(published.store, published.naming, choose_edition(published.store, published.naming))
    empty = 0
    for query in published.library.values():
        for _ in range(6 if query.parameters else 0):
            given = sampled(published, query, scoped, chance)
            answer = run_query(published.store, query, given, published.naming)
            if answer.rows:
                continue
            empty += 1
            for change in relaxations(Asking(scoped, query, answer.filled, published.naming)):
                again = run_query(published.store, query, dict(change.given), published.naming)
                assert len(again.rows) == change.rows > 0, (query.name, given, change)
    assert empty, "some answers of the sample have to be empty"
