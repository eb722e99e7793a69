"""Whatever is sent as a query is answered, or refused with a sentence of ours; the worker that read it lives on."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapp.errors import GraphappError
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.workers import Pool
from tests.workers.conftest import job

QUERIES = (
    "SELECT DISTINCT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o . FILTER(?o > 1.5e3 && REGEX(STR(?s), 'a+')) } GROUP BY ?s LIMIT 9",
    "PREFIX sef: <https://w3id.org/send-sef/ns#> CONSTRUCT { ?s sef:service [ sef:x ?o ] } WHERE { ?s sef:order|^sef:states ?o }",
    "ASK { VALUES (?a ?b) { (1 'from'@en) (UNDEF 2) } OPTIONAL { ?a ?b ?c MINUS { ?a a ?c } } }",
    "DESCRIBE ?s WHERE { GRAPH ?g { ?s a ?c } { SELECT ?c { ?x a ?c } ORDER BY DESC(?c) LIMIT 1 } } LIMIT 2",
)
PIECES = (
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    '"',
    "'",
    '"""',
    "\\",
    "\\u0022",
    "\\U0001F600",
    "\\uD800",
    "#",
    "\r",
    "\n",
    "?s",
    "*",
    "+",
    "-1",
)
WORDS = (
    "SERVICE",
    "FROM",
    "NOT",
    "EXISTS",
    "UNION",
    "<<(",
    "a",
    ".",
    ";",
    "@en--ltr",
    "^^",
    "0" * 30,
    "\0",
    "\ufeff",
    "é",
    "\ud800",
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A query of which parts were lost, doubled, or replaced by others."""
    query = draw(st.sampled_from(QUERIES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(query)))
        end = draw(st.integers(start, min(len(query), start + 20)))
        query = query[:start] + draw(st.sampled_from((*PIECES, *WORDS, query[start:end] * 2, ""))) + query[end:]
    return query


texts = st.text(st.characters(codec=None), max_size=80) | st.lists(st.sampled_from((*PIECES, *WORDS)), max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=damaged() | texts, form=st.sampled_from(GRAPH_FORMATS))
def test_it_is_answered_or_refused_with_a_sentence(hasty: Pool, query: str, form: object) -> None:
    media_type = getattr(form, "media_type", "")
    told = outcome(hasty, query, media_type)
    assert told in (media_type, RESULTS_JSON) or re.search(r"[.)]$", told)
    assert not re.search("nobody foresaw|is no answer|another reason", told)


def outcome(pool: Pool, query: str, media_type: str) -> str:
    """The media type of the answer, or the sentence of the refusal."""
    try:
        return pool.ask(job(query, media_type)).media_type
    except GraphappError as error:
        return str(error)


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_damaged_there_is_answered_whole(pool: Pool, query: str) -> None:
    assert pool.ask(job(query)).media_type
