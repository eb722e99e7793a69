"""The same question and the same page, in small stores and in large ones."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

from rdflib import URIRef

from graphapp.queries.binding import bind
from graphapp.queries.parameters import Filled, fill
from graphapp.queries.run import bound_sparql, run_query
from graphapp.queries.scope import EDITION, within_edition
from graphapp.store.base import Store
from tests.benchmarks.editions import ASKED, Question, home, naming, open_size, pages, questions, some_editions
from tests.benchmarks.figures import Figure, Line, Target, compared, interleaved, seconds, summed_up
from tests.benchmarks.plan import Plan
from tests.benchmarks.servers import Server, site

_EDITIONS, _REPEATED = 8, 5
_PAGES, _CANDIDATES = 40, 60
HUB = "/doc/theme/transition-to-adulthood"


@dataclass(frozen=True)
class Sample:
    """A store with the questions that editions of it are asked, by name."""

    store: Store
    asked: Mapping[str, Sequence[Question]]

    def middle(self, name: str) -> float:
        """How long the question takes in ms, in the middle of all editions and repetitions."""
        return statistics.median(
            seconds(partial(run_query, self.store, asked.query, asked.given, naming())) * 1_000
            for _ in range(_REPEATED)
            for asked in self.asked[name]
        )


def measure(plan: Plan) -> Iterator[Line]:
    """The lines on growth."""
    yield from _questions(plan, "memory", "10k", "100k" if plan.quick else "1M", Target(3, at_most=True))
    if not plan.quick:
        yield from _questions(plan, "disk", "100k", "10M", Target(1.3, at_most=True))
    yield from _bound(plan, "100k" if plan.quick else "1M")
    yield from _pages(plan, "10k", "100k" if plan.quick else "10M")


def _sample(size: str, engine: str) -> Sample:
    """A store, and every question answered once for each of its editions, so that nothing is read for the first time later."""
    store = open_size(size, engine)
    by_edition = [questions(store, edition) for edition in some_editions(store, _EDITIONS)]
    return Sample(store, {name: [asked[place] for asked in by_edition] for place, name in enumerate(ASKED)})


def _questions(plan: Plan, engine: str, small: str, large: str, target: Target) -> Iterator[Line]:
    stores = {size: _sample(size, engine) for size in (small, large)}
    lines = [_growth(plan, stores, name, f"{name}, {engine}, {large}") for name in ASKED]
    yield from lines
    where = "in memory" if engine == "memory" else "on disk"
    yield summed_up(f"Saved questions {where}, {large}: the middle one", lines, target, "self-evaluations that are asked often")
    worst = max(lines, key=lambda line: line.ratio.median if line.ratio else 0)
    what = f"… the one that grows most, {worst.what.partition(',')[0]}"
    yield Line(what, worst.beside, worst.ours, worst.other, worst.ratio, target)


def _growth(plan: Plan, stores: Mapping[str, Sample], name: str, what: str) -> Line:
    small, large = stores
    found = interleaved(plan.rounds, {size: partial(filled.middle, name) for size, filled in stores.items()}, " ms")
    return compared(what, found[large], f"the same with {small}", found[small], detail=True)


def _bound(plan: Plan, size: str) -> Iterator[Line]:
    """A question whose gaps are filled, beside one with the same terms typed into it, which has no gaps."""
    store = open_size(size, "memory")
    asked = questions(store, some_editions(store, 1)[0])
    lines = [_answered_line(plan, store, each) for each in asked]
    yield from lines
    yield summed_up(f"Gaps bound, {size}: the middle question", lines, Target(1.05, at_most=True))
    lines = [_bound_line(plan, store, each) for each in asked]
    yield from lines
    yield summed_up("… where values that were never given are bound for every answer", lines)


def _answered_line(plan: Plan, store: Store, asked: Question) -> Line:
    """The answer as the site gives it, with the question bound once for these values, as it is there."""
    typed = replace(asked.query, parameters=(), sparql=bind(_bound_text(store, asked), {}))
    given = {EDITION: asked.given[EDITION]}
    ways = {
        "bound": partial(run_query, store, asked.query, asked.given, naming()),
        "typed": partial(run_query, store, typed, given, naming()),
    }
    return _bound_beside_typed(plan, f"{asked.name} answered", ways)


def _bound_line(plan: Plan, store: Store, asked: Question) -> Line:
    """The query alone, with its terms put into it each time."""
    scoped, filled = _filled_gaps(store, asked)
    typed = bind(_bound_text(store, asked), {})
    ways = {
        "bound": lambda: scoped.select(bound_sparql(asked.query, filled, naming())),
        "typed": lambda: scoped.select(typed),
    }
    return _bound_beside_typed(plan, f"{asked.name} bound", ways)


def _filled_gaps(store: Store, asked: Question) -> tuple[Store, Mapping[str, Filled]]:
    scoped = within_edition(store, naming(), asked.given[EDITION])
    return scoped, fill(scoped, asked.query, {name: it for name, it in asked.given.items() if name != EDITION}, naming())


def _bound_text(store: Store, asked: Question) -> str:
    return bound_sparql(asked.query, _filled_gaps(store, asked)[1], naming())


def _bound_beside_typed(plan: Plan, what: str, ways: Mapping[str, Callable[[], object]]) -> Line:
    """The middle of many answers of each way, asked by turns, so that noise falls on both."""
    for action in ways.values():
        action()

    def middle(action: Callable[[], object]) -> Callable[[], float]:
        return lambda: statistics.median(seconds(action) * 1_000 for _ in range(_EDITIONS * _REPEATED))

    found = interleaved(max(plan.rounds, 5), {name: middle(action) for name, action in ways.items()}, " ms")
    return compared(what, found["bound"], "the same, typed by hand", found["typed"], detail=True)


def _pages(plan: Plan, small: str, large: str) -> Iterator[Line]:
    """Pages of things over HTTP, one at a time: as the site chooses its engine, and with both stores on disk."""
    asked: dict[str, dict[str, tuple[str, ...]]] = {**_alike(small, large), "theme, a hub": {small: (HUB,), large: (HUB,)}}
    for engine, how in (("auto", "as served"), ("disk", "both on disk")):
        with ExitStack() as stack:
            sites = {size: stack.enter_context(site(f"graphapp {size} {engine}", home(size), engine)) for size in (small, large)}
            for kind, paths in asked.items():
                target = Target(1.5, at_most=True) if paths[small] != (HUB,) else None
                found = _times(plan, sites, paths)
                yield compared(f"Page of a {kind}, {large}, {how}", found[large], f"the same with {small}", found[small], target)


def _alike(small: str, large: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Pages of things in both stores, by kind. A service of the large one has the facts of six years: those are taken that have
    as many facts as one of the small one has in its year.
    """
    kinds = {"statement": "sef:Statement", "service with as many facts": "sef:Service"}
    return {kind: _pairs(small, large, class_) for kind, class_ in kinds.items()}


