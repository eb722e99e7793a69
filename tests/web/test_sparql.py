"""``/sparql`` by GET and POST: answered, refused, or a form."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> "


def test_without_a_query_there_is_a_form(client: FlaskClient) -> None:
    assert "<textarea" in client.get("/sparql", headers={"Accept": "text/html"}).get_data(as_text=True)


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


# By POST

ROWS = PREFIX + "SELECT (COUNT(*) AS ?n) { ?s a sef:InspectionArea } # 100%41 a+b ü"


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"query": ROWS}},
        {"data": ROWS.encode(), "content_type": "application/sparql-query"},
        {"data": ROWS.encode(), "content_type": "application/sparql-query; charset=utf-8"},
    ],
    ids=["as a form", "as it is", "with its encoding"],
)
def test_a_query_can_be_sent_in_the_body(client: FlaskClient, request_: dict[str, Any]) -> None:
    response = client.post("/sparql", **request_)
    assert response.get_json()["results"]["bindings"][0]["n"]["value"] == "11"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_query_too_long_for_an_address_is_answered_from_a_body(client: FlaskClient) -> None:
    query = f"ASK {{ ?s ?p ?o }} # {'ü' * 30_000}"
    assert client.post("/sparql", data={"query": query}).get_json() == {"head": {}, "boolean": True}


def test_a_form_is_decoded_once(client: FlaskClient) -> None:
    query = 'SELECT ("100%41 a+b" AS ?it) {}'
    answer = client.post("/sparql", data={"query": query}).get_json()
    assert answer["results"]["bindings"][0]["it"]["value"] == "100%41 a+b"


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"data": b"ASK {}"}, 415, "is not read here; send application/sparql-query"),
        ({"data": b"ASK {}", "content_type": "text/plain"}, 415, "“text/plain” is not read here"),
        ({"data": b"INSERT DATA {}", "content_type": "application/sparql-update"}, 415, "is not read here"),
        ({"data": b"ASK { \xff }", "content_type": "application/sparql-query"}, 400, "byte 7 is none"),
        ({"data": {"update": "CLEAR ALL"}}, 400, "takes no update"),
        ({"data": {}}, 415, "is not read here"),
        ({"data": {"query": ["ASK {}", "ASK {}"]}}, 400, "There are 2 queries; send one."),
        ({"data": {"query": "ASK {}"}, "query_string": {"query": "ASK {}"}}, 400, "There are 2 queries; send one."),
        ({"data": b"ASK {}", "content_type": "application/sparql-query", "query_string": {"query": "ASK {}"}}, 400, "2 queries"),
    ],
)
def test_a_body_that_is_no_query_is_refused_with_a_reason(
    client: FlaskClient, request_: dict[str, Any], status: int, words: str
) -> None:
    response = client.post("/sparql", **request_)
    assert response.status_code == status
    assert words in response.get_json()["detail"]
