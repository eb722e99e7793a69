"""What one query may take, and how the kernel is told so."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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

    def apply(self, memory: Memory) -> None:
        """Limit the memory of this process from now on, and leave no core file when it dies."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        size = memory.address_space
        if size:
            resource.setrlimit(resource.RLIMIT_AS, (size + self.memory, size + self.memory))

    @contextmanager
    def without_descriptors(self) -> Iterator[None]:
        """Leave no free descriptor, but for the files of a store on disk.

        Without one the engine cannot reach out, should a way ever be found past the look at the query.
        """
        before = _set_soft(resource.RLIMIT_NOFILE, _next_descriptor() + (_FILES_OF_A_STORE_ON_DISK if self.on_disk else 0))
        try:
            yield
        finally:
            _set_soft(resource.RLIMIT_NOFILE, before)

    @contextmanager
    def for_one_query(self) -> Iterator[None]:
        """Limit time and processor while a query runs: the alarm has no handler, so the kernel ends the process, also inside the
        engine.
        """
        _set_soft(resource.RLIMIT_CPU, int(time.process_time() + self.seconds) + _SPARE_SECONDS)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


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


class Memory:
    """What this process holds (proc(5), statm). The file stays open, so that a look takes a moment and no free descriptor."""

    def __init__(self) -> None:
        try:
            self._file: int | None = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:  # a system without /proc
            self._file = None

    @property
    def address_space(self) -> int:
        """In bytes; 0 where the system does not say."""
        return self._pages()[0] * resource.getpagesize()

    @property
    def own(self) -> int:
        """The bytes in memory that are of no file and shared with no other process through one."""
        _, resident, shared = self._pages()
        return (resident - shared) * resource.getpagesize()

    def _pages(self) -> tuple[int, int, int]:
        """Pages of the address space, those in memory, and those of files among them."""
        if self._file is None:
            return 0, 0, 0
        total, resident, shared = map(int, os.pread(self._file, 100, 0).split()[:3])
        return total, resident, shared
