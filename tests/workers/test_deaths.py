"""Processes that die, at work or not, and answers that end in the middle: what the asker is told, and that all goes on."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from unittest import mock

import pytest

from graphapp.errors import EngineFault, QueryStopped
from graphapp.store import open_version
from graphapp.store.versions import Version
from graphapp.workers import Pool, process
from graphapp.workers.messages import Job, Reply
from tests.published import Published
from tests.workers.conftest import MakePool, job, limits, started
from tests.workers.processes import eventually, is_there, kill, spawner_of, workers_of, works

pytestmark = pytest.mark.alone

LONG = job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
"""Takes as long as it may."""

SLOW = job("SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 2000 } ?d ?e ?f }")
"""Takes a moment, and is answered."""


@contextmanager
def at_work(pool: Pool, asked: Job = LONG) -> Iterator[tuple[Future[Reply], int]]:
    """A query that a worker has begun to work on, and that worker."""
    spawner = spawner_of(pool)
    idle = {worker for worker in workers_of(spawner) if works(worker)}
    with ThreadPoolExecutor(1) as executor:
        asking = executor.submit(pool.ask, asked)
        assert eventually(lambda: any(works(worker) for worker in workers_of(spawner) if worker not in idle))
        yield asking, next(worker for worker in workers_of(spawner) if worker not in idle and works(worker))


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_worker_that_dies_at_work_costs_one_answer(make_pool: MakePool, by: signal.Signals) -> None:
    pool = make_pool(seconds=30)
    with at_work(pool) as (asking, worker):
        kill(worker, by=by)
        with pytest.raises(QueryStopped, match="ended the process that worked on it"):
            asking.result()
    assert pool.ask(job("ASK {}"))
    assert eventually(lambda: len(workers_of(spawner_of(pool))) == 2)


def test_a_worker_goes_on_with_its_query_when_the_spawner_dies(make_pool: MakePool) -> None:
    pool = make_pool(seconds=60)
    with at_work(pool, SLOW) as (asking, worker):
        spawner = spawner_of(pool)
        kill(spawner)
        assert eventually(lambda: not is_there(spawner))
        assert pool.ask(job("ASK {}"))
        assert spawner_of(pool) != spawner
        assert json.loads(asking.result().content)["results"]["bindings"]
    assert eventually(lambda: not is_there(worker))


def test_closing_ends_workers_whose_spawner_is_gone(make_pool: MakePool) -> None:
    pool = make_pool()
    spawner, workers = spawner_of(pool), workers_of(spawner_of(pool))
    kill(spawner)
    pool.close()
    assert len(workers) == 2
    assert eventually(lambda: not any(map(is_there, [spawner, *workers])))


def test_a_closed_pool_says_so(make_pool: MakePool) -> None:
    pool = make_pool()
    pool.close()
    with pytest.raises(EngineFault, match="were ended"):
        pool.ask(job("ASK {}"))


def test_a_pool_that_is_closed_meanwhile_does_not_blame_the_query(make_pool: MakePool) -> None:
    pool = make_pool(seconds=30)
    with at_work(pool) as (asking, _):
        pool.close()
        with pytest.raises(EngineFault, match="for another reason than this query"):
            asking.result()


def test_workers_that_cannot_start_again_do_not_blame_the_query(published: Published, tmp_path: Path) -> None:
    folder = shutil.copytree(published.version.folder, tmp_path / published.version.folder.name)
    with closing(started(Version(folder, published.version.manifest), "memory", 5)) as pool:
        shutil.rmtree(folder)
        kill(spawner_of(pool), *workers_of(spawner_of(pool)))
        for _ in range(2):
            with pytest.raises(EngineFault, match="for another reason than this query"):
                pool.ask(job("ASK {}"))


SITE = """
import sys
from pathlib import Path
from threading import Thread
from graphapp.store.versions import read_version
from tests.workers.conftest import started
from tests.workers.processes import eventually, spawner_of, workers_of, works
from tests.workers.test_deaths import LONG

pool = started(read_version(Path(sys.argv[1])), sys.argv[2], 60)
Thread(target=pool.ask, args=(LONG,), daemon=True).start()
spawner = spawner_of(pool)
assert eventually(lambda: any(map(works, workers_of(spawner))))
print(pool._address, spawner, *workers_of(spawner), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("engine", ["memory", "disk"])
def test_a_site_that_is_killed_leaves_no_process_and_no_socket_though_one_was_at_work(published: Published, engine: str) -> None:
    command = [sys.executable, "-c", SITE, str(published.version.folder), engine]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdout
        address, *processes = site.stdout.readline().split()
        assert (len(processes), Path(address).is_socket()) == (3, True)
        site.kill()
    assert eventually(lambda: not any(is_there(int(process)) for process in processes))
    assert eventually(lambda: not Path(address).parent.exists())


def test_memory_that_python_runs_out_of_is_told_as_such(published: Published) -> None:
    store = open_version(published.version, "memory")
    with mock.patch.object(process, "write_answer", side_effect=MemoryError):
        reply = process.answer(store, job("ASK {}"), limits(5))
    assert reply.stopped.startswith("The query needs more than 128 MB of memory.")


def test_a_fault_that_nobody_foresaw_is_noted_and_not_blamed_on_the_query(
    published: Published, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_version(published.version, "memory")
    with mock.patch.object(process, "write_answer", side_effect=LookupError("what is this")):
        reply = process.answer(store, job("ASK {}"), limits(5))
    assert reply.fault == "The query failed in a way that nobody foresaw; it was noted."
    assert "what is this" in caplog.text


def framed(content: bytes) -> bytes:
    """*content* as one message on a wire."""
    return len(content).to_bytes(8, "big") + content


HEAD = b'{"media_type": "text/plain", "rows": 1}\n'


@contextmanager
def answering(folder: Path, reply: bytes) -> Iterator[str]:
    """Something that takes a job and sends *reply*, whatever that is; gives its address."""
    address = str(folder / "worker")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(framed(b"0"))
                connection.recv(10_000)
                connection.sendall(reply)

        thread = Thread(target=serve)
        thread.start()
        yield address
        thread.join()


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (b"", QueryStopped, "ended the process"),
        (b"\0", QueryStopped, "ended the process"),
        (framed(b"x" * 50)[:20], QueryStopped, "ended the process"),
        (framed(HEAD + b"x" * 50)[:-20], QueryStopped, "ended the process"),
        (framed(b"nonsense"), EngineFault, "no answer"),
        (framed(b"\xff\xfe\n"), EngineFault, "no answer"),
        (framed(b"[1]\n"), EngineFault, "no answer"),
        (framed(b'{"rows": 1, "colour": "red"}\n'), EngineFault, "no answer"),
    ],
    ids=["nothing", "a byte", "half a head", "half an answer", "no JSON", "no text", "a list", "other fields"],
)
def test_a_reply_that_is_none_is_told_as_what_it_is(
    make_pool: MakePool, tmp_path: Path, reply: bytes, error: type[Exception], words: str
) -> None:
    pool = make_pool(seconds=30)
    with (
        answering(tmp_path, reply) as address,
        mock.patch.multiple(pool, _address=address, _idle=[]),
        pytest.raises(error, match=words),
    ):
        pool.ask(job("ASK {}"))
    assert json.loads(pool.ask(job("ASK {}")).content)["boolean"] is True
