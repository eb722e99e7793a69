"""The worker processes beside one process that does the same; queries that run away; what hostile ones leave behind."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import cycle, product

from graphapp.errors import GraphappError
from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.exports.results import Wanted, write_answer
from graphapp.queries.safety import refuse_unsafe
from graphapp.store.embedded import EmbeddedStore
from graphapp.workers import Limits, Pool
from graphapp.workers.limits import MEGABYTE
from graphapp.workers.messages import Job
from tests.benchmarks import machine
from tests.benchmarks.editions import open_size, published, questions, some_editions
from tests.benchmarks.figures import Figure, Line, Target, compared, interleaved
from tests.benchmarks.load import CONNECTIONS
from tests.benchmarks.plan import Plan

SIZE = "100k"
WIDTH = 2
_TURTLE = "text/turtle"
_DEADLINE, _SHORT = 1.0, 0.1
_MOST_LATE, _MOST_GROWN, _MOMENTS = 0.05, 1.1, 7
_AT_ONCE = {"eight": CONNECTIONS, "two": WIDTH}
"""As many as ask the site in the other groups, and as few as find each worker free."""

_PROCESSES = 2 + WIDTH
"""This one, the spawner and the workers."""

_ROWS, _ANSWER, _MEMORY = 100_000, 32 * MEGABYTE, 512 * MEGABYTE

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOSTILE = (
    RUNAWAY,
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    'SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c)) ; separator="") AS ?all) { ?a ?b ?c . ?d ?e ?f }',
    "SELECT * { ?a ?b ?c }",
    "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
    'SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), "(a*)*(b*)*(c*)*$")) } LIMIT 5000',
    f"SELECT * {{ {'{' * 90} ?a ?b ?c {'}' * 90} }} LIMIT 1",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
    "SELECT * FROM <urn:x> { ?a ?b ?c }",
    "SELECT nonsense",
    f'SELECT ("{"x" * 40_000}" AS ?x) {{}}',
)

Ask = Callable[[str], object]


def measure(plan: Plan) -> Iterator[Line]:
    """The lines on worker processes."""
    store = open_size(SIZE, "memory")
    yield from _beside_one_process(plan, store)
    yield from _runaway(plan, store)
    yield _hostile(100 if plan.quick else 1_000)


def _limits(seconds: float) -> Limits:
    return Limits(seconds, _ROWS, _ANSWER, _MEMORY, on_disk=False)


def _new_pool(seconds: float, workers: int) -> Pool:
    pool = Pool(published(SIZE), "memory", _limits(seconds), workers, waiting=16)
    pool.ask(Job("ASK {}", RESULTS_JSON, _TURTLE))
    return pool


def _by_pool(pool: Pool) -> Ask:
    return lambda query: pool.ask(Job(query, RESULTS_JSON, _TURTLE))


def _in_process(store: EmbeddedStore) -> Ask:
    """The same look at the query, the same run and the same writing, without another process."""

    def ask(query: str) -> object:
        refuse_unsafe(query)
        return write_answer(store.open_answer(query), Wanted(), _ROWS, _ANSWER)

    return ask


def _asked(store: EmbeddedStore) -> dict[str, str]:
    """Queries of some sizes: the facts of a thing, a saved question, many rows."""
    edition = some_editions(store, 1)[0]
    (saved,) = questions(store, edition, ("rows-to-improve",))
    graph = saved.graphs[-2]
    thing = next(row["it"] for row in store.select(f"SELECT ?it {{ GRAPH <{graph}> {{ ?it a ?kind }} }} LIMIT 1"))
    return {
        "the facts of a thing": f"SELECT * {{ <{thing}> ?p ?o }}",
        "a saved question": saved.sparql,
        "1,000 rows": f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1000",
    }


def _rate(ask: Ask, query: str, seconds: float, width: int = WIDTH) -> float:
    """Answers a second, asked by so many threads at once; by default as many as there are workers."""
    end = time.perf_counter() + seconds

    def one(_: int) -> int:
        count = 0
        while time.perf_counter() < end:
            ask(query)
            count += 1
        return count

    with ThreadPoolExecutor(width) as threads:
        return sum(threads.map(one, range(width))) / seconds


def _beside_one_process(plan: Plan, store: EmbeddedStore) -> Iterator[Line]:
    with closing(_new_pool(_DEADLINE * 10, WIDTH)) as pool:
        by_pool, in_process = _by_pool(pool), _in_process(store)
        for (name, query), (at_once, width) in product(_asked(store).items(), _AT_ONCE.items()):
            ways = {"pool": by_pool, "process": in_process}
            measures = {way: partial(_rate, ask, query, plan.seconds, width) for way, ask in ways.items()}
            found = interleaved(plan.rounds, measures, "/s")
            beside = "threads of one process"
            yield compared(f"SPARQL by workers: {name}, {at_once} at once", found["pool"], beside, found["process"], Target(0.9))


def _runaway(plan: Plan, store: EmbeddedStore) -> Iterator[Line]:
    """How late a runaway ends, and what is left for others meanwhile; they have as many workers with it as without it."""
    query = _asked(store)["a saved question"]
    with closing(_new_pool(_DEADLINE, WIDTH + 1)) as pool:
        ask, late, alone, beside = _by_pool(pool), list[float](), list[float](), list[float]()
        for _ in range(max(3, plan.rounds)):
            alone.append(_rate(ask, query, _DEADLINE * 0.8))
            begun = time.perf_counter()
            with ThreadPoolExecutor(1) as thread:
                ends = thread.submit(_ends, ask)
                beside.append(_rate(ask, query, _DEADLINE * 0.8))
                late.append((ends.result() - begun) * 1_000)
    deadline = tuple(_DEADLINE * 1_000 for _ in late)
    most = (_DEADLINE + _MOST_LATE) / _DEADLINE
    figures = Figure(tuple(late), " ms"), Figure(deadline, " ms")
    yield compared("A runaway query ends", figures[0], "its deadline", figures[1], Target(most, at_most=True))
    figures = Figure(tuple(beside), "/s"), Figure(tuple(alone), "/s")
    yield compared("… others meanwhile", figures[0], "without it", figures[1], Target(0.6))


def _ends(ask: Ask) -> float:
    """When a runaway query has ended."""
    try:
        ask(RUNAWAY)
    except GraphappError:
        return time.perf_counter()
    return time.perf_counter()


def _hostile(count: int) -> Line:
    """The memory of this process and all workers, before and after hostile queries.

    A worker that has just answered one holds more than one that is new, so several moments are looked at.
    """
    with closing(_new_pool(_SHORT, WIDTH)) as pool:
        ask = _by_pool(pool)
        _ask_all(ask, len(HOSTILE))
        before = _at_moments(ask)
        _ask_all(ask, count)
        after = _at_moments(ask)
    return compared(f"Memory after {count:,} hostile queries", after, "before", before, Target(_MOST_GROWN, at_most=True))


def _at_moments(ask: Ask) -> Figure:
    """The memory each time that all hostile queries were asked."""
    found = list[float]()
    for _ in range(_MOMENTS):
        _ask_all(ask, len(HOSTILE))
        _wait_for_all()
        found.append(machine.memory(os.getpid()))
    return Figure(tuple(found), " MB")


def _wait_for_all() -> None:
    """Wait until those that died are replaced: without them there would be less to count."""
    for _ in range(200):
        if len(machine.tree(os.getpid())) >= _PROCESSES:
            return
        time.sleep(0.01)


def _ask_all(ask: Ask, count: int) -> None:
    """Ask so many hostile queries, by as many threads as there are workers."""

    def one(query: str) -> None:
        try:
            ask(query)
        except GraphappError:
            return

    with ThreadPoolExecutor(WIDTH) as threads:
        list(threads.map(one, (query for query, _ in zip(cycle(HOSTILE), range(count), strict=False))))
