"""What every store can do, and the values that it gives back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar

from cachetools import Cache, LRUCache, TTLCache
from rdflib import BNode, Graph, Literal, URIRef

Term = URIRef | Literal | BNode


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT: the names of the columns, and rows with a term, or None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """The rows as dictionaries without the empty cells."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT whose rows are worked out while they are read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


@dataclass(frozen=True)
class Chosen:
    """The dataset that was chosen for a query, by the names of graphs: those of its default graph, and those that it can name.

    A graph that is not published is an empty one (SPARQL 1.1 Protocol, section 2.1.4).
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def among(self, published: Sequence[str]) -> Chosen:
        """What of it is published."""
        known = frozenset(published)
        return Chosen(tuple(filter(known.__contains__, self.default)), tuple(filter(known.__contains__, self.named)))


class Triples(Protocol):
    """The answer to a CONSTRUCT or DESCRIBE whose triples are worked out while they are read."""

    def write(self, target: BinaryIO, media_type: str, most: int) -> int:
        """Write the triples to *target*; return how many there are.

        :raises TooMany: when there are more than *most*
        """


class TooMany(Exception):
    """An answer that is longer than it may be."""


class Quad(NamedTuple):
    """A triple and the IRI of the named graph that it stands in."""

    subject: Term
    predicate: URIRef
    value: Term
    graph: str


Answer = Table | Graph | bool
"""What SPARQL can answer: rows, triples, or yes and no."""


T = TypeVar("T")


class Memo:
    """What was worked out from a dataset and holds as long as it does not change: labels, the values of gaps.

    :param seconds: how long it is believed; for ever where None, as a published version never changes
    """

    def __init__(self, seconds: float | None = None, most: int = 1_000) -> None:
        self._kept: Cache[Hashable, Any] = LRUCache(most) if seconds is None else TTLCache(most, seconds)
        self._lock = RLock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under *key*, else what *make* gives, which is kept. Two threads may both make it; one is kept."""
        with self._lock:
            if key in self._kept:
                kept: T = self._kept[key]
                return kept
        made = make()
        with self._lock:
            first: T = self._kept.setdefault(key, made)
            return first


class Store(Protocol):
    """A published dataset that answers SPARQL. Queries see the *published* graphs merged into one, and can name each.

    :ivar memo: what was worked out from this data
    :ivar is_near: whether a query costs no more than itself, so that many small ones may be asked for one page
    """

    memo: Memo
    is_near: bool

    @property
    def predicates(self) -> Sequence[URIRef]:
        """Every property that the published graphs use."""

    @property
    def graphs(self) -> Sequence[str]:
        """The IRIs of the published graphs."""

    def within(self, graphs: tuple[str, ...]) -> Store:
        """The same data seen through *graphs* alone."""

    def answer(self, query: str, chosen: Chosen | None = None) -> Answer:
        """Answer a SELECT, CONSTRUCT, DESCRIBE or ASK.

        :param chosen: the graphs that it sees, of those that are published; all of them by default
        :raises QueryRefused: when the query does not parse
        :raises EngineFault: when the engine fails or cannot be reached
        """

    def select(self, query: str) -> Table:
        """Answer a SELECT."""

    def count(self, query: str) -> int:
        """How many rows the answer to a SELECT has."""

    def quads(
        self,
        subject: Term | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
        most: int | None = None,
    ) -> Iterator[Quad]:
        """The quads of published graphs that match; None matches everything. Who reads *most* at the most should say so."""

    def look_up(self, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        """The quads of published graphs that say one of *predicates* of one of *things*."""

    def quotation(self, statement: URIRef) -> str | None:
        """The exact words of a statement, where the document was attached at build time. Never exported."""
