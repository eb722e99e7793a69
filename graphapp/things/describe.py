"""Describes one thing: the view that its page shows, and the graph that its data files hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import OA, SEF, Naming, bind_prefixes, curie
from graphapp.store.base import Quad, Store, Term
from graphapp.store.labels import labels
from graphapp.things.places import places
from graphapp.things.reasons import Reason, recorded_reasons, rules_by_conclusion
from graphapp.things.view import Ground, Group, Link, ThingView, Value

_SAID_ELSEWHERE = {
    *(RDF.type, RDF.subject, RDF.predicate, RDF.object, RDFS.label, RDFS.isDefinedBy),
    *(SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.editorialNote, SKOS.broaderTransitive),
    *(SEF.text, SEF.anchor, SEF.order, SEF.inColumn, SEF.states, SEF.via, SEF.byRule, OA.hasSource),
}
"""Properties that the page shows in its own way, or that are bookkeeping."""

_OUR_CLASSES = (str(SEF), str(ORG), str(SKOS), str(PROV))


@dataclass(frozen=True)
class Neighbourhood:
    """The quads that begin with a thing (*said*), and those that end with it (*naming_it*)."""

    thing: URIRef
    said: tuple[Quad, ...]
    naming_it: tuple[Quad, ...]

    def texts(self, predicate: URIRef) -> tuple[str, ...]:
        """What *predicate* says of the thing, sorted."""
        return tuple(sorted(str(quad.value) for quad in self.said if quad.predicate == predicate))

    def terms(self) -> set[URIRef]:
        """Every IRI of the neighbourhood."""
        quads = (*self.said, *self.naming_it)
        return {term for quad in quads for term in (quad.subject, quad.predicate, quad.value) if isinstance(term, URIRef)}


def describe(store: Store, thing: URIRef, naming: Naming) -> ThingView:
    """Everything that a page says of *thing*.

    :raises UnknownName: when the graph does not know it
    """
    around = _around(store, thing)
    writer = _Writer(store, naming, around)
    return ThingView(
        iri=str(thing),
        title=writer.name(str(thing)),
        kinds=writer.kinds(),
        other_names=around.texts(SKOS.altLabel),
        definition=" ".join(around.texts(SKOS.definition)),
        notes=around.texts(SKOS.editorialNote),
        place=writer.places.get(str(thing)),
        quotation=store.quotation(thing),
        outgoing=writer.groups(around.said, backwards=False),
        incoming=writer.groups(around.naming_it, backwards=True),
    )


def describe_as_graph(store: Store, thing: URIRef) -> Graph:
    """The triples about *thing* from both ends, its parts (such as ``…#anchor``) and the labels of everything named.

    :raises UnknownName: when the graph does not know it
    """
    around = _around(store, thing)
    graph = bind_prefixes(Graph())
    parts = [part for part in around.terms() if part.startswith(f"{thing}#")]
    selectors = [URIRef(f"{part}-position") for part in parts if part.endswith("#anchor")]
    about_parts = (quad for part in (*parts, *selectors) for quad in store.quads(subject=part))
    for quad in (*around.said, *around.naming_it, *about_parts):
        graph.add((quad.subject, quad.predicate, quad.value))
    for iri, label in labels(store, {node for node in graph.all_nodes() if isinstance(node, URIRef)}).items():
        if URIRef(iri) != thing and label not in (iri, curie(iri)):
            graph.add((URIRef(iri), RDFS.label, Literal(label)))
    return graph


def _around(store: Store, thing: URIRef) -> Neighbourhood:
    around = Neighbourhood(thing, tuple(store.quads(subject=thing)), tuple(store.quads(value=thing)))
    if not around.said and not around.naming_it:
        raise UnknownName("thing", str(thing))
    return around


class _Writer:
    """Turns quads into links and groups, with every label looked up once."""

    def __init__(self, store: Store, naming: Naming, around: Neighbourhood) -> None:
        self._naming, self._around = naming, around
        self._reasons = recorded_reasons(store, around.thing)
        self._rules = rules_by_conclusion(store)
        self._read_backwards = labels_read_backwards(store)
        self._wider_properties = [(str(quad.subject), str(quad.value)) for quad in store.quads(predicate=RDFS.subPropertyOf)]
        types = {quad.value for quad in around.said if quad.predicate == RDF.type}
        wider = {quad.value for type_ in types for quad in store.quads(subject=type_, predicate=RDFS.subClassOf)}
        self._types = sorted(str(type_) for type_ in types - wider)
        grounds = (iri for reason in self._reasons.values() for iri in reason.iris())
        iris = {around.thing, *around.terms(), *map(URIRef, grounds), *map(URIRef, self._rules.values())}
        self._names = labels(store, iris)
        self.places = places(store, (str(iri) for iri in iris if "/id/statement/" in iri and "#" not in iri))

    def name(self, iri: str) -> str:
        """The label of *iri*."""
        return self._names.get(iri, iri)

    def link(self, iri: str) -> Link:
        """A link to the page of *iri*."""
        return Link(self.name(iri), self._naming.page(iri) or (iri if iri.startswith("http") else None), iri)

    def kinds(self) -> tuple[Value, ...]:
        """The most specific classes of the thing, those of our own vocabularies alone where it has any."""
        ours = [iri for iri in self._types if iri.startswith(_OUR_CLASSES)]
        return tuple(sorted((self._kind(iri) for iri in ours or self._types), key=lambda value: value.link.label))

    def _kind(self, iri: str) -> Value:
        rule = self._rules.get(iri)
        grounds = (Ground("Added by the rule", (self.link(rule),)),) if rule else ()
        return Value(self.link(iri), None, "derived" if rule else "", grounds)

    def groups(self, quads: Iterable[Quad], *, backwards: bool) -> tuple[Group, ...]:
        """*quads* by property; *backwards* reads them from their value.

        What a rule added without a record of its own restates, from the other end or more widely, a fact that is shown anyway.
        """
        by_property: dict[str, dict[str, Value]] = defaultdict(dict)
        for quad in quads:
            reason = self._reasons.get((quad.subject, quad.predicate, quad.value), Reason())
            if quad.predicate not in _SAID_ELSEWHERE and not (is_inferred(quad) and not reason.rules):
                end = quad.subject if backwards else quad.value
                by_property[str(quad.predicate)].setdefault(str(end), self._value(quad, self._end(quad.predicate, end), reason))
        self._drop_what_is_stated(by_property)
        groups = (Group(self._heading(iri, backwards=backwards), _in_order(found.values())) for iri, found in by_property.items())
        return tuple(sorted((group for group in groups if group.values), key=_stated_first))

    def _drop_what_is_stated(self, by_property: dict[str, dict[str, Value]]) -> None:
        """Drop what is derived (“involves partner”) where a narrower property states it (“names partner”)."""
        for narrower, wider in self._wider_properties:
            for end in by_property.get(narrower, {}).keys() & by_property.get(wider, {}).keys():
                del by_property[wider][end]

    def _end(self, predicate: URIRef, end: Term) -> Link:
        """The other end of a quad as a link; addresses outside are shown as they are."""
        if not isinstance(end, URIRef):
            return Link(str(end))
        return Link(str(end), str(end), str(end)) if predicate in (FOAF.page, RDFS.seeAlso) else self.link(str(end))

    def _heading(self, iri: str, *, backwards: bool) -> str:
        return self._read_backwards.get(iri, f"{self.name(iri)} (of)") if backwards else self.name(iri)

    def _value(self, quad: Quad, link: Link, reason: Reason) -> Value:
        grounds = (
            Ground("Stated in", tuple(self._statement(iri) for iri in dict.fromkeys(reason.statements))),
            Ground("Added by the rule", tuple(self.link(iri) for iri in dict.fromkeys(reason.rules))),
            Ground("By way of", tuple(self.link(iri) for iri in dict.fromkeys(reason.via))),
        )
        context = quad.predicate in (SEF.contextSector, SEF.contextTheme)
        tier = "" if not is_inferred(quad) else "context" if context else "derived"
        return Value(link, self.places.get(link.iri or ""), tier, tuple(ground for ground in grounds if ground.links))

    def _statement(self, iri: str) -> Link:
        """A link to a statement by its place, which is shorter than its text."""
        place = self.places.get(iri)
        return Link(str(place), self._naming.page(iri), iri) if place else self.link(iri)


def is_inferred(quad: Quad) -> bool:
    """Whether a rule added *quad*: it stands in the graph beside its edition."""
    return quad.graph.endswith("/inferred")


def labels_read_backwards(store: Store) -> dict[str, str]:
    """How properties read from their value: the label of their inverse, or ``sef:inverseLabel``."""
    inverse = {str(quad.subject): quad.value for quad in store.quads(predicate=OWL.inverseOf)}
    inverse |= {str(value): URIRef(subject) for subject, value in inverse.items()}
    names = labels(store, inverse.values())
    found = {iri: names[str(value)] for iri, value in inverse.items()}
    return found | {str(quad.subject): str(quad.value) for quad in store.quads(predicate=SEF.inverseLabel)}


def _stated_first(group: Group) -> tuple[bool, str]:
    """Groups with something stated come before those with nothing but what was added."""
    return all(value.tier for value in group.values), group.label


def _in_order(values: Iterable[Value]) -> tuple[Value, ...]:
    """Statements in the order of the document, everything else by label."""
    return tuple(sorted(values, key=lambda value: (value.place.order if value.place else -1, value.link.label.casefold())))
