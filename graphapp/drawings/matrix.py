"""Two categories against each other: a cell for each pair, darker the more there is, with its figure printed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphapp.drawings.figure import BODY, SMALL, DataTable, Figure, Mark, lettered
from graphapp.drawings.lettering import line_height, wrapped
from graphapp.drawings.svg import Element, element, link, picture

SHADES = 5
"""Steps from the palest to the darkest cell; an empty cell has none."""

_LABEL, _CELL, _MARGIN, _GAP = 250.0, 96.0, 12.0, 3.0
_HEAD_LINES, _LABEL_LINES, _NOTE_LINES = 5, 2, 3


@dataclass(frozen=True)
class Cell:
    """One pair.

    :param count: how many
    :param note: what more there is to say, in few words
    :param href: where what is counted is listed
    """

    count: int
    note: str = ""
    href: str | None = None


@dataclass(frozen=True)
class Matrix:
    """Rows and columns by their names, and the cells of those pairs that have something.

    :param unit: what is counted, one of it and several: ``("planned action", "planned actions")``
    :param corner: what the rows are
    """

    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    cells: Mapping[tuple[int, int], Cell]
    unit: tuple[str, str]
    corner: str


def shade(count: int, most: int) -> int:
    """How dark a cell is: 0 for nothing, else 1 to :data:`SHADES`.

    >>> [shade(count, 10) for count in (0, 1, 5, 10)]
    [0, 1, 3, 5]
    """
    return 0 if count <= 0 else min(SHADES, 1 + (count * SHADES - 1) // max(most, 1))


def matrix(data: Matrix, title: str, description: str, notes: tuple[Mark, ...] = ()) -> Figure:
    """The drawing of *data*."""
    heads = [wrapped(column.words, _CELL - 8, SMALL, _HEAD_LINES) for column in data.columns]
    top = _MARGIN + max(map(len, heads), default=0) * line_height(SMALL) + 8
    noted = [wrapped(cell.note, _CELL - 12, SMALL, _NOTE_LINES) for cell in data.cells.values()]
    high = max(40.0, max(map(len, noted), default=0) * line_height(SMALL) + 32)
    width = 2 * _MARGIN + _LABEL + len(data.columns) * (_CELL + _GAP)
    height = top + len(data.rows) * (high + _GAP) + _MARGIN
    shapes = (*_heads(data, heads, top), *_lines(data, top, high))
    return Figure(title, description, picture(width, height, title, description, shapes), _table(data), notes)


def _heads(data: Matrix, heads: list[tuple[str, ...]], top: float) -> Iterator[Element]:
    for number, (column, lines) in enumerate(zip(data.columns, heads, strict=True)):
        first = top - 8 - (len(lines) - 1) * line_height(SMALL)
        words = lettered(lines, _left(number) + _CELL / 2, first, SMALL, text_anchor="middle", class_="strong")
        yield link(column.href, column.words, words)


def _lines(data: Matrix, top: float, high: float) -> Iterator[Element]:
    most = max((cell.count for cell in data.cells.values()), default=0)
    for number, row in enumerate(data.rows):
        y = top + number * (high + _GAP)
        lines = wrapped(row.words, _LABEL - 12, BODY, _LABEL_LINES)
        first = y + high / 2 - (len(lines) - 1) * line_height(BODY) / 2 + 5
        yield link(row.href, row.words, lettered(lines, _MARGIN, first))
        for place, column in enumerate(data.columns):
            yield _cell(data, (number, place), f"{row.words}, {column.words}", (_left(place), y, high, most))


def _left(column: int) -> float:
    return _MARGIN + _LABEL + column * (_CELL + _GAP)


def _cell(data: Matrix, at: tuple[int, int], name: str, place: tuple[float, float, float, int]) -> Element:
    x, y, high, most = place
    cell = data.cells.get(at, Cell(0))
    tone = f"shade-{shade(cell.count, most)}"
    notes = wrapped(cell.note, _CELL - 12, SMALL, _NOTE_LINES)
    first = y + high / 2 + 5 - len(notes) * line_height(SMALL) / 2
    shapes = [
        element("rect", x=x, y=y, width=_CELL, height=high, class_=f"cell {tone}"),
        lettered((f"{cell.count}",), x + _CELL / 2, first, text_anchor="middle", class_=f"on {tone} strong"),
    ]
    if notes:
        shapes.append(lettered(notes, x + _CELL / 2, first + line_height(BODY), SMALL, text_anchor="middle", class_=f"on {tone}"))
    return link(cell.href, f"{name}: {counted(cell.count, data.unit)}{f' ({cell.note})' if cell.note else ''}", *shapes)


def counted(count: int, unit: tuple[str, str]) -> str:
    """*count* of something in words.

    >>> counted(1, ("row", "rows"))
    '1 row'
    """
    return f"{count:,} {unit[count != 1]}"


def _table(data: Matrix) -> DataTable:
    """Row by row, as the drawing has it; a column of notes beside each column that has any."""
    noted = {column for (_, column), cell in data.cells.items() if cell.note}
    titles, numbers = [data.corner], []
    for place, column in enumerate(data.columns):
        numbers.append(len(titles))
        titles += [column.words, f"{column.words}: which"] if place in noted else [column.words]
    return DataTable(tuple(titles), tuple(_table_rows(data, noted)), frozenset(numbers))


def _table_rows(data: Matrix, noted: set[int]) -> Iterator[tuple[Mark, ...]]:
    for number, row in enumerate(data.rows):
        cells = [(place, data.cells.get((number, place), Cell(0))) for place in range(len(data.columns))]
        marks = ((Mark(f"{cell.count}", cell.href), *((Mark(cell.note),) if place in noted else ())) for place, cell in cells)
        yield (row, *(mark for pair in marks for mark in pair))
