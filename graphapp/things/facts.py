"""The facts about a thing one by one, for a table: each with its words and IRIs, and why it is in the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from graphapp.namespaces import SEF
from graphapp.store.base import Quad, Store
from graphapp.store.labels import labels
from graphapp.things.neighbourhood import around
from graphapp.things.places import places
from graphapp.things.reasons import Reason, recorded_reasons
from graphapp.things.schema import schema_of
from graphapp.things.view import Link
from graphapp.things.writer import is_inferred

STATED, DERIVED, CONTEXT = "stated", "derived", "context"

_OF_CONTEXT = (SEF.contextSector, SEF.contextTheme)
_OF_RECORDS = (RDF.subject, RDF.predicate, RDF.object)
"""Properties of the records of why a fact is there, which each fact shows as its own reasons."""


@dataclass(frozen=True)
class Fact:
    """One fact about a thing.

    :param is_backwards: whether the thing is its value, and *value* what it is said of
    :param value: the other end; without an IRI where it is a literal
    :param kind: of a literal: its language, or the IRI of its datatype
    :param tier: whether it is stated, derived by a rule, or no more than context
    :param stated_in: the statements that state it, called by their places
    :param rules: the rules that added it
    :param via: the things by way of which they did
    :param graph: the IRI of the named graph that it stands in
    """

    is_backwards: bool
    predicate: Link
    value: Link
    kind: str
    tier: str
    stated_in: tuple[Link, ...]
    rules: tuple[Link, ...]
    via: tuple[Link, ...]
    graph: str


def facts_about(store: Store, thing: URIRef) -> tuple[Fact, ...]:
    """The facts that have *thing* at either end: first what is said of it, in the order of the words.

    What is stated and follows from a rule as well is stated. Of a hub there are the first of each property, as in other formats.

    :raises UnknownName: when the graph does not know it
    """
    found = around(store, thing)
    reasons = recorded_reasons(store, found)
    told = [quad for quad in (*found.said, *found.naming_it) if quad.predicate not in _OF_RECORDS]
    stated_last = sorted(told, key=lambda quad: (is_inferred(quad), quad.graph), reverse=True)
    words = _Words(store, told, reasons.values())
    once = {quad[:3]: quad for quad in stated_last}
    facts = (words.fact(quad, reasons.get(triple, Reason()), thing) for triple, quad in once.items())
    return tuple(sorted(facts, key=_order))


def _order(fact: Fact) -> tuple[bool, str, str, str, str]:
    predicate, value = fact.predicate, fact.value
    iris = f"{predicate.iri} {value.iri}"
    return fact.is_backwards, predicate.label.casefold(), value.label.casefold(), iris, f"{value.label} {fact.kind}"


class _Words:
    """What everything is called that the facts and their reasons name, looked up once."""

    def __init__(self, store: Store, quads: Iterable[Quad], reasons: Iterable[Reason]) -> None:
        self._backwards = schema_of(store).read_backwards
        grounds = [iri for reason in reasons for iri in reason.iris()]
        named = (term for quad in quads for term in quad[:3] if isinstance(term, URIRef))
        self._labels = labels(store, {*named, *map(URIRef, grounds)})
        self._places = places(store, grounds)

    def fact(self, quad: Quad, reason: Reason, thing: URIRef) -> Fact:
        """*quad*, seen from *thing*."""
        is_backwards = quad.subject != thing
        end, predicate = quad.subject if is_backwards else quad.value, str(quad.predicate)
        label = self._labels.get(predicate, predicate)
        return Fact(
            is_backwards=is_backwards,
            predicate=Link(self._backwards.get(predicate, f"{label} (of)") if is_backwards else label, iri=predicate),
            value=Link(str(end)) if isinstance(end, Literal) else self._link(str(end)),
            kind=(end.language or str(end.datatype or "")) if isinstance(end, Literal) else "",
            tier=_tier(quad),
            stated_in=self._links(reason.statements),
            rules=self._links(reason.rules),
            via=self._links(reason.via),
            graph=quad.graph,
        )

    def _links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self._link(iri) for iri in dict.fromkeys(iris))

    def _link(self, iri: str) -> Link:
        place = self._places.get(iri)
        return Link(str(place) if place else self._labels.get(iri, iri), iri=iri)


def _tier(quad: Quad) -> str:
    if not is_inferred(quad):
        return STATED
    return CONTEXT if quad.predicate in _OF_CONTEXT else DERIVED
