"""The table of one self-evaluation as plain values, so that whoever shows it never sees a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property


class Tier(IntEnum):
    """How a statement comes to involve something, the strongest first (design, decision 6)."""

    STATED = 0
    DERIVED = 1
    CONTEXT = 2

    def __str__(self) -> str:
        return self.name.lower()


Carriers = Mapping[str, Mapping[str, Tier]]
"""By the IRI of what is involved, the IRIs of the statements that involve it, and how."""


@dataclass(frozen=True)
class Named:
    """Something with a name: a column, a rating, what a judgement is about."""

    iri: str
    label: str


@dataclass(frozen=True)
class Statement:
    """What stands in a cell.

    :param column: the IRI of its column
    :param heading: the IRI of the heading that it stands under; empty where there is none
    :param rating: of a judgement
    :param status: of a planned action
    :param scopes: what a judgement is about; none where that is the whole row
    """

    iri: str
    text: str
    column: str
    heading: str = ""
    is_heading: bool = False
    rating: Named | None = None
    status: Named | None = None
    scopes: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row with all that stands in it, in the order of the document.

    :param id: its short name, such as ``1.1`` or ``3a``
    :param heading: what it is about, without its number
    """

    iri: str
    id: str
    heading: str
    statements: tuple[Statement, ...]

    @property
    def stated(self) -> tuple[Statement, ...]:
        """What is stated in it: everything but headings."""
        return tuple(statement for statement in self.statements if not statement.is_heading)

    @property
    def judgements(self) -> tuple[Statement, ...]:
        """What is rated in it, and how."""
        return tuple(statement for statement in self.statements if statement.rating)

    @property
    def ratings(self) -> tuple[Named, ...]:
        """How it is rated, each rating once."""
        return tuple(dict.fromkeys(statement.rating for statement in self.statements if statement.rating))

    def cell(self, column: Named) -> tuple[Statement, ...]:
        """What stands in *column*."""
        return tuple(statement for statement in self.statements if statement.column == column.iri)


@dataclass(frozen=True)
class Area:
    """An inspection area with its rows.

    :param number: its number in the framework; empty where it has none
    """

    iri: str
    number: str
    label: str
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """Its label, after its number where it has one."""
        return f"{self.number}. {self.label}" if self.number else self.label


@dataclass(frozen=True)
class AssessmentTable:
    """A self-evaluation.

    :param above: the lines above the table
    :param heads: the columns that say which row it is
    :param columns: those that say something of it, in the order of the document
    :param printed: by the IRI of a column, what the document prints at its head
    :param carriers: by the name of a facet, which statements involve what
    """

    above: tuple[Statement, ...]
    heads: tuple[Named, ...]
    columns: tuple[Named, ...]
    printed: Mapping[str, tuple[Statement, ...]]
    areas: tuple[Area, ...]
    carriers: Mapping[str, Carriers]

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The rows by their short names, in the order of the document."""
        return {row.id: row for area in self.areas for row in area.rows}

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The IRIs of all that is stated in rows."""
        return tuple(statement.iri for row in self.rows.values() for statement in row.stated)
