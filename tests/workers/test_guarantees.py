"""No question stops the service or reaches out of it: what the asker is told, and that the next question is answered."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphapp.errors import Busy, GraphappError, QueryRefused, QueryStopped
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.workers import Limits, Pool
from graphapp.workers.limits import MEGABYTE
from graphapp.workers.messages import Job, Reply
from tests.published import Published

pytestmark = pytest.mark.alone

SECONDS = 0.5
CROSSED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def limits(*, seconds: float = SECONDS, on_disk: bool = False) -> Limits:
    return Limits(seconds, rows=1_000, size=2 * MEGABYTE, memory=256 * MEGABYTE, on_disk=on_disk)


@pytest.fixture(scope="module", params=["memory", "disk"])
def pool(request: pytest.FixtureRequest, published: Published) -> Iterator[Pool]:
    made = Pool(published.version, request.param, limits(on_disk=request.param == "disk"), workers=2, waiting=2)
    yield made
    made.close()


@pytest.fixture
def make_pool(published: Published) -> Iterator[Callable[..., Pool]]:
    """Makes pools of memory that are closed after the test."""
    made: list[Pool] = []

    def make(*, seconds: float = SECONDS, workers: int = 2, waiting: int = 4) -> Pool:
        made.append(Pool(published.version, "memory", limits(seconds=seconds), workers, waiting))
        return made[-1]

    yield make
    for one in made:
        one.close()


def ask(pool: Pool, query: str, triples: str = "text/turtle") -> Reply:
    return pool.ask(Job(query, RESULTS_JSON, triples))


def number(pool: Pool, wanted: int) -> int:
    """What a worker makes of a number."""
    answer = json.loads(ask(pool, f"SELECT ({wanted} + 0 AS ?n) {{}}").content)
    return int(answer["results"]["bindings"][0]["n"]["value"])


def processes(pool: Pool) -> list[int]:
    """The workers of *pool*: the children of its spawner."""
    assert pool._spawner
    tasks = Path(f"/proc/{pool._spawner.pid}/task/{pool._spawner.pid}/children").read_text()
    return [int(child) for child in tasks.split()]


def eventually(holds: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def test_rows_and_truth_come_as_json_with_how_many(pool: Pool) -> None:
    rows = ask(pool, "SELECT * { ?s ?p ?o } LIMIT 7")
    assert (rows.media_type, rows.rows) == (RESULTS_JSON, 7)
    assert json.loads(ask(pool, "ASK { ?s ?p ?o }").content)["boolean"] is True


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_triples_come_in_every_format(pool: Pool, item: object) -> None:
    media_type = str(getattr(item, "media_type"))  # noqa: B009 - the type of a parameter is not known
    reply = ask(pool, "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5", media_type)
    assert (reply.media_type, reply.rows) == (media_type, 5)
    assert reply.content


REFUSED = {
    "no query": "SELECT * {",
    "an update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "LOAD": "LOAD <http://127.0.0.1:9/>",
    "too many rows": "SELECT * { ?s ?p ?o }",
    "too many triples": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "crossed triples": "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "10,000 braces": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "200 parentheses": "SELECT (" + "(" * 200 + "1" + ")" * 200 + " AS ?x) {}",
    "1 MB": "ASK { ?s ?p ?o } #" + "x" * 1_000_000,
    "20,000 UNIONs": "SELECT * { {}" + " UNION {}" * 20_000 + " }",
    "half a surrogate pair": "ASK { ?s ?p '\ud800' }",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_what_is_not_run_is_refused_and_the_next_question_answered(pool: Pool, query: str) -> None:
    with pytest.raises(QueryRefused) as refusal:
        ask(pool, query)
    assert str(refusal.value).endswith(".")
    assert number(pool, 41) == 41


STOPPED = {
    "a cross product": CROSSED,
    "any path": "SELECT (COUNT(*) AS ?n) { ?s (!<urn:p>|<urn:p>)* ?o }",
    "a sorted cross product": "SELECT ?a ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a LIMIT 1",
    "a text without end": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "a regular expression crossed": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), "(a+)+$")) }',
    "twice the text, thirty times": "SELECT ?x30 { BIND('xxxxxxxx' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    + " }",
    "a chain of sums": "SELECT (1" + "+1" * 24_000 + " AS ?x) {}",
}


@pytest.mark.parametrize("query", STOPPED.values(), ids=STOPPED)
def test_what_takes_too_much_is_stopped_and_the_next_question_answered(pool: Pool, query: str) -> None:
    began = time.monotonic()
    with pytest.raises(GraphappError) as fault:
        ask(pool, query)
    assert isinstance(fault.value, QueryStopped | QueryRefused)
    assert time.monotonic() - began < SECONDS + 3
    assert number(pool, 42) == 42


SERVICES = {
    "plain": "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "silent": "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "small letters": "SELECT * {{ service <{0}> {{ ?s ?p ?o }} }}",
    "a variable": "SELECT * {{ BIND(<{0}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "a prefix": "PREFIX e: <{0}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "in EXISTS": "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "in MINUS": "SELECT * {{ ?s ?p ?o MINUS {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "escaped": "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "after a comment": "SELECT * {{ # x\rSERVICE <{0}> {{ ?s ?p ?o }}\n }}",
}


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES)
def test_no_disguise_reaches_another_server(pool: Pool, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        with pytest.raises(QueryRefused):
            ask(pool, query.format(f"http://127.0.0.1:{listener.getsockname()[1]}/"))
        with pytest.raises(TimeoutError):
            listener.accept()


def test_each_asker_gets_the_answer_to_its_own_question(make_pool: Callable[..., Pool]) -> None:
    pool = make_pool(seconds=20, workers=3, waiting=60)
    with ThreadPoolExecutor(20) as askers:
        assert list(askers.map(lambda wanted: number(pool, wanted), range(400))) == list(range(400))


def test_beyond_those_who_wait_askers_are_sent_away_at_once(make_pool: Callable[..., Pool]) -> None:
    pool = make_pool(seconds=1.5, workers=1, waiting=1)
    number(pool, 1)
    with ThreadPoolExecutor(6) as askers:
        answers = [askers.submit(ask, pool, CROSSED) for _ in range(6)]
        faults = [answer.exception() for answer in answers]
    assert {type(fault) for fault in faults} == {Busy, QueryStopped}
    assert sum(isinstance(fault, Busy) for fault in faults) >= 4
    assert number(pool, 2) == 2


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_worker_that_dies_while_nobody_asks_is_replaced(make_pool: Callable[..., Pool], death: signal.Signals) -> None:
    pool = make_pool(seconds=20)
    number(pool, 1)
    before = processes(pool)
    for worker in before:
        os.kill(worker, death)
    assert eventually(lambda: len(processes(pool)) == 2 and not set(processes(pool)) & set(before))
    assert number(pool, 2) == 2


def test_a_spawner_that_dies_is_started_again_and_leaves_nobody_behind(make_pool: Callable[..., Pool]) -> None:
    pool = make_pool(seconds=20)
    number(pool, 1)
    assert pool._spawner
    orphans = processes(pool)
    pool._spawner.kill()
    pool._spawner.wait()
    assert number(pool, 2) == 2
    assert eventually(lambda: not any(is_alive(orphan) for orphan in orphans))


def test_closing_a_pool_ends_all_of_its_processes(make_pool: Callable[..., Pool]) -> None:
    pool = make_pool()
    number(pool, 1)
    assert pool._spawner
    everyone = [pool._spawner.pid, *processes(pool)]
    pool.close()
    pool.close()
    assert eventually(lambda: not any(is_alive(one) for one in everyone))


def is_alive(process: int) -> bool:
    """Whether *process* runs; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


