"""The site's end of the workers: who may ask, who waits, who is sent away, and what became of a query that got no answer."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore, Lock

from graphapp.errors import Busy, EngineFault, QueryRefused, QueryStopped
from graphapp.exports.results import Unwanted
from graphapp.store.versions import Version
from graphapp.workers.limits import MEGABYTE, Limits
from graphapp.workers.messages import Job, Reply
from graphapp.workers.wire import Wire

_START = 60.0
"""Seconds within which a spawner has opened its version and a worker answers; a large one in memory takes a while."""

_LATE = 10.0
"""Seconds that a worker may be late with the reply that its alarm makes it end with."""

_GRACE = 0.9
"""A worker that ended this far into its time was ended by it; clocks of two processes never agree to the millisecond."""

_NOT_TAKEN = "The workers ended for another reason than this query. Ask again."

_BACKLOG = 1_024

_SOON, _NICER = 0.25, 10
"""Seconds after which a query makes way for others, and by how much (nice(2)): it then gets what they leave, and a tenth."""


class Line:
    """A connection to one worker, which answers nobody else as long as it is held."""

    def __init__(self, address: str) -> None:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(address)
            self._wire = Wire(client)
        self._reading = select.poll()
        self._reading.register(self._wire.fileno(), select.POLLIN)
        self._ends = False
        self._worker = self._greeted()

    def _greeted(self) -> int:
        """The process that has taken the connection.

        :raises ConnectionError: when it ended before it said so
        """
        self._wait(_START)
        try:
            return int(self._wire.receive())
        except EOFError as error:
            raise ConnectionResetError from error

    @property
    def goes_on(self) -> bool:
        """Whether the worker takes another job: it says nothing unasked, so there is nothing to read, unless it has hung up."""
        return not self._ends and not self._reading.poll(0)

    def ask(self, job: Job, patience: float) -> Reply:
        """Send *job* and wait for the reply.

        :param patience: in seconds
        :raises EngineFault: when none comes
        """
        job.send(self._wire)
        if not self._reading.poll(_SOON * 1_000):
            self._make_way()
            self._wait(patience)
        reply = Reply.receive(self._wire)
        self._ends = reply.is_last
        return reply

    def _wait(self, seconds: float) -> None:
        """Wait until there is something to read.

        :raises EngineFault: when nothing comes
        """
        if not self._reading.poll(seconds * 1_000):
            raise EngineFault("No worker took the query.")

    def _make_way(self) -> None:
        """Let the worker have less of the processor while others want it. It ends after its answer: nobody can give it more."""
        with suppress(ProcessLookupError, PermissionError):  # it ended in this moment
            os.setpriority(os.PRIO_PROCESS, self._worker, os.getpriority(os.PRIO_PROCESS, 0) + _NICER)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()


class Pool:
    """Workers over one version.

    :param version: what they answer from
    :param engine: where that is read from: ``memory`` or ``disk``
    :param workers: how many queries are answered at a time
    :param waiting: how many more may wait; beyond that :class:`Busy` is raised
    """

    def __init__(self, version: Version, engine: str, limits: Limits, workers: int = 2, waiting: int = 16) -> None:
        self._version, self._engine, self._limits, self._workers = version, engine, limits, workers
        self._running = BoundedSemaphore(workers)
        self._waiting = BoundedSemaphore(workers + waiting)
        self._lock = Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="graphapp-")
        self._address = str(Path(self._folder.name) / "workers")
        self._spawner: subprocess.Popen[bytes] | None = None
        self._idle: list[Line] = []
        self._closed = False
        self.start()

    def start(self) -> None:
        """Start the spawner, unless one is alive.

        :raises EngineFault: when the pool was closed
        """
        with self._lock:
            if self._closed:
                raise EngineFault("The workers of this version were ended.")
            if self._spawner is None or self._spawner.poll() is not None:
                self._stop()
                self._idle = []  # those of the workers before hang up with the last who holds one
                self._spawner = self._spawn()

    def _spawn(self) -> subprocess.Popen[bytes]:
        """Listen before the spawner does anything: who asks meanwhile waits in the socket's queue."""
        Path(self._address).unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self._address)
            listener.listen(_BACKLOG)
            config = {
                "listener": listener.fileno(),
                "version": str(self._version.folder.resolve()),
                "engine": self._engine,
                "limits": asdict(self._limits),
                "workers": self._workers,
            }
            command = [sys.executable, "-m", "graphapp.workers", json.dumps(config)]
            return subprocess.Popen(  # noqa: S603 - our own module, with arguments of our own
                command, stdin=subprocess.PIPE, pass_fds=[listener.fileno()], start_new_session=True
            )

    @property
    def is_alive(self) -> bool:
        """Whether the spawner runs."""
        spawner = self._spawner  # another thread may be starting the next one
        return spawner is not None and spawner.poll() is None

    @property
    def _goes_on(self) -> bool:
        """Whether the spawner runs and was not told to end."""
        return self.is_alive and not self._closed

    def ask(self, job: Job) -> Reply:
        """Have a worker answer *job*.

        :raises QueryRefused: when it does not parse, reaches outside, or its answer is too large
        :raises Unwanted: when its answer suits in no form that exists
        :raises QueryStopped: when it took too long or ended its worker
        :raises Busy: when too many are waiting
        :raises EngineFault: when the engine failed
        """
        with self._place():
            reply = self._ask(job)
        if reply.refusal:
            raise QueryRefused(reply.refusal)
        if reply.unwanted:
            raise Unwanted(reply.unwanted)
        if reply.stopped:
            raise QueryStopped(reply.stopped)
        if reply.fault:
            raise EngineFault(reply.fault)
        return reply

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place among those who wait, then among those who are answered."""
        if not self._waiting.acquire(blocking=False):
            raise Busy
        try:
            if not self._running.acquire(timeout=self._limits.seconds):
                raise Busy
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._waiting.release()

    def _ask(self, job: Job) -> Reply:
        if not self.is_alive:
            self.start()
        spawner, idle, began = self._spawner, self._idle, time.monotonic()
        try:
            with self._line(idle) as line:
                return line.ask(job, self._limits.seconds + _LATE)
        except ValueError as error:
            raise EngineFault("A worker gave something that is no answer.") from error
        except ConnectionError as error:  # it was never read: nothing in it can have ended a worker
            raise EngineFault(_NOT_TAKEN) from error
        except (EOFError, OSError) as error:
            if spawner is not self._spawner or not self._goes_on:
                raise EngineFault(_NOT_TAKEN) from error
            raise QueryStopped(self._why(time.monotonic() - began)) from error

    @contextmanager
    def _line(self, idle: list[Line]) -> Iterator[Line]:
        """A line to a worker that is free, which is kept for the next query unless something goes wrong."""
        line = self._kept(idle) or Line(self._address)
        try:
            yield line
        except BaseException:  # also Ctrl+C: half a reply may still be on the line, which nobody must read as another's
            line.close()
            raise
        if line.goes_on:
            idle.append(line)
        else:
            line.close()

    @staticmethod
    def _kept(idle: list[Line]) -> Line | None:
        """A line that was used before, unless its worker has hung up."""
        with suppress(IndexError):  # another thread may have taken the last
            while True:
                line = idle.pop()
                if line.goes_on:
                    return line
                line.close()
        return None

    def _why(self, seconds: float) -> str:
        """What ended the worker that had a query for so many *seconds*."""
        if seconds >= self._limits.seconds * _GRACE:
            return f"The query took longer than {self._limits.seconds:g} seconds and was stopped. Ask for less, or add a LIMIT."
        memory = self._limits.memory // MEGABYTE
        return f"The query ended the process that worked on it: it needs more than {memory} MB of memory, or nests too deeply."

    def close(self) -> None:
        """End the spawner and its workers, for good."""
        with self._lock:
            self._closed = True
            self._idle = []
            self._stop()
            self._folder.cleanup()

    def _stop(self) -> None:
        """Close the spawner's standard input, on which it and its workers end."""
        if self._spawner is not None:
            if self._spawner.stdin:
                self._spawner.stdin.close()
            try:
                self._spawner.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._spawner.kill()
                self._spawner.wait()
            self._spawner = None
