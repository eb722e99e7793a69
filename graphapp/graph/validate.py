"""Runs the SHACL shapes of ``ontology/shapes/`` with pySHACL."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyshacl import validate as run_pyshacl
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH, SKOS
from rdflib.term import Node

from graphapp.graph.findings import Finding, Severity, SourceIndex
from graphapp.graph.turtle import read_turtle
from graphapp.namespaces import Naming, curie

_SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


def read_shapes(folder: Path, naming: Naming) -> Graph:
    """All shapes of *folder* as one graph."""
    shapes = Graph()
    for file in sorted(folder.glob("*.ttl")):
        read_turtle(file, naming.base, into=shapes)
    return shapes


def validate(data: Graph, shapes: Graph, naming: Naming, index: SourceIndex, only: Iterable[Node] | None = None) -> list[Finding]:
    """Hold *data* against *shapes*, or of it *only* some things; return a finding for each result."""
    focus = None if only is None else sorted(map(str, only))
    _, report, text = run_pyshacl(
        data, shacl_graph=shapes, advanced=False, inference="none", do_owl_imports=False, focus_nodes=focus
    )
    if not isinstance(report, Graph):
        raise RuntimeError(text)
    return sorted(
        (_finding(report, result, data, naming, index) for result in report.subjects(RDF.type, SH.ValidationResult)), key=str
    )


def _finding(report: Graph, result: Node, data: Graph, naming: Naming, index: SourceIndex) -> Finding:
    """One SHACL result as a finding, in the words of its shape."""
    focus = report.value(result, SH.focusNode)
    record = naming.relative(str(focus))
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    message = str(report.value(result, SH.resultMessage))
    says_more = value is not None and value != focus and str(value) not in message
    about = f" (value: {naming.relative(str(value))})" if says_more else ""
    return Finding(
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity), Severity.VIOLATION),
        check=curie(str(path)) if isinstance(path, URIRef) else "shape",
        record=record,
        message=message + about,
        place=index.place(record),
        explanation=" ".join(sorted(map(str, data.objects(focus, SKOS.editorialNote)))),
    )
