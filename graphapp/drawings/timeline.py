"""What has a time, on a line of months: from its first to its last month, with the words of its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graphapp.drawings.figure import BODY, SMALL, DataTable, Figure, Mark, lettered, one_line
from graphapp.drawings.lettering import line_height, wrapped
from graphapp.drawings.svg import Element, element, link, picture

_LABEL, _PLOT, _MARGIN, _DATE = 330.0, 460.0, 12.0, 190.0
_LINES, _HEAD = 2, 26.0
_MOST_YEARS = 12
"""Years that are named; of more, every other, or every third."""


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    @property
    def number(self) -> int:
        """Months since the year nought."""
        return self.year * 12 + self.month - 1


@dataclass(frozen=True)
class Event:
    """Something with a time.

    :param date: the words of its date
    :param first: the first month that these may mean
    :param last: the last
    :param where: where it is stated
    """

    mark: Mark
    date: str
    first: Month
    last: Month
    where: Mark


def timeline(events: tuple[Event, ...], title: str, description: str, notes: tuple[Mark, ...] = ()) -> Figure:
    """The drawing of *events*, which are in the order of their time; of none it is empty."""
    first = min((event.first.year for event in events), default=0)
    years = range(first, max((event.last.year for event in events), default=0) + 1)
    high = _LINES * line_height(BODY) + 12
    top = _MARGIN + _HEAD
    width = 2 * _MARGIN + _LABEL + _PLOT + _DATE
    height = top + len(events) * high + _MARGIN
    scale = _Scale(years.start * 12, len(years) * 12)
    shapes = [*_years(years, scale, top, height - _MARGIN)] if events else []
    for number, event in enumerate(events):
        shapes.append(_event(event, scale, top + number * high, high))
    return Figure(title, description, picture(width, height, title, description, shapes), _table(events), notes)


@dataclass(frozen=True)
class _Scale:
    start: int
    months: int

    def at(self, months: int) -> float:
        """Where the beginning of a month is from the left."""
        return _MARGIN + _LABEL + (months - self.start) / self.months * _PLOT


def _years(years: range, scale: _Scale, top: float, bottom: float) -> Iterator[Element]:
    step = -(-len(years) // _MOST_YEARS)
    for year in (*years, years.stop):
        x = scale.at(year * 12)
        yield element("path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", class_="grid")
        if year in years and (year - years.start) % step == 0:
            yield one_line(f"{year}", x + 4, top - 8, _PLOT, SMALL, class_="hint")


def _event(event: Event, scale: _Scale, y: float, high: float) -> Element:
    lines = wrapped(event.mark.words, _LABEL - 16, BODY, _LINES)
    first = y + high / 2 - (len(lines) - 1) * line_height(BODY) / 2 + 5
    left, right = scale.at(event.first.number), scale.at(event.last.number + 1)
    span = element("rect", x=left, y=y + high / 2 - 7, width=max(right - left, 4), height=14, class_="bar series-0")
    date = one_line(event.date, right + 8, y + high / 2 + 5, _DATE - 10, SMALL)
    return link(event.mark.href, f"{event.mark.words}: {event.date}", lettered(lines, _MARGIN, first), span, date)


def _table(events: tuple[Event, ...]) -> DataTable:
    rows = tuple((Mark(event.date), event.mark, event.where, Mark(_read(event))) for event in events)
    return DataTable(("Date or period, as the document has it", "What", "Where", "Read as"), rows)


def _read(event: Event) -> str:
    first, last = (f"{it.year}-{it.month:02}" for it in (event.first, event.last))
    return first if first == last else f"{first} to {last}"
