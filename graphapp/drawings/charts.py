"""The drawing that fits an answer, by the types of its columns and by how its values recur.

One category with figures becomes bars; two categories with a figure, or two that recur, become a matrix; one that recurs, bars of
how many rows it has. Where nothing recurs and nothing is a figure, a table says it best and no drawing is offered.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graphapp.drawings.bars import SERIES, Bars, bars, said
from graphapp.drawings.figure import Figure, Mark
from graphapp.drawings.matrix import Cell, Matrix, counted, matrix
from graphapp.queries.header import Column, ColumnType
from graphapp.queries.run import Answered
from graphapp.queries.run import Cell as Answer

MOST_LINES, MOST_ACROSS = 60, 14
"""Categories that one drawing shows below each other, and beside each other."""

_RECURS, _FEWEST = 2, 6
"""Rows for each value of a column, on average, from which on its values are categories; and rows that are worth counting."""
_LONGEST_WORD = 60
"""Characters of a text that may name a category."""

NOT_SAID = "(nothing said)"

Lead = Callable[[Mapping[str, str]], str | None]
"""Where the same is asked of certain things alone: their IRIs, by the names of the columns that they stand in."""


@dataclass(frozen=True)
class Layout:
    """Which columns of an answer a drawing shows, by their names.

    :param lines: the category below each other
    :param across: the category beside each other; none for bars
    :param figures: what is printed; how many rows there are where none is named
    :param note: what else a cell says: the words of a text, or a figure with what it is
    """

    lines: str
    across: str = ""
    figures: tuple[str, ...] = ()
    note: str = ""


def fitting(answered: Answered) -> Layout | None:
    """The layout that fits *answered*, or None."""
    rows, columns = answered.rows, answered.query.columns
    if not rows[1:]:
        return None
    figures = tuple(
        it.name for it in columns if it.type is ColumnType.NUMBER and any(row[it.name].number is not None for row in rows)
    )
    if figures:
        return _of_figures(rows, [it.name for it in columns if it.type is ColumnType.THING], figures)
    return _of_what_recurs(answered)


def _of_figures(rows: Sequence[Mapping[str, Answer]], things: Sequence[str], figures: tuple[str, ...]) -> Layout | None:
    """Figures of one thing, or of a pair of things; none where neither names a row by itself."""
    if things and _different(rows, things[0]) == len(rows):
        return Layout(things[0], figures=figures[:SERIES]) if len(rows) <= MOST_LINES else None
    pair = tuple(things[:2])
    if len(pair) > 1 and len({tuple(row[name] for name in pair) for row in rows}) == len(rows):
        return _crossed(rows, pair, figures[:1])
    return None


def _of_what_recurs(answered: Answered) -> Layout | None:
    """Counts by what recurs: first what the question has a gap for, as its counts lead on, then things, then words."""
    rows, query = answered.rows, answered.query
    if len(rows) < _FEWEST:
        return None
    recurring = (it for it in query.columns if _recurs(rows, it))
    ranked = sorted(recurring, key=lambda it: (query.parameter(it.name) is None, it.type is not ColumnType.THING))
    chosen = [column.name for column in ranked[:2]]
    if len(chosen) > 1:
        return _crossed(rows, chosen, ())
    return Layout(chosen[0]) if chosen else None


def _crossed(rows: Sequence[Mapping[str, Answer]], pair: Sequence[str], figures: tuple[str, ...]) -> Layout | None:
    """Two categories, the one with fewer values beside each other."""
    (across, beside), (lines, below) = sorted(((name, _different(rows, name)) for name in pair), key=lambda it: it[1])
    return Layout(lines, across, figures) if beside <= MOST_ACROSS and below <= MOST_LINES else None


def _different(rows: Sequence[Mapping[str, Answer]], name: str) -> int:
    return len({row[name] for row in rows})


def _recurs(rows: Sequence[Mapping[str, Answer]], column: Column) -> bool:
    """Whether the values of *column* are categories: more than one, few, short, and each of several rows."""
    values = {row[column.name].value for row in rows}
    if column.type not in (ColumnType.THING, ColumnType.TEXT) or not 1 < len(values) <= min(MOST_LINES, len(rows) / _RECURS):
        return False
    is_text = column.type is ColumnType.TEXT
    return not is_text or (len(values) <= MOST_ACROSS and all(len(value) <= _LONGEST_WORD for value in values))


@dataclass(frozen=True)
class Caption:
    """What is said of a drawing.

    :param unit: what is counted, one of it and several
    :param about: what is drawn, in a sentence; without one it is made of the names of the columns
    """

    title: str
    unit: tuple[str, str] = ("row", "rows")
    about: str = ""


def draw(answered: Answered, layout: Layout, lead: Lead, said_of_it: Caption) -> Figure:
    """The drawing of *answered* by *layout*; each part leads to where what it counts is listed."""
    unit, about = said_of_it.unit, said_of_it.about
    if layout.across:
        data = _matrix(answered, layout, lead, unit)
        shown = about or f"{unit[1].capitalize()} by {_small(data.corner)} and {_small(_label(answered, layout.across))}."
        return matrix(data, said_of_it.title, f"{shown}{_most_of_cells(data)}")
    lines = _bars(answered, layout, lead, unit)
    of_what = f", for each of {len(lines.lines)}" if layout.figures else f" by {_small(lines.category)}"
    shown = about or f"{_listed(lines.series)}{of_what}."
    return bars(lines, said_of_it.title, f"{shown}{_most_of_bars(lines)}")


def _label(answered: Answered, name: str) -> str:
    return next(column.label for column in answered.query.columns if column.name == name)


def _mark(cell: Answer, href: str | None) -> Mark:
    return Mark(cell.value or NOT_SAID, href, cell.iri or "")


def _matrix(answered: Answered, layout: Layout, lead: Lead, unit: tuple[str, str]) -> Matrix:
    by_pair: dict[tuple[Answer, Answer], list[Mapping[str, Answer]]] = defaultdict(list)
    for row in answered.rows:
        by_pair[row[layout.lines], row[layout.across]].append(row)
    lines = list(dict.fromkeys(line for line, _ in by_pair))
    across = _in_order(list(dict.fromkeys(row[layout.across] for row in answered.rows)), layout)
    cells = {
        (lines.index(line), across.index(column)): Cell(
            _count(rows, layout), _note(answered, rows, layout), lead(_iris({layout.lines: line, layout.across: column}))
        )
        for (line, column), rows in by_pair.items()
    }
    return Matrix(
        rows=tuple(_mark(line, lead(_iris({layout.lines: line}))) for line in lines),
        columns=tuple(_mark(column, lead(_iris({layout.across: column}))) for column in across),
        cells=cells,
        unit=unit,
        corner=_label(answered, layout.lines),
    )


def _in_order(cells: list[Answer], layout: Layout) -> list[Answer]:
    """Columns as the answer first has them; by their words, and numbers in them, where it goes row by row and has but some."""
    return sorted(cells, key=lambda cell: _natural(cell.value)) if layout.figures else cells


def _natural(words: str) -> list[tuple[int, str]]:
    """What puts “2. …” before “10. …”."""
    return [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", words)]


def _iris(cells: Mapping[str, Answer]) -> dict[str, str]:
    """The things among *cells*; empty for what is none, of which nothing can be asked."""
    return {name: cell.iri or "" for name, cell in cells.items()}


def _count(rows: Sequence[Mapping[str, Answer]], layout: Layout) -> int:
    return int(sum(row[layout.figures[0]].number or 0 for row in rows)) if layout.figures else len(rows)


def _note(answered: Answered, rows: Sequence[Mapping[str, Answer]], layout: Layout) -> str:
    """What a cell says beside its figure: texts with how often each comes, or a second figure where it is more than nothing."""
    if not layout.note:
        return ""
    column = next(it for it in answered.query.columns if it.name == layout.note)
    if column.type is ColumnType.NUMBER:
        more = int(sum(row[layout.note].number or 0 for row in rows))
        return f"{more} {layout.note}" if more else ""
    times = Counter(row[layout.note].value for row in rows)
    return "; ".join(f"{count} × {words}" if count > 1 else words for words, count in times.items())


def _bars(answered: Answered, layout: Layout, lead: Lead, unit: tuple[str, str]) -> Bars:
    label = _label(answered, layout.lines)
    if layout.figures:
        series = tuple(_label(answered, name) for name in layout.figures)
        lines = tuple(
            (
                _mark(row[layout.lines], lead(_iris({layout.lines: row[layout.lines]}))),
                tuple(row[name].number for name in layout.figures),
            )
            for row in answered.rows
        )
        return Bars(label, series, lines)
    times = Counter(row[layout.lines] for row in answered.rows)
    counts = tuple((_mark(cell, lead(_iris({layout.lines: cell}))), (float(count),)) for cell, count in times.items())
    return Bars(label, (unit[1].capitalize(),), counts)


def _most_of_cells(data: Matrix) -> str:
    """Where there is most, in a sentence."""
    if not data.cells:
        return ""
    (line, column), most = max(data.cells.items(), key=lambda it: it[1].count)
    verb = "is" if most.count == 1 else "are"
    pair = f"“{data.rows[line].words}” and “{data.columns[column].words}”"
    return f" The most, {counted(most.count, data.unit)}, {verb} for {pair}."


def _most_of_bars(data: Bars) -> str:
    figures = [(line[0], mark) for mark, line in data.lines if line[0] is not None]
    if not figures:
        return ""
    most, mark = max(figures, key=lambda it: it[0])
    return f" The longest bar is {said(most)}, for “{mark.words}”."


def _listed(names: Sequence[str]) -> str:
    """*names* in a sentence that begins with them."""
    first, *others = names
    return " and ".join([", ".join([first, *map(_small, others[:-1])]), *map(_small, others[-1:])])


def _small(words: str) -> str:
    """*words* within a sentence; an abbreviation stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
