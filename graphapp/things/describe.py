"""Describes one thing: the view that its page shows, and the graph that its data files hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import FOAF, RDF, RDFS, SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import SEF, Naming, bind_prefixes, curie
from graphapp.store.base import Quad, Store
from graphapp.store.labels import labels
from graphapp.things.comparable import comparable
from graphapp.things.layouts import layout_for
from graphapp.things.neighbourhood import GLIMPSE, Neighbourhood, around, naming
from graphapp.things.pages import PAGE, Lists, Part, in_order
from graphapp.things.reasons import ENDS
from graphapp.things.relations import FIGURES, LISTS, Way
from graphapp.things.sections import Arrangement
from graphapp.things.sentence import sentence
from graphapp.things.view import Group, Link, Section, ThingView, Value
from graphapp.things.writer import SAID_ELSEWHERE, Writer, is_inferred, terms_of

__all__ = ["Part", "describe", "describe_as_dataset", "describe_as_graph", "is_inferred"]


def describe(store: Store, thing: URIRef, names: Naming, part: Part | None = None) -> ThingView:
    """Everything that a page says of *thing*, or one *part* of it.

    :raises UnknownName: when the graph does not know it, or there is no such part
    """
    found = around(store, thing, SAID_ELSEWHERE, 0 if part else GLIMPSE)
    if part:
        found = _only(store, found, part)
    writer = Writer(store, names, found)
    lists = Lists(names.page(str(thing)) or "", found.is_hub)
    says, sections = ("", _page(writer, lists, part)) if part else _whole(writer, lists, _beside(store, found, writer))
    return ThingView(
        iri=str(thing),
        title=writer.name(str(thing)),
        kinds=writer.kinds(),
        sentence=says,
        origin=_origin(found, names),
        other_names=found.texts(SKOS.altLabel),
        definition=" ".join(found.texts(SKOS.definition)),
        notes=found.texts(SKOS.editorialNote),
        place=writer.places.get(str(thing)),
        mark=writer.marks.get(str(thing)),
        quotation=store.quotation(thing),
        sections=sections,
        is_part=part is not None,
        asked_at=_asked_at(found, names),
    )


def _whole(writer: Writer, lists: Lists, beside: tuple[Section, ...]) -> tuple[str, tuple[Section, ...]]:
    """The first sentence and the sections of a thing, with what is shown *beside* them."""
    layout, facts = layout_for(writer.classes), writer.facts()
    arrangement = Arrangement(lists, writer.headings(facts), facts)
    sections = (*arrangement.sections(layout), *beside)
    where = [f"stands in {place}"] if (place := writer.place) else []
    return sentence(layout.noun, (*where, *arrangement.clauses), arrangement.silences), sections


def _beside(store: Store, found: Neighbourhood, writer: Writer) -> tuple[Section, ...]:
    """The figures beside which that of a measurement can be seen."""
    if str(SEF.Measurement) not in writer.classes:
        return ()
    alike = comparable(store, found)
    names = labels(store, map(URIRef, alike))
    links = {iri: Link(names[iri], writer.link(iri).href, iri) for iri in alike}
    values = in_order(Value(links[iri], None, "", (), mark=mark) for iri, mark in alike.items())
    group = Group("Figures in the same unit", values, str(len(values)))
    return (Section("Beside figures like it", FIGURES, (group,)),) if values else ()


def _page(writer: Writer, lists: Lists, part: Part) -> tuple[Section, ...]:
    """One page of a long list.

    :raises UnknownName: when there is no such page
    """
    way = Way(part.predicate, part.backwards)
    values = writer.facts().get(way, {}).values()
    wanted = [value for value in values if not part.kind or (value.mark and value.mark.kind == part.kind)]
    group = lists.page(writer.headings((way,))[way], wanted, part)
    if not group.values:
        raise UnknownName("page of values", str(part.page))
    return (Section("", LISTS, (group,)),)


_ORIGINS = {
    "reference": "From registers and from this site's own lists of terms, not from a self-evaluation.",
    "ontology": "From this site's ontology, which says how facts are read, and not from a self-evaluation.",
}
"""What the graphs hold that belong to no self-evaluation."""


def _origin(found: Neighbourhood, names: Naming) -> str:
    """Where the kind of a thing is said, which is where its facts come from."""
    said = (quad.graph.removeprefix(str(names.graph(""))) for quad in found.said if quad.predicate == RDF.type)
    return next((_ORIGINS[graph] for graph in said if graph in _ORIGINS), "")


def _asked_at(found: Neighbourhood, names: Naming) -> str | None:
    """Where a saved question is asked."""
    pages = (str(quad.value) for quad in found.said if quad.predicate == FOAF.page)
    return next((names.path(page) for page in pages if page.startswith(f"{names.base}queries/")), None)


def _only(store: Store, found: Neighbourhood, part: Part) -> Neighbourhood:
    """Of *found*, what the thing is called, *part* and the records of why it is there.

    Of a hub, the page that is asked for is read here, and the records are looked for later.
    """
    said = tuple(quad for quad in found.said if quad.predicate in SAID_ELSEWHERE)
    records = tuple(quad for quad in found.naming_it if quad.predicate in ENDS)
    if not part.backwards:
        return replace(found, said=(*said, *_with(found.said, part)), naming_it=records)
    if not found.is_hub:
        return replace(found, said=said, naming_it=(*records, *_with(found.naming_it, part)))
    page = tuple(naming(store, found.thing, part.predicate, (part.page - 1) * PAGE, PAGE + 1))
    return replace(found, said=said, naming_it=page)


def _with(quads: Iterable[Quad], part: Part) -> Iterator[Quad]:
    return (quad for quad in quads if quad.predicate == part.predicate)


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
