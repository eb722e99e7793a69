"""How facts are arranged: every value once, whatever the layout."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from graphapp.namespaces import SEF
from graphapp.things.layouts import LAYOUTS
from graphapp.things.marks import Mark
from graphapp.things.pages import PAGE, Lists
from graphapp.things.relations import LISTS, Block, Layout, Relation, Way, by
from graphapp.things.sections import Arrangement
from graphapp.things.view import Link, Value

WAYS = sorted({way for layout in LAYOUTS for block in layout.blocks for it in block.relations for way in it.ways})
KINDS = (None, SEF.PlannedAction, SEF.Judgement, SEF.Heading)
PAGES = Lists("/doc/x/y", is_hub=False)


def value(name: str, kind: URIRef | None = None) -> Value:
    return Value(Link(name, iri=name), None, "", (), mark=Mark(kind=kind))


NEW = (Way(URIRef("urn:new")), Way(URIRef("urn:new"), backwards=True))
SAID = st.lists(st.tuples(st.sampled_from((*WAYS, *NEW)), st.integers(0, 3), st.sampled_from(KINDS)), max_size=20)


@settings(max_examples=50, deadline=None)  # how long an example takes says nothing here
@given(st.sampled_from(LAYOUTS), SAID)
def test_nothing_is_lost_and_nothing_shown_twice(layout: Layout, said: list[tuple[Way, int, URIRef | None]]) -> None:
    facts: dict[Way, dict[str, Value]] = {}
    for way, number, kind in said:
        facts.setdefault(way, {})[f"{way}{number}"] = value(f"{way}{number}", kind)
    sections = Arrangement(PAGES, {way: str(way.predicate) for way in facts}, facts).sections(layout)
    shown = Counter(it.link.label for section in sections for group in section.groups for it in group.values)
    assert shown == Counter(name for ends in facts.values() for name in ends)


NAMED, MENTIONS = Way(SEF.namesPartner, backwards=True), Way(SEF.mentions, backwards=True)
BY_KIND = Layout(
    SEF.Partner,
    "partner",
    (
        Block(
            "Where it is named",
            LISTS,
            (
                Relation(by(SEF.namesPartner, SEF.mentions), "Planned actions", kind=SEF.PlannedAction),
                Relation(by(SEF.namesPartner, SEF.mentions), "Statements", clause="is named in {count:statement}"),
            ),
        ),
    ),
)


def arranged(facts: dict[Way, dict[str, Value]], *, is_hub: bool = False) -> tuple[dict[str, int], list[str]]:
    """How many values each heading has, and what the first sentence says."""
    found = Arrangement(Lists("/doc/x/y", is_hub), {NAMED: "is named in", MENTIONS: "mentioned"}, facts)
    sections = found.sections(BY_KIND)
    return {group.label: len(group.values) for section in sections for group in section.groups}, found.clauses


def test_a_statement_that_is_found_in_two_ways_is_shown_once_and_counted_once() -> None:
    both = {"a": value("a", SEF.PlannedAction), "b": value("b")}
    assert arranged({NAMED: both, MENTIONS: both}) == ({"Planned actions": 1, "Statements": 1}, ["is named in 2 statements"])


def test_what_does_not_fit_one_page_is_listed_by_property_with_all_of_it_elsewhere() -> None:
    facts = {way: {f"{way}{number}": value(f"{way}{number}") for number in range(PAGE)} for way in (NAMED, MENTIONS)}
    assert arranged(facts)[0] == {"Statements": PAGE, "mentioned": PAGE}


def test_a_hub_is_not_told_apart_by_kind_as_not_all_of_a_kind_has_been_read() -> None:
    facts = {NAMED: {str(number): value(str(number), SEF.PlannedAction) for number in range(21)}}
    assert arranged(facts, is_hub=True) == ({"Statements": 20}, ["is named in more than 20 statements"])
