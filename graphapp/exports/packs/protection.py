"""Counts of fewer than ten people, who could be recognised where a pack brings them together with a partner.

The rule goes by the mark ``sef:smallCount``, which the shapes demand of every count of people below ten: the figure is replaced,
and so are the words of every statement that reports it or restates one that does. That the statement is there, where it is
printed, and why it counts stay, so a pack has as many statements as the answer on the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rdflib import Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from graphapp.namespaces import SEF
from graphapp.queries.run import Answered, Cell
from graphapp.store.base import Quad, Store

FEWER = "fewer than 10"
"""What stands in the place of a small count."""

WITHHELD = "The words of this statement are left out: they give a number of people below ten."
"""What stands in the place of the words of a statement that reports one."""

_FIGURES = (SEF.value, SEF.minValue, SEF.maxValue)


@dataclass(frozen=True)
class SmallCounts:
    """The measurements that count fewer than ten people, and the statements that tell one, by IRI."""

    measurements: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()

    def within(self, answered: Answered) -> frozenset[str]:
        """What of *answered* is protected."""
        named = {cell.iri for row in answered.rows for cell in row.values() if cell.iri}
        return frozenset((self.measurements | self.statements) & named)


def small_counts(store: Store) -> SmallCounts:
    """The small counts that *store* holds, read once for each version."""
    return store.memo.get("small counts", lambda: _read(store))


def _read(store: Store) -> SmallCounts:
    marked = {quad.subject for quad in store.quads(predicate=SEF.smallCount) if str(quad.value) in ("true", "1")}
    measurements = {subject for subject in marked if isinstance(subject, URIRef)}
    statements = {quad.value for quad in store.look_up(measurements, (SEF.reportedIn,))}
    again = {end for quad in store.quads(predicate=SEF.restates) for end in _other_ends(quad, statements)}
    return SmallCounts(frozenset(map(str, measurements)), frozenset(map(str, statements | again)))


def _other_ends(quad: Quad, statements: Iterable[object]) -> Iterator[object]:
    """The end of *quad* that says the same as one of *statements*."""
    if quad.value in statements:
        yield quad.subject
    if quad.subject in statements:
        yield quad.value


def protect(answered: Answered, small: SmallCounts) -> Answered:
    """*answered* without small counts and the words that tell them."""
    rows = tuple({name: _protected(name, cell, row, small) for name, cell in row.items()} for row in answered.rows)
    return replace(answered, rows=rows)


def _protected(name: str, cell: Cell, row: dict[str, Cell], small: SmallCounts) -> Cell:
    if cell.iri in small.statements:
        return Cell(WITHHELD, cell.iri)
    counts_few = name == "value" and "measurement" in row and row["measurement"].iri in small.measurements
    return Cell(FEWER) if counts_few else cell


def protect_quads(quads: Iterable[Quad], small: SmallCounts) -> Iterator[Quad]:
    """*quads* without small counts and the words that tell them; the statement says instead that its words are left out.

    Notes of editors are left out of everything, as they may repeat a number that belongs to another thing.
    """
    for quad in quads:
        if quad.predicate == SKOS.editorialNote:
            continue
        if str(quad.subject) in small.statements and isinstance(quad.value, Literal) and quad.predicate != SEF.order:
            yield Quad(quad.subject, RDFS.label, Literal(WITHHELD, lang="en-GB"), quad.graph)
        elif str(quad.subject) not in small.measurements or quad.predicate not in _FIGURES:
            yield quad
