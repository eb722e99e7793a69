"""Binding: a value lands in its slot and nowhere else, whatever the value is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.queries.binding import bind, slots
from graphapp.store.embedded import EmbeddedStore

pytestmark = pytest.mark.untraced
"""Thousands of inputs go the same way: other tests count the lines, and these take half the time without."""

TEMPLATE = '''\
#+ title: what costs $value
PREFIX ex: <https://example.org/$value#>
SELECT ?it WHERE {
  ?it ex:says $value ; ex:price "$value" , '$value' , """two "quotes" and
a $value""" , "\\\\" , 'it\\'s $value' . # not $value
  FILTER(?it != <https://example.org/$value> && ?n<5 && CONTAINS($value, "x"))
}
'''
SAMPLE = Literal("a sample that no other part of the query holds")

NASTY = st.text(alphabet=st.sampled_from("\"'\\\n\r\t{}<>$#@^u0U2/ .;"), max_size=12)
TEXT = st.one_of(st.text(max_size=20), NASTY)
TAGS = st.sampled_from([None, "en", "en-gb"])


def algebra(query: str) -> object:
    """The parsed algebra of *query* as plain values."""
    return _plain(translateQuery(parseQuery(query)).algebra)


def _plain(node: object) -> object:
    if isinstance(node, CompValue):
        return (node.name, {key: _plain(value) for key, value in node.items()})
    if isinstance(node, list | tuple):
        return [_plain(item) for item in node]
    return {_plain(item) for item in node} if isinstance(node, set) else node


def with_value(node: object, value: Literal) -> object:
    """*node* with *value* in the place of the sample."""
    if isinstance(node, dict):
        return {key: with_value(item, value) for key, item in node.items()}
    if isinstance(node, list | tuple):
        return type(node)(with_value(item, value) for item in node)
    return value if node == SAMPLE else node


@settings(deadline=None, max_examples=150)
@given(text=TEXT, tag=TAGS)
@example(text='ends a text of lines\n\\"', tag=None)
@example(text='"""', tag=None)
@example(text='" . } DROP ALL #', tag="en")
@example(text="\\u0022 . } #", tag=None)
@example(text="\\\\U00000022", tag=None)
@example(text="}\n>", tag=None)
@example(text="$value", tag=None)
def test_a_bound_query_differs_from_its_template_in_the_value_alone(text: str, tag: str | None) -> None:
    value = Literal(text, lang=tag)
    expected = with_value(algebra(bind(TEMPLATE, {"value": SAMPLE})), value)
    assert algebra(bind(TEMPLATE, {"value": value})) == expected


@settings(deadline=None, max_examples=300)
@given(text=TEXT, tag=TAGS)
@example(text="\\u0022", tag=None)
@example(text='a\n\\"', tag=None)
def test_the_engine_reads_back_the_very_text_that_was_bound(text: str, tag: str | None) -> None:
    value = Literal(text, lang=tag)
    table = EmbeddedStore(()).select(bind("SELECT ($value AS ?it) {}", {"value": value}))
    assert table.rows == ((value,),)


def test_the_template_has_two_slots() -> None:
    assert list(slots(TEMPLATE)) == ["value", "value"]


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "$value" }',
        "SELECT * { ?s ?p '$value' }",
        'SELECT * { ?s ?p """a "$value" b""" }',
        "SELECT * { ?s ?p '''it's $value\n''' }",
        'SELECT * { ?s ?p "a \\" $value" }',
        "SELECT * { ?s ?p 'a \\' $value' }",
        "SELECT * { ?s ?p <https://example.org/$value> }",
        "SELECT * { ?s ?p ?o } # $value",
        "# it's $value\nSELECT * { ?s ?p ?o }",
        '# a " alone\nSELECT * { ?s ?p ?o } # $value"',
        "SELECT * { ?s ex:a\\$value ?o }",
        "SELECT * { ?s ex:it\\'s ?o } # '$value",
    ],
)
def test_a_dollar_in_a_string_an_iri_a_comment_or_an_escape_is_no_slot(text: str) -> None:
    assert list(slots(text)) == []
    assert bind(text, {"value": SAMPLE}) == text


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p $value }",
        "ASK { FILTER(?a<$value) }",
        "ASK { FILTER(?a < 5 && ?b > $value) }",
        "ASK { <urn:a><urn:b>$value }",
        "ASK { ?s ex:it\\'s $value , '' }",
        'ASK { ?s ?p "" , $value , "" }',
        "ASK { ?s ?p '''''' , $value }",
        "#\nASK { ?s ?p $value }",
    ],
)
def test_a_slot_is_found_beside_everything_that_looks_like_the_start_of_something_else(text: str) -> None:
    assert list(slots(text)) == ["value"]
    assert bind(text, {"value": URIRef("urn:x")}) == text.replace("$value", "<urn:x>")


