"""Descriptions as nested JSON: plain to read, and the same triples as in every other format."""

from __future__ import annotations

import json

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from graphapp.exports.jsonld.tree import tree
from graphapp.namespaces import SEF
from graphapp.things.describe import describe_as_graph
from tests.published import Published

PARTNER, SERVICE = URIRef("https://example.org/id/partner/a"), URIRef("https://example.org/id/service/b")


def read(document: object) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def one_of_each_kind(published: Published) -> dict[str, URIRef]:
    found: dict[str, URIRef] = {}
    for quad in published.store.quads():
        if named := published.naming.kind_and_slug(str(quad.subject)):
            found.setdefault(named[0], URIRef(str(quad.subject)))
    return found


def test_the_tree_holds_the_triples_of_the_graph_for_every_kind(published: Published) -> None:
    kinds = one_of_each_kind(published)
    assert len(kinds) > 30
    for kind, thing in kinds.items():
        graph = describe_as_graph(published.store, thing)
        assert isomorphic(read(tree(graph, thing)), graph), f"{kind}: the JSON-LD of {thing} holds other triples"


def test_the_tree_holds_the_triples_of_the_graph_for_every_partner(published: Published) -> None:
    partners = [URIRef(str(row["it"])) for row in published.select("SELECT DISTINCT ?it WHERE { ?it a sef:Partner }")]
    assert len(partners) >= 20
    for thing in partners:
        graph = describe_as_graph(published.store, thing)
        assert isomorphic(read(tree(graph, thing)), graph), f"the JSON-LD of {thing} holds other triples"


def test_a_partner_reads_as_plain_json() -> None:
    graph = Graph()
    graph.add((PARTNER, RDF.type, SEF.Partner))
    graph.add((PARTNER, SKOS.prefLabel, Literal("A", lang="en-GB")))
    graph.add((SERVICE, SEF.providedBy, PARTNER))
    graph.add((SERVICE, RDFS.label, Literal("B")))
    found = tree(graph, PARTNER)
    del found["@context"]
    assert found == {"id": str(PARTNER), "kind": ["Partner"], "name": "A", "services": [{"id": str(SERVICE), "label": "B"}]}


@pytest.mark.parametrize(
    "value",
    [
        Literal("words"),
        Literal("mots", lang="fr"),
        Literal("words", lang="en-gb"),
        Literal(3),
        Literal("03", datatype=XSD.integer, normalize=False),
        Literal(True),
        Literal("1", datatype=XSD.boolean, normalize=False),
        Literal("2015-09-01", datatype=XSD.date),
        Literal("7.0", datatype=XSD.decimal),
        Literal("https://example.org/", datatype=XSD.anyURI),
        SERVICE,
        PARTNER,
        BNode("nameless"),
    ],
)
@pytest.mark.parametrize("predicate", [SKOS.prefLabel, RDFS.label, SEF.value, SEF.startDate, SEF.providedBy, OWL.hasValue])
def test_a_value_under_any_name_means_the_same(
    predicate: URIRef, value: URIRef | Literal | BNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    graph = Graph()
    graph.add((PARTNER, predicate, value))
    graph.add((SERVICE, predicate, value))
    graph.add((SERVICE, RDFS.label, Literal("beside it")))
    assert to_isomorphic(read(tree(graph, PARTNER))) == to_isomorphic(graph)
