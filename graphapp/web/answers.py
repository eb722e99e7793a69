"""Answers that were worked out, kept as bytes while their version is served."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Condition

from cachetools import LRUCache

from graphapp.queries.paging import Window

_MEGABYTE = 1024 * 1024
_OVERHEAD = 500
"""Bytes that keeping an answer takes beside its content."""


@dataclass(frozen=True)
class Ready:
    """An answer as it goes out.

    :param rows: how many rows it has, for the log
    :param window: which page it is, where it is one of several
    :param location: where the answer is, where it is not here
    """

    content: bytes
    media_type: str
    rows: int
    window: Window | None = None
    location: str = ""

    @cached_property
    def tag(self) -> str:
        """What tells this representation from any other, for a strong ETag: a digest of its bytes."""
        return blake2b(self.content, digest_size=16).hexdigest()


class AnswerCache:
    """Answers of one version, so none is ever out of date; the least used go first.

    :param megabytes: how much memory they may take; nothing is kept with 0
    """

    def __init__(self, megabytes: int) -> None:
        self._kept: LRUCache[Hashable, Ready] = LRUCache(megabytes * _MEGABYTE, lambda ready: len(ready.content) + _OVERHEAD)
        self._making: set[Hashable] = set()
        self._condition = Condition()

    def get(self, key: Hashable, make: Callable[[], Ready]) -> Ready:
        """The answer kept under *key*, else what *make* gives. Who asks for what is being made waits for it."""
        if not self._kept.maxsize:
            return make()
        with self._condition:
            self._condition.wait_for(lambda: key not in self._making)
            if key in self._kept:
                return self._kept[key]
            self._making.add(key)
        ready = None
        try:
            ready = make()
        finally:
            self._done(key, ready)
        return ready

    def find(self, key: Hashable) -> Ready | None:
        """The answer kept under *key*, for whoever does not wait while others make it: what makes it has a queue of its own."""
        with self._condition:
            return self._kept.get(key)

    def keep(self, key: Hashable, ready: Ready) -> None:
        """Keep an answer that was made without :meth:`get`."""
        self._done(key, ready)

    def _done(self, key: Hashable, ready: Ready | None) -> None:
        with self._condition:
            self._making.discard(key)
            if ready and len(ready.content) + _OVERHEAD <= self._kept.maxsize:
                self._kept[key] = ready
            self._condition.notify_all()
