"""Two categories against each other: a cell for each pair, darker the more there is, with its figure printed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphapp.drawings.figure import BODY, SMALL, DataTable, Figure, Mark, lettered
from graphapp.drawings.lettering import line_height, wrapped
from graphapp.drawings.svg import Element, element, link, picture

SHADES = 5
"""Steps from the palest to the darkest cell; an empty cell has none."""

_LABEL, _MARGIN, _GAP = 250.0, 12.0, 3.0
_NARROWEST, _WIDEST, _ALL = 88.0, 240.0, 720.0
"""Widths of a cell, and of all together, which few columns share."""
_HEAD_LINES, _LABEL_LINES, _NOTE_LINES = 5, 2, 4


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


@dataclass(frozen=True)
class _Grid:
    """Where the cells of a matrix are."""

    cell: float
    top: float
    high: float

    def left(self, column: int) -> float:
        """Where a column begins."""
        return _MARGIN + _LABEL + column * (self.cell + _GAP)

    def above(self, row: int) -> float:
        """Where a row begins."""
        return self.top + row * (self.high + _GAP)


def matrix(data: Matrix, title: str, description: str, notes: tuple[Mark, ...] = ()) -> Figure:
    """The drawing of *data*."""
    cell = min(_WIDEST, max(_NARROWEST, _ALL / max(len(data.columns), 1)))
    heads = [wrapped(column.words, cell - 8, SMALL, _HEAD_LINES, bold=True) for column in data.columns]
    noted = [wrapped(it.note, cell - 12, SMALL, _NOTE_LINES) for it in data.cells.values()]
    grid = _Grid(
        cell,
        top=_MARGIN + max(map(len, heads), default=0) * line_height(SMALL) + 8,
        high=max(40.0, max(map(len, noted), default=0) * line_height(SMALL) + 32),
    )
    width, height = grid.left(len(data.columns)) + _MARGIN, grid.above(len(data.rows)) + _MARGIN
    shapes = (*_heads(data, heads, grid), *_lines(data, grid, width), *_cells(data, grid))
    return Figure(title, description, picture(width, height, title, description, shapes), _table(data), notes)


def _heads(data: Matrix, heads: list[tuple[str, ...]], grid: _Grid) -> Iterator[Element]:
    for number, (column, lines) in enumerate(zip(data.columns, heads, strict=True)):
        first = grid.top - 8 - (len(lines) - 1) * line_height(SMALL)
        words = lettered(lines, grid.left(number) + grid.cell / 2, first, SMALL, text_anchor="middle", class_="strong")
        yield link(column.href, column.words, words)


def _lines(data: Matrix, grid: _Grid, width: float) -> Iterator[Element]:
    """The name of each row, and the line below it that leads the eye where cells are empty."""
    for number, row in enumerate(data.rows):
        y = grid.above(number)
        lines = wrapped(row.words, _LABEL - 12, BODY, _LABEL_LINES)
        first = y + grid.high / 2 - (len(lines) - 1) * line_height(BODY) / 2 + 5
        yield element("path", d=f"M{_MARGIN:.1f} {y + grid.high + _GAP / 2:.1f}H{width - _MARGIN:.1f}", class_="grid")
        yield link(row.href, row.words, lettered(lines, _MARGIN, first))


def _cells(data: Matrix, grid: _Grid) -> Iterator[Element]:
    """The cells that have something, in the order of reading."""
    most = max((cell.count for cell in data.cells.values()), default=0)
    for (row, column), cell in sorted(data.cells.items()):
        name = f"{data.rows[row].words}, {data.columns[column].words}: {counted(cell.count, data.unit)}"
        shapes = _cell(cell, f"shade-{shade(cell.count, most)}", (grid.left(column), grid.above(row)), grid)
        yield link(cell.href, f"{name} ({cell.note})" if cell.note else name, *shapes)


def _cell(cell: Cell, tone: str, at: tuple[float, float], grid: _Grid) -> Iterator[Element]:
    x, y = at
    notes = wrapped(cell.note, grid.cell - 12, SMALL, _NOTE_LINES)
    first, middle = y + grid.high / 2 + 5 - len(notes) * line_height(SMALL) / 2, x + grid.cell / 2
    yield element("rect", x=x, y=y, width=grid.cell, height=grid.high, class_=f"cell {tone}")
    yield lettered((f"{cell.count:,}",), middle, first, text_anchor="middle", class_=f"on {tone} strong")
    if notes:
        yield lettered(notes, middle, first + line_height(BODY), SMALL, text_anchor="middle", class_=f"on {tone}")


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
