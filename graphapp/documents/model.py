"""A self-evaluation as text with places: the one shape that every kind of file is read into."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COLUMNS = ("reference", "inspection-area", "practice", "identification", "effectiveness", "rating", "further-work")
"""The columns of the table from left to right, by the slugs of ``def/column/``."""

_LEADING_MARKS = re.compile(r"(?:[\s·]|\[bookmark: [^\]]*\])*")
_TRAILING_MARKS = re.compile(r"[\s·]*")
"""Matched against the line read backwards."""


def normalise(text: str) -> str:
    """The text that places are counted in: LF line ends and NFC, nothing else changed (design, decision 2)."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def digest(text: str) -> str:
    """The SHA-256 of *text* as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """One line of the document.

    :param number: counted from 1
    :param start: where its words begin, after tabs, bullets and bookmark marks (code points of the whole text)
    :param end: where they end, before trailing blanks and bullets; equal to *start* for a blank line
    """

    number: int
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing but marks and blanks stands on the line."""
        return self.start >= self.end


@dataclass(frozen=True)
class Cell:
    """One cell of the table: the slug of its column, and its lines."""

    column: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Document:
    """A self-evaluation: its normalised text, the lines above the table, and the rows (the first is the header)."""

    text: str
    title: tuple[Line, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def digest(self) -> str:
        """The digest of the whole text."""
        return digest(self.text)

    def lines(self) -> Iterator[Line]:
        """Every line, title first, in the order of the document."""
        yield from self.title
        for row in self.rows:
            for cell in row:
                yield from cell.lines


def measure_line(number: int, text: str, offset: int) -> Line:
    """The :class:`Line` of *text*, which begins at *offset* of the document."""
    lead, trail = _LEADING_MARKS.match(text), _TRAILING_MARKS.match(text[::-1])
    start, end = lead.end() if lead else 0, len(text) - (trail.end() if trail else 0)
    return Line(number, offset + start, offset + max(start, end))


def lay_out(lines: Sequence[str], cells: Sequence[Sequence[int]], title: Sequence[int]) -> Document:
    """Build the document from its text *lines* and, for each cell in reading order, the indexes of its lines."""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    measured = [measure_line(index + 1, line, offsets[index]) for index, line in enumerate(lines)]
    width = len(COLUMNS)
    rows = tuple(
        tuple(
            Cell(column, tuple(measured[index] for index in cell))
            for column, cell in zip(COLUMNS, cells[first : first + width], strict=True)
        )
        for first in range(0, len(cells), width)
    )
    return Document("\n".join(lines), tuple(measured[index] for index in title), rows)
