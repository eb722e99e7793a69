"""What every engine has to do: the same tests over the embedded one in memory and on disk, and over endpoints of others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from graphapp.errors import QueryRefused
from graphapp.namespaces import SEF, sparql_prefixes
from graphapp.store.base import Quad, Store, Table
from tests.conftest import GRAPHS, NAMING

PORTAGE = NAMING.resolve("id/service/tiny-portage")
CLINIC = NAMING.resolve("id/service/tiny-clinic")
VISITS = NAMING.resolve("id/measurement/tiny-visits")
TRUST = NAMING.resolve("id/partner/tiny-trust")
TINY, INFERRED = str(NAMING.graph("tiny")), str(NAMING.graph("tiny/inferred"))
QUOTE = NAMING.resolve("id/statement/tiny-2-practice#quotation")


STORES: dict[str, Callable[[pytest.FixtureRequest], Store]] = {
    "memory": lambda request: request.getfixturevalue("tiny_store"),
    "disk": lambda request: request.getfixturevalue("disk_store"),
    "endpoint": lambda request: request.getfixturevalue("remote_store"),
    "oxigraph": lambda request: request.getfixturevalue("tiny_in")("oxigraph"),
    "virtuoso": lambda request: request.getfixturevalue("tiny_in")("virtuoso"),
}
"""Every kind of store, each with the tiny dataset."""


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    return STORES[request.param](request)


def ask(store: Store, query: str) -> Table:
    return store.select(sparql_prefixes() + query)


def the_literal(store: Store, thing: URIRef, predicate: URIRef) -> Literal:
    (row,) = ask(store, f"SELECT ?it {{ <{thing}> <{predicate}> ?it }}")
    assert isinstance(row["it"], Literal)
    return row["it"]


# What queries answer


def test_the_published_graphs_are_named(store: Store) -> None:
    assert sorted(store.graphs) == sorted(GRAPHS)


def test_a_select_gives_columns_in_the_order_asked_for_and_rows_of_terms(store: Store) -> None:
    table = ask(store, "SELECT ?name ?it { ?it a sef:Service ; skos:prefLabel ?name } ORDER BY ?name")
    assert table.columns == ("name", "it")
    assert [row["it"] for row in table] == [CLINIC, PORTAGE]
    assert [str(row["name"]) for row in table] == ["Tiny Clinic", "Tiny Portage"]


def test_a_select_without_answers_keeps_its_columns(store: Store) -> None:
    table = ask(store, "SELECT ?it { ?it a sef:Nothing }")
    assert (table.columns, table.rows, len(table)) == (("it",), (), 0)


def test_an_unbound_cell_is_none_in_its_row_and_missing_from_the_dictionary(store: Store) -> None:
    query = "SELECT ?it ?by { ?it a sef:Service OPTIONAL { ?it sef:providedBy ?by } } ORDER BY ?it"
    table = ask(store, query)
    assert table.rows == ((CLINIC, None), (PORTAGE, TRUST))
    assert list(table) == [{"it": CLINIC}, {"it": PORTAGE, "by": TRUST}]


@pytest.mark.parametrize(
    ("pattern", "truth"),
    [
        ("?it a sef:Service", True),
        ("?it a sef:Nothing", False),
        (f"<{CLINIC}> a sef:Service", True),
        (f"<{CLINIC}> a sef:Nothing", False),
        ("# ASK {\n ?it a sef:Service", True),
    ],
)
def test_an_ask_gives_yes_or_no(store: Store, pattern: str, truth: bool) -> None:
    assert store.answer(f"{sparql_prefixes()}ASK {{ {pattern} }}") is truth


def test_a_construct_gives_a_graph(store: Store) -> None:
    answer = store.answer(f"{sparql_prefixes()}CONSTRUCT {{ ?it a sef:Offer }} WHERE {{ ?it a sef:Service }}")
    assert isinstance(answer, Graph)
    assert set(answer) == {(PORTAGE, RDF.type, SEF.Offer), (CLINIC, RDF.type, SEF.Offer)}


def test_a_describe_gives_a_graph(store: Store) -> None:
    answer = store.answer(f"DESCRIBE <{CLINIC}>")
    assert isinstance(answer, Graph)
    assert (CLINIC, RDF.type, SEF.Service) in answer


def test_a_construct_keeps_figures_and_dates(store: Store) -> None:
    answer = store.answer(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{VISITS}> }} ?s ?p ?o }}")
    assert isinstance(answer, Graph)
    assert answer.value(VISITS, SEF.value) == Literal("1.5", datatype=XSD.decimal)
    assert answer.value(VISITS, SEF.statedDate) == Literal("2015-09", datatype=XSD.gYearMonth)


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"])
def test_where_a_table_is_expected_only_a_select_will_do(store: Store, query: str) -> None:
    with pytest.raises(QueryRefused, match="has to be a SELECT"):
        store.select(query)


# What terms are like


def test_a_language_tag_is_kept(store: Store) -> None:
    label = the_literal(store, PORTAGE, SKOS.prefLabel)
    assert (label.language or "").lower() == "en-gb", "engines may write it in small letters (RDF 1.1, section 3.3)"
    assert label.datatype is None


def test_plain_text_has_neither_language_nor_datatype(store: Store) -> None:
    assert the_literal(store, VISITS, SEF.unit) == Literal("visits")


def test_a_number_keeps_its_datatype(store: Store) -> None:
    assert the_literal(store, VISITS, SEF.value) == Literal("1.5", datatype=XSD.decimal)
    assert the_literal(store, VISITS, SEF.minValue) == Literal("1", datatype=XSD.integer)


def test_a_month_keeps_its_form(store: Store) -> None:
    assert the_literal(store, VISITS, SEF.statedDate) == Literal("2015-09", datatype=XSD.gYearMonth)


def test_a_literal_of_a_datatype_of_our_own_keeps_every_character(store: Store) -> None:
    assert the_literal(store, VISITS, SEF.qualifier) == Literal("1.50", datatype=NAMING.resolve("def/unit/percent"))


def test_a_blank_node_made_by_a_query_is_a_blank_node(store: Store) -> None:
    answer = store.answer(f"{sparql_prefixes()}CONSTRUCT {{ [] sef:about ?it }} WHERE {{ ?it a sef:Service }}")
    assert isinstance(answer, Graph)
    assert [type(subject) for subject in answer.subjects(unique=True)] == [BNode, BNode]


@pytest.mark.parametrize("text", ["a\tb", 'say "so"', "back\\slash", "line\nline", "“ü” 🙂"])
def test_text_comes_back_as_it_was_written(store: Store, text: str) -> None:
    (row,) = store.select(f"SELECT ({Literal(text).n3()} AS ?it) {{}}")
    assert row["it"] == Literal(text)


# What patterns match


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "found"),
    [
        (PORTAGE, SEF.providedBy, TRUST, {(PORTAGE, SEF.providedBy, TRUST)}),
        (PORTAGE, SEF.providedBy, None, {(PORTAGE, SEF.providedBy, TRUST)}),
        (None, SEF.providedBy, TRUST, {(PORTAGE, SEF.providedBy, TRUST)}),
        (PORTAGE, None, TRUST, {(PORTAGE, SEF.providedBy, TRUST)}),
        (None, SEF.providedBy, None, {(PORTAGE, SEF.providedBy, TRUST)}),
        (PORTAGE, SEF.providedBy, CLINIC, set()),
    ],
)
def test_quads_match_what_is_given(
    store: Store, subject: URIRef | None, predicate: URIRef | None, value: URIRef | None, found: set[tuple[URIRef, ...]]
) -> None:
    assert {(quad.subject, quad.predicate, quad.value) for quad in store.quads(subject, predicate, value)} == found


def test_quads_say_which_graph_each_stands_in(store: Store) -> None:
    found = set(store.quads(PORTAGE, SEF.inSector))
    health, public = NAMING.resolve("def/sector/health"), NAMING.resolve("def/sector/public-health")
    assert found == {
        Quad(PORTAGE, SEF.inSector, health, TINY),
        Quad(PORTAGE, SEF.inSector, public, INFERRED),
    }


def test_quads_by_subject_are_everything_said_of_it(store: Store) -> None:
    assert {quad.predicate for quad in store.quads(CLINIC)} == {RDF.type, SKOS.prefLabel}


def test_quads_by_value_are_everything_that_names_it(store: Store) -> None:
    assert {quad.subject for quad in store.quads(value=CLINIC)} == set()
    assert PORTAGE in {quad.subject for quad in store.quads(value=TRUST)}


@pytest.mark.parametrize(
    ("value", "thing"),
    [
        (Literal("Tiny Clinic", lang="en-GB"), CLINIC),
        (Literal("visits"), VISITS),
        (Literal("2015-09", datatype=XSD.gYearMonth), VISITS),
    ],
)
def test_quads_are_found_by_a_literal(store: Store, value: Literal, thing: URIRef) -> None:
    assert [quad.subject for quad in store.quads(value=value)] == [thing]


def test_all_quads_are_those_of_the_published_graphs(store: Store, tiny_nquads: bytes) -> None:
    published = [line for line in tiny_nquads.splitlines() if any(f"<{graph}> .".encode() in line for graph in GRAPHS)]
    assert len(list(store.quads())) == len(published)


@pytest.mark.parametrize(("subject", "value"), [(Literal("Tiny Clinic"), None), (BNode("it"), None), (None, BNode("it"))])
def test_no_quad_begins_with_a_literal_or_is_found_by_a_blank_node_from_outside(
    store: Store, subject: Literal | BNode | None, value: BNode | None
) -> None:
    assert list(store.quads(subject, None, value)) == []


@pytest.mark.parametrize("most", [1, 3])
def test_some_quads_are_enough_for_who_reads_no_more(store: Store, most: int) -> None:
    assert len(list(islice(store.quads(predicate=SKOS.prefLabel, most=most), most))) == most
    assert len(list(islice(store.quads(most=most), most))) == most


def test_many_things_are_looked_up_at_once(store: Store) -> None:
    found = {(quad.subject, str(quad.value)) for quad in store.look_up([PORTAGE, CLINIC, VISITS], [SKOS.prefLabel, SEF.unit])}
    assert found == {(PORTAGE, "Tiny Portage"), (CLINIC, "Tiny Clinic"), (VISITS, "Visits in a week"), (VISITS, "visits")}


def test_nothing_is_looked_up_without_things(store: Store) -> None:
    assert list(store.look_up([], [SKOS.prefLabel])) == []


def test_rows_are_counted(store: Store) -> None:
    assert store.count(f"{sparql_prefixes()}SELECT ?it {{ ?it a sef:Service }}") == 2


def test_the_properties_that_are_used_are_known(store: Store) -> None:
    assert {SEF.providedBy, SEF.involvesSector, SKOS.prefLabel} <= set(store.predicates)
    assert URIRef("http://www.w3.org/ns/oa#exact") not in store.predicates, "it stands in the graph of quotations alone"


def test_a_view_sees_only_its_graphs(store: Store) -> None:
    stated, inferred = store.within((TINY,)), store.within((INFERRED,))
    assert list(inferred.graphs) == [INFERRED]
    assert {str(quad.value).rpartition("/")[2] for quad in stated.quads(PORTAGE, SEF.inSector)} == {"health"}
    assert {str(quad.value).rpartition("/")[2] for quad in inferred.quads(PORTAGE, SEF.inSector)} == {"public-health"}
    assert inferred.answer(f"ASK {{ <{PORTAGE}> <{SEF.providedBy}> ?it }}") is False
    assert inferred.answer(f"ASK {{ GRAPH <{TINY}> {{ ?s ?p ?o }} }}") is False
    assert store.answer(f"ASK {{ <{PORTAGE}> <{SEF.providedBy}> ?it }}") is True


def test_a_view_of_nothing_sees_nothing(store: Store) -> None:
    nothing = store.within(())
    assert list(nothing.quads(PORTAGE)) == []
    assert nothing.answer("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }") is False


# What stays unseen


@pytest.mark.parametrize("graph", ["https://elsewhere.example/graph/notes", "https://example.org/graph/tiny/quotations"])
@pytest.mark.parametrize(
    "query",
    [
        "ASK { GRAPH <%s> { ?s ?p ?o } }",
        "ASK { GRAPH ?g { ?s ?p ?o } FILTER(?g = <%s>) }",
        'ASK FROM <%s> { { ?s ?p "A name from elsewhere"@en-GB } UNION { ?s a oa:TextQuoteSelector } }',
        "ASK FROM NAMED <%s> { GRAPH <%s> { ?s ?p ?o } }",
    ],
)
def test_graphs_that_are_not_published_are_never_asked(store: Store, query: str, graph: str) -> None:
    assert store.answer(sparql_prefixes() + query.replace("%s", graph)) is False


@pytest.mark.parametrize("graph", ["https://elsewhere.example/graph/notes", "https://example.org/graph/tiny/quotations"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPH <%s> { ?s ?p ?o } }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(?g = <%s>) }",
        "SELECT * { VALUES ?g { <%s> } GRAPH ?g { ?s ?p ?o } }",
        'SELECT * { BIND(IRI("%s") AS ?g) GRAPH ?g { ?s ?p ?o } }',
        "SELECT * FROM <%s> FROM NAMED <%s> { GRAPH <%s> { ?s ?p ?o } }",
        "SELECT * { { SELECT ?s { GRAPH <%s> { ?s ?p ?o } } } }",
        "SELECT * { ?s (skos:prefLabel|skos:altLabel) ?name FILTER(STR(?name) = 'A name from elsewhere' && ?s != <%s>) }",
        "SELECT * { ?service a sef:Service OPTIONAL { GRAPH <%s> { ?s ?p ?o } } FILTER(BOUND(?s)) }",
    ],
)
def test_graphs_that_are_not_published_are_never_visible(store: Store, query: str, graph: str) -> None:
    assert len(ask(store, query.replace("%s", graph))) == 0


@pytest.mark.parametrize("query", ["DESCRIBE <%s>", "CONSTRUCT { <%s> ?p ?o } WHERE { GRAPH ?g { <%s> ?p ?o } }"])
def test_nobody_else_has_a_say_in_what_a_thing_is(store: Store, query: str) -> None:
    answer = store.answer(query.replace("%s", PORTAGE))
    assert isinstance(answer, Graph)
    assert {str(name) for name in answer.objects(PORTAGE, SKOS.prefLabel)} == {"Tiny Portage"}


def test_quads_of_graphs_that_are_not_published_are_never_visible(store: Store) -> None:
    assert list(store.quads(QUOTE)) == []
    assert {str(quad.value) for quad in store.quads(PORTAGE, SKOS.prefLabel)} == {"Tiny Portage"}


def test_a_statement_without_quotation_has_none(store: Store) -> None:
    assert store.quotation(NAMING.resolve("id/statement/tiny-2-plan")) is None


# What goes wrong


@pytest.mark.parametrize(
    "query",
    [
        "this is no SPARQL",
        "",
        "SELECT * { ?s ?p",
        "SELECT ?it { ?it a nowhere:Declared }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "# SELECT *\nDELETE WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_no_query_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryRefused, match="parse"):
        store.answer(query)


def test_words_in_comments_do_not_decide_what_a_query_is(store: Store) -> None:
    header = "#+ description: actions are added, moved and loaded\n#+ insert, delete, ask\n"
    assert len(ask(store, f"{header}SELECT ?it # construct\n{{ ?it a sef:Service }}")) == 2
    query = f"BASE <{NAMING.base}>\n{header}# ask\nSELECT * {{ <id/service/tiny-clinic> a ?kind }}"
    assert len(store.select(query)) == 1
