"""HermiT: is a graph consistent, and which types follow from its axioms?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import owlready2
from rdflib import Graph

from graphapp.graph.owl.world import loaded
from graphapp.namespaces import SEF

Typing = tuple[str, str]
"""An individual and a class of ours that it belongs to, as IRIs."""


@dataclass(frozen=True)
class Reasoning:
    """What HermiT found.

    :param unsatisfiable: classes that nothing can belong to
    :param types: every membership in a class of ours, stated or inferred
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    types: frozenset[Typing]


def run_hermit(graph: Graph, java: str) -> Reasoning:
    """What HermiT says of *graph*, run by the program *java*."""
    with loaded(graph) as (world, ontology):
        owlready2.JAVA_EXE = java
        try:
            with ontology:
                owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Reasoning(consistent=False, unsatisfiable=(), types=frozenset())
        bad = tuple(sorted(item.iri for item in world.inconsistent_classes() if item is not owlready2.Nothing))
        return Reasoning(consistent=True, unsatisfiable=bad, types=frozenset(_types(world)))


def _types(world: owlready2.World) -> Iterable[Typing]:
    """Every individual with each class of ours that owlready2 now knows for it, wider classes included."""
    for individual in world.individuals():
        for class_ in individual.INDIRECT_is_a:
            iri = getattr(class_, "iri", "")
            if iri.startswith(str(SEF)):
                yield individual.iri, iri
