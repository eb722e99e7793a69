"""The vocabularies of the ontology (SKOS): each with its concepts from the widest down."""

from __future__ import annotations

from collections import defaultdict

from rdflib import Graph
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from graphapp.documentation.model import Concept, Vocabulary
from graphapp.documentation.naming import Names


def vocabularies(graph: Graph, names: Names) -> dict[str, Vocabulary]:
    """Every concept scheme of *graph*, by name."""
    schemes = set(graph.objects(None, SKOS.inScheme))
    found = (_vocabulary(graph, names, scheme) for scheme in schemes)
    return {it.name: it for it in sorted(found, key=lambda it: it.title)}


def _vocabulary(graph: Graph, names: Names, scheme: Node) -> Vocabulary:
    members = set(graph.subjects(SKOS.inScheme, scheme))
    below: dict[Node | None, list[Node]] = defaultdict(list)
    for concept in members:
        wider = [each for each in graph.objects(concept, SKOS.broader) if each in members]
        for parent in wider or (None,):
            below[parent].append(concept)

    def branch(concept: Node) -> Concept:
        return Concept(
            names.link(str(concept)),
            str(graph.value(concept, SKOS.definition) or ""),
            tuple(sorted(map(str, graph.objects(concept, SKOS.altLabel)))),
            branches(concept),
        )

    def branches(parent: Node | None) -> tuple[Concept, ...]:
        return tuple(sorted(map(branch, below[parent]), key=lambda concept: concept.link.label))

    iri = str(scheme)
    definition = str(graph.value(scheme, SKOS.definition) or "")
    name = iri.rstrip("/").rpartition("/")[2]
    return Vocabulary(iri, name, str(graph.value(scheme, DCTERMS.title) or name), definition, branches(None), len(members))
