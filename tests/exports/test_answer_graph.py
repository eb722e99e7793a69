"""An answer as a graph: the same rows, the things that they name, where each is stated, and what was asked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS
from rdflib.plugins.sparql.results.rdfresults import RDFResult
from rdflib.term import Node

from graphapp.exports.answer_graph import address_of, as_graph
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.ordered import write_graph
from graphapp.exports.source import Source
from graphapp.namespaces import RS, SEF
from graphapp.queries.parameters import Given
from graphapp.queries.run import Answered, run_query
from tests.published import Published

ACTIONS = "actions-by-sector-and-theme"


def answer(published: Published, name: str, given: Given | None = None) -> Answered:
    return run_query(published.store, published.library[name], given or {}, published.naming)


def graph_of(answered: Answered, published: Published) -> Graph:
    source = Source(address_of(answered, published.naming), "0123456789abcdef", "2026-11-25T08:00:00.000000+00:00", "No licence.")
    return as_graph(answered, source, published.store, published.naming)


def rows_in(graph: Graph) -> list[URIRef]:
    (result,) = graph.subjects(RDF.type, RS.ResultSet)
    rows = [row for row in graph.objects(result, RS.solution) if isinstance(row, URIRef)]
    return sorted(rows, key=lambda row: int(str(graph.value(row, RS["index"]))))


def cells_of(graph: Graph, row: URIRef) -> dict[str, Node | None]:
    return {str(graph.value(it, RS.variable)): graph.value(it, RS.value) for it in graph.objects(row, RS.binding)}


@pytest.mark.parametrize("name", [ACTIONS, "small-numbers", "measurements", "documents-and-links", "seats-and-roles"])
def test_the_rows_are_those_of_the_answer_in_their_order(name: str, published: Published) -> None:
    answered = answer(published, name)
    graph = graph_of(answered, published)
    found = [{column: str(value) for column, value in cells_of(graph, row).items()} for row in rows_in(graph)]
    wanted = [{column: cell.iri or cell.value for column, cell in row.items() if cell.iri or cell.value} for row in answered.rows]
    assert found == wanted
    assert found


def test_a_library_reads_it_back_as_a_table(published: Published) -> None:
    answered = answer(published, ACTIONS)
    result = RDFResult(graph_of(answered, published))
    assert {str(name) for name in result.vars or ()} == {column.name for column in answered.query.columns}
    actions = {str(row[Variable("action")]) for row in result.bindings}
    assert actions == {row["action"].iri for row in answered.rows}


def test_numbers_are_numbers(published: Published) -> None:
    answered = answer(published, "small-numbers")
    graph = graph_of(answered, published)
    numbers = [cells_of(graph, row)["value"] for row in rows_in(graph)]
    assert [float(value) for value in numbers if isinstance(value, Literal)] == [row["value"].number for row in answered.rows]


def test_every_row_is_derived_from_the_statements_that_it_names(published: Published) -> None:
    answered = answer(published, "small-numbers")
    graph = graph_of(answered, published)
    for row, cells in zip(rows_in(graph), answered.rows, strict=True):
        assert {str(it) for it in graph.objects(row, PROV.wasDerivedFrom)} == {cells["statement"].iri}


def test_of_each_statement_its_text_and_place_are_there(published: Published) -> None:
    answered = answer(published, ACTIONS)
    graph = graph_of(answered, published)
    for row in answered.rows:
        statement = URIRef(row["action"].iri or "")
        assert str(graph.value(statement, SEF.text)) == row["action"].value
        assert graph.value(statement, RDFS.label) is None, "its text is its name"
        assert str(graph.value(statement, SEF.inAssessment)) == row["row"].iri
        assert (statement, RDF.type, SEF.PlannedAction) in graph


def test_everything_that_stands_in_a_row_has_a_name(published: Published) -> None:
    graph = graph_of(answer(published, "seats-and-roles"), published)
    for row in rows_in(graph):
        for value in cells_of(graph, row).values():
            if isinstance(value, URIRef):
                assert any((value, name, None) in graph for name in (SKOS.prefLabel, RDFS.label, SEF.text)), value


def test_it_says_what_was_asked_of_what(published: Published) -> None:
    answered = answer(published, ACTIONS, {"sector": "education", "theme": "transition-to-school"})
    graph = graph_of(answered, published)
    (it,) = graph.subjects(RDF.type, RS.ResultSet)
    question = published.naming.resolve(f"id/question/{ACTIONS}")
    assert str(graph.value(it, RDFS.label)) == answered.understood
    assert graph.value(it, SEF.answers) == question
    assert graph.value(it, URIRef(f"{question}#sector")) == published.naming.resolve("def/sector/education")
    assert graph.value(it, PROV.wasDerivedFrom) == published.naming.graph("hampshire-2015")
    assert str(graph.value(it, DCTERMS.rights)) == "No licence."
    assert graph.value(it, RS.size) == Literal(len(answered.rows))


def test_its_iri_is_the_address_at_which_it_is_found_again(published: Published) -> None:
    answered = answer(published, "joint-actions", {"partner": ["hampshire-ccgs", "hampshire-parent-carer-network"]})
    address = urlparse(address_of(answered, published.naming))
    given = parse_qs(address.query)
    assert given.pop("edition") == ["hampshire-2015"]
    assert answer(published, address.path.rpartition("/")[2], given).rows == answered.rows


def test_an_empty_answer_is_a_result_set_without_rows(published: Published) -> None:
    graph = graph_of(answer(published, ACTIONS, {"sector": "youth-justice", "theme": "accommodation"}), published)
    (it,) = graph.subjects(RDF.type, RS.ResultSet)
    assert graph.value(it, RS.size) == Literal(0)
    assert rows_in(graph) == []


def test_an_empty_cell_is_absent(published: Published) -> None:
    answered = answer(published, "measurements")
    assert any(not cell.value for row in answered.rows for cell in row.values()), "else this shows nothing"
    graph = graph_of(answered, published)
    assert Literal("") not in set(graph.objects(None, RS.value))


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_the_same_answer_taken_twice_is_one(item: object, published: Published) -> None:
    graph, again = (graph_of(answer(published, ACTIONS), published) for _ in range(2))
    assert set(graph) == set(again)
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]
    written = write_graph(graph, item)  # type: ignore[arg-type]
    assert set(Graph().parse(data=written, format=item.rdflib_name)) == set(graph)  # type: ignore[attr-defined]