def test_every_occurrence_is_bound_and_longer_names_are_others() -> None:
    assert bind("$a $ab $a_b $a", {"a": URIRef("urn:x")}) == "<urn:x> $ab $a_b <urn:x>"


def test_a_slot_without_a_term_stays() -> None:
    assert bind("ASK { ?s ?p $other }", {"value": SAMPLE}) == "ASK { ?s ?p $other }"


ONE, OTHER = URIRef("urn:one"), URIRef("urn:other")


@pytest.mark.parametrize(
    ("terms", "written"),
    [(None, "UNDEF"), ([], "UNDEF"), (ONE, "<urn:one>"), ([ONE, OTHER], "<urn:one> <urn:other>"), ([Literal("b")], '"b"')],
)
@pytest.mark.parametrize("gap", ["BIND($by AS ?it)", "bind( $by  as\n?it )", "BIND ($by AS ?it)"])
def test_a_gap_that_may_be_empty_or_take_several_becomes_values(gap: str, terms: list[URIRef] | None, written: str) -> None:
    query = f"SELECT * {{ ?s ?p $by . {gap} {gap} FILTER(?s = $by) }}"
    values = f"VALUES ?it {{ {written} }}"
    assert bind(query, {"by": terms}) == f"SELECT * {{ ?s ?p {written} . {values} {values} FILTER(?s = {written}) }}"
    assert list(slots(query)) == ["by"] * 4


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "BIND($by AS ?it)" }',
        "ASK { ?s ?p ?o } # BIND($by AS ?it)",
        "ASK { BIND(?by AS ?it) }",
    ],
)
def test_what_only_looks_like_such_a_gap_is_none(text: str) -> None:
    assert bind(text, {"by": ONE}) == text


@pytest.mark.parametrize("text", ["BIND($by + 1 AS ?it)", "BIND(STR($by) AS ?it)", "?BIND($by AS ?it)", "ex:BIND($by AS ?it)"])
def test_in_a_longer_expression_a_slot_is_one_term(text: str) -> None:
    assert bind(text, {"by": ONE}) == text.replace("$by", "<urn:one>")


def test_an_empty_gap_becomes_undef() -> None:
    assert bind("VALUES ?by { $partner }", {"partner": None}) == "VALUES ?by { UNDEF }"


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (URIRef("https://example.org/id/service/x"), "<https://example.org/id/service/x>"),
        (Literal(5), f'"5"^^<{XSD.integer}>'),
        (Literal(lexical_or_value=True), f'"true"^^<{XSD.boolean}>'),
        (Literal("two\nlines", lang="en"), '"two\\nlines"@en'),
        (Literal("a\tb\rc"), '"a\\tb\\rc"'),
    ],
)
def test_a_term_is_written_with_its_language_or_datatype(term: URIRef | Literal, written: str) -> None:
    assert bind("$it", {"it": term}) == written


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("iri", ["urn:a> <urn:b", "urn:a b", 'urn:"', "urn:{"])
def test_what_cannot_be_an_iri_is_not_written(iri: str) -> None:
    with pytest.raises(Exception, match="does not look like a valid URI"):
        bind("$it", {"it": URIRef(iri)})
