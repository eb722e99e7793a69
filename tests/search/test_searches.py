"""The list of searches: what comes first was worked out by reading the data, not by searching."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphapp.search.find import find
from graphapp.search.listing import Collection, collection_of
from tests.published import Published

SEARCHES = list(csv.DictReader((Path(__file__).parent / "searches.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def places(published: Published) -> dict[str, int | None]:
    """At which place each search has what it should have first, counted from 0; None where it has it nowhere."""
    collection = collection_of(published.store, published.naming, "hampshire-2015")
    return {row["search"]: _place(collection, row) for row in SEARCHES}


def _place(collection: Collection, row: dict[str, str]) -> int | None:
    found = [f"{entry.thing.kind}/{entry.thing.slug}" for entry in find(collection, row["search"]).ranked]
    return found.index(row["first"]) if row["first"] in found else None


def test_the_list_is_long_enough_and_says_each_search_once() -> None:
    assert len({row["search"] for row in SEARCHES}) == len(SEARCHES) >= 60


def test_what_is_expected_exists(published: Published) -> None:
    known = {published.naming.kind_and_slug(str(row["it"])) for row in published.select("SELECT DISTINCT ?it { ?it a ?class }")}
    assert {tuple(row["first"].split("/")) for row in SEARCHES} <= known


def test_nineteen_of_twenty_searches_have_what_is_expected_first_and_all_have_it_in_the_first_five(
    places: dict[str, int | None],
) -> None:
    first = [search for search, place in places.items() if place == 0]
    wrong = {search: place for search, place in places.items() if place != 0}
    print(f"\n{len(first)} of {len(places)} searches have it first; the others: {wrong}")  # noqa: T201
    assert len(first) >= 0.95 * len(places), wrong
    assert all(place is not None and place < 5 for place in places.values()), wrong
