"""Describes one thing: the view that its page shows, and the graph that its data files hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import FOAF, ORG, PROV, RDF, RDFS, SH, SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import OA, SCHEMA, SEF, Naming, bind_prefixes, curie
from graphapp.store.base import Quad, Store, Term
from graphapp.store.labels import labels
from graphapp.things.neighbourhood import Neighbourhood, around, naming
from graphapp.things.places import places
from graphapp.things.reasons import Reason, recorded_reasons
from graphapp.things.schema import schema_of
from graphapp.things.view import Ground, Group, Link, ThingView, Value

_SAID_ELSEWHERE = {
    *(RDF.type, RDF.subject, RDF.predicate, RDF.object, RDFS.label, RDFS.isDefinedBy),
    *(SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.editorialNote, SKOS.broaderTransitive),
    *(SEF.text, SEF.anchor, SEF.order, SEF.inColumn, SEF.states, SEF.via, SEF.byRule, OA.hasSource),
    *(SEF.template, SEF.askedOf, SH.prefixes, SH.defaultValue),
}
"""Properties that the page shows in its own way, or that are bookkeeping."""

_PAGES = (FOAF.page, RDFS.seeAlso, SCHEMA.target)
"""Properties whose values are addresses."""

_OUR_CLASSES = (str(SEF), str(ORG), str(SKOS), str(PROV))


PAGE = 50
"""Values of one property on one page."""


@dataclass(frozen=True)
class Part:
    """One page of the values of one property, where a thing has more than fit.

    :param predicate: the property
    :param backwards: whether the thing is its value
    :param page: from 1
    """

    predicate: URIRef
    backwards: bool
    page: int = 1

    def address(self, path: str, page: int) -> str:
        """Where another *page* of the same values is."""
        query = {"property": curie(str(self.predicate)), "read": "backwards" if self.backwards else "forwards", "page": page}
        return f"{path}?{urlencode(query)}"


def describe(store: Store, thing: URIRef, names: Naming, part: Part | None = None) -> ThingView:
    """Everything that a page says of *thing*, or one *part* of it.

    :raises UnknownName: when the graph does not know it, or there is no such part
    """
    found = around(store, thing, _SAID_ELSEWHERE)
    if part:
        found = _only(store, found, part)
    writer = _Writer(store, names, found)
    outgoing = writer.groups(found.said, backwards=False, page=part.page if part else 1)
    incoming = writer.groups(found.naming_it, backwards=True, page=part.page if part else 1)
    if part and not (outgoing or incoming):
        raise UnknownName("page of values", str(part.page))
    return ThingView(
        iri=str(thing),
        title=writer.name(str(thing)),
        kinds=writer.kinds(),
        other_names=found.texts(SKOS.altLabel),
        definition=" ".join(found.texts(SKOS.definition)),
        notes=found.texts(SKOS.editorialNote),
        place=writer.places.get(str(thing)),
        quotation=store.quotation(thing),
        outgoing=outgoing,
        incoming=incoming,
        is_part=part is not None,
        asked_at=_asked_at(found, names),
    )


def _asked_at(found: Neighbourhood, names: Naming) -> str | None:
    """Where a saved question is asked."""
    pages = (str(quad.value) for quad in found.said if quad.predicate == FOAF.page)
    return next((names.path(page) for page in pages if page.startswith(f"{names.base}queries/")), None)


def _only(store: Store, found: Neighbourhood, part: Part) -> Neighbourhood:
    """Of *found*, what the thing is called and *part*; of a hub, the page of it that is asked for, which is read here."""
    names = tuple(quad for quad in found.said if quad.predicate in _SAID_ELSEWHERE)
    if not part.backwards:
        return replace(found, said=(*names, *(quad for quad in found.said if quad.predicate == part.predicate)), naming_it=())
    if not found.is_hub:
        return replace(found, said=names, naming_it=tuple(quad for quad in found.naming_it if quad.predicate == part.predicate))
    page = tuple(naming(store, found.thing, part.predicate, (part.page - 1) * PAGE, PAGE + 1))
    return replace(found, said=names, naming_it=page)


def describe_as_graph(store: Store, thing: URIRef) -> Graph:
    """The triples about *thing* from both ends, its parts (such as ``…#anchor``) and the labels of everything named.

    Which of them a rule added say the records (``sef:Inference``) among them, where there are any: by which rule, by way of what.
    Of a hub, the first :data:`.neighbourhood.FIRST` of those that name it by each property.

    :raises UnknownName: when the graph does not know it
    """
    graph = bind_prefixes(Graph())
    for quad in _about(store, thing):
        graph.add((quad.subject, quad.predicate, quad.value))
    _add_labels(store, thing, graph)
    return graph


def describe_as_dataset(store: Store, thing: URIRef) -> Dataset:
    """The same, each triple in the graph that it is published in: what rules added stands in ``…/inferred``, labels in no graph.

    :raises UnknownName: when the graph does not know it
    """
    dataset = Dataset(default_union=True)
    bind_prefixes(dataset)
    for quad in _about(store, thing):
        dataset.graph(URIRef(quad.graph)).add((quad.subject, quad.predicate, quad.value))
    _add_labels(store, thing, dataset)
    return dataset


def _about(store: Store, thing: URIRef) -> Iterator[Quad]:
    """The quads that describe *thing*: around it, of its parts, and the records of why they are there."""
    found = around(store, thing)
    yield from (*found.said, *found.naming_it, *_about_parts(store, found))
    for record in dict.fromkeys(quad.subject for quad in found.naming_it if quad.predicate in (RDF.subject, RDF.object)):
        yield from store.quads(subject=record)
        yield from store.quads(predicate=SEF.states, value=record)


def _add_labels(store: Store, thing: URIRef, graph: Graph) -> None:
    """Add to *graph* the labels of what it names and does not say the name of."""
    for iri, label in labels(store, {node for node in graph.all_nodes() if isinstance(node, URIRef)}).items():
        has_name = URIRef(iri) == thing or (URIRef(iri), RDFS.label, None) in graph
        if not has_name and label not in (iri, curie(iri)):
            graph.add((URIRef(iri), RDFS.label, Literal(label)))


def _about_parts(store: Store, found: Neighbourhood) -> Iterator[Quad]:
    """What is said of the parts of a thing, such as ``…#anchor``, and of their parts."""
    stem = f"{found.thing}#"
    waiting = {term for term in terms_of(found) if term.startswith(stem)}
    known = set(waiting)
    while waiting:
        for quad in store.quads(subject=waiting.pop()):
            yield quad
            parts = {term for term in (quad.predicate, quad.value) if isinstance(term, URIRef) and term.startswith(stem)}
            waiting |= parts - known
            known |= parts


def terms_of(found: Neighbourhood) -> set[URIRef]:
    """Every IRI of the neighbourhood."""
    quads = (*found.said, *found.naming_it)
    return {term for quad in quads for term in (quad.subject, quad.predicate, quad.value) if isinstance(term, URIRef)}


class _Writer:
    """Turns quads into links and groups, with every label looked up once."""

    def __init__(self, store: Store, naming: Naming, found: Neighbourhood) -> None:
        self._naming, self._found, self._schema = naming, found, schema_of(store)
        self._reasons = recorded_reasons(store, found)
        types = {quad.value for quad in found.said if quad.predicate == RDF.type}
        wider: set[Term] = set().union(*(self._schema.wider_classes.get(type_, ()) for type_ in types))
        self._types = sorted(str(type_) for type_ in types - wider)
        grounds = (iri for reason in self._reasons.values() for iri in reason.iris())
        iris = {found.thing, *terms_of(found), *map(URIRef, grounds), *map(URIRef, self._schema.rules.values())}
        self._names = labels(store, iris)
        parts = (iri for iri in iris if iri.startswith(f"{found.thing}#"))
        self._order_of_parts = {str(quad.subject): int(str(quad.value)) for quad in store.look_up(parts, (SH.order,))}
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
        rule = self._schema.rules.get(iri)
        grounds = (Ground("Added by the rule", (self.link(rule),)),) if rule else ()
        return Value(self.link(iri), None, "derived" if rule else "", grounds)

    def groups(self, quads: Iterable[Quad], *, backwards: bool, page: int) -> tuple[Group, ...]:
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
        parts = ((Part(URIRef(iri), backwards, page), found.values()) for iri, found in by_property.items() if found)
        groups = (self._group(part, values) for part, values in parts)
        return tuple(sorted((group for group in groups if group.values), key=_stated_first))

    def _group(self, part: Part, found: Collection[Value]) -> Group:
        """The values of one property in their order, those of the page that is asked for.

        Of a hub no more than one page has been read, and one value more if another page follows.
        """
        of_a_hub = self._found.is_hub and part.backwards
        before = 0 if of_a_hub else (part.page - 1) * PAGE
        shown = _in_order(list(found)[:PAGE]) if of_a_hub else _in_order(found)[before : before + PAGE]
        follows = len(found) > before + PAGE
        count = str(len(found)) if not of_a_hub else f"more than {part.page * PAGE}" if follows else ""
        path = self._naming.page(str(self._found.thing)) or ""
        return Group(
            label=self._heading(str(part.predicate), backwards=part.backwards),
            values=shown,
            count=count,
            following=Link("The next", part.address(path, part.page + 1)) if follows else None,
            preceding=Link("Those before", part.address(path, part.page - 1)) if part.page > 1 else None,
        )

    def _drop_what_is_stated(self, by_property: dict[str, dict[str, Value]]) -> None:
        """Drop what is derived (“involves partner”) where a narrower property states it (“names partner”)."""
        for narrower, wider in self._schema.wider_properties:
            for end in by_property.get(narrower, {}).keys() & by_property.get(wider, {}).keys():
                del by_property[wider][end]

    def _end(self, predicate: URIRef, end: Term) -> Link:
        """The other end of a quad as a link; addresses are shown as they are, and a part of the thing is on its page already."""
        if not isinstance(end, URIRef):
            return Link(str(end))
        if end.startswith(f"{self._found.thing}#"):
            return Link(self.name(str(end)), iri=str(end))
        return Link(str(end), self._naming.path(str(end)), str(end)) if predicate in _PAGES else self.link(str(end))

    def _heading(self, iri: str, *, backwards: bool) -> str:
        return self._schema.read_backwards.get(iri, f"{self.name(iri)} (of)") if backwards else self.name(iri)

    def _value(self, quad: Quad, link: Link, reason: Reason) -> Value:
        grounds = (
            Ground("Stated in", tuple(self._statement(iri) for iri in dict.fromkeys(reason.statements))),
            Ground("Added by the rule", tuple(self.link(iri) for iri in dict.fromkeys(reason.rules))),
            Ground("By way of", tuple(self.link(iri) for iri in dict.fromkeys(reason.via))),
        )
        context = quad.predicate in (SEF.contextSector, SEF.contextTheme)
        tier = "" if not is_inferred(quad) else "context" if context else "derived"
        place = self.places.get(link.iri or "")
        order = place.order if place else self._order_of_parts.get(link.iri or "", -1)
        return Value(link, place, tier, tuple(ground for ground in grounds if ground.links), order)

    def _statement(self, iri: str) -> Link:
        """A link to a statement by its place, which is shorter than its text."""
        place = self.places.get(iri)
        return Link(str(place), self._naming.page(iri), iri) if place else self.link(iri)


def is_inferred(quad: Quad) -> bool:
    """Whether a rule added *quad*: it stands in the graph beside its edition."""
    return quad.graph.endswith("/inferred")


def _stated_first(group: Group) -> tuple[bool, str]:
    """Groups with something stated come before those with nothing but what was added."""
    return all(value.tier for value in group.values), group.label


def _in_order(values: Iterable[Value]) -> tuple[Value, ...]:
    """Statements in the order of the document, parts in their own, everything else by label."""
    return tuple(sorted(values, key=lambda value: (value.order, value.link.label.casefold())))
