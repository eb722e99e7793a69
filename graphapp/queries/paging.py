"""An answer in pages: which one somebody asks for, and what part of the rows it is.

Pages are numbered from 1. The names in the address are those of GitHub's API, which grlc follows, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from graphapp.errors import NoSuchPage, ParameterError
from graphapp.hints import repeated
from graphapp.queries.faults import Faults
from graphapp.queries.parameters import Given

PAGE, PER_PAGE = "page", "per_page"

IN_PAGES = ("csv", "json")
"""The formats that come in pages, by suffix: those that are read row by row."""

USUAL_SIZE = 100
"""Rows of a page where nothing else is asked for."""

MOST_ROWS = 1_000
"""Rows that a page may have."""

MOST_PAGES = 1_000_000
"""The highest number that is read as one of a page."""

T = TypeVar("T")


@dataclass(frozen=True)
class Window:
    """One page of an answer.

    :param number: which one, from 1
    :param size: how many rows a page has; the last may have fewer
    :param total: how many rows the whole answer has
    """

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page. An answer without rows has one page, which is empty."""
        return max(1, -(-self.total // self.size))

    def of(self, rows: Sequence[T]) -> Sequence[T]:
        """Those of all *rows* that stand on this page."""
        return rows[(self.number - 1) * self.size : self.number * self.size]


@dataclass(frozen=True)
class Paging:
    """The page that somebody asks for, before it is known how long the answer is."""

    number: int = 1
    size: int = USUAL_SIZE

    def window(self, total: int) -> Window:
        """That page of an answer of *total* rows.

        :raises NoSuchPage: when the answer ends before it
        """
        found = Window(self.number, self.size, total)
        if self.number > found.last:
            raise NoSuchPage(self.number, found.last, self.size)
        return found


def without_paging(given: Given) -> dict[str, str | Sequence[str]]:
    """The values *given* for the gaps alone."""
    return {name: value for name, value in given.items() if name not in (PAGE, PER_PAGE)}


def read_paging(given: Given) -> Paging | None:
    """The page that the values *given* ask for; None where they ask for the whole answer.

    :raises ParameterError: when it is not a number, or out of range
    """
    if not given.get(PAGE) and not given.get(PER_PAGE):
        return None
    faults = Faults()
    with faults.of(PAGE):
        number = _number(PAGE, given.get(PAGE) or "1", MOST_PAGES)
    with faults.of(PER_PAGE):
        size = _number(PER_PAGE, given.get(PER_PAGE) or str(USUAL_SIZE), MOST_ROWS)
    faults.end()
    return Paging(number, size)


def _number(name: str, given: str | Sequence[str], most: int) -> int:
    """The whole number that *given* is."""
    texts = [given] if isinstance(given, str) else given
    if len(texts) > 1:
        raise ParameterError(f"“{name}” is given twice; give it one value.")
    text = "".join(texts).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise ParameterError(f"“{repeated(text)}” is no value for {name}: it takes a whole number from 1 to {most:,}.")
    return int(text)
