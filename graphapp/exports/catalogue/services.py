"""The services that answer from the dataset: SPARQL (DCAT, and SPARQL 1.1 Service Description), and the saved questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from graphapp.exports.catalogue.holdings import Holdings
from graphapp.exports.catalogue.terms import MOST_NAMED, SD, VOID, english, standard
from graphapp.queries.triples import Triple

_PROTOCOL, _OPENAPI = "https://www.w3.org/TR/sparql11-protocol/", "https://spec.openapis.org/oas/v3.1.0"

_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
"""The forms of answers, by their names in the W3C's list of formats."""


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
    yield from describe_endpoint(sparql, holdings.current.manifest.counts.graphs if holdings.current else {})


def _service(holdings: Holdings, path: str, title: str, words: str) -> Iterator[Triple]:
    it = holdings.iri(path)
    yield it, RDF.type, DCAT.DataService
    yield it, DCTERMS.title, english(title)
    yield it, DCTERMS.description, english(words)
    yield it, DCTERMS.publisher, holdings.iri("#publisher")
    yield it, DCAT.endpointURL, it
    yield it, DCAT.servesDataset, holdings.dataset


def describe_endpoint(it: URIRef, triples: Mapping[str, int]) -> Iterator[Triple]:
    """What the endpoint can do, and the graphs that a query sees: all as one, and each by its name.

    :param triples: how many each named graph has; together they are what a query counts that names none
    """
    dataset = URIRef(f"{it}#dataset")
    yield it, RDF.type, SD.Service
    yield it, SD.endpoint, it
    yield it, SD.supportedLanguage, SD.SPARQL11Query
    yield it, SD.feature, SD.UnionDefaultGraph
    yield it, SD.defaultDataset, dataset
    for name in _FORMATS:
        yield it, SD.resultFormat, URIRef(f"http://www.w3.org/ns/formats/{name}")
    yield dataset, RDF.type, SD.Dataset
    if triples:
        yield from _graphs(it, dataset, triples)


def _graphs(it: URIRef, dataset: URIRef, triples: Mapping[str, int]) -> Iterator[Triple]:
    whole = URIRef(f"{it}#default-graph")
    yield dataset, SD.defaultGraph, whole
    yield whole, RDF.type, SD.Graph
    yield whole, VOID.triples, Literal(sum(triples.values()))
    if len(triples) > MOST_NAMED:
        words = f"{MOST_NAMED} of its {len(triples)} named graphs are described here."
        yield dataset, DCTERMS.description, english(f"{words} SELECT ?g {{ GRAPH ?g {{}} }} lists them all.")
    for number, (name, count) in enumerate(islice(triples.items(), MOST_NAMED), 1):
        named, graph = URIRef(f"{it}#named-graph-{number}"), URIRef(name)
        yield dataset, SD.namedGraph, named
        yield named, RDF.type, SD.NamedGraph
        yield named, SD.name, graph
        yield named, SD.graph, graph
        yield graph, RDF.type, SD.Graph
        yield graph, VOID.triples, Literal(count)
