"""Turns the quads around a thing into values with their labels, places and grounds, each looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib import BNode, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SH, SKOS

from graphapp.namespaces import OA, SCHEMA, SEF, Naming
from graphapp.store.base import Quad, Store, Term
from graphapp.store.labels import labels
from graphapp.things.marks import marks
from graphapp.things.neighbourhood import Neighbourhood
from graphapp.things.places import places
from graphapp.things.quantities import SAID, VALUE, quantity
from graphapp.things.reasons import Reason, recorded_reasons
from graphapp.things.relations import Way
from graphapp.things.schema import schema_of
from graphapp.things.sections import Facts
from graphapp.things.view import Ground, Link, Value

SAID_ELSEWHERE = frozenset(
    (
        *(RDF.type, RDF.subject, RDF.predicate, RDF.object, RDFS.label, RDFS.isDefinedBy),
        *(SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.editorialNote, SKOS.broaderTransitive, SKOS.topConceptOf),
        *(SEF.text, SEF.anchor, SEF.order, SEF.inColumn, SEF.states, SEF.via, SEF.byRule, OA.hasSource),
        *(SEF.template, SEF.askedOf, SH.prefixes, SH.defaultValue),
    )
)
"""Properties that the page shows in its own way, or that are bookkeeping."""

_PAGES = frozenset((FOAF.page, RDFS.seeAlso, SCHEMA.target))
"""Properties whose values are addresses."""

_OUR_CLASSES = (str(SEF), str(ORG), str(SKOS), str(PROV))
_OF_PERIODS = (SEF.startDate, SEF.endDate, SEF.statedDate, DCAT.startDate, DCAT.endDate)
_IN_CONTEXT = frozenset((SEF.contextSector, SEF.contextTheme))
_TYPE = RDF.type
_PERIOD = Way(DCTERMS.temporal)


class Writer:
    """Writes what is around one thing."""

    def __init__(self, store: Store, naming: Naming, found: Neighbourhood) -> None:
        self._store, self._naming, self._found, self._schema = store, naming, found, schema_of(store)
        self._reasons = recorded_reasons(store, found)
        types = {quad.value for quad in found.said if quad.predicate == _TYPE}
        self.classes = frozenset(map(str, types))
        wider: set[Term] = set().union(*(self._schema.wider_classes.get(type_, ()) for type_ in types))
        self._types = sorted(str(type_) for type_ in types - wider)
        grounds = (iri for reason in self._reasons.values() for iri in reason.iris())
        iris = {found.thing, *terms_of(found), *map(URIRef, grounds), *map(URIRef, self._schema.rules.values())}
        self._parts = self._said_of_parts(iris)
        self._names = labels(store, iris) | _periods(self._parts)
        self._texts = [str(iri) for iri in iris if "/id/statement/" in iri and "#" not in iri]
        self.places = places(store, self._texts)
        self.marks = marks(store, map(str, iris))

    @property
    def place(self) -> str:
        """Where the thing stands, in the middle of a sentence, when it is a statement in a row."""
        place = self.places.get(str(self._found.thing))
        return f"row {place.row}, {place.column.lower()}" if place and place.row else ""

    def name(self, iri: str) -> str:
        """The label of *iri*; of a period, from when to when it lasts."""
        return self._names.get(iri, iri)

    def link(self, iri: str) -> Link:
        """A link to the page of *iri*."""
        return Link(self.name(iri), self._naming.page(iri) or (iri if iri.startswith("http") else None), iri)

    def kinds(self) -> tuple[Value, ...]:
        """The most specific classes of the thing, those of our own vocabularies alone where it has any."""
        ours = [iri for iri in self._types if iri.startswith(_OUR_CLASSES)]
        return tuple(sorted((self._kind(iri) for iri in ours or self._types), key=lambda value: value.link.label))

    def _kind(self, iri: str) -> Value:
        rule = self._schema.rules.get(iri)
        grounds = (Ground("Added by the rule", (self.link(rule),)),) if rule else ()
        return Value(self.link(iri), None, "derived" if rule else "", grounds)

    def facts(self) -> Facts:
        """The values of each property, read from both ends.

        What a rule added without a record of its own restates, from the other end or more widely, a fact that is shown anyway.
        """
        found: dict[Way, dict[str, Value]] = defaultdict(dict)
        for backwards, quads in ((False, self._found.said), (True, self._found.naming_it)):
            for quad in quads:
                reason = self._reasons.get((quad.subject, quad.predicate, quad.value), _NONE)
                end = quad.subject if backwards else quad.value
                if quad.predicate not in SAID_ELSEWHERE and (reason.rules or not (is_inferred(quad) or isinstance(end, BNode))):
                    value = self._value(quad, self._end(end, is_address=quad.predicate in _PAGES and not backwards), reason)
                    found[Way(quad.predicate, backwards)].setdefault(str(end), value)
        self._drop_what_is_stated(found)
        self._drop_period(found)
        _join_figure(found)
        return {way: values for way, values in found.items() if values}

    def headings(self, ways: Iterable[Way]) -> dict[Way, str]:
        """What each property is called, as it is read."""
        return {way: self._heading(str(way.predicate), backwards=way.backwards) for way in ways}

    def _heading(self, iri: str, *, backwards: bool) -> str:
        return self._schema.read_backwards.get(iri, f"{self.name(iri)} (of)") if backwards else self.name(iri)

    def _drop_what_is_stated(self, found: Mapping[Way, dict[str, Value]]) -> None:
        """Drop what is derived (“involves partner”) where a narrower property states it (“names partner”)."""
        for narrower, wider in self._schema.wider_properties:
            for backwards in (False, True):
                stated = found.get(Way(narrower, backwards))
                derived = found.get(Way(wider, backwards))
                if stated and derived:
                    for end in stated.keys() & derived.keys():
                        del derived[end]

    def _drop_period(self, found: Mapping[Way, dict[str, Value]]) -> None:
        """Drop a period whose beginning or end is stated of the thing itself, which says where."""
        for iri in list(found.get(_PERIOD, ())):
            said = self._parts.get(iri, {})
            if any(said.get(day) in found.get(Way(day), ()) for day in (SEF.startDate, SEF.endDate)):
                del found[_PERIOD][iri]

    def _said_of_parts(self, iris: Iterable[URIRef]) -> dict[str, dict[URIRef, str]]:
        """What is said of the parts of the thing, such as ``…#period``: their order, and from when to when they last."""
        said: dict[str, dict[URIRef, str]] = defaultdict(dict)
        parts = {iri for iri in iris if iri.startswith(f"{self._found.thing}#")}
        periods = (quad.value for quad in self._found.said if quad.predicate == DCTERMS.temporal and quad.value in parts)
        told = self._store.look_up((part for part in periods if isinstance(part, URIRef)), _OF_PERIODS)
        for quad in (*self._store.look_up(parts, (SH.order,)), *told):
            said[str(quad.subject)][quad.predicate] = str(quad.value)
        return said

    def _end(self, end: Term, *, is_address: bool) -> Link:
        """The other end of a quad as a link; addresses are shown as they are, and a part of the thing is on its page already."""
        if not isinstance(end, URIRef):
            return Link(str(end))
        if end.startswith(f"{self._found.thing}#"):
            return Link(self.name(str(end)), iri=str(end))
        return Link(str(end), self._naming.path(str(end)), str(end)) if is_address else self.link(str(end))

    def _value(self, quad: Quad, link: Link, reason: Reason) -> Value:
        grounds = (
            Ground("Stated in", tuple(self._statement(iri) for iri in dict.fromkeys(reason.statements))),
            Ground("Added by the rule", tuple(self.link(iri) for iri in dict.fromkeys(reason.rules))),
            Ground("By way of", tuple(self.link(iri) for iri in dict.fromkeys(reason.via))),
        )
        tier = "" if not is_inferred(quad) else "context" if quad.predicate in _IN_CONTEXT else "derived"
        iri = link.iri or ""
        place = self.places.get(iri)
        order = place.order if place else int(self._parts.get(iri, {}).get(SH.order, -1))
        return Value(link, place, tier, tuple(ground for ground in grounds if ground.links), order, self.marks.get(iri))

    def _statement(self, iri: str) -> Link:
        """A link to a statement by its place, which is shorter than its text, with its exact words where there are any."""
        place = self.places.get(iri)
        if not place:
            return self.link(iri)
        return Link(str(place), self._naming.page(iri), iri, self._store.quotation(URIRef(iri)))


