"""Alignments: which terms of other standards are near ours, and why each is no nearer (``ontology/alignments/``)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from graphapp.documentation.model import Alignment, Mapping
from graphapp.graph.turtle import read_turtle
from graphapp.things.view import Link

_NEARNESS = {
    SKOS.exactMatch: "means the same as",
    SKOS.closeMatch: "is close to",
    SKOS.broadMatch: "is narrower than",
    SKOS.narrowMatch: "is wider than",
    SKOS.relatedMatch: "has to do with",
}


@lru_cache(maxsize=4)
def read_alignments(folder: Path, base: str) -> dict[str, Graph]:
    """The alignments of *folder* by name, read once for each process."""
    return {file.stem: read_turtle(file, base) for file in sorted(folder.glob("*.ttl"))}


def alignments(graphs: dict[str, Graph]) -> tuple[Alignment, ...]:
    """Each alignment with what it says of itself."""
    return tuple(_alignment(name, graph) for name, graph in graphs.items())


def _alignment(name: str, graph: Graph) -> Alignment:
    (it,) = graph.subjects(RDF.type, OWL.Ontology)
    said = (DCTERMS.title, DCTERMS.description, DCTERMS.references)
    title, description, standard = (str(graph.value(it, each)) for each in said)
    return Alignment(name, title, description, standard, sum(1 for _ in graph.subjects(RDF.type, OWL.Axiom)))


def mappings_by_term(graphs: dict[str, Graph]) -> dict[str, tuple[Mapping, ...]]:
    """The mappings of each term of ours, by its IRI."""
    found: dict[str, list[Mapping]] = defaultdict(list)
    for name, graph in graphs.items():
        standard = Link(_alignment(name, graph).title, f"/ns/alignments/{name}.ttl")
        for axiom in graph.subjects(RDF.type, OWL.Axiom):
            source, nearness, target = (
                graph.value(axiom, part) for part in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
            )
            words = _NEARNESS[URIRef(str(nearness))]
            mapping = Mapping(words, Link(str(target), str(target), str(target)), str(graph.value(axiom, RDFS.comment)), standard)
            found[str(source)].append(mapping)
    return {iri: tuple(sorted(each, key=lambda mapping: mapping.term.label)) for iri, each in found.items()}
