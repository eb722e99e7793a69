"""Which saved questions take longer where there are more editions, although a question is asked of one.

The same question is asked of the same edition in a small store and in a large one, in turn, so that noise falls on both.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from graphapp.graph.findings import Finding, Severity
from graphapp.hints import shown
from graphapp.namespaces import Naming
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import options
from graphapp.queries.run import run_query
from graphapp.queries.scope import EDITION, editions, within_edition
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.synthesis.template import read_template
from graphapp.synthesis.writing import generate

SMALL, LARGE = 10_000, 100_000
"""Quads of the two stores."""

MOST = 3.0
"""By how much a question may take longer in the large one: an index of ten times as many facts is a little deeper, no more."""

_REPEATED = (5, 15, 45)
"""How often a question is asked. Only one that seems to grow is asked more often: another program may have been in the way."""


_BEYOND_DOUBT = 4
"""What grows by so many times more than it may needs no second look."""


@dataclass(frozen=True)
class Growth:
    """How long a question takes in the two stores, in seconds: the middle of several times.

    :param given: the values of its gaps
    """

    query: SavedQuery
    given: Mapping[str, str]
    small: float
    large: float

    @property
    def factor(self) -> float:
        """How many times as long it takes in the large store."""
        return self.large / self.small

    @property
    def is_too_much(self) -> bool:
        """Whether the question has to be mended."""
        return self.factor > MOST


@dataclass(frozen=True)
class Stores:
    """A small store and a large one, and the name of an edition that is the same in both."""

    small: Store
    large: Store
    edition: str


def invent_stores(dataset: Path, naming: Naming) -> Stores:
    """Stores of :data:`SMALL` and :data:`LARGE` quads in memory, of the shape of the published *dataset*."""
    template = read_template(dataset, naming)
    found: list[EmbeddedStore] = []
    for quads in (SMALL, LARGE):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "invented.nq"
            with file.open("wb") as target:
                made = generate(template, quads, 0, target)
            store = EmbeddedStore(made.graphs)
            store.load(file)
        store.seal(merge=False)  # a copy of one edition is as small in every store, and would hide what grows
        found.append(store)
    small, large = found
    return Stores(small, large, editions(small, naming)[0])


def growth(query: SavedQuery, stores: Stores, naming: Naming) -> Growth:
    """How much longer *query* takes in the large store: with the values of its gaps with which that is the most."""
    return max((_growth(query, given, stores, naming) for given in _tries(query, stores, naming)), key=lambda found: found.factor)


def find_growth(queries: Iterable[SavedQuery], stores: Stores, naming: Naming) -> Iterator[Finding]:
    """The questions among *queries* that take too much longer in a larger store."""
    for query in queries:
        found = growth(query, stores, naming)
        if found.is_too_much:
            values = " ".join(f"{name}={value}" for name, value in found.given.items())
            message = (
                f"{shown(query.file)}: it takes {found.factor:.1f} times as long where there are ten times as many facts"
                f"{f' (with {values})' if values else ''}; {MOST:g} is the most. Put the selective pattern first, and let every "
                "pattern share a variable with the ones before it."
            )
            yield Finding(Severity.VIOLATION, "growth", query.name, message)


def _tries(query: SavedQuery, stores: Stores, naming: Naming) -> Iterator[dict[str, str]]:
    """Values for the gaps: the defaults, and where gaps may stay empty, a value in each of these."""
    yield {}
    scoped = within_edition(stores.small, naming, stores.edition)
    empty = (item for item in query.parameters if not item.required and item.default is None)
    filled = {item.name: known[0].value for item in empty if (known := options(scoped, item, naming))}
    if filled:
        yield filled


def _growth(query: SavedQuery, given: Mapping[str, str], stores: Stores, naming: Naming) -> Growth:
    asked = {EDITION: stores.edition, **given}
    small, large = (partial(run_query, store, query, asked, naming) for store in (stores.small, stores.large))
    found = Growth(query, given, 0, 0)
    for repeated in _REPEATED:
        times = [(_seconds(small), _seconds(large)) for _ in range(repeated + 1)][1:]  # at first labels and choices are read
        found = Growth(query, given, *(median(column) for column in zip(*times, strict=True)))
        if not MOST < found.factor < MOST * _BEYOND_DOUBT:
            break
    return found


def _seconds(ask: Callable[[], object]) -> float:
    begin = time.perf_counter()
    ask()
    return time.perf_counter() - begin
