"""``graphapp serve`` as a process: clients that are slow or send anything, and how it stops, reloads and heals."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import RemoteDisconnected
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.published import Published
from tests.web.running import Running, eventually, is_ready, running

pytestmark = [pytest.mark.alone, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")]

QUESTION = "/queries/rows-to-improve.json"
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
"""Takes longer than it may, so it is answered, with a refusal, after as many seconds as are set."""

SLOW_CLIENTS = 200


@pytest.fixture(scope="module")
def server(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(published, tmp_path_factory.mktemp("server"), GRAPHAPP_SPARQL_SECONDS="2") as it:
        yield it


def test_it_answers_and_logs_a_line_for_each_request(server: Running, published: Published) -> None:
    answer = server.get(QUESTION)
    assert (answer.status, json.loads(answer.text)["query"]) == (200, "rows-to-improve")
    lines = [json.loads(line) for line in server.errors.read_text().splitlines() if line.startswith("{")]
    line = next(line for line in lines if line["path"] == QUESTION)
    assert (line["status"], line["version"]) == (200, published.version.manifest.version)


def slow_headers(server: Running, stack: ExitStack) -> None:
    clients = [stack.enter_context(server.connect(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")) for _ in range(SLOW_CLIENTS)]
    for _ in range(2):
        time.sleep(0.5)
        for client in clients:
            client.sendall(b"a")


def nothing_at_all(server: Running, stack: ExitStack) -> None:
    for _ in range(SLOW_CLIENTS):
        stack.enter_context(server.connect(b""))


def slow_bodies(server: Running, stack: ExitStack) -> None:
    for _ in range(SLOW_CLIENTS):
        stack.enter_context(server.connect(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nquery"))


def slow_downloads(server: Running, stack: ExitStack) -> None:
    version = json.loads(server.get("/readyz").text)["version"]
    request = f"GET /exports/{version}.nq HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for _ in range(SLOW_CLIENTS):
        stack.enter_context(server.connect(request, receive_buffer=4_096))


@pytest.mark.parametrize("slow", [nothing_at_all, slow_headers, slow_bodies, slow_downloads])
def test_slow_clients_do_not_stop_a_normal_one(slow: object, server: Running) -> None:
    assert callable(slow)
    with ExitStack() as stack:
        slow(server, stack)
        time.sleep(0.2)
        for _ in range(20):
            assert server.get(QUESTION, timeout=5).status == 200
    export = f"/exports/{json.loads(server.get('/readyz').text)['version']}.nq"
    assert eventually(lambda: server.get(export).status == 200), "the places of clients that have gone are free again"


def test_a_client_that_closes_its_half_does_no_harm(server: Running) -> None:
    for _ in range(20):
        with server.connect(f"GET {QUESTION} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()) as client:
            client.shutdown(1)
            client.recv(1_000)
    assert is_ready(server)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /queries?" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "200"),
        (b"GET /queries?" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "414"),
        (b"GET /?" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "4"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 1_000_000 + b"\r\n\r\n", "431"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: a\r\n" * 200 + b"\r\n", "431"),
        (b"GET /\xff?\xff HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        (b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        (b"GET /doc/a b/c HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        (b"GET /d%C3%A9 HTTP/1.1\r\nHost: x\r\n\r\n", "404"),
        (b"GET /id/x/%00 HTTP/1.1\r\nHost: x\r\n\r\n", "404"),
        (b'GET /queries HTTP/1.1\r\nHost: a"<b>\r\n\r\n', "200"),
        (b"GET /queries HTTP/1.1\r\nHost: x\r\nAccept: \xff\xfe\r\n\r\n", "200"),
        (b"GET /queries HTTP/1.1\r\n\r\n", "200"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n", "413"),
        (b"\x16\x03\x01\x02\x00\x01\x00", ""),
    ],
    ids=lambda value: repr(value[:40]),
)  # fmt: skip
def test_whatever_is_sent_is_answered_and_is_no_fault_of_ours(sent: bytes, status: str, server: Running) -> None:
    line = server.first_line(sent)
    assert not line or line.split()[1].startswith(status), line
    assert is_ready(server)


def test_too_many_queries_are_sent_away_and_pages_go_on(published: Published, tmp_path: Path) -> None:
    limits = {"GRAPHAPP_SPARQL_SECONDS": "1", "GRAPHAPP_SPARQL_WORKERS": "1", "GRAPHAPP_SPARQL_WAITING": "1"}
    with running(published, tmp_path, workers=1, **limits) as it, ThreadPoolExecutor(8) as clients:
        asked = [clients.submit(it.get, SLOW) for _ in range(6)]
        assert it.get(QUESTION).status == 200
        answers = [future.result() for future in asked]
    assert {answer.status for answer in answers} == {503}
    busy = [answer for answer in answers if "retry-after" in answer.headers]
    assert len(busy) >= 4
    assert all("Ask again in" in answer.text for answer in busy)
    assert all(answer.headers["access-control-allow-origin"] == "*" for answer in answers)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_stopping_answers_what_is_under_way_and_leaves_nothing(
    kind: signal.Signals, published: Published, tmp_path: Path
) -> None:
    with running(published, tmp_path, GRAPHAPP_SPARQL_SECONDS="2") as it, ThreadPoolExecutor(1) as client:
        asked = client.submit(it.get, SLOW)
        time.sleep(0.5)
        it.process.send_signal(kind)
        assert "The query took longer than 2 seconds" in asked.result().text
        assert it.process.wait(10) == 0
        assert eventually(lambda: not it.processes())
        assert "Traceback" not in it.errors.read_text()


def test_a_client_that_never_reads_its_answer_does_not_keep_it_from_stopping(published: Published, tmp_path: Path) -> None:
    with running(published, tmp_path, workers=1, GRAPHAPP_SPARQL_SECONDS="0.1") as it, ExitStack() as stack:
        slow_downloads(it, stack)
        time.sleep(0.3)
        it.process.terminate()
        it.process.wait(12)
        assert eventually(lambda: not it.processes())


def test_nothing_is_left_where_the_main_process_is_killed(published: Published, tmp_path: Path) -> None:
    with running(published, tmp_path) as it:
        assert len(it.workers()) == 2
        it.process.kill()
        it.process.wait()
        assert eventually(lambda: not it.processes())


def test_a_process_that_dies_is_replaced(published: Published, tmp_path: Path) -> None:
    with running(published, tmp_path) as it:
        first = it.workers()
        os.kill(first[0], signal.SIGKILL)
        assert eventually(lambda: len(it.workers()) == 2 and it.workers() != first)
        assert eventually(lambda: is_ready(it))
        assert eventually(lambda: len(it.processes()) == 9), "and with it its workers: 1 + 2 × (1 + 1 + 2)"


def test_reloading_answers_all_the_while(published: Published, tmp_path: Path) -> None:
    with running(published, tmp_path, workers=1) as it:
        first = it.workers()
        it.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 20
        answered, dropped = 0, 0
        while first[0] in it.workers() and time.monotonic() < end:
            try:
                assert it.get(QUESTION).status == 200
                answered += 1
            except (ConnectionError, RemoteDisconnected):  # granian may take a connection in the moment in which it stops
                dropped += 1
        assert answered > 10
        assert dropped <= 2, "no more than connections caught in that moment"
        assert is_ready(it)
        assert first[0] not in it.workers()
