"""Lists of one kind, narrowed down; counts that say what another choice would give."""

from __future__ import annotations

import pytest

from graphapp.errors import UnknownName
from graphapp.queries.run import run_query
from graphapp.search.asking import question_for
from graphapp.search.facets import Browsed, browse, slug_of
from graphapp.search.listing import Collection, collection_of
from tests.published import Published

ACTIONS = {"type": ("PlannedAction",), "sector": ("health",), "theme": ("transition-to-adulthood",)}


@pytest.fixture(scope="module")
def collection(published: Published) -> Collection:
    return collection_of(published.store, published.naming, "hampshire-2015")


def narrowed(collection: Collection, kind: str, **chosen: tuple[str, ...]) -> Browsed:
    return browse(collection, collection.kind(kind), chosen)


def test_every_thing_that_has_a_page_is_listed_once(collection: Collection, published: Published) -> None:
    listed = [thing.iri for kind in collection.kinds.values() for thing in kind.things]
    rows = published.select("SELECT DISTINCT ?it { ?it a ?class FILTER(ISIRI(?it)) }")
    assert len(listed) == len(set(listed))
    assert set(listed) == {str(row["it"]) for row in rows if published.naming.kind_and_slug(str(row["it"]))}


def test_a_list_says_the_same_as_the_question_beside_it(collection: Collection, published: Published) -> None:
    question = question_for(published.library, "statement", ACTIONS)
    assert question
    assert question.query.name == "actions-by-sector-and-theme"
    answered = run_query(published.store, question.query, question.given, published.naming)
    listed = {thing.iri for thing in narrowed(collection, "statement", **ACTIONS).things}
    assert {cell.iri for row in answered.rows for cell in row.values() if cell.iri and "/statement/" in cell.iri} == listed
    assert listed


def test_a_count_is_how_many_are_shown_when_it_is_chosen(collection: Collection) -> None:
    first = narrowed(collection, "statement", sector=("education",))
    for offered in first.offered:
        value = offered.values[0]
        chosen = {"sector": ("education",), offered.facet.name: (value.slug,)}
        assert len(narrowed(collection, "statement", **chosen).things) == value.count


def test_two_values_of_a_facet_widen_and_two_facets_narrow(collection: Collection) -> None:
    health, education = (len(narrowed(collection, "statement", sector=(it,)).things) for it in ("health", "education"))
    both = len(narrowed(collection, "statement", sector=("health", "education")).things)
    assert max(health, education) < both <= health + education
    assert len(narrowed(collection, "statement", sector=("health",), theme=("workforce",)).things) < health


def test_what_has_to_do_with_a_narrower_sector_has_to_do_with_the_wider(collection: Collection) -> None:
    narrow = {thing.iri for thing in narrowed(collection, "service", sector=("child-health",)).things}
    assert narrow < {thing.iri for thing in narrowed(collection, "service", sector=("health",)).things}


def test_a_facet_that_tells_nothing_apart_is_not_offered(collection: Collection) -> None:
    assert "rating" not in {offered.facet.name for offered in narrowed(collection, "partner").offered}
    assert {"area", "sector", "theme", "rating", "partner"} <= {it.facet.name for it in narrowed(collection, "statement").offered}


def test_what_is_chosen_stays_offered_also_where_nothing_has_it(collection: Collection) -> None:
    found = narrowed(collection, "statement", status=("need-stated",), sector=("youth-justice",), theme=("market-shaping",))
    assert not found.things
    chosen = {value.slug for offered in found.offered for value in offered.values if value.is_chosen}
    assert chosen == {"need-stated", "youth-justice", "market-shaping"}


def test_a_value_that_there_is_not_is_refused_with_the_nearest(collection: Collection) -> None:
    with pytest.raises(UnknownName, match="Did you mean health"):
        narrowed(collection, "statement", sector=("helth",))


def test_a_kind_that_there_is_not_is_refused_with_the_nearest(collection: Collection) -> None:
    with pytest.raises(UnknownName, match="Did you mean partner"):
        collection.kind("parner")


@pytest.mark.parametrize(
    ("kind", "chosen", "question"),
    [
        ("statement", {"partner": ("ofsted",)}, "partner-involvement"),
        ("statement", {"type": ("PlannedAction",), "theme": ("workforce", "outcomes")}, "actions-by-theme"),
        ("service", {"sector": ("health",)}, "services"),
        ("contract", {}, "contracts-by-provider"),
        ("statement", {"partner": ("ofsted", "natspec")}, None),
        ("statement", {}, None),
        ("tool", {"sector": ("health",)}, None),
    ],
)
def test_a_question_is_offered_only_where_it_asks_for_all_that_is_chosen(
    kind: str, chosen: dict[str, tuple[str, ...]], question: str | None, published: Published
) -> None:
    found = question_for(published.library, kind, chosen)
    assert (found.query.name if found else None) == question


def test_a_value_is_called_by_the_end_of_its_address() -> None:
    assert slug_of("https://w3id.org/send-sef/ns#PlannedAction") == "PlannedAction"
    assert slug_of("http://localhost:8000/def/sector/health") == "health"
