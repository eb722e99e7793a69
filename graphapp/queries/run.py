"""Runs a saved question: fill the gaps, bind, ask, and name everything that comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from rdflib import URIRef

from graphapp.errors import ParameterError
from graphapp.namespaces import Naming
from graphapp.queries.binding import bind
from graphapp.queries.faults import Faults
from graphapp.queries.header import Column, ColumnType, ParameterType, SavedQuery
from graphapp.queries.paging import Window
from graphapp.queries.parameters import Filled, Given, fill
from graphapp.queries.scope import EDITION, choose_edition, within_edition
from graphapp.store.base import Memo, Store, Table, Term
from graphapp.store.labels import labels


class Cell(NamedTuple):
    """One cell: what people read, the IRI when it is a thing, and the number when it is one."""

    value: str
    iri: str | None = None
    number: float | None = None


_EMPTY = Cell("")


@dataclass(frozen=True)
class Asked:
    """A saved question with its gaps filled, ready to be run.

    :param edition: the self-evaluation that it is asked of
    :param understood: the question with its gaps filled
    :param sparql: what runs, on any engine
    """

    query: SavedQuery
    edition: str
    filled: Mapping[str, Filled]
    understood: str
    sparql: str

    @property
    def values(self) -> dict[str, str | list[str]]:
        """What stands in an address for exactly this, whatever is taken without values later on: the edition, and every value."""
        values = {EDITION: self.edition, **{name: item.value for name, item in self.filled.items()}}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class Answered(Asked):
    """The answer to a saved question.

    :param rows: by the names of the columns; an empty cell has an empty value
    :param window: the part of the rows that is wanted; None where that is the whole
    """

    rows: tuple[dict[str, Cell], ...]
    window: Window | None = None

    @property
    def wanted(self) -> Sequence[dict[str, Cell]]:
        """The rows that are wanted."""
        return self.window.of(self.rows) if self.window else self.rows


_KEPT = 1_000
"""Questions with their values that stay bound, some 5 MB for each version: people ask the same few again and again."""


def run_query(store: Store, query: SavedQuery, given: Given, naming: Naming) -> Answered:
    """Answer *query* with the values *given*, of the self-evaluation that ``edition`` among them names.

    :raises ParameterError: for values that the question does not take
    """
    asked = prepare(store, query, given, naming)
    scoped = within_edition(store, naming, asked.edition)
    rows = _rows(scoped, query, scoped.select(asked.sparql))
    return Answered(asked.query, asked.edition, asked.filled, asked.understood, asked.sparql, rows)


def prepare(store: Store, query: SavedQuery, given: Given, naming: Naming) -> Asked:
    """*query* with the values *given*, bound once for each version of the data.

    :raises ParameterError: for values that the question does not take
    """
    values = ((name, value if isinstance(value, str) else tuple(value)) for name, value in given.items())
    kept = store.memo.get("asked", lambda: Memo(most=_KEPT))
    return kept.get((query.sparql, *sorted(values)), lambda: _fill(store, query, given, naming))


def _fill(store: Store, query: SavedQuery, given: Given, naming: Naming) -> Asked:
    """Choose the edition, fill the gaps, and put the terms into the query."""
    edition, filled = _values(store, query, given, naming)
    understood = query.sentence({name: item.words for name, item in filled.items() if item.words})
    return Asked(query, edition, filled, understood, bound_sparql(query, filled, naming))


def _values(store: Store, query: SavedQuery, given: Given, naming: Naming) -> tuple[str, dict[str, Filled]]:
    """The edition, and the gaps with the values that exist in it.

    :raises ParameterError: with everything that is wrong. Where there is no such edition, nothing is said of names of things, as
        each edition has its own.
    """
    gaps = {name: value for name, value in given.items() if name != EDITION}
    edition, unsaid = "", {item.name for item in query.parameters if item.type is ParameterType.THING}
    faults = Faults()
    with faults.of(EDITION):
        edition, unsaid = choose_edition(store, naming, _one(given.get(EDITION, ""))), set()
    with faults.of(but=unsaid):
        filled = fill(within_edition(store, naming, edition or choose_edition(store, naming)), query, gaps, naming)
    faults.end()
    return edition, filled


def _one(given: str | Sequence[str]) -> str:
    """The one value of *given*.

    :raises ParameterError: when there are more
    """
    if isinstance(given, str):
        return given
    if len(given) > 1:
        raise ParameterError(f"“{EDITION}” is given twice; give it one value.")
    return "".join(given)


def bound_sparql(query: SavedQuery, filled: Mapping[str, Filled], naming: Naming) -> str:
    """The SPARQL of *query* with its gaps bound, ready for any engine: relative IRIs have their base."""
    terms = {item.parameter.variable: [option.term for option in item.options] for item in filled.values()}
    return with_base(bind(query.body, terms), naming)


def with_base(sparql: str, naming: Naming) -> str:
    """*sparql* for engines that do not know our base."""
    return f"BASE <{naming.base}>\n{sparql}"


def _rows(store: Store, query: SavedQuery, table: Table) -> tuple[dict[str, Cell], ...]:
    """The rows of *table* as cells. Where each column and its label stand is worked out once, not for every row."""
    names = labels(store, {term for row in table.rows for term in row if isinstance(term, URIRef)})
    place = {name: number for number, name in enumerate(table.columns)}
    columns = [(column, place.get(column.name), place.get(f"{column.name}_label")) for column in query.columns]
    return tuple(
        {
            column.name: _cell(column, None if at is None else row[at], None if label is None else row[label], names)
            for column, at, label in columns
        }
        for row in table.rows
    )


def _cell(column: Column, term: Term | None, label: Term | None, names: Mapping[str, str]) -> Cell:
    """The cell of *column*; the query may bring a shorter *label* of its own: ``?row_label`` beside ``?row``."""
    if term is None:
        return _EMPTY
    if isinstance(term, URIRef):
        iri = str(term)
        words = str(label) if label is not None else iri if column.type is ColumnType.LINK else names[iri]
        return Cell(words, iri)
    return Cell(str(term), None, _number(term) if column.type is ColumnType.NUMBER else None)


def _number(term: Term) -> float | None:
    """*term* as a number that JSON can hold, or None when it is none."""
    try:
        number = float(term)
    except ValueError:
        return None
    return number if isfinite(number) else None
