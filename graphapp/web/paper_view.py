"""The answer to a question as a paper for a committee: a table, and where each row is stated as numbered notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import URIRef

from graphapp.exports.source import Source
from graphapp.exports.workbook import about
from graphapp.namespaces import Naming
from graphapp.queries.empty import NOTHING
from graphapp.queries.header import Column
from graphapp.queries.run import Answered, Cell
from graphapp.store.labels import labels
from graphapp.things.places import places
from graphapp.web.editions import links_of, scoped
from graphapp.web.services import Services

_IN_FULL = 2
"""Columns at the left in which the words of a statement stand in the table; further on its number is enough."""

_MOST_UPRIGHT = 6
"""Columns of a table that a page takes upright; a wider one is printed across."""


_ABOVE = ("Question", "Rows", "What it answers", "What it cannot tell")
"""What a paper says elsewhere."""


@dataclass(frozen=True)
class Note:
    """A statement from which something in the table comes.

    :param place: row and column of the document
    """

    number: int
    place: str
    words: str
    address: str


@dataclass(frozen=True)
class PaperCell:
    """What a cell says.

    :param note: the number of the note that says where it is stated; None where it is no statement
    """

    words: str
    note: int | None = None


@dataclass(frozen=True)
class PaperView:
    """An answer as a paper.

    :param is_wide: whether it is printed across the page
    :param about: what one has to know of the answer, as names and texts
    """

    answered: Answered
    council: str
    columns: tuple[Column, ...]
    lines: tuple[tuple[PaperCell, ...], ...]
    notes: tuple[Note, ...]
    about: tuple[tuple[str, str], ...]
    back: str
    is_wide: bool
    nothing: str = NOTHING


def paper_view(found: Services, answered: Answered, source: Source, today: date, back: str) -> PaperView:
    """*answered* as a paper of *today*.

    :param back: where the page of the question is
    """
    columns = answered.query.columns
    numbers = _numbered(answered, found.naming)
    return PaperView(
        answered=answered,
        council=", ".join(link.label for link in links_of(found, answered.edition)),
        columns=columns,
        lines=tuple(_line(row, columns, numbers) for row in answered.rows),
        notes=tuple(_notes(found, answered.edition, numbers)),
        about=(*_about(answered, source), ("Printed from the site on", f"{today.day} {today:%B %Y}")),
        back=back,
        is_wide=len(columns) > _MOST_UPRIGHT,
    )


def _numbered(answered: Answered, naming: Naming) -> dict[str, int]:
    """The statements in the answer, numbered as they come up."""
    iris = (cell.iri for row in answered.rows for cell in row.values() if cell.iri)
    statements = dict.fromkeys(iri for iri in iris if (naming.kind_and_slug(iri) or ("",))[0] == "statement")
    return {iri: number for number, iri in enumerate(statements, 1)}


def _line(row: Mapping[str, Cell], columns: Sequence[Column], numbers: Mapping[str, int]) -> tuple[PaperCell, ...]:
    return tuple(_cell(row[column.name], numbers, in_full=at < _IN_FULL) for at, column in enumerate(columns))


def _cell(cell: Cell, numbers: Mapping[str, int], *, in_full: bool) -> PaperCell:
    number = numbers.get(cell.iri or "")
    return PaperCell(cell.value if in_full or number is None else "", number)


def _notes(found: Services, edition: str, numbers: Mapping[str, int]) -> Iterator[Note]:
    store = scoped(found, edition)
    stand, words = places(store, numbers), labels(store, map(URIRef, numbers))
    for iri, number in numbers.items():
        yield Note(number, str(stand[iri]) if iri in stand else "", words[iri], iri)


def _about(answered: Answered, source: Source) -> Iterator[tuple[str, str]]:
    """What a workbook says of itself, but for what the paper says above its table."""
    return ((name, text) for name, text in about(answered, source) if name not in _ABOVE)
