"""The spawner and its workers: ``python -m graphapp.workers``, started by :class:`.pool.Pool` and by nobody else.

Whoever started the spawner holds the other end of its standard input; when that closes, the spawner and all workers end, so that
none outlives the site, however it ended.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import select
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from graphapp.errors import EngineFault, QueryRefused
from graphapp.exports.results import Unwanted, Wanted, write_answer
from graphapp.queries.dataset import chosen_in
from graphapp.queries.safety import refuse_unsafe
from graphapp.store import open_version
from graphapp.store.base import Chosen
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.versions import Version, read_version
from graphapp.workers.limits import MEGABYTE, Limits, Memory
from graphapp.workers.messages import Job, Reply
from graphapp.workers.wire import Wire

_log = logging.getLogger(__name__)

_MOST_GROWTH = 64 * MEGABYTE
"""A worker that has grown by more ends after its answer: the engine does not give everything back."""

_PAUSE_AFTER_A_FAULT = 0.2
"""Seconds: workers that fail of themselves are not forked as fast as the machine can; where a query ended one, it is."""

STDIN = 0


class Spawner:
    """Keeps as many workers alive as it was asked to.

    :param listener: the listening socket, which all workers accept from
    """

    def __init__(self, store: EmbeddedStore, listener: socket.socket, limits: Limits, workers: int) -> None:
        self._store, self._listener, self._limits, self._wanted = store, listener, limits, workers
        self._children = set[int]()

    def run(self) -> None:
        """Fork workers and replace those that end, until standard input closes."""
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(writer)
        with selectors.DefaultSelector() as selector:
            selector.register(STDIN, selectors.EVENT_READ)
            selector.register(reader, selectors.EVENT_READ)
            while True:
                self._fill()
                ready = {key.fd for key, _ in selector.select()}
                if STDIN in ready:
                    break
                os.read(reader, 1024)
                self._reap()
        self._end()

    def _fill(self) -> None:
        while len(self._children) < self._wanted:
            child = os.fork()
            if child == 0:
                _work_and_exit(self._store, self._listener, self._limits)
            self._children.add(child)

    def _reap(self) -> None:
        """Bury the dead; wait a little where one was not ended by a signal, but failed of itself."""
        with suppress(ChildProcessError):
            while True:
                child, status = os.waitpid(-1, os.WNOHANG)
                if child == 0:
                    return
                self._children.discard(child)
                if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
                    time.sleep(_PAUSE_AFTER_A_FAULT)

    def _end(self) -> None:
        """End the workers, and remove the socket with its folder: whoever made them may have been killed."""
        for child in self._children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        address = Path(self._listener.getsockname())
        with suppress(OSError):
            address.unlink()
            address.parent.rmdir()


def _work_and_exit(store: EmbeddedStore, listener: socket.socket, limits: Limits) -> None:
    """Be a worker. Never returns: a forked process must not run on in the code of its parent."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        Worker(store, limits).run(listener)
        code = 0
    finally:
        os._exit(code)


class Worker:
    """Answers one query after the other, until standard input closes or this process is spent."""

    def __init__(self, store: EmbeddedStore, limits: Limits) -> None:
        self._store, self._limits, self._memory = store, limits, Memory()
        self._at_first = self._memory.own
        self._priority = os.getpriority(os.PRIO_PROCESS, 0)
        limits.apply(self._memory)

    @property
    def _is_spent(self) -> bool:
        """Whether this process holds too much, or made way for others: it cannot have its priority again."""
        return self._memory.own - self._at_first >= _MOST_GROWTH or os.getpriority(os.PRIO_PROCESS, 0) > self._priority

    def run(self, listener: socket.socket) -> None:
        """Accept connections, one at a time: a worker is the site's until that hangs up."""
        ready = _waiting_for(listener.fileno())
        while not self._is_spent and STDIN not in ready():
            with suppress(BlockingIOError):  # another worker was faster
                accepted, _ = listener.accept()
                accepted.setblocking(True)
                with Wire(accepted) as wire, suppress(EOFError, OSError), self._limits.without_descriptors():
                    self._serve(wire)

    def _serve(self, wire: Wire) -> None:
        """Answer what comes over *wire*, one job after the other."""
        ready = _waiting_for(wire.fileno())
        wire.send(str(os.getpid()).encode())
        is_last = False
        while not is_last and STDIN not in ready():
            job = Job.receive(wire)
            with self._limits.for_one_query():
                reply = answer(self._store, job, self._limits)
                is_last = self._is_spent
                replace(reply, is_last=is_last).send(wire)


def _waiting_for(descriptor: int) -> Callable[[], set[int]]:
    """A function that waits until there is something to read on *descriptor* or on standard input, and gives these."""
    waiting = select.poll()
    for each in (STDIN, descriptor):
        waiting.register(each, select.POLLIN)
    return lambda: {ready for ready, _ in waiting.poll()}


def answer(store: EmbeddedStore, job: Job, limits: Limits) -> Reply:
    """Look at the query of *job*, run it and write its answer, or say why not."""
    try:
        refuse_unsafe(job.query)
        found = store.open_answer(job.query, Chosen(*job.graphs) if job.graphs else chosen_in(job.query))
        wanted = Wanted(job.results, job.triples, job.truth)
        media_type, rows, content = write_answer(found, wanted, limits.rows, limits.size)
        return Reply(media_type, rows, content=content)
    except Unwanted as answered:
        return Reply(unwanted=answered.kind)
    except QueryRefused as refusal:
        return Reply(refusal=str(refusal))
    except EngineFault as fault:
        return Reply(fault=str(fault))
    except MemoryError:
        return Reply(stopped=f"The query needs more than {limits.memory // MEGABYTE} MB of memory. Ask for less, or add a LIMIT.")
    except Exception as error:  # noqa: BLE001 - whatever it is costs one answer; it is logged, and told as a fault
        _log.exception("unexpected error in a worker", exc_info=error)
        return Reply(fault="The query failed in a way that nobody foresaw; it was noted.")


def _opened(version: Version, engine: str) -> EmbeddedStore:
    """The store of *version*, opened in a thread that then ends.

    Opening leaves the heap in pieces, and each thread takes from a heap of its own (malloc(3), arenas). The workers, which run on
    in the main thread, so have one that is whole: a saved question takes a seventh less time (``graphapp bench run``).
    """
    with ThreadPoolExecutor(1) as opening:
        return opening.submit(open_version, version, engine).result()


def main() -> None:
    """Open the version that the first argument names, and spawn workers over it."""
    config = json.loads(sys.argv[1])
    logging.getLogger("rdflib").setLevel(logging.ERROR)  # it warns of each number that is none; anyone may ask for many
    listener = socket.socket(fileno=config["listener"])
    listener.setblocking(False)
    store = _opened(read_version(Path(config["version"])), config["engine"])
    gc.collect()
    gc.freeze()  # what is here now is never garbage; not looking at it keeps its memory shared with the workers
    Spawner(store, listener, Limits(**config["limits"]), config["workers"]).run()