def _pairs(small: str, large: str, class_: str) -> dict[str, tuple[str, ...]]:
    """The pages of a class that are most alike in size, each once."""
    few, many = (_by_size(open_size(size, "disk"), class_) for size in (small, large))
    pairs = []
    for path, facts in few.items():
        nearest = min(many, key=lambda other: (abs(many[other] - facts), other))
        pairs.append((abs(many.pop(nearest) - facts), path, nearest))
    chosen = sorted(pairs)[:_PAGES]
    return {small: tuple(path for _, path, _ in chosen), large: tuple(path for _, _, path in chosen)}


def _by_size(store: Store, class_: str) -> dict[str, int]:
    """The pages of the things of a class in some editions, each with how many facts there are of it."""
    addresses = (path for name in some_editions(store, _EDITIONS) for path in pages(store, name, class_, _CANDIDATES))
    return {path: _facts(store, naming().resolve(path.replace("/doc/", "id/", 1))) for path in addresses}


def _facts(store: Store, thing: URIRef) -> int:
    return sum(1 for _ in store.quads(subject=thing)) + sum(1 for _ in store.quads(value=thing))


def _times(plan: Plan, sites: Mapping[str, Server], paths: Mapping[str, tuple[str, ...]]) -> dict[str, Figure]:
    def one(size: str) -> Callable[[], float]:
        return lambda: sites[size].load(paths[size], plan.seconds, {"Accept": "text/html"}, connections=1).middle

    for size in sites:
        one(size)()
    return interleaved(plan.rounds, {size: one(size) for size in sites}, " ms")