SITE = """
import sys, time
from pathlib import Path
from graphapp.store.versions import read_version
from graphapp.workers import Limits, Pool
from graphapp.workers.messages import Job
pool = Pool(read_version(Path(sys.argv[1])), "memory", Limits(20, 1000, 10**6, 2**28, False), 2, 2)
pool.ask(Job("ASK {}", "application/sparql-results+json", "text/turtle"))
print(pool._spawner.pid, flush=True)
time.sleep(60)
"""


def test_no_process_outlives_a_site_that_was_killed(published: Published) -> None:
    command = [sys.executable, "-c", SITE, str(published.version.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdout
        spawner = int(site.stdout.readline())
        children = [int(child) for child in Path(f"/proc/{spawner}/task/{spawner}/children").read_text().split()]
        site.kill()
    assert len(children) == 2
    assert eventually(lambda: not any(is_alive(one) for one in (spawner, *children)))


def test_a_thousand_hostile_questions_are_all_answered_and_leave_the_memory_as_it_was(make_pool: Callable[..., Pool]) -> None:
    pool = make_pool(seconds=0.05, workers=2, waiting=20)
    hostile = [CROSSED, *STOPPED.values(), *(query for name, query in REFUSED.items() if "MB" not in name)]
    assert eventually(lambda: len(processes(pool)) == 2)
    before = memory(pool)
    with ThreadPoolExecutor(4) as askers:
        faults = list(askers.map(lambda n: fault_of(pool, hostile[n % len(hostile)]), range(1_000)))
    assert all(isinstance(fault, GraphappError) for fault in faults)
    assert eventually(lambda: len(processes(pool)) == 2 and memory(pool) - before < 64 * MEGABYTE)
    assert eventually(lambda: fault_of(pool, "ASK {}") is None)


def fault_of(pool: Pool, query: str) -> BaseException | None:
    try:
        ask(pool, query)
    except Exception as fault:  # noqa: BLE001 - what comes is what is looked at
        return fault
    return None


def memory(pool: Pool) -> int:
    """What the spawner and its workers have for themselves, in bytes."""
    assert pool._spawner
    found = 0
    for process in (pool._spawner.pid, *processes(pool)):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has just ended
            continue
        found += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Dirty", "Private_Clean")))
    return found
