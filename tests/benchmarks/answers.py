"""Saved questions over HTTP, beside the servers that engines bring with them, all asked the same of the same data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from graphapp.queries.scope import editions
from graphapp.store import open_version
from graphapp.store.versions import STORE, current_version
from tests.benchmarks import peers
from tests.benchmarks.editions import ASKED, Question, home, naming, open_size, published, questions, real_home, some_editions
from tests.benchmarks.figures import Figure, Line, Target, compared, summed_up
from tests.benchmarks.load import CannotMeasure, Load, Requests, fetch_once
from tests.benchmarks.plan import Plan
from tests.benchmarks.servers import Server, site

SIZE = "100k"
LONG = "measurements"
CACHE_MEGABYTES = 64
PAGE = {"Accept": "text/html"}
_SLOW_PEER_SECONDS = 5.0
"""One that answers few requests a second needs longer for a figure."""

OXIGRAPH, ON_DISK, BARE = "oxigraph serve, in memory", "oxigraph serve-read-only, on disk", "bare WSGI callable in granian"
RDFLIB, VIRTUOSO = "rdflib-endpoint", "Virtuoso /sparql"
SITE, SITE_CACHED, SITE_DISK, SITE_REAL = "graphapp serve", "graphapp serve, from its cache", "graphapp serve, on disk", "real"

Path = Callable[[Question], str]
Samples = dict[tuple[str, str], list[Load]]
"""The loads of each pair of a server and a question, a round each."""


@dataclass
class Contender:
    """A server that is asked every question.

    :param path: where it answers a question
    :param headers: of each request; the better of several is taken in each round
    """

    server: Server
    path: Path
    headers: Sequence[Mapping[str, str]] = (peers.RESULTS,)
    seconds: float = 0.0

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


@dataclass
class Contest:
    """The servers that run, what they were measured at, and why others do not take part."""

    contenders: dict[str, Contender] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    remarks: dict[tuple[str, str], str] = field(default_factory=dict)
    samples: Samples = field(default_factory=dict)

    def enter(self, stack: ExitStack, name: str, start: AbstractContextManager[Server], contender: Contender) -> None:
        """Start a server, or keep why it cannot be."""
        try:
            contender.server = stack.enter_context(start)
            self.contenders[name] = contender
        except CannotMeasure as reason:
            self.absent[name] = str(reason)

    def measure(self, name: str, question: Question, seconds: float) -> None:
        """Measure one server at one question, once; where it cannot answer, it is not asked again."""
        key = (name, question.query.name)
        if key in self.absent_pairs:
            return
        try:
            self.samples.setdefault(key, []).append(self.contenders[name].load(question, seconds))
        except CannotMeasure as reason:
            self.remarks[key] = str(reason)

    @property
    def absent_pairs(self) -> set[tuple[str, str]]:
        """The pairs of which there is nothing to measure."""
        return {key for key, reason in self.remarks.items() if not reason.startswith("answers")}

    def figure(self, name: str, question: Question, of: Callable[[Load], float], unit: str) -> Figure | None:
        """What a server was measured at."""
        found = self.samples.get((name, question.query.name), [])
        return Figure(tuple(map(of, found)), unit) if found else None


def measure(plan: Plan) -> Iterator[Line]:
    """Run the contest and give its lines."""
    store = open_size(SIZE, "memory")
    edition = some_editions(store, 1)[0]
    asked = questions(store, edition, ASKED[:3] if plan.quick else ASKED)
    del store
    real = open_version(current_version(real_home()), "memory")
    (long,) = questions(real, editions(real, naming())[-1], (LONG,))
    with ExitStack() as stack:
        contest = _start(plan, stack, asked)
        _warm(contest, asked, long)
        for number in range(plan.rounds):
            for question in asked:
                _round(contest, question, plan, backwards=number % 2 == 1)
            for suffix in ("json", "html"):
                contest.measure(f"{SITE_REAL} {suffix}", long, plan.seconds)
        yield from _lines(contest, asked, long)
        plan.notes.extend(_accounts(contest))


def _start(plan: Plan, stack: ExitStack, asked: Sequence[Question]) -> Contest:
    """Start everybody."""
    version, contest = published(SIZE), Contest()
    nobody: Server = None  # type: ignore[assignment]

    def json_path(question: Question) -> str:
        return question.path(".json")

    def enter(name: str, start: AbstractContextManager[Server], contender: Contender) -> None:
        contest.enter(stack, name, start, contender)

    place = home(SIZE)
    enter(SITE, site("graphapp", place), Contender(nobody, json_path))
    if SITE in contest.contenders:
        contest.contenders[f"{SITE} html"] = Contender(contest.contenders[SITE].server, Question.path, (PAGE,))
    enter(SITE_CACHED, site("graphapp cached", place, cache=CACHE_MEGABYTES), Contender(nobody, json_path))
    enter(f"{SITE_REAL} json", site("graphapp real", real_home()), Contender(nobody, json_path))
    if f"{SITE_REAL} json" in contest.contenders:
        server = contest.contenders[f"{SITE_REAL} json"].server
        contest.contenders[f"{SITE_REAL} html"] = Contender(server, Question.path, (PAGE,))
    enter(OXIGRAPH, peers.oxigraph_in_memory(version.dataset), Contender(nobody, peers.sparql_path))
    enter(BARE, peers.bare_wsgi(version.dataset, asked), Contender(nobody, lambda question: f"/{question.query.name}"))
    if plan.quick:
        contest.absent |= dict.fromkeys((RDFLIB, VIRTUOSO, ON_DISK), "left out by --quick")
        return contest
    enter(SITE_DISK, site("graphapp on disk", place, "disk"), Contender(nobody, json_path))
    enter(ON_DISK, peers.oxigraph_on_disk(version.folder / STORE), Contender(nobody, peers.sparql_path))
    # Virtuoso sends longer answers 40 ms late over a connection that stays open, at once over a new one: it is measured both ways
    ways = (peers.RESULTS, {**peers.RESULTS, "Connection": "close"})
    enter(VIRTUOSO, peers.virtuoso(version.dataset), Contender(nobody, peers.virtuoso_path, ways))
    rdflib = Contender(nobody, peers.rdflib_path, seconds=_SLOW_PEER_SECONDS)
    enter(RDFLIB, peers.rdflib_endpoint(version.dataset, asked[0].graphs), rdflib)
    return contest


def _warm(contest: Contest, asked: Sequence[Question], long: Question) -> None:
    """Ask everybody everything once, and see that the answers have the same number of rows."""
    for name, contender in contest.contenders.items():
        for question in (long,) if name.startswith(SITE_REAL) else asked:
            try:
                rows = contender.rows(question)
                if rows not in (None, question.rows):
                    contest.remarks[name, question.query.name] = f"answers {question.query.name} with {rows} rows"
            except CannotMeasure as reason:
                contest.remarks[name, question.query.name] = str(reason)


def _round(contest: Contest, question: Question, plan: Plan, *, backwards: bool) -> None:
    names = [name for name in contest.contenders if not name.startswith(SITE_REAL)]
    for name in reversed(names) if backwards else names:
        contest.measure(name, question, plan.seconds)


def _lines(contest: Contest, asked: Sequence[Question], long: Question) -> Iterator[Line]:
    """What was found, the questions one by one before what sums them up."""

    def rates(what: str, ours: str, other: str, target: Target | None) -> Iterator[Line]:
        lines = [_line(contest, f"{question.name} {what}", (ours, other), question) for question in asked]
        yield from lines
        remarks = sorted({text for (name, _), text in contest.remarks.items() if name == other})
        yield summed_up(f"Saved questions {what}: the middle one", lines, target, contest.absent.get(other, "; ".join(remarks)))

    yield from rates("as JSON", SITE, OXIGRAPH, Target(0.9))
    what = "slowest of a hundred"
    slow = [_line(contest, f"{question.name}, {what}", (SITE, OXIGRAPH), question, slowest=True) for question in asked]
    yield from slow
    yield summed_up("… the slowest of a hundred requests", slow, Target(2, at_most=True))
    yield from rates("as JSON", SITE, RDFLIB, Target(80))
    yield from rates("as JSON", SITE, VIRTUOSO, Target(1.5))
    yield from rates("as JSON", SITE, BARE, None)
    yield from rates("as JSON, on disk", SITE_DISK, ON_DISK, None)
    yield from rates("as JSON, from the cache", SITE_CACHED, OXIGRAPH, Target(4))
    pages = [_line(contest, f"{question.name} as a page", (f"{SITE} html", SITE), question) for question in asked]
    yield from pages
    yield summed_up("Saved questions as a page: the middle one", pages, Target(0.65))
    yield _line(contest, f"{long.name} as a page", (f"{SITE_REAL} html", f"{SITE_REAL} json"), long, Target(0.5), detail=False)


_SHOWN = {SITE: "its JSON", f"{SITE_REAL} json": "its JSON"}


def _line(
    contest: Contest,
    what: str,
    servers: tuple[str, str],
    question: Question,
    target: Target | None = None,
    *,
    slowest: bool = False,
    detail: bool = True,
) -> Line:
    ours, other = servers
    of, unit = ((lambda load: load.slow), " ms") if slowest else ((lambda load: load.rate), "/s")
    mine, theirs = (contest.figure(name, question, of, unit) for name in (ours, other))
    beside = _SHOWN.get(other, other)
    reasons = (contest.absent.get(other), *(contest.remarks.get((name, question.query.name)) for name in (other, ours)))
    note = next(filter(None, reasons), "")
    if mine is None or theirs is None:
        return Line(what, beside, target=target, detail=detail, note=note)
    return compared(what, mine, beside, theirs, target, detail=detail, note=note)


def _accounts(contest: Contest) -> Iterator[str]:
    """The processor time and the memory of each server."""
    for name, contender in contest.contenders.items():
        server = contender.server
        if server.asked and not name.endswith("html") and not name.startswith(SITE_REAL):
            each = server.worked / server.asked * 1_000
            yield f"{name}: {each:.2f} ms of processor time for a request, {server.memory:.0f} MB of memory"
