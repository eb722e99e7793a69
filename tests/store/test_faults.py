"""What is said when an endpoint is down, slow, broken or not the one that was meant; and that the next question is answered."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from werkzeug.wrappers import Response

from graphapp.errors import EngineFault, QueryRefused
from graphapp.settings import Settings
from graphapp.store.remote import Credentials, Limits, RemoteStore
from graphapp.web import create_app
from tests.conftest import NAMING
from tests.store.endpoint import SparqlEndpoint, always, raw, serve, serve_raw

pytestmark = pytest.mark.alone

QUESTION = "SELECT ?s { ?s ?p ?o }"
FORMS = {"select": QUESTION, "ask": "ASK { ?s ?p ?o }", "construct": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"}
RESULTS = "application/sparql-results+json"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
QUICK = Limits(connect=0.5, quiet=0.4, total=0.8, size=20_000)


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


@pytest.fixture
def store(address: str) -> RemoteStore:
    """A store that is known already, with a password, and a key in its address."""
    store = RemoteStore(f"{address}?key=k3y", NAMING.base, Credentials("reader", "s3cret"), QUICK)
    store.select(QUESTION)
    return store


def fails(store: RemoteStore, says: str, query: str = QUESTION) -> str:
    """The sentence with which *query* fails; it names no secret."""
    with pytest.raises(EngineFault, match=says) as fault:
        store.answer(query)
    sentence = str(fault.value)
    assert sentence.startswith("The store at http://127.0.0.1:")
    assert sentence.endswith(".")
    assert not any(secret in sentence for secret in ("reader", "s3cret", "k3y"))
    return sentence


ANSWERS = {
    "a web page": (always("<!DOCTYPE html><p>Please sign in</p>"), "answered with a web page"),
    "a list": (always("[]", media_type=RESULTS), "not SPARQL results"),
    "other json": (always('{"hello": ["world"]}', media_type=RESULTS), "not SPARQL results"),
    "other bytes": (always("\xff", media_type=RESULTS), "not SPARQL results"),
    "deep json": (always("[" * 9_000, media_type=RESULTS), "not SPARQL results"),
    "too much": (always("x" * 30_000, media_type=RESULTS), "answers with more than 0.0190735 MB. Ask for less"),
    "broken": (always("It broke", 500), r"failed \(HTTP status 500\)"),
    "wrong password": (always("Who are you?", 401), "does not accept the name and the password"),
    "forbidden": (always("Not you", 403), "does not accept the name and the password"),
    "gone": (always("Nobody here", 404), "is not there: the address may be wrong"),
    "sent elsewhere": (
        Response("", 302, {"Location": "https://elsewhere.example/?stolen"}),
        "sends us on to https://elsewhere.example. ",
    ),
    "sent to less safety": (Response("", 308, {"Location": "ftp://127.0.0.1/"}), "sends us on to ftp://127.0.0.1. If"),
}


@pytest.mark.parametrize("query", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(("answer", "says"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_is_none_is_told_in_a_sentence_and_the_next_is_read(
    endpoint: SparqlEndpoint, store: RemoteStore, answer: Response, says: str, query: str
) -> None:
    endpoint.instead = [answer]
    fails(store, says, query)
    assert len(store.select(QUESTION)) > 0


@pytest.mark.parametrize("query", [FORMS["select"], FORMS["ask"]], ids=["select", "ask"])
def test_an_empty_answer_is_told(endpoint: SparqlEndpoint, store: RemoteStore, query: str) -> None:
    endpoint.instead = [always("", media_type=RESULTS)]
    fails(store, "sent an empty answer", query)


def test_a_table_that_breaks_off_is_told(endpoint: SparqlEndpoint, store: RemoteStore) -> None:
    endpoint.instead = [always('{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "u', media_type=RESULTS)]
    fails(store, "broke off in the middle of its answer")


def test_a_table_that_was_cut_off_at_a_number_of_rows_is_told(endpoint: SparqlEndpoint, store: RemoteStore) -> None:
    answer = Response('{"head": {"vars": ["s"]}, "results": {"bindings": [{}, {}]}}', headers={"X-SPARQL-MaxRows": "2"})
    endpoint.instead = [answer]
    fails(store, "gives at most 2 rows of an answer, and this one has more")


def test_a_query_that_is_wrong_is_refused_with_the_reason(endpoint: SparqlEndpoint, store: RemoteStore) -> None:
    endpoint.instead = [always("SP030: syntax error at 'x'\nline 2", 400, "text/plain")]
    with pytest.raises(QueryRefused, match="does not parse: SP030: syntax error at 'x'"):
        store.select(QUESTION)


# Trying again


@pytest.mark.parametrize("status", [502, 503, 504])
def test_an_endpoint_that_is_busy_is_asked_again(endpoint: SparqlEndpoint, store: RemoteStore, status: int) -> None:
    endpoint.instead = [always("Later", status), always("Later", status)]
    assert len(store.select(QUESTION)) > 0


def test_three_tries_are_enough(endpoint: SparqlEndpoint, store: RemoteStore) -> None:
    before, endpoint.instead = len(endpoint.seen), [always("Later", 503)] * 3
    fails(store, r"is busy or down \(HTTP status 503\)")
    assert len(endpoint.seen) == before + 3


@pytest.mark.parametrize("after", ["3600", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_long_wait_is_not_waited_for(endpoint: SparqlEndpoint, store: RemoteStore, after: str) -> None:
    before, endpoint.instead = len(endpoint.seen), [Response("Later", 503, {"Retry-After": after})]
    fails(store, "busy or down")
    assert len(endpoint.seen) == before + 1


def test_a_short_wait_is_waited_for(endpoint: SparqlEndpoint, store: RemoteStore) -> None:
    start, endpoint.instead = monotonic(), [Response("Later", 503, {"Retry-After": "1"})]
    store = RemoteStore(str(store._endpoint._link.address.url), NAMING.base)
    assert len(store.select(QUESTION)) > 0
    assert monotonic() - start >= 1


def test_what_failed_for_good_is_not_asked_again(endpoint: SparqlEndpoint, store: RemoteStore) -> None:
    before, endpoint.instead = len(endpoint.seen), [always("It broke", 500)]
    fails(store, "failed")
    assert len(endpoint.seen) == before + 1


# Redirects


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_another_address_of_the_same_server_gets_the_same_question(
    endpoint: SparqlEndpoint, store: RemoteStore, status: int
) -> None:
    endpoint.instead = [Response("", status, {"Location": "/elsewhere"})]
    assert len(store.select(QUESTION)) > 0
    last = endpoint.seen[-1]
    assert (last.method, last.path, last.form["query"]) == ("POST", "/elsewhere", QUESTION)
    assert last.authorization is not None


def test_another_server_hears_nothing(endpoint: SparqlEndpoint, store: RemoteStore, tiny_nquads: bytes) -> None:
    other = SparqlEndpoint(tiny_nquads)
    with serve(other) as elsewhere:
        endpoint.instead = [Response("", 307, {"Location": elsewhere.replace("//", "//reader:s3cret@")})]
        fails(store, f"sends us on to {elsewhere.removesuffix('/sparql')}. If that is right, give its address")
    assert other.seen == []


# Time, and broken connections


SLOW: dict[str, tuple[Callable[[socket.socket], None], str]] = {
    "silent": (raw(b"", pause=0.6), "did not answer within 0.4 seconds"),
    "drip in the head": (raw(*[b"HTTP/1.1 200 OK\r\n"[i : i + 1] for i in range(17)], pause=0.1), "within 0.8 seconds"),
    "drip in the answer": (raw(HEAD + b"\r\n", *[b" "] * 15, pause=0.1), "within 0.8 seconds"),
    "drip in a chunk": (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\n \r\n"] * 15, pause=0.1),
        "within 0.8 seconds",
    ),
    "drip in an error": (raw(b"HTTP/1.1 400 No\r\nContent-Type: text/plain\r\n\r\n", *[b"x"] * 15, pause=0.1), "does not parse"),
}


@pytest.mark.parametrize(("say", "says"), SLOW.values(), ids=SLOW)
def test_a_slow_answer_ends_in_time(say: Callable[[socket.socket], None], says: str) -> None:
    start = monotonic()
    with serve_raw(say) as address:
        with pytest.raises((EngineFault, QueryRefused), match=says):
            RemoteStore(address, NAMING.base, limits=QUICK).select(QUESTION)
        assert monotonic() - start < 2


BROKEN: dict[str, tuple[Callable[[socket.socket], None], str]] = {
    "too short": (raw(HEAD + b'Content-Length: 1000\r\n\r\n{"head":'), "broke off in the middle of its answer"),
    "half a chunk": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\n{"), "broke off in the middle of its answer"),
    "no chunk": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nhello"), "broke off in the middle of its answer"),
    "hung up": (raw(), "did not answer: it closed the connection"),
    "no http": (raw(b"SSH-2.0-OpenSSH\r\n"), "did not answer: BadStatusLine"),
}


@pytest.mark.parametrize(("say", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_connection_is_told(say: Callable[[socket.socket], None], says: str) -> None:
    with serve_raw(say) as address, pytest.raises(EngineFault, match=says):
        RemoteStore(address, NAMING.base, limits=QUICK).select(QUESTION)


def test_an_endpoint_that_is_down_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        store = RemoteStore(f"http://reader:s3cret@127.0.0.1:{taken.getsockname()[1]}/", NAMING.base)
        fails(store, "did not answer: nothing listens there")


def test_a_host_that_is_not_there_is_told() -> None:
    with pytest.raises(EngineFault, match="there is no host of that name"):
        RemoteStore("http://nowhere.invalid/sparql", NAMING.base).select(QUESTION)


def test_an_endpoint_that_speaks_no_tls_is_told() -> None:
    says = r"certificate or its way of encryption|closed the connection"
    with serve_raw(raw(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as address, pytest.raises(EngineFault, match=says):
        RemoteStore(address.replace("http:", "https:"), NAMING.base, limits=QUICK).select(QUESTION)


# What a visitor sees


@pytest.mark.parametrize(("answer", "says"), ANSWERS.values(), ids=ANSWERS)
def test_a_visitor_reads_the_sentence_and_the_next_page_is_there(
    endpoint: SparqlEndpoint, store: RemoteStore, answer: Response, says: str
) -> None:
    del says
    browser = create_app(Settings(base_iri=NAMING.base), store).test_client()
    endpoint.instead = [answer]
    page = browser.get("/doc/service/tiny-portage")
    assert page.status_code == 502
    assert "The store did not answer" in page.text
    assert "The store at http://127.0.0.1:" in page.text
    assert not any(secret in page.text for secret in ("s3cret", "k3y", "Traceback"))
    assert "Tiny Portage" in browser.get("/doc/service/tiny-portage").text
