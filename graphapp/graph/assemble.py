"""The Turtle files of ontology and data become one dataset with named graphs (design, decision 8).

Two shorthands of the files are written out here: blank nodes (places, facts) get IRIs that stay the same from build to build,
and what a statement states (``sef:states``) also becomes a plain triple.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from graphapp.errors import SourceFault
from graphapp.graph.turtle import content_of, read_turtle
from graphapp.namespaces import OA, SEF, Naming, bind_prefixes

ONTOLOGY, REFERENCE = "ontology", "reference"
"""The named graphs that every edition shares."""

_PART_NAMES = {SEF.states: "fact", OA.hasSelector: "position", DCTERMS.temporal: "period"}


@dataclass(frozen=True)
class Sources:
    """The authored files: the ontology with its vocabularies and rules, reference data, and one folder an edition."""

    ontology: Path
    data: Path

    def shared(self) -> dict[str, list[Path]]:
        """The files of each shared graph."""
        ontology = [*sorted(self.ontology.glob("*.ttl")), *sorted((self.ontology / "vocabularies").glob("*.ttl"))]
        return {ONTOLOGY: ontology, REFERENCE: sorted((self.data / REFERENCE).glob("**/*.ttl"))}

    def editions(self) -> dict[str, list[Path]]:
        """The files of each edition, by the name of its folder."""
        folders = sorted(path for path in self.data.iterdir() if path.is_dir() and path.name != REFERENCE)
        return {path.name: sorted(path.glob("**/*.ttl")) for path in folders}

    def files(self) -> list[Path]:
        """Every Turtle file that goes into the dataset."""
        groups = [*self.shared().values(), *self.editions().values()]
        return [file for group in groups for file in group]


def assemble(sources: Sources, naming: Naming) -> Dataset:
    """Read every file into its named graph.

    :raises SourceFault: for a file that is not Turtle, or a folder without any
    """
    dataset = Dataset()
    bind_prefixes(dataset)
    for name, files in sources.shared().items():
        _read_into(dataset.graph(naming.graph(name)), files, naming)
    for name, files in sources.editions().items():
        if not files:
            raise SourceFault("this edition holds no Turtle file.", sources.data / name)
        graph = dataset.graph(naming.graph(name))
        _read_into(graph, files, naming)
        name_parts(graph)
        unfold_facts(graph)
    return dataset


def _read_into(graph: Graph, files: Iterable[Path], naming: Naming) -> None:
    for file in files:
        read_turtle(file, naming.base, into=graph)


def name_parts(graph: Graph) -> None:
    """Give the blank nodes of *graph* IRIs made from the thing they are part of: ``<…#anchor>``, ``<…#fact-2>``."""
    while owners := _owners(graph):
        for subject, predicate in sorted(owners):
            parts = [part for part in graph.objects(subject, predicate) if isinstance(part, BNode)]
            parts.sort(key=lambda part: content_of(graph, part))
            stem = f"{subject}{'-' if '#' in subject else '#'}{_part_name(predicate)}"
            for number, part in enumerate(parts, 1):
                is_single = len(parts) == 1 and predicate != SEF.states
                _rename(graph, part, URIRef(stem if is_single else f"{stem}-{number}"))


def _part_name(predicate: URIRef) -> str:
    """What a part is called in IRIs: by its property."""
    return _PART_NAMES.get(predicate) or predicate.rpartition("#")[2].rpartition("/")[2]


def _owners(graph: Graph) -> set[tuple[URIRef, URIRef]]:
    """The named nodes that have a blank node as a value, and the property that it is the value of."""
    return {
        (subject, predicate)
        for subject, predicate, value in graph
        if isinstance(value, BNode) and isinstance(subject, URIRef) and isinstance(predicate, URIRef)
    }


def _rename(graph: Graph, old: BNode, new: URIRef) -> None:
    """Put *new* in the place of *old*."""
    for subject, predicate in list(graph.subject_predicates(old)):
        graph.remove((subject, predicate, old))
        graph.add((subject, predicate, new))
    for predicate, value in list(graph.predicate_objects(old)):
        graph.remove((old, predicate, value))
        graph.add((new, predicate, value))


def unfold_facts(graph: Graph) -> None:
    """Add the plain triple of everything that a statement states, and the type of the record that says so."""
    for fact in list(graph.objects(None, SEF.states)):
        subject, predicate, value = (graph.value(fact, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        graph.add((fact, RDF.type, SEF.Fact))
        if subject is not None and predicate is not None and value is not None:
            graph.add((subject, predicate, value))
