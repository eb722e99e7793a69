"""Answers to SPARQL as text: the W3C's JSON, or Turtle."""

from __future__ import annotations

import json

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD

from graphapp.exports.results import as_text, results_of
from graphapp.namespaces import SEF, bind_prefixes
from graphapp.store.base import Table, Term


@pytest.mark.parametrize("truth", [True, False])
def test_yes_and_no_are_a_boolean_with_an_empty_head(truth: bool) -> None:
    assert json.loads(as_text(truth)) == {"head": {}, "boolean": truth}


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (URIRef("https://example.org/a"), {"type": "uri", "value": "https://example.org/a"}),
        (BNode("b0"), {"type": "bnode", "value": "b0"}),
        (Literal("plain"), {"type": "literal", "value": "plain"}),
        (Literal("Größe", lang="de"), {"type": "literal", "value": "Größe", "xml:lang": "de"}),
        (
            Literal("1.50", datatype=XSD.decimal, normalize=False),
            {"type": "literal", "value": "1.50", "datatype": str(XSD.decimal)},
        ),
    ],
)
def test_a_term_is_written_with_its_kind(term: Term, written: dict[str, str]) -> None:
    table = Table(("it",), ((term,),))
    assert results_of(table) == {"head": {"vars": ["it"]}, "results": {"bindings": [{"it": written}]}}


def test_an_unbound_cell_is_left_out_and_its_column_stays() -> None:
    table = Table(("a", "b"), ((None, Literal("x")), (None, None)))
    assert results_of(table)["head"] == {"vars": ["a", "b"]}
    assert results_of(table)["results"]["bindings"] == [{"b": {"type": "literal", "value": "x"}}, {}]


def test_json_is_readable_text_that_ends_its_line() -> None:
    text = as_text(Table(("it",), ((Literal("Größe"),),)))
    assert "Größe" in text
    assert text.endswith("}\n")


def test_a_graph_is_written_as_turtle_with_our_prefixes() -> None:
    graph = bind_prefixes(Graph())
    graph.add((URIRef("https://example.org/a"), SEF.unit, Literal("visits")))
    text = as_text(graph)
    assert "sef:unit" in text
    assert set(Graph().parse(data=text, format="turtle")) == set(graph)
