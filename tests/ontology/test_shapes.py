"""Each shapes file does what its examples show: PASS gives no result, XFAIL gives exactly the results listed beside it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pyshacl import validate
from pyshacl.entrypoints import meta_validate
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from graphapp.namespaces import SEF, Naming, curie

ONTOLOGY = Path(__file__).parents[2] / "ontology"
SHAPES = ONTOLOGY / "shapes"
EXAMPLES = ONTOLOGY / "examples"
NAMES = sorted(file.stem for file in SHAPES.glob("*.ttl"))
NAMING = Naming("https://example.org/")
SHAPE_NAMESPACE = "https://w3id.org/send-sef/shapes#"

# Where a shape can name another shape.
_TO_ONE_SHAPE = (SH.node, SH["not"], SH.property, SH.qualifiedValueShape)
_TO_LIST_OF_SHAPES = (SH["and"], SH["or"], SH.xone)
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)


class Result(NamedTuple):
    """One validation result, as the CSV files write it."""

    focus: str
    path: str
    severity: str


@cache
def turtle(file: Path) -> Graph:
    return Graph().parse(file, format="turtle", publicID=NAMING.base)


def report_on(data: Graph, shapes: Graph) -> Graph:
    """Validate *data* without its prefixes: a SPARQL constraint that needs one has to declare it."""
    bare = Graph(bind_namespaces="none") + data
    _, report, text = validate(bare, shacl_graph=shapes)
    assert isinstance(report, Graph), text
    return report


def results_of(report: Graph, shapes: Graph) -> set[Result]:
    return {
        Result(
            focus=short(report.value(node, SH.focusNode)),
            path=path_text(shapes, path_of(report, node, shapes)),
            severity=str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for node in report.objects(None, SH.result)
    }


def path_of(report: Graph, result: Node, shapes: Graph) -> Node | None:
    """The path of *result*, read from its shape: pySHACL mixes up paths with several parts when it copies them to the report."""
    if report.value(result, SH.resultPath) is None:
        return None
    return shapes.value(report.value(result, SH.sourceShape), SH.path)


def short(node: Node | None) -> str:
    return curie(NAMING.relative(str(node)))


def path_text(graph: Graph, path: Node | None) -> str:
    """A SHACL path as SPARQL writes it: ``^sef:anchor``, ``sef:ofArea/skos:inScheme``; empty for a result without a path."""
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return short(path)
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    if options := graph.value(path, SH.alternativePath):
        return "|".join(path_text(graph, option) for option in Collection(graph, options))
    if backwards := graph.value(path, SH.inversePath):
        return f"^{path_text(graph, backwards)}"
    return f"{path_text(graph, graph.value(path, SH.oneOrMorePath))}+"


def expected_results(name: str) -> list[Result]:
    with (EXAMPLES / f"{name}_XFAIL.expected.csv").open(newline="") as file:
        return [Result(**row) for row in csv.DictReader(file)]


def shapes_in(graph: Graph) -> set[Node]:
    """Every shape of *graph*: those that say so, and those that another shape names."""
    said = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(RDF.type, kind)}
    named = {shape for link in _TO_ONE_SHAPE for shape in graph.objects(None, link)}
    listed = {shape for link in _TO_LIST_OF_SHAPES for items in graph.objects(None, link) for shape in Collection(graph, items)}
    return said | named | listed


def checks_in(graph: Graph) -> set[Node]:
    """The shapes of *graph* that choose records of their own; the others only serve these."""
    return {shape for shape in shapes_in(graph) if any((shape, target, None) in graph for target in _TARGETS)}


def terms_of_ours(graph: Graph) -> Iterator[str]:
    for triple in graph:
        yield from (str(term) for term in triple if isinstance(term, URIRef) and str(term).startswith(str(SEF)))


@pytest.mark.parametrize("name", NAMES)
def test_every_shapes_file_has_a_pair_of_examples(name: str) -> None:
    wanted = {f"{name}_PASS.ttl", f"{name}_XFAIL.ttl", f"{name}_XFAIL.expected.csv"}
    assert wanted <= {file.name for file in EXAMPLES.iterdir()}


def test_every_example_belongs_to_a_shapes_file() -> None:
    assert {file.name.rpartition("_")[0] for file in EXAMPLES.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_example_gives_no_result(name: str) -> None:
    shapes = turtle(SHAPES / f"{name}.ttl")
    assert results_of(report_on(turtle(EXAMPLES / f"{name}_PASS.ttl"), shapes), shapes) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_example_is_looked_at_by_every_check(name: str) -> None:
    """An example that a check does not even look at would pass for the wrong reason."""
    shapes, example = turtle(SHAPES / f"{name}.ttl"), turtle(EXAMPLES / f"{name}_PASS.ttl")
    idle = {short(check) for check in checks_in(shapes) if not looks_at_something(check, shapes, example)}
    refusals = {"https://w3id.org/send-sef/shapes#NoPerson"}  # no sound example can hold what it refuses
    assert idle - refusals == set()


def looks_at_something(check: Node, shapes: Graph, data: Graph) -> bool:
    return (
        any((None, RDF.type, kind) in data for kind in shapes.objects(check, SH.targetClass))
        or any((None, property_, None) in data for property_ in shapes.objects(check, SH.targetSubjectsOf))
        or any((None, property_, None) in data for property_ in shapes.objects(check, SH.targetObjectsOf))
        or (check, SH.targetNode, None) in shapes
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_faulty_example_gives_exactly_the_expected_results(name: str) -> None:
    shapes = turtle(SHAPES / f"{name}.ttl")
    assert results_of(report_on(turtle(EXAMPLES / f"{name}_XFAIL.ttl"), shapes), shapes) == set(expected_results(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_expected_result_is_listed_twice(name: str) -> None:
    assert [result for result, count in Counter(expected_results(name)).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_check_is_shown_failing(name: str) -> None:
    shapes = turtle(SHAPES / f"{name}.ttl")
    report = report_on(turtle(EXAMPLES / f"{name}_XFAIL.ttl"), shapes)
    assert set(report.objects(None, SH.sourceShape)) == checks_in(shapes)


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_has_an_iri_a_name_and_a_message(name: str) -> None:
    shapes = turtle(SHAPES / f"{name}.ttl")
    for shape in shapes_in(shapes):
        assert str(shape).startswith(SHAPE_NAMESPACE), f"{shape} is not named in the namespace of shapes"
        assert len(list(shapes.objects(shape, SH.name))) == 1, f"{shape} needs one sh:name"
        messages = [str(message) for message in shapes.objects(shape, SH.message)]
        assert len(messages) == 1, f"{shape} needs one sh:message"
        assert messages[0].endswith("."), f"the message of {shape} is not a sentence"


def test_no_two_files_use_one_name_for_a_shape() -> None:
    """All files are loaded as one graph, in which two shapes of one name would become one."""
    uses = Counter(shape for name in NAMES for shape in shapes_in(turtle(SHAPES / f"{name}.ttl")))
    assert [shape for shape, count in uses.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_shapes_are_valid_shacl(name: str) -> None:
    conforms, _, text = meta_validate(turtle(SHAPES / f"{name}.ttl"), inference="none", max_validation_depth=40)
    assert conforms, text


@pytest.mark.parametrize("name", NAMES)
def test_shapes_and_examples_use_only_terms_that_the_ontology_declares(name: str) -> None:
    """A slip in a path or target would make a check that never finds anything."""
    declared = {str(term) for term in turtle(ONTOLOGY / "send-sef.ttl").subjects(RDF.type)}
    files = [SHAPES / f"{name}.ttl", EXAMPLES / f"{name}_PASS.ttl", EXAMPLES / f"{name}_XFAIL.ttl"]
    assert {term for file in files for term in terms_of_ours(turtle(file))} <= declared


def test_the_ontology_keeps_its_own_rules() -> None:
    shapes = turtle(SHAPES / "ontology.ttl")
    assert results_of(report_on(turtle(ONTOLOGY / "send-sef.ttl"), shapes), shapes) == set()
