"""The graphs that a query may see, written into its text, whatever the text looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.store.base import Chosen
from graphapp.store.remote.scope import as_rows, with_dataset, without_dataset

OURS = Chosen(("urn:ours",), ("urn:ours",))
CLAUSE = "FROM <urn:ours> FROM NAMED <urn:ours> "


@pytest.mark.parametrize(
    ("query", "scoped"),
    [
        ("SELECT * { ?s ?p ?o }", f"SELECT * {CLAUSE}{{ ?s ?p ?o }}"),
        ("select * where { ?s ?p ?o }", f"select * {CLAUSE}where {{ ?s ?p ?o }}"),
        ("SELECT (EXISTS { ?s ?p ?o } AS ?it) WHERE {}", f"SELECT (EXISTS {{ ?s ?p ?o }} AS ?it) {CLAUSE}WHERE {{}}"),
        ('SELECT ("{" AS ?it) {}', f'SELECT ("{{" AS ?it) {CLAUSE}{{}}'),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"CONSTRUCT {{ ?s ?p ?o }} {CLAUSE}WHERE {{ ?s ?p ?o }}"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", f"CONSTRUCT {CLAUSE}WHERE {{ ?s ?p ?o }}"),
        ("DESCRIBE <urn:a>", f"DESCRIBE <urn:a>\n{CLAUSE}"),
        ("DESCRIBE <urn:a> # it", f"DESCRIBE <urn:a> # it\n{CLAUSE}"),
        ("DESCRIBE ?s { ?s ?p ?o }", f"DESCRIBE ?s {CLAUSE}{{ ?s ?p ?o }}"),
        ("DESCRIBE <urn:a> LIMIT 1", f"DESCRIBE <urn:a> {CLAUSE}LIMIT 1"),
        ("# { FROM\nASK { ?s ?p ?o }", f"# {{ FROM\nASK {CLAUSE}{{ ?s ?p ?o }}"),
        ("PREFIX select: <urn:from> ASK { ?s a select:from }", f"PREFIX select: <urn:from> ASK {CLAUSE}{{ ?s a select:from }}"),
        ("ASK { { SELECT * { ?s ?p ?from } } }", f"ASK {CLAUSE}{{ {{ SELECT * {{ ?s ?p ?from }} }} }}"),
    ],
)
def test_our_graphs_stand_where_sparql_wants_them(query: str, scoped: str) -> None:
    assert with_dataset(query, OURS) == scoped


@pytest.mark.parametrize(
    ("query", "bare"),
    [
        ("ASK FROM <urn:theirs> { ?s ?p ?o }", "ASK  { ?s ?p ?o }"),
        ("ASK FROM NAMED <urn:theirs> FROM x:theirs WHERE { ?s ?p ?o }", "ASK   WHERE { ?s ?p ?o }"),
        ("ASK\nfrom # <urn:no>\n named<urn:theirs>{}", "ASK\n{}"),
        ("CONSTRUCT { ?s ?p <urn:from> } FROM <urn:theirs> WHERE {}", "CONSTRUCT { ?s ?p <urn:from> }  WHERE {}"),
        ("DESCRIBE <urn:a> FROM <urn:theirs>", "DESCRIBE <urn:a> \n"),
        ('SELECT ("FROM <urn:a>" AS ?it) {}', 'SELECT ("FROM <urn:a>" AS ?it) {}'),
        ("SELECT ?from ?a:b { ?from ?p 'FROM <urn:a>' }", "SELECT ?from ?a:b { ?from ?p 'FROM <urn:a>' }"),
    ],
)
def test_the_graphs_that_a_query_names_itself_are_taken_out(query: str, bare: str) -> None:
    assert without_dataset(query) == bare


@pytest.mark.parametrize(
    ("ask", "rows"),
    [
        ("ASK { ?s ?p 'ASK' }", "SELECT * { ?s ?p 'ASK' }\nLIMIT 1"),
        ("# ASK\nPREFIX ask: <urn:a> ask where {} # so", "# ASK\nPREFIX ask: <urn:a> SELECT * where {} # so\nLIMIT 1"),
        ("ASK {} LIMIT 5", "SELECT * {} LIMIT 5"),
    ],
)
def test_a_question_of_yes_or_no_can_be_asked_for_rows(ask: str, rows: str) -> None:
    assert as_rows(ask) == rows


@pytest.mark.parametrize("fragment", ["", "ASK", "CONSTRUCT {", "DESCRIBE", "ASK FROM", "ASK FROM NAMED", "} ASK {"])
def test_what_is_no_query_does_no_harm(fragment: str) -> None:
    assert isinstance(with_dataset(fragment, OURS) + without_dataset(fragment), str)


@given(st.text(alphabet="ASKFROM NAMED{}()<>\"'#\\\n:?ae", max_size=40))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(with_dataset(f"ASK {text}", OURS) + without_dataset(f"ASK {text}"), str)
