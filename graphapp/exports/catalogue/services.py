"""The services that answer from the dataset: SPARQL (DCAT, and SPARQL 1.1 Service Description), and the saved questions."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from graphapp.exports.catalogue.holdings import Holdings
from graphapp.exports.catalogue.terms import SD, VOID, english, standard
from graphapp.queries.triples import Triple

_PROTOCOL, _OPENAPI = "https://www.w3.org/TR/sparql11-protocol/", "https://spec.openapis.org/oas/v3.1.0"


def describe_services(holdings: Holdings) -> Iterator[Triple]:
    """What answers, and from what."""
    yield from _service(
        holdings, "sparql", "SPARQL endpoint", "SPARQL 1.1 queries, read-only, over everything that is published."
    )
    words = "Questions that are saved here, with values to choose; each answer as JSON, CSV, a workbook or linked data."
    yield from _service(holdings, "queries", "Saved questions", words)
    sparql, questions = holdings.iri("sparql"), holdings.iri("queries")
    yield sparql, DCAT.endpointDescription, sparql
    yield sparql, DCTERMS.conformsTo, URIRef(_PROTOCOL)
    yield questions, DCAT.endpointDescription, holdings.iri("openapi.json")
    yield questions, DCTERMS.conformsTo, URIRef(_OPENAPI)
    yield from standard(_PROTOCOL, "SPARQL 1.1 Protocol")
    yield from standard(_OPENAPI, "OpenAPI 3.1")
    yield from _sparql(holdings, sparql)


def _service(holdings: Holdings, path: str, title: str, words: str) -> Iterator[Triple]:
    it = holdings.iri(path)
    yield it, RDF.type, DCAT.DataService
    yield it, DCTERMS.title, english(title)
    yield it, DCTERMS.description, english(words)
    yield it, DCTERMS.publisher, holdings.iri("#publisher")
    yield it, DCAT.endpointURL, it
    yield it, DCAT.servesDataset, holdings.dataset


def _sparql(holdings: Holdings, it: URIRef) -> Iterator[Triple]:
    """What the endpoint can do, and the graphs that a query sees: all as one, and each by its name."""
    dataset = URIRef(f"{it}#dataset")
    yield it, RDF.type, SD.Service
    yield it, SD.endpoint, it
    yield it, SD.supportedLanguage, SD.SPARQL11Query
    yield it, SD.feature, SD.UnionDefaultGraph
    yield it, SD.defaultDataset, dataset
    yield dataset, RDF.type, SD.Dataset
    if holdings.current:
        counts = holdings.current.manifest.counts
        whole = URIRef(f"{it}#default-graph")
        yield dataset, SD.defaultGraph, whole
        yield whole, RDF.type, SD.Graph
        yield whole, VOID.triples, Literal(counts.quads)
        for number, graph in enumerate(counts.graphs, 1):
            named = URIRef(f"{it}#named-graph-{number}")
            yield dataset, SD.namedGraph, named
            yield named, RDF.type, SD.NamedGraph
            yield named, SD.name, URIRef(graph)
            yield named, SD.graph, URIRef(graph)
            yield URIRef(graph), RDF.type, SD.Graph
