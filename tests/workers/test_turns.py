"""Who is answered when many ask: those who wait get their turn, and pools do not get in each other's way."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from graphapp.errors import Busy, QueryStopped
from graphapp.workers import Pool
from tests.workers.conftest import MakePool, job
from tests.workers.processes import eventually, is_there, spawner_of, workers_of, works

pytestmark = pytest.mark.alone

LONG = job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def number(pool: Pool, wanted: int) -> int:
    """What comes back when *wanted* is asked for."""
    (row,) = json.loads(pool.ask(job(f"SELECT ({wanted} AS ?n) {{}}")).content)["results"]["bindings"]
    return int(row["n"]["value"])


def test_who_waits_gets_a_turn_when_a_query_without_end_was_stopped(make_pool: MakePool) -> None:
    pool = make_pool(seconds=2, workers=1, waiting=8)
    with ThreadPoolExecutor(9) as askers:
        endless = askers.submit(pool.ask, LONG)
        assert eventually(lambda: any(works(worker) for worker in workers_of(spawner_of(pool))))
        waiting = [askers.submit(number, pool, wanted) for wanted in range(8)]
        answered = [asking for asking in waiting if not asking.exception()]
        assert isinstance(endless.exception(), QueryStopped)
    assert [asking.result() for asking in answered]
    assert all(isinstance(asking.exception(), Busy | type(None)) for asking in waiting)
    assert number(pool, 9) == 9


def test_a_query_that_takes_long_makes_way_for_others(make_pool: MakePool) -> None:
    pool = make_pool(seconds=30)
    with ThreadPoolExecutor(1) as askers:
        endless = askers.submit(pool.ask, LONG)
        assert eventually(lambda: any(map(makes_way, workers_of(spawner_of(pool)))))
        assert number(pool, 5) == 5
        assert [makes_way(worker) for worker in workers_of(spawner_of(pool))].count(True) == 1
        pool.close()
        assert endless.exception()


def test_who_made_way_is_replaced_after_the_answer(make_pool: MakePool) -> None:
    pool = make_pool(seconds=30, workers=1)
    (before,) = workers_of(spawner_of(pool))
    values = " ".join(map(str, range(4_000)))
    assert pool.ask(job(f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}"))
    assert eventually(lambda: not is_there(before))
    assert eventually(lambda: len(workers_of(spawner_of(pool))) == 1)
    assert number(pool, 6) == 6
    assert not any(map(makes_way, workers_of(spawner_of(pool))))


def makes_way(worker: int) -> bool:
    """Whether *worker* has a lower priority than this process."""
    return os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_place_is_free_again_after_every_kind_of_end(make_pool: MakePool) -> None:
    pool = make_pool(seconds=0.3, workers=1, waiting=0)
    for query in ("no query", "ASK { SERVICE <urn:s> {} }", LONG.query, "SELECT * { FILTER(1" + "+1" * 24_000 + ") }") * 2:
        with pytest.raises(Exception, match=r"does not parse|not answered here|stopped|ended the process"):
            pool.ask(job(query))
    assert number(pool, 5) == 5


def test_two_pools_at_once_answer_each_their_own(make_pool: MakePool) -> None:
    pools = [make_pool("memory", 30), make_pool("disk", 30)]
    with ThreadPoolExecutor(8) as askers:
        found = askers.map(lambda wanted: number(pools[wanted % 2], wanted), range(200))
        assert list(found) == list(range(200))
    pools[0].close()
    assert number(pools[1], 7) == 7


def test_many_who_find_the_spawner_gone_start_one_together(make_pool: MakePool) -> None:
    pool = make_pool(seconds=30, workers=2, waiting=30)
    go = Event()
    found: list[int] = []

    def ask(wanted: int) -> None:
        go.wait()
        found.append(number(pool, wanted))

    threads = [Thread(target=ask, args=(wanted,)) for wanted in range(20)]
    for thread in threads:
        thread.start()
    assert pool._spawner
    pool._spawner.kill()
    pool._spawner.wait()
    go.set()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(20))
    assert len(workers_of(spawner_of(pool))) == 2
