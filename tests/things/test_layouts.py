"""The table of layouts: it says nothing twice, and every class and property in it is of the ontology."""

from __future__ import annotations

from itertools import chain

import pytest
from rdflib import URIRef

from graphapp.namespaces import SEF
from graphapp.things.layouts import LAYOUTS, layout_for
from graphapp.things.relations import Layout, Relation, Way
from graphapp.things.sentence import clause
from tests.published import Published


def relations(layout: Layout) -> list[Relation]:
    return list(chain.from_iterable(block.relations for block in layout.blocks))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.noun)
def test_a_property_has_one_place_for_each_kind_of_statement(layout: Layout) -> None:
    places: list[tuple[Way, URIRef | None]] = [(way, it.kind) for it in relations(layout) for way in it.ways]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.noun)
def test_what_a_document_should_say_has_a_heading_and_every_clause_can_be_filled(layout: Layout) -> None:
    for relation in relations(layout):
        assert relation.heading or not relation.silence
        assert not relation.clause or clause(relation.clause, ["A"], "1") != relation.clause


def test_every_class_and_property_is_used_or_defined(published: Published) -> None:
    known = {str(quad.subject) for quad in published.store.quads() if str(quad.subject).startswith(str(SEF))}
    named = {layout.kind for layout in LAYOUTS} | {it.kind for layout in LAYOUTS for it in relations(layout) if it.kind}
    named |= {way.predicate for layout in LAYOUTS for it in relations(layout) for way in it.ways}
    assert {str(iri) for iri in named if iri.startswith(str(SEF))} <= known


def test_a_board_is_a_board_before_it_is_a_partner() -> None:
    assert layout_for([str(SEF.Partner), str(SEF.Board)]).noun == "board"
    assert layout_for([str(SEF.Statement), str(SEF.PlannedAction), str(SEF.Judgement)]).noun == "planned action"


def test_what_has_no_layout_of_its_own_has_an_empty_one() -> None:
    assert layout_for([str(SEF.Rule)]).blocks == ()
