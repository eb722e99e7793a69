"""``/sparql`` by GET: answered, refused, or a form."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> "


def test_without_a_query_there_is_a_form(client: FlaskClient) -> None:
    assert "<textarea" in client.get("/sparql").get_data(as_text=True)


def test_a_select_is_answered_in_the_results_format(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": PREFIX + "SELECT (COUNT(*) AS ?n) { ?s a sef:InspectionArea }"})
    assert response.content_type == "application/sparql-results+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.get_json()["results"]["bindings"][0]["n"]["value"] == "11"


def test_an_ask_is_answered_with_a_boolean(client: FlaskClient) -> None:
    assert client.get("/sparql", query_string={"query": PREFIX + "ASK { ?s a sef:Statement }"}).get_json()["boolean"] is True


def test_a_construct_is_answered_with_a_graph(client: FlaskClient) -> None:
    query = PREFIX + "CONSTRUCT { ?s a sef:InspectionArea } WHERE { ?s a sef:InspectionArea }"
    response = client.get("/sparql", query_string={"query": query})
    assert response.mimetype == "text/turtle"
    assert len(Graph().parse(data=response.get_data(), format="turtle")) == 11


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s ?p }", "does not parse: line 1"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not answered here"),
        ("SELECT * { OPTIONAL { SERVICE SILENT ?where { ?s ?p ?o } } }", "SERVICE is not answered here"),
        (
            "SELECT * { { SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } } }",
            "SERVICE is not answered here",
        ),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "FROM is not answered here"),
        ("SELECT * { ?s ?p ?o }" + " " * 50_000, "the most is 50000"),
        ("SELECT * " + "{" * 110 + "}" * 110, "nests more than 100"),
        ("INSERT DATA { <a> <b> <c> }", "does not parse"),
    ],
)
def test_what_cannot_or_may_not_be_run_is_refused_with_a_reason(query: str, words: str, client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": query})
    assert response.status_code == (413 if "the most" in words else 400)
    assert words in response.get_json()["detail"]


def test_two_queries_are_one_too_many(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400


def test_the_ontology_is_served_with_its_terms(client: FlaskClient) -> None:
    response = client.get("/ns")
    assert response.mimetype == "text/turtle"
    assert "sef:PlannedAction" in response.get_data(as_text=True)
