"""Figures by category as bars from left to right, several of one category below each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.drawings.figure import BODY, SMALL, DataTable, Figure, Mark, lettered, one_line
from graphapp.drawings.legend import legend
from graphapp.drawings.lettering import line_height, wrapped
from graphapp.drawings.svg import Element, element, link, picture

SERIES = 3
"""Figures of one category that can be told apart."""

_LABEL, _LONGEST, _FIGURE, _MARGIN = 270.0, 400.0, 80.0, 12.0
_THICK, _BETWEEN = 20.0, 12.0
_LABEL_LINES = 2


@dataclass(frozen=True)
class Bars:
    """Categories with their figures, one for each of the *series*; None where there is none.

    :param category: what the categories are
    """

    category: str
    series: tuple[str, ...]
    lines: tuple[tuple[Mark, tuple[float | None, ...]], ...]


def said(figure: float | None) -> str:
    """A *figure* as it is printed.

    >>> said(1200.0), said(2.5), said(None)
    ('1,200', '2.5', '')
    """
    return "" if figure is None else f"{figure:,.0f}" if figure == int(figure) else f"{figure:,g}"


def bars(data: Bars, title: str, description: str, notes: tuple[Mark, ...] = ()) -> Figure:
    """The drawing of *data*. Bars begin at nothing, or at the lowest figure below it."""
    figures = [figure for _, line in data.lines for figure in line if figure is not None]
    scale = _Scale(min([0.0, *figures]), max([0.0, *figures]))
    width = 2 * _MARGIN + _LABEL + _LONGEST + _FIGURE
    marks = [(element("rect", x=-6, y=-6, width=12, height=12, class_=f"bar series-{n}"), it) for n, it in enumerate(data.series)]
    known, y = legend(marks if data.series[1:] else (), width - 2 * _MARGIN, _MARGIN, _MARGIN)
    shapes, top = [*known], y
    for mark, line in data.lines:
        shapes += _line(mark, line, data.series, scale, y)
        y += _high(data)
    axis = element("path", d=f"M{scale.at(0):.1f} {top:.1f}V{y:.1f}", class_="axis")
    return Figure(title, description, picture(width, y + _MARGIN, title, description, (*shapes, axis)), _table(data), notes)


@dataclass(frozen=True)
class _Scale:
    least: float
    most: float

    def at(self, figure: float) -> float:
        """Where *figure* is from the left."""
        span = self.most - self.least
        return _MARGIN + _LABEL + ((figure - self.least) / span * _LONGEST if span else 0)


def _high(data: Bars) -> float:
    return max(len(data.series) * _THICK, _LABEL_LINES * line_height(BODY)) + _BETWEEN


def _line(mark: Mark, line: tuple[float | None, ...], series: tuple[str, ...], scale: _Scale, y: float) -> Iterator[Element]:
    lines = wrapped(mark.words, _LABEL - 16, BODY, _LABEL_LINES)
    high = max(len(series) * _THICK, _LABEL_LINES * line_height(BODY))
    first = y + high / 2 - (len(lines) - 1) * line_height(BODY) / 2 + 5
    shapes = [lettered(lines, _MARGIN, first)]
    start = y + (high - len(series) * _THICK) / 2
    for number, figure in enumerate(line):
        if figure is not None:
            left, right = sorted((scale.at(0), scale.at(figure)))
            top = start + number * _THICK
            bar = {"x": left, "y": top + 2, "width": right - left, "height": _THICK - 4}
            shapes.append(element("rect", class_=f"bar series-{number}", **bar))
            shapes.append(one_line(said(figure), right + 6, top + _THICK - 5, _FIGURE - 8, SMALL))
    told = ", ".join(f"{name} {said(figure) or 'not given'}" for name, figure in zip(series, line, strict=True))
    yield link(mark.href, f"{mark.words}: {told}", *shapes)


def _table(data: Bars) -> DataTable:
    rows = tuple((mark, *(Mark(said(figure)) for figure in line)) for mark, line in data.lines)
    return DataTable((data.category, *data.series), rows, frozenset(range(1, len(data.series) + 1)))
