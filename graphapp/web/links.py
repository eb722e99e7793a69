"""Addresses of questions: their values, and how the answer is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from urllib.parse import urlencode

from flask import current_app, request

from graphapp.errors import ParameterError
from graphapp.hints import nearest, repeated
from graphapp.queries.address import Values
from graphapp.queries.header import SavedQuery

HIDE, SHOW, ADDRESSES = "hide", "show", "addresses"
"""``hide=COLUMN`` leaves a column out of the page; ``show=addresses`` writes the IRI under what is linked."""

SHOWING = (HIDE, SHOW)
"""Names in an address that change what is shown and not what is asked."""


@dataclass(frozen=True)
class Showing:
    """How an answer is shown.

    :param hidden: the names of the columns that are left out, in the order of the columns
    :param with_addresses: whether the IRI of each thing is written out
    """

    hidden: tuple[str, ...] = ()
    with_addresses: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of an address that show an answer so."""
        return [*((HIDE, name) for name in self.hidden), *([(SHOW, ADDRESSES)] if self.with_addresses else [])]

    def without(self, name: str) -> Self:
        """The same with the column *name* left out as well."""
        return type(self)((*self.hidden, name), self.with_addresses)

    def with_column(self, name: str) -> Self:
        """The same with the column *name* shown again."""
        return type(self)(tuple(each for each in self.hidden if each != name), self.with_addresses)


def asked_showing(query: SavedQuery) -> Showing:
    """How the address wants the answer of *query* shown.

    :raises ParameterError: for a column that there is not, or when none would be left
    """
    columns = [column.name for column in query.columns]
    wanted = [name for name in request.args.getlist(HIDE) if name]
    for name in wanted:
        if name not in columns:
            near = nearest(name[:80], columns)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise ParameterError(f"There is no column “{repeated(name)}” to hide.{hint} The columns are {', '.join(columns)}.")
    hidden = tuple(name for name in columns if name in wanted)
    if len(hidden) == len(columns):
        raise ParameterError("All columns are hidden; leave one.")
    shown = [value for value in request.args.getlist(SHOW) if value]
    if set(shown) - {ADDRESSES}:
        raise ParameterError(f"“{SHOW}” takes {ADDRESSES}, to write out the address of each thing.")
    return Showing(hidden, bool(shown))


@lru_cache(maxsize=10_000)
def path_to(endpoint: str, **values: str | int | None) -> str:
    """The path of the page at *endpoint*, built once: a page links some twenty, and to build each takes as long as a row.

    Unlike what ``flask.url_for`` gives it is the same in every request, as pages of things are at the root of the site too.
    """
    return current_app.url_map.bind("").build(endpoint, values)


def query_string(values: Values | Mapping[str, Sequence[str]]) -> str:
    """*values* as the part of an address after the question mark, which is left out where there are none."""
    written = urlencode([(name, [value] if isinstance(value, str) else value) for name, value in values.items()], doseq=True)
    return f"?{written}" if written else ""


def question_path(name: str, values: Values, endpoint: str = "queries.question") -> str:
    """The path of the question *name* with these values."""
    return path_to(endpoint, name=name) + query_string(values)


def shown(path: str, showing: Showing) -> str:
    """*path* of a question, where its answer is shown in another way."""
    pairs = urlencode(showing.pairs())
    return f"{path}{'&' if '?' in path else '?'}{pairs}" if pairs else path
