"""Each mapping names a term of ours, gives its reason, and concludes nothing about the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from graphapp.graph.assemble import ONTOLOGY, REFERENCE
from graphapp.graph.reason import find_java, published_types, reason
from graphapp.graph.turtle import read_turtle
from graphapp.namespaces import SEF
from graphapp.resources import folder
from tests.published import Published

FILES = sorted((folder("ontology") / "alignments").glob("*.ttl"))
MAPPINGS = (SKOS.closeMatch, SKOS.broadMatch, SKOS.exactMatch, SKOS.relatedMatch)

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def alignment(file: Path) -> Graph:
    return read_turtle(file, "https://example.org/")


def mapped(graph: Graph) -> set[tuple[object, object, object]]:
    """The mappings themselves, without their reasons."""
    return {triple for triple in graph if triple[1] in MAPPINGS}


def test_four_kinds_of_standard_are_aligned() -> None:
    assert {file.stem for file in FILES} == {"cids", "cpsv-ap", "epo", "ocds", "open-referral-uk"}


@each_file
def test_each_mapping_begins_at_a_term_that_the_ontology_declares(file: Path) -> None:
    ontology = read_turtle(folder("ontology") / "send-sef.ttl", "https://example.org/")
    declared = set(ontology.subjects(RDFS.isDefinedBy))
    found = mapped(alignment(file))
    assert found
    for subject, _, value in found:
        assert subject in declared, f"{subject} is no term of ours"
        assert isinstance(value, URIRef)
        assert not str(value).startswith(str(SEF))


@each_file
def test_each_mapping_has_one_reason_and_each_reason_a_mapping(file: Path) -> None:
    graph = alignment(file)
    reasons = [
        (
            graph.value(axiom, OWL.annotatedSource),
            graph.value(axiom, OWL.annotatedProperty),
            graph.value(axiom, OWL.annotatedTarget),
        )
        for axiom in graph.subjects(RDF.type, OWL.Axiom)
        if str(graph.value(axiom, RDFS.comment) or "").endswith(".")
    ]
    assert len(reasons) == len(set(reasons))
    assert set(reasons) == mapped(graph)


@each_file
def test_each_file_says_of_which_version_of_the_standard_it_is(file: Path) -> None:
    graph = alignment(file)
    (title,) = graph.objects(URIRef(f"https://w3id.org/send-sef/ns/alignments/{file.stem}"), DCTERMS.title)
    assert str(title).rpartition(" ")[2][0].isdigit()


@each_file
def test_nothing_but_mappings_and_their_reasons_is_said(file: Path) -> None:
    about_the_file = {RDF.type, DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.references}
    about_a_mapping = {OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget, RDFS.comment}
    graph = alignment(file)
    assert set(graph.predicates()) <= {*about_the_file, *about_a_mapping, *MAPPINGS}
    assert set(graph.objects(None, RDF.type)) == {OWL.Ontology, OWL.Axiom}


@pytest.mark.java
def test_hermit_gives_the_data_no_type_more_with_the_alignments(published: Published) -> None:
    if find_java() is None:
        words = "there is no Java for HermiT: install graphapp with the extra “reason”, or Java"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    ontology, *data = (published_graph(published, name) for name in (ONTOLOGY, REFERENCE, "hampshire-2015"))
    aligned = Graph()
    for graph in (ontology, *map(alignment, FILES)):
        aligned += graph
    found = reason(aligned, [ontology, *data])
    assert found.consistent
    assert not found.unsatisfiable
    individuals = {individual for individual, _ in found.types}
    expected = {typing for typing in published_types(published.examined.union) if typing[0] in individuals}
    assert found.types == expected


def published_graph(published: Published, name: str) -> Graph:
    """The published graph called *name*."""
    graph = published.store.answer(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{published.naming.graph(name)}> {{ ?s ?p ?o }} }}")
    assert isinstance(graph, Graph)
    return graph
