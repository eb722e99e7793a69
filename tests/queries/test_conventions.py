"""What the SPARQL of a saved question never says."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.plugins.sparql.parser import parseQuery

from graphapp.errors import SourceFault
from graphapp.queries.checks import check_form
from graphapp.queries.conventions import breaches, line_saying
from tests.queries.sample import QUESTION, line, saved


def said(query: str) -> list[str]:
    return [words for words, _ in breaches(parseQuery(query))]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?s { ?s ?p ?o FILTER NOT EXISTS { ?s a ?o } }", "NOT EXISTS"),
        ("SELECT ?s { ?s ?p ?o FILTER(not\texists { ?s a ?o } && ?s != ?o) }", "NOT EXISTS"),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o OPTIONAL { ?s ?q ?o FILTER NOT EXISTS { ?s a ?o } } } } }", "NOT EXISTS"),
        ("SELECT ?s { ?s ?p ?o FILTER(!EXISTS { ?s a ?o }) }", "EXISTS"),
        ("SELECT ?s { ?s ?p ?o FILTER(! ((EXISTS { ?s a ?o }))) }", "EXISTS"),
        ("SELECT ?s { ?s ?p ?o BIND(NOT EXISTS { ?s a ?o } AS ?b) }", "NOT EXISTS"),
        ("SELECT ?s { SERVICE <urn:x> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT ?s FROM <urn:x> { ?s ?p ?o }", "FROM"),
        ("SELECT ?s FROM NAMED <urn:x> { ?s ?p ?o }", "FROM"),
        ("SELECT ?s { GRAPH <urn:x> { ?s ?p ?o } }", "GRAPH"),
        ("SELECT (NOW() AS ?now) {}", "NOW"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY RAND()", "RAND"),
        ("SELECT (UUID() AS ?id) (STRUUID() AS ?other) {}", "UUID"),
    ],
)
def test_what_goes_against_the_conventions_is_found_wherever_it_stands(query: str, words: str) -> None:
    assert words in said(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p ?o MINUS { ?s a ?o } }",
        "SELECT ?s { ?s ?p ?o FILTER(EXISTS { ?s a ?o } || !BOUND(?x)) }",
        "SELECT ?s { ?s ?p ?o FILTER(!(EXISTS { ?s a ?o } || ?s = ?o)) }",
        "SELECT ?s { ?s ?p 'FILTER NOT EXISTS { SERVICE FROM }' } # NOT EXISTS",
        "SELECT ?s { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_the_rest_is_let_through(query: str) -> None:
    assert said(query) == []


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("FILTER NOT EXISTS { ?service a sef:Board }", "it says NOT EXISTS: say MINUS, which"),
        ("MINUS { GRAPH <graph/x> { ?service a sef:Board } }", "it says GRAPH: which graphs a question sees is decided when"),
        (
            "SERVICE <http://x.example/> { ?service a sef:Board }",
            "it says SERVICE: a question is answered from",
        ),
    ],
)
def test_a_question_against_them_is_named_with_its_line(tmp_path: Path, damage: str, says: str) -> None:
    text = QUESTION.replace("BIND(1.5", f"{damage}\n  BIND(1.5")
    with pytest.raises(SourceFault) as fault:
        check_form(saved(tmp_path, text))
    assert says in str(fault.value)
    assert fault.value.line == line(text, damage)


@pytest.mark.parametrize("name", ["Capital", "two words", "under_score", "a.json", "-x", "ünder"])
def test_the_name_of_a_file_is_an_address(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceFault, match="is no name for a question: small letters"):
        check_form(saved(tmp_path, name=name))


def test_a_name_that_a_page_has_is_taken(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="a page is called “status” already"):
        check_form(saved(tmp_path, name="status"))


def test_words_in_a_comment_are_not_said() -> None:
    assert line_saying("NOT EXISTS", "# not exists\nnot  exists") == 2
    assert line_saying("NOT EXISTS", "NOT\nEXISTS") is None
