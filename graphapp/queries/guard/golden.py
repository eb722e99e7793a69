"""Answers that were worked out by reading the document, not by running the question.

A file ``queries/golden/EDITION/NAME--gap=value,gap=value.csv`` holds the answer of question NAME, asked of EDITION with these
values; without any, with its defaults. Its columns are those of the question that are compared, by their words; ``row`` compares
the number of the row, and ``…_slug`` the end of the thing's IRI. The order of rows is not compared.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphapp.errors import SourceFault
from graphapp.queries.run import Answered, Cell

FOLDER = "golden"
"""The folder beside the questions."""

_SLUG = "_slug"
_ROW, _ROW_PREFIX = "row", "Row "
_SHOWN = 3

Line = tuple[str, ...]


@dataclass(frozen=True)
class Golden:
    """An answer that a reader worked out.

    :param query: the name of the question
    :param edition: the self-evaluation that it was worked out from
    :param given: the values of its gaps
    :param columns: what is compared
    """

    file: Path
    query: str
    edition: str
    given: Mapping[str, str]
    columns: Line
    lines: tuple[Line, ...]

    def difference(self, answered: Answered) -> str:
        """How *answered* differs from this answer, in a sentence; empty when it does not.

        :raises SourceFault: when the question has no such column
        """
        got = Counter(tuple(self._shown(row, column) for column in self.columns) for row in answered.rows)
        expected = Counter(self.lines)
        lacks, adds = list((expected - got).elements()), list((got - expected).elements())
        told = [f"{word} {_listed(lines)}" for word, lines in (("lacks", lacks), ("adds", adds)) if lines]
        return f"its answer{_with(self.given)} is not the golden one: it {' and '.join(told)}." if told else ""

    def _shown(self, row: Mapping[str, Cell], column: str) -> str:
        """What *row* says in *column*."""
        cell = row.get(column.removesuffix(_SLUG))
        if cell is None:
            raise SourceFault(f"the question “{self.query}” has no column for “{column}”.", self.file, 1)
        if column.endswith(_SLUG):
            return (cell.iri or "").rpartition("/")[2]
        return cell.value.partition(":")[0].removeprefix(_ROW_PREFIX) if column == _ROW else cell.value


def read_golden(file: Path) -> Golden:
    """The answer in *file*.

    :raises SourceFault: when it is no table with a heading
    """
    name, _, values = file.stem.partition("--")
    try:
        with file.open(newline="", encoding="utf-8") as text:
            columns, *lines = (tuple(line) for line in csv.reader(text, strict=True) if line)
        given = dict(_pair(value) for value in values.split(",") if value)
    except (ValueError, csv.Error) as error:
        raise SourceFault(f"this is no golden answer: {error}.", file) from error
    uneven = next((number for number, line in enumerate(lines, 2) if len(line) != len(columns)), None)
    if uneven:
        raise SourceFault(f"row {uneven} has another number of columns than the heading.", file)
    return Golden(file, name, file.parent.name, given, columns, tuple(lines))


def golden_files(folder: Path) -> list[Path]:
    """The golden answers to the questions in *folder*, in the order of their names."""
    return sorted((folder / FOLDER).glob("*/*.csv"))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"“{text}” in its name is no gap=value")
    return name, value


def _with(given: Mapping[str, str]) -> str:
    return f" with {', '.join(f'{name}={value}' for name, value in given.items())}" if given else ""


def _listed(lines: list[Line]) -> str:
    """How many *lines* there are, and the first of them."""
    shown = "; ".join(", ".join(line) for line in sorted(lines)[:_SHOWN])
    more = len(lines) - _SHOWN
    return f"{len(lines)} row{'s' if len(lines) > 1 else ''} ({shown}{f'; and {more} more' if more > 0 else ''})"
