"""``/sparql/answer``: answers to SPARQL as pages, for people."""

from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from tests.published import Published

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> "
AREAS = PREFIX + "SELECT ?area { ?area a sef:InspectionArea }"
PAGE = {"Accept": "text/html"}


def shown(client: FlaskClient, query: str, status: int = 200) -> str:
    response = client.get("/sparql/answer", query_string={"query": query}, headers=PAGE)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_rows_are_a_table_whose_things_lead_to_their_pages(client: FlaskClient) -> None:
    page = shown(client, AREAS)
    assert "Answer: 11 rows" in page
    assert 'href="/doc/area/readiness-2014-9"' in page
    assert "milliseconds" in page


def test_triples_are_shown_in_turtle(client: FlaskClient) -> None:
    page = shown(client, PREFIX + "CONSTRUCT { ?area a sef:InspectionArea } WHERE { ?area a sef:InspectionArea }")
    assert "Answer: 11 triples" in page
    assert "a sef:InspectionArea" in page


def test_a_yes_is_said_in_a_word(client: FlaskClient) -> None:
    assert "Answer: Yes" in shown(client, PREFIX + "ASK { ?area a sef:InspectionArea }")
    assert "Answer: No" in shown(client, "ASK { <urn:nothing> ?p ?o }")


def test_nothing_found_is_said(client: FlaskClient) -> None:
    page = shown(client, "SELECT * { <urn:nothing> ?p ?o }")
    assert "Answer: 0 rows" in page
    assert "Nothing fits this query." in page


def test_texts_of_an_answer_are_escaped(client: FlaskClient) -> None:
    page = shown(client, 'SELECT ("<script>alert(1)</script>" AS ?it) {}')
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_long_answer_is_cut_on_the_page_and_whole_in_a_file(client: FlaskClient) -> None:
    query = PREFIX + "SELECT ?it { ?it a sef:Statement } LIMIT 300"
    page = shown(client, query)
    assert "Answer: 300 rows" in page
    assert "Only the beginning is shown" in page
    assert page.count("<tr>") == 201
    file = client.get("/sparql/answer.csv", query_string={"query": query})
    assert file.headers["Content-Disposition"] == 'attachment; filename="answer.csv"'
    assert len(file.get_data().splitlines()) == 301


def test_a_mistake_is_told_with_its_place_and_the_query_stays(client: FlaskClient) -> None:
    page = shown(client, "SELECT * {\n  ?thing ?says }", 400)
    assert "does not parse: line 2, column 16" in page
    assert "<code>  ?thing ?says <mark>}</mark></code>" in page
    assert 'href="#query"' in page
    assert "?thing ?says }</textarea>" in page


def test_a_refusal_keeps_the_query(client: FlaskClient) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    assert "SERVICE is not answered here" in shown(client, query, 400)


def test_a_short_query_that_is_posted_gets_an_address(client: FlaskClient) -> None:
    response = client.post("/sparql/answer", data={"query": AREAS})
    assert response.status_code == 303
    assert "Answer: 11 rows" in client.get(response.headers["Location"]).get_data(as_text=True)


def test_a_long_query_is_answered_where_it_was_posted(client: FlaskClient) -> None:
    response = client.post("/sparql/answer", data={"query": f"{AREAS} # {'x' * 10_000}"})
    assert response.status_code == 200
    assert "too long for a link" in response.get_data(as_text=True)


def test_without_a_query_the_form_is_where_to_go(client: FlaskClient) -> None:
    assert client.get("/sparql/answer").headers["Location"] == "/sparql"


def test_triples_are_a_file_and_rows_are_none_in_turtle(client: FlaskClient) -> None:
    query = PREFIX + "CONSTRUCT { ?area a sef:InspectionArea } WHERE { ?area a sef:InspectionArea }"
    sent = client.get("/sparql/answer.ttl", query_string={"query": query})
    assert len(Graph().parse(data=sent.get_data(), format="turtle")) == 11
    assert client.get("/sparql/answer.ttl", query_string={"query": AREAS}).status_code == 406


@pytest.mark.parametrize(("path", "status"), [("/sparql/answer.xlx?query=ASK%7B%7D", 404), ("/sparql/answer.csv", 400)])
def test_what_is_no_file_is_refused(path: str, status: int, client: FlaskClient) -> None:
    assert client.get(path).status_code == status


def test_every_saved_question_is_an_example(client: FlaskClient, published: Published) -> None:
    form = client.get("/sparql", headers=PAGE).get_data(as_text=True)
    assert len(published.library) == form.count("<option ")
    assert all(f'<option value="{name}">' in form for name in published.library)


def test_an_example_is_what_runs_and_gives_the_rows_of_its_question(client: FlaskClient) -> None:
    page = client.get("/sparql?example=rows-to-improve", headers=PAGE).get_data(as_text=True)
    query = unescape(page.partition("data-prefixes=")[2].partition(">\n")[2].partition("</textarea>")[0])
    rows = client.get("/queries/rows-to-improve.json").get_json()["rows"]
    assert f"Answer: {len(rows)} rows" in shown(client, query)


def test_an_example_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    assert client.get("/sparql?example=nothing-here", headers=PAGE).status_code == 404
