"""What every store can do, and the values that it gives back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

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
class Quad:
    """A triple and the IRI of the named graph that it stands in."""

    subject: Term
    predicate: URIRef
    value: Term
    graph: str


Answer = Table | Graph | bool
"""What SPARQL can answer: rows, triples, or yes and no."""


class Store(Protocol):
    """A published dataset that answers SPARQL. Queries see the *published* graphs merged into one, and can name each."""

    @property
    def graphs(self) -> Sequence[str]:
        """The IRIs of the published graphs."""

    def answer(self, query: str) -> Answer:
        """Answer a SELECT, CONSTRUCT, DESCRIBE or ASK.

        :raises QueryRefused: when the query does not parse
        :raises EngineFault: when the engine fails or cannot be reached
        """

    def select(self, query: str) -> Table:
        """Answer a SELECT."""

    def quads(self, subject: Term | None = None, predicate: URIRef | None = None, value: Term | None = None) -> Iterator[Quad]:
        """The quads of published graphs that match; None matches everything."""

    def quotation(self, statement: URIRef) -> str | None:
        """The exact words of a statement, where the document was attached at build time. Never exported."""
