"""No query reaches out of the service: not in any disguise, and where none was seen, there is no descriptor to reach out with."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import pytest

from graphapp.errors import QueryRefused
from graphapp.workers import Pool
from tests.published import Published
from tests.workers.conftest import job


@dataclass
class Listener:
    """A server of somebody else: it hangs up, and keeps what it was sent."""

    address: str
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(f"<http://127.0.0.1:{server.getsockname()[1]}/>")

        def hang_up() -> None:
            while True:
                connection, _ = server.accept()
                with connection:
                    found.heard.append(connection.recv(100))
                if found.heard[-1] == b"end":
                    return

        thread = Thread(target=hang_up)
        thread.start()
        try:
            yield found
        finally:
            with socket.create_connection(server.getsockname()) as last:
                last.sendall(b"end")
            thread.join()
            found.heard.remove(b"end")


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as it:
        yield it


DISGUISES = {
    "nested": "SELECT * { { { OPTIONAL { { SERVICE @ { ?s ?p ?o } } } } } }",
    "mixed letters": "SELECT * { sErViCe @ { ?s ?p ?o } }",
    "no space": "SELECT * { SERVICE@{ ?s ?p ?o } }",
    "two words in one": "SELECT * { SERVICESILENT@{ ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT @ { ?s ?p ?o } }",
    "a relative address": "BASE @ SELECT * { SERVICE <> { ?s ?p ?o } }",
    "an empty prefix": "PREFIX : @ SELECT * { SERVICE:{ ?s ?p ?o } }",
    "a prefix of that name": "PREFIX SERVICE: @ SELECT * { SERVICE SERVICE: { ?s ?p ?o } }",
    "a value": "SELECT * { VALUES ?e { @ } SERVICE ?e { ?s ?p ?o } }",
    "in an expression": "SELECT (EXISTS { SERVICE @ { ?s ?p ?o } } AS ?x) {}",
    "in an order": "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { SERVICE @ { ?s ?p ?o } })",
    "in a grouping": "SELECT ?x { ?s ?p ?o } GROUP BY (EXISTS { SERVICE @ { ?s ?p ?o } } AS ?x)",
    "in a condition on groups": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE @ { ?s ?p ?o } })",
    "in an aggregate": "SELECT (MAX(IF(EXISTS { SERVICE @ { ?s ?p ?o } }, 1, 2)) AS ?x) { ?s ?p ?o }",
    "in a filter of an optional part": "SELECT * { ?s ?p ?o OPTIONAL { ?s ?q ?r FILTER NOT EXISTS { SERVICE @ {} } } }",
    "in a subquery of a difference": "SELECT * { ?s ?p ?o MINUS { SELECT * { SERVICE @ { ?s ?p ?o } } } }",
    "in a named graph": "SELECT * { GRAPH ?g { SERVICE @ { ?s ?p ?o } } }",
    "in a union": "SELECT * { {} UNION { SERVICE @ { ?s ?p ?o } } }",
    "in a description": "DESCRIBE ?s { SERVICE @ { ?s ?p ?o } }",
    "in a graph": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE @ { ?s ?p ?o } }",
    "in an ASK": "ASK { SERVICE @ { ?s ?p ?o } }",
    "lateral": "SELECT * { ?a ?b ?c LATERAL { SERVICE @ { ?s ?p ?o } } }",
    "of a later version": 'VERSION "1.2" SELECT * { SERVICE @ { ?s ?p ?o } }',
    "an escaped letter": r"SELECT * { \u0053ERVICE @ { ?s ?p ?o } }",
    "a long escape": r"SELECT * { SERV\U00000049CE @ { ?s ?p ?o } }",
    "behind a comment that ends at CR": "SELECT * { # nothing\rSERVICE @ { ?s ?p ?o }\n }",
    "behind an escaped quote": r'SELECT * { BIND("\u0022 AS ?x) # " AS ?x) SERVICE @ { ?s ?p ?o }' + "\n }",
    "behind an escaped quote of the other kind": r"SELECT * { BIND('\u0027 AS ?x) # ' AS ?x) SERVICE @ { ?s ?p ?o }" + "\n }",
    "behind an escaped end of line": r"SELECT * { # \u000A SERVICE @ { ?s ?p ?o }" + "\n }",
    "behind an escaped backslash": r'SELECT * { BIND("\u005C" AS ?x) SERVICE @ { ?s ?p ?o } # " AS ?y)' + "\n }",
    "behind a long text": "SELECT * { ?a ?b '''x\\'''' . SERVICE @ { ?s ?p ?o } }",
    "behind a comparison that looks like an IRI": 'SELECT * { FILTER("a"<#>"""\n"b") SERVICE @ { ?s ?p ?o } #"""\n }',
}
"""Where ``@`` stands, the address of the listener is put."""


@pytest.mark.parametrize("query", DISGUISES.values(), ids=DISGUISES)
def test_a_query_that_would_reach_out_is_refused_and_nothing_is_heard(pool: Pool, listener: Listener, query: str) -> None:
    with pytest.raises(QueryRefused, match=r"not answered here|does not parse"):
        pool.ask(job(query.replace("@", listener.address)))
    assert listener.heard == []


def unguarded(published: Published, query: str, wall: str) -> str:
    """What a worker says that does not look at the query."""
    command = [sys.executable, "-m", "tests.workers.unguarded", str(published.version.folder), query, wall]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_a_worker_that_did_not_look_has_no_descriptor_to_reach_out_with(published: Published) -> None:
    with listening() as it:
        assert "Too many open files" in unguarded(published, DISGUISES["in a union"].replace("@", it.address), "wall")
        assert it.heard == []
        unguarded(published, DISGUISES["in a union"].replace("@", it.address), "no")
        assert it.heard[0].startswith(b"POST / HTTP/1.1"), "without the wall it would be heard"
