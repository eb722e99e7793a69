"""Long lists by the page: each begins on the page of its thing, and goes on at an address of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from graphapp.namespaces import curie
from graphapp.things.neighbourhood import GLIMPSE
from graphapp.things.relations import Way
from graphapp.things.view import Group, Link, Value

_NUMBERS = re.compile(r"([0-9]{1,9})")

PAGE = 50
"""Values of one property on one page."""


@dataclass(frozen=True)
class Part:
    """One page of the values of one property, where a thing has more than fit.

    :param predicate: the property
    :param backwards: whether the thing is its value
    :param page: from 1
    :param kind: the class of the statements that are listed, where it is not all of them
    """

    predicate: URIRef
    backwards: bool
    page: int = 1
    kind: URIRef | None = None

    def address(self, path: str, page: int) -> str:
        """Where another *page* of the same values is."""
        query = {"property": curie(self.predicate), "read": "backwards" if self.backwards else "forwards"}
        only = {"kind": curie(self.kind)} if self.kind else {}
        return f"{path}?{urlencode({**query, **only, 'page': page})}"


@dataclass(frozen=True)
class Lists:
    """The lists of one thing.

    :param path: where its page is
    :param is_hub: whether no more has been read of what names it than is shown, and one value more if more follow
    """

    path: str
    is_hub: bool

    def page(self, label: str, found: Collection[Value], part: Part) -> Group:
        """The page of *found* that *part* asks for; of a hub, *found* is that page."""
        is_cut = self.is_hub and part.backwards
        before = 0 if is_cut else (part.page - 1) * PAGE
        shown = in_order(list(found)[:PAGE]) if is_cut else in_order(found)[before : before + PAGE]
        follows = len(found) > before + PAGE
        count = str(len(found)) if not is_cut else f"more than {part.page * PAGE}" if follows else ""
        return Group(
            label=label,
            values=shown,
            count=count,
            following=Link("The next", part.address(self.path, part.page + 1)) if follows else None,
            preceding=Link("Those before", part.address(self.path, part.page - 1)) if part.page > 1 else None,
        )

    def beginning(self, label: str, found: Collection[Value], way: Way, kind: URIRef | None) -> Group:
        """The beginning of a list on the page of the thing itself, and where all of it is."""
        is_cut = self.is_hub and way.backwards
        most = GLIMPSE - 1 if is_cut else PAGE
        if len(found) <= most:
            return Group(label, in_order(found), str(len(found)))
        shown = in_order(list(found)[:most]) if is_cut else in_order(found)[:most]
        whole = Part(way.predicate, way.backwards, kind=kind).address(self.path, 1)
        return Group(label, shown, f"more than {most}" if is_cut else str(len(found)), Link("All of them", whole))


def in_order(values: Iterable[Value]) -> tuple[Value, ...]:
    """Statements in the order of the document, parts in their own, everything else by label, “row 9” before “row 10”."""
    return tuple(sorted(values, key=lambda value: (value.order, _as_read(value.link.label))))


def _as_read(label: str) -> list[tuple[bool, int, str]]:
    """*label* as a key to sort by, its numbers as numbers."""
    pieces = _NUMBERS.split(label.casefold())
    return [(True, int(piece), "") if piece.isdecimal() else (False, 0, piece) for piece in pieces if piece]
