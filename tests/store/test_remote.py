"""What a store at the other end of a wire has to take care of: whose data it asks, who it is, and what it does not tell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from werkzeug.wrappers import Request, Response

from graphapp.errors import EngineFault, InputError, NotPublished, QueryRefused
from graphapp.namespaces import Naming
from graphapp.store.remote import Credentials, RemoteStore
from tests.conftest import GRAPHS, NAMING
from tests.store.endpoint import SparqlEndpoint, always, serve

QUESTION = "SELECT ?s { ?s ?p ?o }"
RESULTS = "application/sparql-results+json"


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def endpoint(tiny_nquads: bytes) -> SparqlEndpoint:
    return SparqlEndpoint(tiny_nquads)


@pytest.fixture
def address(endpoint: SparqlEndpoint) -> Iterator[str]:
    with serve(endpoint) as address:
        yield address


def test_the_endpoint_answers_by_get_too(address: str) -> None:
    query = urlencode({"query": "ASK { ?s ?p ?o }", "default-graph-uri": "urn:nothing"})
    with urlopen(f"{address}?{query}") as response:  # noqa: S310 - our own address
        assert json.load(response) == {"head": {}, "boolean": False}


# Whose data


def test_our_graphs_are_sent_with_every_query(endpoint: SparqlEndpoint, address: str) -> None:
    RemoteStore(address, NAMING.base).select(QUESTION)
    last = endpoint.seen[-1]
    assert sorted(last.form.getlist("default-graph-uri")) == sorted(last.form.getlist("named-graph-uri")) == sorted(GRAPHS)


def test_where_parameters_are_not_heeded_the_query_names_our_graphs(tiny_nquads: bytes) -> None:
    endpoint = SparqlEndpoint(tiny_nquads, heeds="text")
    with serve(endpoint) as address:
        table = RemoteStore(address, NAMING.base).select(QUESTION)
    assert 0 < len(table) < len(tiny_nquads.splitlines())
    query = endpoint.seen[-1].form["query"]
    assert all(f"FROM <{graph}>" in query and f"FROM NAMED <{graph}>" in query for graph in GRAPHS)


def test_an_endpoint_that_heeds_neither_is_not_asked(tiny_nquads: bytes) -> None:
    with serve(SparqlEndpoint(tiny_nquads, heeds="nothing")) as address:
        store = RemoteStore(address, NAMING.base)
        with pytest.raises(EngineFault, match="cannot be told to answer from our graphs alone"):
            store.select(QUESTION)


@pytest.mark.parametrize("status", [400, 500])
def test_an_endpoint_that_refuses_parameters_is_told_in_the_query(tiny_nquads: bytes, status: int) -> None:
    class Strict(SparqlEndpoint):
        """Takes no graphs as parameters."""

        def _respond(self, request: Request) -> Response:
            return Response("No.", status) if "default-graph-uri" in request.form else super()._respond(request)

    with serve(Strict(tiny_nquads, heeds="text")) as address:
        assert len(RemoteStore(address, NAMING.base).select(QUESTION)) > 0


def test_an_endpoint_that_fails_whatever_it_is_asked_is_not_said_to_ignore_graphs(endpoint: SparqlEndpoint, address: str) -> None:
    store = RemoteStore(address, NAMING.base)
    assert store.graphs
    endpoint.instead = [always("It broke", 500)] * 2
    with pytest.raises(EngineFault, match=r"failed \(HTTP status 500\)"):
        store.select(QUESTION)


def test_pages_that_are_not_parts_of_one_whole_are_told(endpoint: SparqlEndpoint, address: str) -> None:
    store = RemoteStore(address, NAMING.base)
    store.select(QUESTION)
    row = '{"n": {"type": "literal", "value": "3"}}'
    endpoint.instead = [always(f'{{"head": {{"vars": ["n"]}}, "results": {{"bindings": [{row}]}}}}', media_type=RESULTS)]
    with pytest.raises(EngineFault, match=r"gave other triples than it counted in https://example\.org/graph/ontology"):
        list(store.quads())


def test_what_is_heeded_is_found_out_once(endpoint: SparqlEndpoint, address: str) -> None:
    store = RemoteStore(address, NAMING.base)
    store.select(QUESTION)
    before = len(endpoint.seen)
    store.select(QUESTION)
    store.within(GRAPHS[:1]).select(QUESTION)
    assert len(endpoint.seen) == before + 2


def test_an_endpoint_that_holds_nothing_of_ours_is_not_published_and_answers_nothing_else(address: str) -> None:
    with pytest.raises(NotPublished, match=r"no graph whose name begins with https://other\.example/graph/"):
        RemoteStore(address, Naming("https://other.example/").base).select(QUESTION)


def test_no_update_is_ever_sent(endpoint: SparqlEndpoint, address: str) -> None:
    with pytest.raises(QueryRefused):
        RemoteStore(address, NAMING.base).answer("CLEAR ALL")
    assert endpoint.seen == []


def test_quotations_never_travel(remote_store: RemoteStore) -> None:
    assert remote_store.quotation(NAMING.resolve("id/statement/tiny-2-practice")) is None


# Who we are


def test_name_and_password_of_the_address_are_sent_as_http_basic(endpoint: SparqlEndpoint, address: str) -> None:
    RemoteStore(address.replace("//", "//reader:s%40cret@"), NAMING.base).select(QUESTION)
    sent = endpoint.seen[-1].authorization
    assert sent is not None
    assert (sent.username, sent.password) == ("reader", "s@cret")


def test_name_and_password_of_the_settings_are_sent_where_the_address_has_none(endpoint: SparqlEndpoint, address: str) -> None:
    RemoteStore(address, NAMING.base, Credentials("reader", "s3cret")).select(QUESTION)
    assert [seen.authorization and seen.authorization.username for seen in endpoint.seen][:2] == [None, "reader"]


def test_a_password_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    assert Credentials.read("reader", "", str(tmp_path / "password")) == Credentials("reader", "s3cret")


def test_a_file_of_the_password_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"password, .*nowhere, cannot be read"):
        Credentials.read("reader", "", str(tmp_path / "nowhere"))


class Guarded(SparqlEndpoint):
    """Wants Digest, as Virtuoso does: it does not ask whoever comes with Basic."""

    def _respond(self, request: Request) -> Response:
        who = request.authorization
        if who is None:
            return Response("Who?", 401, {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n1", qop="auth", algorithm="MD5"'})
        if who.type != "digest" or who.get("username") != "reader":
            return Response("No.", 401)
        return super()._respond(request)


def test_an_endpoint_that_wants_digest_never_gets_the_password(tiny_nquads: bytes) -> None:
    endpoint = Guarded(tiny_nquads)
    with serve(endpoint) as address:
        assert len(RemoteStore(address, NAMING.base, Credentials("reader", "s3cret")).select(QUESTION)) > 0
    sent = [seen.headers.get("Authorization", "") for seen in endpoint.seen]
    assert sent[0] == ""
    assert all(header.startswith("Digest ") for header in sent[1:])
    assert not any("s3cret" in header for header in sent)


def test_a_way_to_say_who_we_are_that_nobody_here_knows_is_told(tiny_nquads: bytes) -> None:
    class Modern(SparqlEndpoint):
        """Wants a digest of another kind."""

        def _respond(self, request: Request) -> Response:
            del request
            return Response("Who?", 401, {"WWW-Authenticate": 'Digest realm="a", nonce="n", qop="auth", algorithm="SHA-512-256"'})

    with serve(Modern(tiny_nquads)) as address, pytest.raises(EngineFault, match="does not accept the name and the password"):
        RemoteStore(address, NAMING.base, Credentials("reader", "s3cret")).select(QUESTION)


def test_a_wrong_name_is_told_after_one_try(tiny_nquads: bytes) -> None:
    endpoint = Guarded(tiny_nquads)
    with serve(endpoint) as address, pytest.raises(EngineFault, match="does not accept the name and the password"):
        RemoteStore(address, NAMING.base, Credentials("writer", "s3cret")).select(QUESTION)
    assert len(endpoint.seen) == 2


def test_without_a_name_it_is_told_that_one_is_needed(tiny_nquads: bytes) -> None:
    with serve(Guarded(tiny_nquads)) as address, pytest.raises(EngineFault, match="asks for a name and a password"):
        RemoteStore(address, NAMING.base).select(QUESTION)


def test_nothing_shows_a_secret(address: str) -> None:
    store = RemoteStore(f"{address.replace('//', '//reader:s3cret@')}?key=k3y", NAMING.base, Credentials("writer", "pass2"))
    assert repr(store) == f"RemoteStore(Link('{address}'))"
    shown = f"{store!r} {store._endpoint!r} {store._endpoint._link.address!r} {Credentials('writer', 'pass2')!r}"
    assert not any(secret in shown for secret in ("reader", "s3cret", "k3y", "writer", "pass2"))


@pytest.mark.parametrize(
    "wrong",
    [
        "ftp://s3cret@host/sparql",
        "/sparql",
        "http://",
        "http://reader:s3cret@host:port/",
        "http://[s3cret/",
        "http://a b/",
        "http://a/\n",
    ],
)
def test_what_is_no_address_is_told_without_showing_it(wrong: str) -> None:
    with pytest.raises(InputError, match="begins with http:// or https://") as error:
        RemoteStore(wrong, NAMING.base)
    assert "s3cret" not in str(error.value)


# What terms are like


Read = Callable[..., object]


@pytest.fixture
def read(endpoint: SparqlEndpoint, address: str) -> Read:
    """What a cell of an answer is read as."""
    store = RemoteStore(address, NAMING.base)
    store.select(QUESTION)

    def read(**cell: str) -> object:
        content = json.dumps({"head": {"vars": ["it"]}, "results": {"bindings": [{"it": cell}]}})
        endpoint.instead = [always(content, media_type=RESULTS)]
        return store.select("SELECT ?it {}").rows[0][0]

    return read


@pytest.mark.parametrize(("text", "datatype"), [("1.50", XSD.decimal), ("01", XSD.integer), ("1.0", XSD.double)])
def test_a_number_is_shown_as_the_endpoint_writes_it(read: Read, text: str, datatype: URIRef) -> None:
    number = read(type="literal", value=text, datatype=str(datatype))
    assert isinstance(number, Literal)
    assert (str(number), number.datatype) == (text, datatype)


def test_plain_text_that_an_endpoint_types_as_a_string_is_plain_text(read: Read) -> None:
    assert read(type="typed-literal", value="plain", datatype=str(XSD.string)) == Literal("plain")


def test_truth_that_an_endpoint_writes_as_a_number_is_truth(read: Read) -> None:
    assert str(read(type="typed-literal", value="1", datatype=str(XSD.boolean))) == "true"


def test_a_blank_node_gets_a_label_that_can_be_written(read: Read) -> None:
    assert read(type="bnode", value="nodeID://b10") == BNode("nodeIDb10")
