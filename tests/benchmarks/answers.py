"""Saved questions over HTTP, beside the servers that engines bring with them, all asked the same of the same data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack

from graphapp.queries.scope import editions
from graphapp.store import open_version
from graphapp.store.versions import STORE, current_version
from tests.benchmarks import peers
from tests.benchmarks.contest import PAGE, SLOW, Contender, Contest, Path
from tests.benchmarks.editions import ASKED, Question, home, naming, open_size, published, questions, real_home, some_editions
from tests.benchmarks.figures import Line, Target, summed_up
from tests.benchmarks.plan import Plan
from tests.benchmarks.servers import Server, site

SIZE = "100k"
LONG = "measurements"
CACHE_MEGABYTES = 64
_SLOW_PEER_SECONDS = 5.0

SITE, SITE_CACHED, SITE_ON_DISK = "graphapp serve", "graphapp serve, from its cache", "graphapp serve, on disk"
PAGES, REAL_PAGES, REAL = "the same as a page", "the real edition as a page", "its JSON"
OXIGRAPH, OXIGRAPH_ON_DISK = "oxigraph serve, in memory", "oxigraph serve-read-only, on disk"
BARE, VIRTUOSO = "bare WSGI callable in granian", "Virtuoso /sparql"
RDFLIB, RDFLIB_SMALL = "rdflib-endpoint", "rdflib-endpoint that holds this edition alone"
NOT_QUICK = (RDFLIB, RDFLIB_SMALL, VIRTUOSO, OXIGRAPH_ON_DISK, SITE_ON_DISK)


def measure(plan: Plan) -> Iterator[Line]:
    """Run the contest and give its lines."""
    asked, long = _questions(plan)
    with ExitStack() as stack:
        contest = Contest(stack)
        _start(contest, plan, asked)
        turns = [(name, question) for question in asked for name in contest.contenders if name not in (REAL, REAL_PAGES)]
        turns += [(name, long) for name in (REAL, REAL_PAGES) if name in contest.contenders]
        for name, question in turns:
            contest.warm(name, question)
        for number in range(plan.rounds):
            for name, question in turns[:: 1 if number % 2 == 0 else -1]:
                contest.measure(name, question, plan.seconds)
        yield from _lines(contest, asked, long)
        plan.notes.extend(contest.accounts())


def _questions(plan: Plan) -> tuple[list[Question], Question]:
    """Questions of an invented edition, and one of the real edition, which has a hundred rows."""
    store, real = open_size(SIZE, "memory"), open_version(current_version(real_home()), "memory")
    asked = questions(store, some_editions(store, 1)[0], ASKED[:3] if plan.quick else ASKED)
    (long,) = questions(real, editions(real, naming())[-1], (LONG,))
    return asked, long


def _start(contest: Contest, plan: Plan, asked: Sequence[Question]) -> None:
    """Start everybody."""
    _start_sites(contest, plan)
    dataset = published(SIZE).dataset
    _enter(contest, BARE, peers.bare_wsgi(dataset, asked), lambda question: f"/{question.query.name}")
    _enter(contest, OXIGRAPH, peers.oxigraph_in_memory(dataset), peers.sparql_path)
    if plan.quick:
        for name in NOT_QUICK:
            contest.leave_out(name, "left out by --quick")
        return
    _enter(contest, OXIGRAPH_ON_DISK, peers.oxigraph_on_disk(published(SIZE).folder / STORE), peers.sparql_path)
    if server := contest.start(VIRTUOSO, peers.virtuoso(dataset)):
        # it sends a longer answer 40 ms late over a connection that stays open, and at once over a new one
        ways = (peers.RESULTS, {**peers.RESULTS, "Connection": "close"})
        contest.enter(Contender(VIRTUOSO, server, peers.virtuoso_path, ways))
    for name, graphs, path in ((RDFLIB, (), peers.rdflib_path), (RDFLIB_SMALL, asked[0].graphs, peers.rdflib_path_of_everything)):
        if server := contest.start(name, peers.rdflib_endpoint(dataset, graphs)):
            contest.enter(Contender(name, server, path, seconds=_SLOW_PEER_SECONDS))


def _start_sites(contest: Contest, plan: Plan) -> None:
    """Start our own servers: with and without a cache, in memory and on disk, and one over the real edition."""
    if server := contest.start(SITE, site("graphapp", home(SIZE))):
        contest.enter(Contender(SITE, server, _json))
        contest.enter(Contender(PAGES, server, Question.path, (PAGE,), counted=False))
    if server := contest.start(REAL, site("graphapp real", real_home())):
        contest.enter(Contender(REAL, server, _json, counted=False))
        contest.enter(Contender(REAL_PAGES, server, Question.path, (PAGE,), counted=False))
    _enter(contest, SITE_CACHED, site("graphapp cached", home(SIZE), cache=CACHE_MEGABYTES), _json)
    if not plan.quick:
        _enter(contest, SITE_ON_DISK, site("graphapp on disk", home(SIZE), "disk"), _json)


def _json(question: Question) -> str:
    return question.path(".json")


def _enter(contest: Contest, name: str, start: AbstractContextManager[Server], path: Path) -> None:
    if server := contest.start(name, start):
        contest.enter(Contender(name, server, path))


def _lines(contest: Contest, asked: Sequence[Question], long: Question) -> Iterator[Line]:
    """What was found, the questions one by one before what sums them up."""
    yield from _rates(contest, asked, "as JSON", (SITE, OXIGRAPH), Target(0.9))
    slow = [contest.line(f"{question.name}, slowest of a hundred", (SITE, OXIGRAPH), question, aspect=SLOW) for question in asked]
    yield from slow
    yield summed_up("… the slowest of a hundred requests", slow, Target(2, at_most=True))
    yield from _rates(contest, asked, "as JSON", (SITE, RDFLIB), Target(80))
    yield from _rates(contest, asked, "as JSON", (SITE, RDFLIB_SMALL), None)
    yield from _rates(contest, asked, "as JSON", (SITE, VIRTUOSO), Target(1.5))
    yield from _rates(contest, asked, "as JSON", (SITE, BARE), None)
    yield from _rates(contest, asked, "as JSON, on disk", (SITE_ON_DISK, OXIGRAPH_ON_DISK), None)
    yield from _rates(contest, asked, "as JSON, from the cache", (SITE_CACHED, OXIGRAPH), Target(4))
    yield from _rates(contest, asked, "as a page", (PAGES, SITE), Target(0.65))
    yield contest.line(f"{long.name} as a page", (REAL_PAGES, REAL), long, Target(0.5))


def _rates(
    contest: Contest, asked: Sequence[Question], what: str, names: tuple[str, str], target: Target | None
) -> Iterator[Line]:
    lines = [contest.line(f"{question.name} {what}", names, question) for question in asked]
    yield from lines
    remarks = "; ".join(sorted({text for (name, _), text in contest.remarks.items() if name == names[1]}))
    yield summed_up(f"Saved questions {what}: the middle one", lines, target, remarks)
