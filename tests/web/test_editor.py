"""``/sparql/answer``: answers to SPARQL as pages, for people."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from threading import Barrier
from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from graphapp.errors import Busy
from graphapp.queries.checks import check_query
from graphapp.queries.header import read_query
from graphapp.store.base import Memo, Store
from graphapp.web import create_app, editor
from graphapp.web.results_view import MOST_COLUMNS
from tests.published import Published

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> "
AREAS = PREFIX + "SELECT ?area { ?area a sef:InspectionArea }"
KINDS = PREFIX + "CONSTRUCT { ?area a sef:InspectionArea } WHERE { ?area a sef:InspectionArea }"
PAGE = {"Accept": "text/html"}


def shown(client: FlaskClient, query: str, status: int = 200, **values: str) -> str:
    response = client.get("/sparql/answer", query_string={"query": query, **values}, headers=PAGE)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_rows_are_a_table_whose_things_lead_to_their_pages(client: FlaskClient) -> None:
    page = shown(client, AREAS)
    assert "Answer: 11 rows" in page
    assert 'href="/doc/area/readiness-2014-9"' in page
    assert "milliseconds" in page


def test_triples_are_shown_in_turtle(client: FlaskClient) -> None:
    page = shown(client, KINDS)
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
    sent = client.get("/sparql/answer.ttl", query_string={"query": KINDS})
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


# In another view


def preformatted(page: str) -> str:
    return unescape(page.partition("<pre")[2].partition(">")[2].partition("</pre>")[0])


def views(page: str) -> str:
    """The line that says how an answer is shown, and how else it could be."""
    return re.sub("<[^>]*>", "", page.partition("Show it as: ")[2].partition("</p>")[0])


@pytest.mark.parametrize(
    ("query", "choices"),
    [(AREAS, "Table | JSON"), ("ASK {}", "Word | JSON"), (KINDS, "Turtle | Drawing"), ("SELECT * {}", "Table | JSON")],
)
def test_each_kind_of_answer_has_views_of_its_own(query: str, choices: str, client: FlaskClient) -> None:
    page = shown(client, query)
    assert views(page) == choices
    other = unescape(page.partition("Show it as: ")[2].partition('<a href="')[2].partition("#answer")[0])
    assert views(client.get(other, headers=PAGE).get_data(as_text=True)) == choices


def test_json_is_laid_out_to_be_read_and_ends_where_a_page_does(client: FlaskClient) -> None:
    page = shown(client, PREFIX + "SELECT ?it { ?it a sef:Statement } LIMIT 300", view="json")
    assert "Answer: 300 rows" in page
    assert "Only the beginning is shown" in page
    assert len(json.loads(preformatted(page))["results"]["bindings"]) == 200
    assert json.loads(preformatted(shown(client, "ASK {}", view="json"))) == {"head": {}, "boolean": True}


def test_a_long_text_in_json_is_cut(client: FlaskClient) -> None:
    query = PREFIX + "SELECT (GROUP_CONCAT(?text) AS ?all) { ?it sef:text ?text VALUES ?again { 1 2 3 4 5 6 } }"
    page = shown(client, query, view="json")
    assert len(preformatted(page)) <= 50_000
    assert "Only the beginning is shown" in page


def rows_of(page: str) -> list[list[str]]:
    """The table beneath a drawing, in words."""
    body = page.partition('<table class="figure-table">')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = (re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for row in body.split("</tr>")[:-1])
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in rows]


def test_a_drawing_has_each_triple_as_a_line_and_as_a_row(client: FlaskClient) -> None:
    page = shown(client, KINDS, view="drawing")
    assert len(rows_of(page)) == 11
    assert {(row[1], row[2]) for row in rows_of(page)} == {("rdf:type", "inspection area")}
    assert page.count('<a href="/doc/area/readiness-2014-9">') == 2
    assert "The answer" in page


def test_what_is_described_is_drawn_with_what_it_leads_to_within_it(client: FlaskClient) -> None:
    around = "<urn:a> <urn:to> <urn:b> . <urn:b> <urn:to> <urn:c> . <urn:c> <urn:to> <urn:d> . <urn:d> <urn:to> <urn:a>"
    page = shown(client, f"CONSTRUCT {{ {around} }} {{}}", view="drawing")
    assert sorted(row[:3] for row in rows_of(page)) == [
        ["urn:a", "urn:to", "urn:b"], ["urn:b", "urn:to", "urn:c"], ["urn:c", "urn:to", "urn:d"], ["urn:d", "urn:to", "urn:a"],
    ]  # fmt: skip
    alone = shown(client, 'CONSTRUCT { <urn:a> <urn:says> "one", [ <urn:says> 2 ] } {}', view="drawing")
    assert sorted(row[:3] for row in rows_of(alone)) == [
        ["_:1", "urn:says", "2"],
        ["urn:a", "urn:says", "_:1"],
        ["urn:a", "urn:says", "one"],
    ]
    assert "The answer<" not in alone


def test_of_many_triples_the_first_are_drawn_which_is_said(client: FlaskClient) -> None:
    page = shown(client, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2000", view="drawing")
    found = re.search(r"The first (\d+) of ([\d,]+) triples are drawn", page)
    assert found
    assert found[1] == "60" == str(len(rows_of(page)))


def test_words_in_a_drawing_are_escaped_and_cut(client: FlaskClient) -> None:
    query = f'CONSTRUCT {{ <urn:a> <urn:says> "<script>alert(1)</script>", "مرحبا", "", "{"x" * 500}" }} {{}}'
    page = shown(client, query, view="drawing")
    assert "<script>alert" not in page
    assert {row[2] for row in rows_of(page)} == {"<script>alert(1)</script>", "مرحبا", "“”", f"{'x' * 300}…"}


def test_no_triples_are_not_drawn(client: FlaskClient) -> None:
    page = shown(client, "DESCRIBE <urn:nothing>", view="drawing")
    assert "Nothing fits this query." in page
    assert "<svg" not in page


@pytest.mark.parametrize(
    ("query", "view", "words"),
    [
        ("ASK {}", "pie", "“pie” is no way to show an answer; it is table, json, turtle, drawing."),
        ("ASK {}", "drawing", "The answer is yes or no, which is shown as table or json and not as drawing."),
        (AREAS, "turtle", "The answer is rows, which is shown as table or json and not as turtle."),
        (KINDS, "table", "The answer is triples, which is shown as turtle or drawing and not as table."),
        ("CONSTRUCT { <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> } {}", "drawing", "a triple term (RDF 1.2). Show it as turtle."),
    ],
)
def test_a_view_that_an_answer_does_not_have_is_refused(query: str, view: str, words: str, client: FlaskClient) -> None:
    response = client.get("/sparql/answer", query_string={"query": query, "view": view})
    assert response.status_code == 400
    assert words in response.get_json()["detail"]


def test_one_view_is_asked_for_at_a_time(client: FlaskClient) -> None:
    assert client.get("/sparql/answer?query=ASK%7B%7D&view=table&view=json").status_code == 400


def test_the_view_stays_when_a_query_gets_an_address(client: FlaskClient) -> None:
    response = client.post("/sparql/answer?view=json", data={"query": "ASK {}"})
    assert response.headers["Location"] == "/sparql/answer?query=ASK+%7B%7D&view=json"


def test_graphs_that_were_chosen_stay_chosen_in_every_view_and_file(client: FlaskClient) -> None:
    asking = {"query": AREAS, "default-graph-uri": "urn:none"}
    page = client.get("/sparql/answer", query_string=asking, headers=PAGE).get_data(as_text=True)
    assert "Answer: 0 rows" in page
    links = re.findall(r'href="(/sparql/answer[^"]*)"', page)
    assert len(links) == 5
    assert all("default-graph-uri=urn%3Anone" in link for link in links)


def test_of_a_long_query_views_and_files_are_buttons_that_send_it_again(client: FlaskClient) -> None:
    query = f"{AREAS} # {'x' * 10_000}"
    page = client.post("/sparql/answer", data={"query": query}).get_data(as_text=True)
    assert f'<input type="hidden" name="query" value="{query}">' in unescape(page)
    actions = re.findall(r'formaction="([^"]+)"', page)
    assert actions == [f"/sparql/answer{it}" for it in ("?view=json", ".csv", ".tsv", ".json", ".xml")]
    assert "&#34;bindings&#34;" in client.post(actions[0], data={"query": query}).get_data(as_text=True)
    assert len(client.post(actions[1], data={"query": query}).get_data().splitlines()) == 12


# Without an answer


def test_a_program_is_told_in_a_document_what_is_wrong(client: FlaskClient) -> None:
    response = client.get("/sparql/answer?query=SELECT")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert "does not parse" in response.get_json()["detail"]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "xml", "ttl"])
def test_what_is_wrong_with_a_file_is_told_in_one_way(suffix: str, client: FlaskClient) -> None:
    response = client.get(f"/sparql/answer.{suffix}?query=SELECT", headers=PAGE)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["/sparql/answer", "/sparql/answer.csv", "/sparql/question.rq"])
@pytest.mark.parametrize("accepts", ["text/html", "*/*"])
def test_who_is_sent_away_is_told_when_to_come_back(path: str, accepts: str, published: Published) -> None:
    store = Mock(spec=Store)
    store.memo, store.graphs = Memo(), ()
    store.within.return_value = store
    store.answer.side_effect = Busy()
    asking = {"query": "SELECT * {}", "title": "All"}
    response = create_app(published.settings, store).test_client().get(path, query_string=asking, headers={"Accept": accepts})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert "Ask again in 2 seconds." in response.get_data(as_text=True)


# As a question


def test_a_query_is_taken_away_as_a_question_that_runs(client: FlaskClient, published: Published, tmp_path: Path) -> None:
    page = shown(client, AREAS)
    assert 'action="/sparql/question.rq"' in page
    sent = client.post("/sparql/question.rq", data={"query": AREAS, "title": "Areas & their rows"})
    assert sent.headers["Content-Disposition"] == 'attachment; filename="areas-their-rows.rq"'
    assert sent.content_type == "application/sparql-query; charset=utf-8"
    file = tmp_path / "areas-their-rows.rq"
    file.write_bytes(sent.get_data())
    query = read_query(file)
    check_query(query, published.store, published.naming)
    assert (query.title, [(it.name, it.type) for it in query.columns]) == ("Areas & their rows", [("area", "thing")])


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        ({"query": "ASK {}"}, "The answer is yes or no. A question lists rows, so its query is a SELECT."),
        ({"query": "DESCRIBE <urn:a>"}, "The answer is triples. A question lists rows, so its query is a SELECT."),
        ({"query": KINDS}, "The answer is triples."),
        ({"query": "SELECT * {}"}, "The query selects nothing; a question needs one column or more."),
        ({"query": AREAS, "title": ""}, "The title is a line of text"),
        ({"query": AREAS, "title": "Rows to improve!"}, "There is a question called “rows-to-improve” already"),
        ({"query": AREAS, "default-graph-uri": "urn:a"}, "no graphs can be chosen for it"),
        ({"query": "SELECT"}, "does not parse"),
        ({}, "There is no query"),
    ],
)
def test_what_cannot_be_a_question_is_told_why(asking: dict[str, str], words: str, client: FlaskClient) -> None:
    response = client.get("/sparql/question.rq", query_string={"title": "A title", **asking})
    assert response.status_code == 400
    assert words in response.get_json()["detail"]


@pytest.mark.parametrize("query", ["ASK {}", KINDS, "SELECT * {}"])
def test_what_cannot_be_a_question_is_not_offered_as_one(query: str, client: FlaskClient) -> None:
    assert "Save as a question" not in shown(client, query)


# What anyone may have typed costs no more than a page


def test_a_drawing_shows_texts_as_they_are_written_and_works_no_number_out(client: FlaskClient) -> None:
    """The decimal has a million digits once it is worked out; as it is written it has nine letters."""
    types = "http://www.w3.org/2001/XMLSchema#"
    numbers = f'<urn:a> <urn:b> "007"^^<{types}integer> , "1e1000000"^^<{types}decimal> , "a\\"\\u00e9"'
    page = shown(client, f"CONSTRUCT {{ {numbers} }} WHERE {{}}", view="drawing")
    assert all(text in unescape(page) for text in (">007<", ">1e1000000<", '>a"é<'))
    assert len(page) < 100_000


def test_a_table_has_no_more_columns_and_no_longer_texts_than_people_read(client: FlaskClient) -> None:
    columns = " ".join(f"?c{number}" for number in range(MOST_COLUMNS + 10))
    page = shown(client, f"SELECT {columns} {{ BIND(REPLACE('{'x' * 100}', 'x', '{'y' * 100}') AS ?c0) }}")
    assert page.count('<th scope="col">') == MOST_COLUMNS
    assert "Only the beginning is shown here; downloads hold all of it." in page
    assert f"{'y' * 5_000}…" in page
    assert "y" * 5_001 not in page


def test_who_asks_the_same_at_once_waits_in_the_queue_of_the_workers_alone(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a query that fails would be asked again by each of many who wait, one after another, and nobody sent away."""
    together = Barrier(2)

    def fail(*_: object) -> None:
        together.wait(20)
        raise Busy

    monkeypatch.setattr(editor, "answer", fail)
    site = create_app(published.settings)
    with ThreadPoolExecutor(2) as clients:
        asked = [clients.submit(shown, site.test_client(), AREAS, 503) for _ in range(2)]
        assert all("There is a problem" in it.result(30) for it in asked)
