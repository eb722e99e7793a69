"""What workers answer, and what they refuse, from memory and from disk."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import Graph

from graphapp.errors import EngineFault, QueryRefused
from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.workers import Pool
from tests.published import Published
from tests.workers.conftest import MOST_BYTES, MOST_ROWS, job

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> "


def answer(pool: Pool, query: str) -> Any:  # noqa: ANN401 - JSON
    reply = pool.ask(job(query))
    assert reply.media_type == RESULTS_JSON
    return json.loads(reply.content)


def test_a_select_gives_rows(pool: Pool, published: Published) -> None:
    reply = pool.ask(job(PREFIX + "SELECT ?s { ?s a sef:Statement }"))
    rows = json.loads(reply.content)["results"]["bindings"]
    found = {row["s"]["value"] for row in rows}
    assert len(rows) == reply.rows == len(found) == published.count("?it a sef:Statement")
    assert all(iri.startswith(f"{published.naming.base}id/statement/") for iri in found)


def test_a_select_without_rows_has_its_columns(pool: Pool) -> None:
    assert answer(pool, "SELECT ?a ?b { ?a <urn:nothing> ?b }") == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}


@pytest.mark.parametrize(("pattern", "truth"), [("?s a sef:Statement", True), ("?s a sef:NothingOfTheKind", False)])
def test_an_ask_gives_yes_or_no(pool: Pool, pattern: str, truth: bool) -> None:
    assert answer(pool, f"{PREFIX}ASK {{ {pattern} }}") == {"head": {}, "boolean": truth}


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.suffix)
def test_a_construct_gives_triples_in_the_format_that_suits(pool: Pool, published: Published, form: Format) -> None:
    query = PREFIX + "CONSTRUCT { ?s sef:order ?o ; sef:text ?t } WHERE { ?s sef:order ?o ; sef:text ?t }"
    reply = pool.ask(job(query, form.media_type))
    graph = Graph().parse(data=reply.content, format=form.rdflib_name)
    assert reply.media_type == form.media_type
    assert len(graph) == reply.rows == 2 * published.count("?it sef:order ?o ; sef:text ?t")


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.suffix)
def test_a_description_is_triples_too(pool: Pool, form: Format) -> None:
    reply = pool.ask(job(PREFIX + "DESCRIBE sef:Statement", form.media_type))
    assert (reply.media_type, reply.rows > 0, b"Statement" in reply.content) == (form.media_type, True, True)


def test_text_arrives_as_it_was_sent(pool: Pool) -> None:
    text = "Ærø \u202e\u200d \U0001f468\u200d\U0001f469 \x01\x00 ´`’"
    (row,) = answer(pool, f"SELECT ?t {{ BIND('{text}' AS ?t) }}")["results"]["bindings"]
    assert row["t"]["value"] == text


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { ?s ?p }", "line 1, column"),
        ("SELECT *\n{ ?s ?p ?o }\nLIMIT many", "line 3, column 7"),
        ("SELECT *\n{ ?s a sef:Service }", "line 2, column"),
        ("SELECT * {\n  ?s ?p ?o . # from here\n  FILTER(1 +)\n}", "line 3, column"),
        ("# a comment\r\nSELECT * { ?s ?p ?service\r\n  ?o ?x\r\n}", "line 3, column"),
    ],
)
def test_what_does_not_parse_is_refused_with_its_place(pool: Pool, query: str, place: str) -> None:
    with pytest.raises(QueryRefused, match=f"does not parse: {place}"):
        pool.ask(job(query))


@pytest.mark.parametrize("query", ["ASK FROM <urn:g> { ?s ?p ?o }", "ASK FROM NAMED <file:///etc> { GRAPH ?g { ?s ?p ?o } }"])
def test_a_graph_that_is_not_published_is_empty(pool: Pool, query: str) -> None:
    assert answer(pool, query)["boolean"] is False


def test_an_answer_with_one_row_more_than_allowed_is_refused_whole(pool: Pool) -> None:
    values = "VALUES ?a {" + " 1" * 100 + "} VALUES ?b {" + " 1" * 101 + "}"
    assert pool.ask(job(f"SELECT * {{ {values} }} LIMIT {MOST_ROWS}")).rows == MOST_ROWS
    with pytest.raises(QueryRefused, match=f"more than {MOST_ROWS} rows or triples"):
        pool.ask(job(f"SELECT * {{ {values} }}"))


@pytest.mark.parametrize("form", ["SELECT ?t", "CONSTRUCT { [] <urn:p> ?t }"])
def test_an_answer_with_too_many_bytes_is_refused_whole(pool: Pool, form: str) -> None:
    kilobyte = "BIND('" + "x" * 1024 + "' AS ?t)"
    values = "VALUES ?a {" + " 1" * (MOST_BYTES // 1024) + "}"
    with pytest.raises(QueryRefused, match=r"larger than 4 MB\. Add a LIMIT"):
        pool.ask(job(f"{form} {{ {values} {kilobyte} }}"))


def test_what_the_engine_cannot_do_is_its_fault(pool: Pool) -> None:
    with pytest.raises(EngineFault, match="custom function <urn:f> is not supported"):
        pool.ask(job("SELECT (<urn:f>(1) AS ?x) {}"))
