"""What one query may take, and how the kernel is told so."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graphapp.settings import Settings

MEGABYTE = 1024 * 1024
_SPARE_SECONDS = 2
"""The processor limit is in whole seconds and only stands behind the alarm."""

_FILES_OF_A_STORE_ON_DISK = 4_096
"""The engine opens the files of a store on disk when it first reads them; one in memory opens nothing."""


@dataclass(frozen=True)
class Limits:
    """What one query may take.

    :param seconds: from when a worker begins, to the end
    :param rows: rows or triples of its answer
    :param size: of its answer, in bytes
    :param memory: in bytes, beyond what the worker has at its start
    :param on_disk: whether the store opens files while it answers
    """

    seconds: float
    rows: int
    size: int
    memory: int
    on_disk: bool

    @classmethod
    def of(cls, settings: Settings, *, on_disk: bool) -> Limits:
        """The limits that *settings* give."""
        return cls(
            seconds=settings.sparql_seconds,
            rows=settings.sparql_rows,
            size=settings.sparql_megabytes * MEGABYTE,
            memory=settings.sparql_memory * MEGABYTE,
            on_disk=on_disk,
        )

    def apply(self) -> None:
        """Limit the memory of this process from now on, and leave no core file when it dies."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        size = memory_of_this_process()
        if size:
            resource.setrlimit(resource.RLIMIT_AS, (size + self.memory, size + self.memory))

    @contextmanager
    def for_one_query(self) -> Iterator[None]:
        """Limit time, processor and descriptors while a query runs.

        The alarm has no handler, so the kernel ends the process, also inside the engine. Without a free descriptor the engine
        cannot reach out, should a way ever be found past the look at the query.
        """
        spent = sum(os.times()[:2])
        _set_soft(resource.RLIMIT_CPU, int(spent + self.seconds) + _SPARE_SECONDS)
        before = _set_soft(resource.RLIMIT_NOFILE, _next_descriptor() + (_FILES_OF_A_STORE_ON_DISK if self.on_disk else 0))
        signal.setitimer(signal.ITIMER_REAL, self.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            _set_soft(resource.RLIMIT_NOFILE, before)


def _set_soft(kind: int, value: int) -> int:
    """Set the soft limit of *kind*, within the hard one; return what it was."""
    soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    return soft


def _next_descriptor() -> int:
    """The number that the next descriptor would have, which is the limit under which none is left."""
    probe = os.dup(0)
    os.close(probe)
    return probe


def memory_of_this_process() -> int:
    """The address space of this process in bytes; 0 where the system does not say (no /proc)."""
    return _statm()[0]


def memory_of_its_own() -> int:
    """The memory in bytes that this process shares with no other."""
    size = _statm()
    return size[1] - size[2]


def _statm() -> tuple[int, int, int]:
    """Address space, resident memory and the shared part of that, in bytes (proc(5))."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[:3]
    except OSError:
        return 0, 0, 0
    total, resident, shared = (int(number) * resource.getpagesize() for number in pages)
    return total, resident, shared
