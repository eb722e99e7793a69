"""SPARQL that anyone may have typed: what is refused before it is run, and what is not."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.errors import QueryRefused
from graphapp.queries.safety import refuse_unsafe


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o }",
        'SELECT * { ?service ?from "SERVICE <http://127.0.0.1:9/> {}" } # SERVICE FROM',
        "PREFIX service: <http://example.org/> SELECT * { ?s service:from ?o }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        r'ASK { FILTER("\u0053ERVICE" = "\\u0022 SERVICE <http://127.0.0.1:9/> {}") }',
        "ASK { ?s ?p 'from here' }\r\n# from there",
        "ASK { ?s ?p '" + "(" * 200 + "' } #" + "{" * 200,
    ],
)
def test_words_in_strings_names_and_comments_are_no_reason_to_refuse(query: str) -> None:
    refuse_unsafe(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT (COUNT(*) AS ?n) { { SELECT * { ?s ?p ?o MINUS { SERVICE ?x { ?s ?p ?o } } } } }",
        "PREFIX sef: <https://w3id.org/send-sef/ns#> ASK { ?s a sef:Service SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { #\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o }\n}",
        r'SELECT * { BIND("\u0022 AS ?x) # " AS ?x) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }' + "\n}",
        r"SELECT * { # \u000D SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }" + "\n}",
    ],
)
def test_whatever_reaches_outside_is_refused_wherever_it_stands(query: str) -> None:
    with pytest.raises(QueryRefused, match="not answered here"):
        refuse_unsafe(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 5000 + "}" * 5000,
        "SELECT * #" + "}" * 5000 + "\n" + "{" * 5000 + "}" * 5000,
        'SELECT * { ?s ?p """' + ")" * 5000 + '""" . ' + "{" * 5000 + "}" * 5000,
        "ASK { ?s ?p ?o } #" + "x" * 60_000,
    ],
)
def test_what_is_too_deep_or_too_long_is_refused_before_it_is_parsed(query: str) -> None:
    with pytest.raises(QueryRefused, match=r"the most is|nests more than"):
        refuse_unsafe(query)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ASK { ?s ?p '\ud800' }", "is no text: character 14"),
        (f"ASK {{ ?s ?p -{'1' * 5_000} }} # service", "cannot be read"),
        ("ASK { ?s ?p ?service\r\n?s ?p }", "line 2, column"),
        (r'ASK { ?s ?p "\uFFFFFFFF\UFFFFFFFF" }', "does not parse: line 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(query: str, words: str) -> None:
    with pytest.raises(QueryRefused, match=words):
        refuse_unsafe(query)


@given(st.text(max_size=300))
def test_any_text_is_either_let_through_or_refused(text: str) -> None:
    with suppress(QueryRefused):
        refuse_unsafe(text)
