"""What every engine has to do: the same tests over the embedded engine and over a SPARQL endpoint."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from graphapp.errors import EngineFault, NotPublished, QueryRefused
from graphapp.namespaces import SEF, Naming, sparql_prefixes
from graphapp.store.base import Quad, Store, Table
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.remote import RemoteStore
from tests.conftest import GRAPHS, NAMING
from tests.store.endpoint import SparqlEndpoint, always, serve

PORTAGE = NAMING.resolve("id/service/tiny-portage")
CLINIC = NAMING.resolve("id/service/tiny-clinic")
VISITS = NAMING.resolve("id/measurement/tiny-visits")
TRUST = NAMING.resolve("id/partner/tiny-trust")
TINY, INFERRED = str(NAMING.graph("tiny")), str(NAMING.graph("tiny/inferred"))
QUOTE = NAMING.resolve("id/statement/tiny-2-practice#quotation")

KNOWS_NOBODY = "SELECT ?s { ?s ?p ?o }"


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, tiny_store: EmbeddedStore, remote_store: RemoteStore) -> Store:
    return tiny_store if request.param == "embedded" else remote_store


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


@pytest.mark.parametrize(("kind", "truth"), [("sef:Service", True), ("sef:Nothing", False)])
def test_an_ask_gives_yes_or_no(store: Store, kind: str, truth: bool) -> None:
    assert store.answer(f"{sparql_prefixes()}ASK {{ ?it a {kind} }}") is truth


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
    (row,) = store.select("SELECT (BNODE() AS ?it) {}")
    assert isinstance(row["it"], BNode)


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


@pytest.mark.parametrize(("subject", "value"), [(Literal("Tiny Clinic"), None), (BNode(), None), (None, BNode())])
def test_no_quad_begins_with_a_literal_or_is_found_by_a_blank_node_from_outside(
    store: Store, subject: Literal | BNode | None, value: BNode | None
) -> None:
    assert list(store.quads(subject, None, value)) == []


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
def test_graphs_that_are_not_published_are_never_visible(store: Store, query: str, graph: str) -> None:
    assert store.answer(sparql_prefixes() + query.replace("%s", graph)) is False


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


class TestRemote:
    """What only a store at the other end of a wire can get wrong."""

    @pytest.fixture(autouse=True)
    def _without_proxy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("no_proxy", "127.0.0.1")

    @pytest.fixture
    def endpoint(self, tiny_nquads: bytes) -> SparqlEndpoint:
        return SparqlEndpoint(tiny_nquads)

    @pytest.fixture
    def address(self, endpoint: SparqlEndpoint) -> Iterator[str]:
        with serve(endpoint) as address:
            yield address

    def test_the_endpoint_answers_by_get_too(self, address: str) -> None:
        query = urlencode({"query": "ASK { ?s ?p ?o }", "default-graph-uri": "urn:nothing"})
        with urlopen(f"{address}?{query}") as response:  # noqa: S310 - our own address
            assert json.load(response) == {"head": {}, "boolean": False}

    def test_our_graphs_are_sent_with_every_query(self, endpoint: SparqlEndpoint, address: str) -> None:
        RemoteStore(address, NAMING.base).select(KNOWS_NOBODY)
        last = endpoint.seen[-1]
        assert sorted(last.form.getlist("default-graph-uri")) == sorted(last.form.getlist("named-graph-uri")) == sorted(GRAPHS)

    def test_no_update_is_ever_sent(self, endpoint: SparqlEndpoint, address: str) -> None:
        with pytest.raises(QueryRefused):
            RemoteStore(address, NAMING.base).answer("CLEAR ALL")
        assert endpoint.seen == []

    def test_quotations_never_travel(self, remote_store: RemoteStore) -> None:
        assert remote_store.quotation(NAMING.resolve("id/statement/tiny-2-practice")) is None

    def test_name_and_password_of_the_address_are_sent_as_http_basic(self, endpoint: SparqlEndpoint, address: str) -> None:
        RemoteStore(address.replace("//", "//reader:s%40cret@"), NAMING.base).select(KNOWS_NOBODY)
        sent = endpoint.seen[-1].authorization
        assert sent is not None
        assert (sent.username, sent.password) == ("reader", "s@cret")

    def test_an_endpoint_that_holds_nothing_of_ours_is_not_published_and_answers_nothing_else(self, address: str) -> None:
        with pytest.raises(NotPublished, match=r"no graph whose name begins with https://other\.example/graph/"):
            RemoteStore(address, Naming("https://other.example/").base).select(KNOWS_NOBODY)

    @pytest.mark.parametrize(
        "query",
        [KNOWS_NOBODY, "ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"],
        ids=["select", "ask", "construct"],
    )
    @pytest.mark.parametrize(
        ("content", "status", "says"),
        [
            ("<!DOCTYPE html><p>Please sign in</p>", 200, "not SPARQL results"),
            ("[]", 200, "not SPARQL results"),
            ('{"hello": ["world"]}', 200, "not SPARQL results"),
            ("\xff", 200, "not SPARQL results"),
            ("It broke", 500, "EndPointInternalError"),
            ("Come back later", 503, "HTTPError"),
            ("Who are you?", 401, "Unauthorized"),
            ("Nobody here", 404, "EndPointNotFound"),
        ],
    )
    def test_an_answer_that_is_none_is_a_fault_that_keeps_the_password(
        self, monkeypatch: pytest.MonkeyPatch, query: str, content: str, status: int, says: str
    ) -> None:
        monkeypatch.setattr(RemoteStore, "graphs", GRAPHS)
        with serve(always(content, status)) as address, pytest.raises(EngineFault, match=says) as fault:
            RemoteStore(f"{address.replace('//', '//reader:s3cret@')}?key=k3y", NAMING.base).answer(query)
        assert address in str(fault.value)
        assert not any(secret in str(fault.value) for secret in ("reader", "s3cret", "k3y"))

    def test_an_endpoint_that_is_down_is_a_fault(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            with pytest.raises(EngineFault, match="did not answer: URLError") as fault:
                RemoteStore(f"http://reader:s3cret@127.0.0.1:{port}/", NAMING.base).select(KNOWS_NOBODY)
        assert "s3cret" not in str(fault.value)

    def test_an_answer_cut_short_is_a_fault(self) -> None:
        def cut_short(environ: dict[str, Any], start: Callable[[str, list[tuple[str, str]]], object]) -> list[bytes]:
            environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))  # else the server waits for what is left of the question
            start("200 OK", [("Content-Type", "application/sparql-results+json"), ("Content-Length", "1000")])
            return [b'{"head":']

        with serve(cut_short) as address, pytest.raises(EngineFault, match="did not answer: IncompleteRead"):
            RemoteStore(address, NAMING.base).select(KNOWS_NOBODY)

    @pytest.mark.parametrize(("text", "datatype"), [("1.50", XSD.decimal), ("01", XSD.integer), ("1.0", XSD.double)])
    def test_a_number_is_shown_as_the_endpoint_writes_it(
        self, monkeypatch: pytest.MonkeyPatch, text: str, datatype: URIRef
    ) -> None:
        monkeypatch.setattr(RemoteStore, "graphs", GRAPHS)
        cell = {"type": "literal", "value": text, "datatype": str(datatype)}
        content = json.dumps({"head": {"vars": ["it"]}, "results": {"bindings": [{"it": cell}]}})
        with serve(always(content, media_type="application/sparql-results+json")) as address:
            ((number,),) = RemoteStore(address, NAMING.base).select("SELECT ?it {}").rows
        assert isinstance(number, Literal)
        assert (str(number), number.datatype) == (text, datatype)

    def test_plain_text_that_an_endpoint_types_as_a_string_is_plain_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(RemoteStore, "graphs", GRAPHS)
        cell = {"type": "typed-literal", "value": "plain", "datatype": str(XSD.string)}
        content = json.dumps({"head": {"vars": ["it"]}, "results": {"bindings": [{"it": cell}]}})
        with serve(always(content, media_type="application/sparql-results+json")) as address:
            assert RemoteStore(address, NAMING.base).select("SELECT ?it {}").rows == ((Literal("plain"),),)
