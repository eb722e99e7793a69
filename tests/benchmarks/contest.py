"""Servers that are asked the same questions in turn, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from tests.benchmarks import peers
from tests.benchmarks.editions import Question
from tests.benchmarks.figures import Figure, Line, Target, compared
from tests.benchmarks.load import CannotMeasure, Load, Requests, fetch_once
from tests.benchmarks.servers import Server

Path = Callable[[Question], str]
"""Where a server answers a question."""


class Aspect(NamedTuple):
    """What of a load a line is about."""

    of: Callable[[Load], float]
    unit: str


RATE, SLOW = Aspect(attrgetter("rate"), "/s"), Aspect(attrgetter("slow"), " ms")

PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class Contender:
    """A server that is asked every question, or one that it has.

    :param called: what it is called in the table
    :param headers: of each request; where there are several ways to ask, the better is taken in each round
    :param seconds: how long it is asked at the least: one that answers few requests a second needs longer for a figure
    :param counted: whether what it takes is told in the end
    """

    called: str
    server: Server
    path: Path
    headers: Sequence[Mapping[str, str]] = (peers.RESULTS,)
    seconds: float = 0.0
    counted: bool = True

    def load(self, question: Question, seconds: float) -> Load:
        """Ask *question* for a while."""
        paths = (self.path(question),)
        found = [self.server.load(paths, max(seconds, self.seconds), headers) for headers in self.headers]
        return max(found, key=lambda load: load.rate)

    def rows(self, question: Question) -> int | None:
        """How many rows it answers *question* with; None for a page, of which they are not counted."""
        content = fetch_once(Requests(self.server.address, (self.path(question),), self.headers[0]))
        if self.headers[0] == PAGE:
            return None
        found = json.loads(content)
        return len(found["rows"] if "rows" in found else found["results"]["bindings"])

    def account(self) -> str:
        """The processor time and the memory that it took."""
        each = self.server.worked / self.server.asked * 1_000
        return f"{self.called}: {each:.2f} ms of processor time for a request, {self.server.memory:.0f} MB of memory"


@dataclass
class Contest:
    """The servers that run, with what was measured.

    :ivar absent: why a server does not take part at all, or has nothing to be measured at a question
    :ivar remarks: what the figures of a server at a question do not say
    """

    stack: ExitStack
    contenders: dict[str, Contender] = field(default_factory=dict)
    absent: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: dict[tuple[str, str], str] = field(default_factory=dict)
    samples: dict[tuple[str, str], list[Load]] = field(default_factory=dict)

    def start(self, name: str, server: AbstractContextManager[Server]) -> Server | None:
        """Start a server until the end of the contest, or keep why it cannot be."""
        try:
            return self.stack.enter_context(server)
        except CannotMeasure as reason:
            self.leave_out(name, str(reason))
            return None

    def leave_out(self, name: str, reason: str) -> None:
        """Keep why a server does not take part."""
        self.absent[name, ""] = reason

    def enter(self, contender: Contender) -> None:
        """Let a server that runs take part."""
        self.contenders[contender.called] = contender

    def warm(self, name: str, question: Question) -> None:
        """Ask a server once, and see that the answer has the right number of rows."""
        key = (name, question.query.name)
        try:
            rows = self.contenders[name].rows(question)
        except CannotMeasure as reason:
            self.absent[key] = str(reason)
            return
        if rows not in (None, question.rows):
            self.remarks[key] = f"it answers {question.query.name} with {rows} rows, not {question.rows}"

    def measure(self, name: str, question: Question, seconds: float) -> None:
        """Measure a server at a question, once; where it cannot answer, it is not asked again."""
        key = (name, question.query.name)
        if key not in self.absent:
            try:
                self.samples.setdefault(key, []).append(self.contenders[name].load(question, seconds))
            except CannotMeasure as reason:
                self.absent[key] = str(reason)

    def line(
        self,
        what: str,
        names: tuple[str, str],
        question: Question,
        target: Target | None = None,
        *,
        aspect: Aspect = RATE,
    ) -> Line:
        """How the first of two servers compares with the second at a question; without a target it is one of several."""
        detail = target is None
        ours, other = (self._figure(name, question, aspect) for name in names)
        if ours is None or other is None:
            reasons = (self.absent.get((name, asked)) for name in reversed(names) for asked in ("", question.query.name))
            return Line(what, names[1], target=target, detail=detail, note=next(filter(None, reasons), "nothing was measured"))
        note = self.remarks.get((names[1], question.query.name), "")
        return compared(what, ours, names[1], other, target, detail=detail, note=note)

    def _figure(self, name: str, question: Question, aspect: Aspect) -> Figure | None:
        key = (name, question.query.name)
        loads = [] if key in self.absent else self.samples.get(key, [])
        return Figure(tuple(map(aspect.of, loads)), aspect.unit) if loads else None

    def accounts(self) -> Iterator[str]:
        """What each server took."""
        return (contender.account() for contender in self.contenders.values() if contender.counted and contender.server.asked)
