"""What is in the dataset, for programs that want to ask it something (VoID, W3C 2011): classes, properties, graphs, examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from graphapp.exports.catalogue.holdings import Holdings
from graphapp.exports.catalogue.terms import MOST_NAMED, VOID
from graphapp.exports.files import FILES
from graphapp.namespaces import PREFIXES, curie
from graphapp.queries.triples import Said, Triple
from graphapp.store.versions import Counts

_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML", "N-Quads", "TriG")


def describe_statistics(holdings: Holdings) -> Iterator[Triple]:
    """The dataset that is served: how to reach it, and, where a version is known, what it holds and how much of each."""
    it, current = holdings.dataset, holdings.current
    yield from ((it, *said) for said in _reached(holdings))
    if current:
        counts = current.manifest.counts
        yield it, VOID.triples, Literal(counts.quads)
        yield it, VOID.properties, Literal(len(counts.predicates))
        yield it, VOID.classes, Literal(len(counts.classes))
        yield from ((it, VOID.vocabulary, URIRef(namespace)) for namespace in _vocabularies(counts))
        yield from _partitions(it, counts)
        yield from _graphs(it, counts)


def _reached(holdings: Holdings) -> Iterator[Said]:
    """Where the dataset is: its names, its endpoint, its files, where to begin."""
    yield VOID.sparqlEndpoint, holdings.iri("sparql")
    yield from ((VOID.uriSpace, Literal(holdings.naming.base + space)) for space in ("id/", "def/"))
    yield from ((VOID.feature, URIRef(_FORMATS + name)) for name in _FEATURES)
    page = holdings.iri(f"exports/{holdings.served or 'latest'}")
    yield from ((VOID.dataDump, URIRef(f"{page}.{file.suffix}")) for file in FILES if file.format)
    yield from ((VOID.rootResource, iri) for iri, _ in holdings.coverage.self_evaluations[:MOST_NAMED])
    yield from ((VOID.exampleResource, iri) for iri in holdings.coverage.examples)


def _vocabularies(counts: Counts) -> list[str]:
    """The vocabularies, of those that we have a prefix for, whose terms are used."""
    used = [*counts.predicates, *counts.classes]
    return [namespace for namespace in PREFIXES.values() if any(iri.startswith(namespace) for iri in used)]


def _partitions(dataset: URIRef, counts: Counts) -> Iterator[Triple]:
    """How often each class and each property is used."""
    for iri, number in counts.classes.items():
        part = _part(dataset, "class", iri)
        yield dataset, VOID.classPartition, part
        yield part, VOID["class"], URIRef(iri)
        yield part, VOID.entities, Literal(number)
    for iri, number in counts.predicates.items():
        part = _part(dataset, "property", iri)
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(iri)
        yield part, VOID.triples, Literal(number)


def _graphs(dataset: URIRef, counts: Counts) -> Iterator[Triple]:
    """How much each named graph holds, of those that the endpoint describes."""
    for iri, number in islice(counts.graphs.items(), MOST_NAMED):
        yield dataset, VOID.subset, URIRef(iri)
        yield URIRef(iri), RDF.type, VOID.Dataset
        yield URIRef(iri), VOID.triples, Literal(number)


def _part(dataset: URIRef, kind: str, iri: str) -> URIRef:
    """A name for the part of *dataset* that uses *iri*."""
    name = "".join(sign if sign.isalnum() else "-" for sign in curie(iri))
    return URIRef(f"{dataset}#{kind}-{name}")
