"""People who ask one thing after the other, each on a connection that stays open, and what became of it."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from statistics import quantiles
from threading import Event, Thread

from tests.load.kinds import EXPORT, FOUND, KINDS, OK, Kind, numbers

_PATIENCE = 60.0
_MOST_FAULTS = 20


@dataclass
class Figures:
    """What came of many requests.

    :param faults: what should not have been, the first few
    :param seconds: how long each took, by kind
    """

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    versions: set[int] = field(default_factory=set)

    def add(self, other: Figures) -> None:
        """Take what another client has seen."""
        self.statuses += other.statuses
        self.faults += other.faults
        self.versions |= other.versions
        for kind, seconds in other.seconds.items():
            self.seconds[kind] += seconds

    def lines(self) -> list[str]:
        """A line for each kind: how often, how fast in the middle and all but one in a hundred, and with which statuses."""
        found = []
        for kind, seconds in self.seconds.items():
            statuses = ", ".join(f"{status}: {count}" for (name, status), count in sorted(self.statuses.items()) if name == kind)
            middle, slow = (1_000 * of_hundred(seconds, share) for share in (50, 99))
            found.append(f"{kind:22} {len(seconds):7}   p50 {middle:7.1f} ms   p99 {slow:7.1f} ms   {statuses}")
        return found


def of_hundred(values: list[float], share: int) -> float:
    """What *share* of a hundred of the *values* are below."""
    return quantiles(values, n=100)[share - 1] if len(values) > 1 else values[0]


class Client(Thread):
    """Asks until it is told to end."""

    def __init__(self, host: str, port: int, seed: int, end: Event) -> None:
        super().__init__(name=f"client-{seed}")
        self._connection = HTTPConnection(host, port, timeout=_PATIENCE)
        self._chance, self._end = Random(seed), end  # noqa: S311 - the same order each time
        self._newest = 0
        self.figures = Figures()

    def run(self) -> None:
        """Ask one thing after the other; who met many faults asks no more."""
        shares = [kind.share for kind in KINDS]
        try:
            while not self._end.is_set() and len(self.figures.faults) < _MOST_FAULTS:
                (kind,) = self._chance.choices(KINDS, shares)
                location = self._ask(kind, kind.path)
                if kind.status == FOUND and location:
                    self._ask(EXPORT, location)
        finally:
            self._connection.close()

    def _ask(self, kind: Kind, path: str) -> str:
        """Ask for *path*; return where it leads to."""
        began = time.monotonic()
        try:
            self._connection.request("GET", path)
            response = self._connection.getresponse()
            status, text = response.status, response.read().decode()
        except (OSError, HTTPException) as error:
            self.figures.faults.append(f"{kind.name}: the connection was dropped: {error!r}")
            self._connection.close()
            return ""
        self.figures.seconds[kind.name].append(time.monotonic() - began)
        self.figures.statuses[kind.name, status] += 1
        fault = kind.fault(status, text) or (self._older(kind, text) if status == OK else "")
        if fault:
            self.figures.faults.append(fault)
        return response.getheader("Location") or ""

    def _older(self, kind: Kind, text: str) -> str:
        """One connection is answered by one process, where no version comes back after a newer one."""
        found = max(numbers(text), default=self._newest)
        self.figures.versions.add(found)
        before, self._newest = self._newest, max(found, self._newest)
        return f"{kind.name}: version {found} came after version {before}" if found < before else ""