_NONE = Reason()


def is_inferred(quad: Quad) -> bool:
    """Whether a rule added *quad*: it stands in the graph beside its edition."""
    return quad.graph.endswith("/inferred")


def terms_of(found: Neighbourhood) -> set[URIRef]:
    """Every IRI of the neighbourhood."""
    quads = (*found.said, *found.naming_it)
    return {term for quad in quads for term in (quad.subject, quad.predicate, quad.value) if isinstance(term, URIRef)}


def _join_figure(found: dict[Way, dict[str, Value]]) -> None:
    """Make one value of the number, unit and qualifier of a measurement."""
    said = {predicate: next(iter(found.get(Way(predicate), ())), None) for predicate in SAID}
    figure = quantity({predicate: text for predicate, text in said.items() if text is not None})
    if figure and said[SEF.unit]:
        for predicate in SAID:
            found.pop(Way(predicate), None)
        found[Way(VALUE)] = {figure.words: Value(Link(figure.words), None, "", ())}


def _periods(parts: Mapping[str, Mapping[URIRef, str]]) -> dict[str, str]:
    """The names of those *parts* that are periods."""
    return {iri: words for iri, said in parts.items() if (words := _period(said))}


def _period(said: Mapping[URIRef, str]) -> str:
    """From when to when something lasts, in the words of the document where there are any."""
    start = said.get(SEF.startDate) or said.get(DCAT.startDate)
    end = said.get(SEF.endDate) or said.get(DCAT.endDate)
    lasting = " ".join(f"{word} {day}" for word, day in (("from", start), ("to", end)) if day)
    return said.get(SEF.statedDate, lasting)
