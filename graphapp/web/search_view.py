"""What the page of a search shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphapp.hints import printable
from graphapp.search.entries import Entry
from graphapp.search.find import LONGEST, Found
from graphapp.search.listing import title_of
from graphapp.search.marking import Piece
from graphapp.things.places import places
from graphapp.web.editions import EditionChoice
from graphapp.web.links import path_to
from graphapp.web.pages import Pages
from graphapp.web.services import Services

FIRST = 5
"""Things of each kind that are shown while several kinds are."""


@dataclass(frozen=True)
class Line:
    """A thing that was found.

    :param place: where it stands in the document, when it is a statement
    """

    href: str
    title: tuple[Piece, ...]
    other_name: tuple[Piece, ...]
    around: tuple[Piece, ...]
    place: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind.

    :param href: of the page with all of them
    :param more: whether that has more than is shown here
    """

    kind: str
    title: str
    count: int
    href: str
    lines: tuple[Line, ...]
    more: bool


@dataclass(frozen=True)
class SearchView:
    """A search with what it found, or the box alone.

    :param kind: the one that is shown alone; empty where all are
    :param remarks: how what was typed was read, in sentences
    :param everything: the address of the same search over all kinds
    """

    text: str
    choice: EditionChoice
    groups: tuple[Group, ...] = ()
    kind: str = ""
    total: int = 0
    remarks: tuple[str, ...] = ()
    everything: str = ""
    pages: Pages | None = None

    @property
    def said(self) -> str | None:
        """The self-evaluation, where an address has to name it."""
        return self.choice.chosen if self.choice.count > 1 else None


def view_of(found: Services, result: Found, choice: EditionChoice) -> SearchView:
    """The first of each kind that *result* has, the kind with the best of all first."""
    kinds = dict.fromkeys(entry.thing.kind for entry in result.ranked)
    groups = tuple(group(found, result, choice, kind, result.of_kind(kind)[:FIRST]) for kind in kinds)
    return SearchView(shown(result.text), choice, groups, total=len(result.ranked), remarks=tuple(_remarks(result)))


def view_of_kind(
    found: Services, result: Found, choice: EditionChoice, kind: str, page: tuple[Sequence[Entry], Pages]
) -> SearchView:
    """One page of what *result* has of *kind*."""
    entries, pages = page
    groups = (group(found, result, choice, kind, entries),) if entries else ()
    everything = address(result.text, choice)
    remarks = tuple(_remarks(result))
    return SearchView(shown(result.text), choice, groups, kind, pages.total, remarks, everything, pages)


def group(found: Services, result: Found, choice: EditionChoice, kind: str, entries: Sequence[Entry]) -> Group:
    """*entries*, which are of one *kind*, as they are shown."""
    count = result.counts[kind]
    lines = tuple(_lines(found, result, entries))
    return Group(kind, title_of(kind), count, address(result.text, choice, kind), lines, count > len(lines))


def address(text: str, choice: EditionChoice, kind: str = "", page: int | None = None) -> str:
    """Where the search for *text* is."""
    edition = choice.chosen if choice.count > 1 else None
    return path_to("search.show", q=text[:LONGEST], kind=kind or None, page=page, edition=edition)


def shown(text: str) -> str:
    """What of *text* stands in the box again."""
    return printable(text[:LONGEST])


def _lines(found: Services, result: Found, entries: Sequence[Entry]) -> Iterator[Line]:
    where = places(found.store, (entry.thing.iri for entry in entries if entry.thing.kind == "statement"))
    for entry in entries:
        hit = result.hit(entry)
        place = where.get(entry.thing.iri)
        href = found.naming.page(entry.thing.iri) or ""
        yield Line(href, hit.title, hit.other_name, hit.around, str(place) if place else "")


def _remarks(result: Found) -> Iterator[str]:
    """How what was typed was read, where that is not plain."""
    if result.cut:
        yield "That is longer than a search can be, so only its beginning was looked for."
    if not result.terms:
        yield "There is no word in this that could be looked for."
    for typed, read in result.instead:
        yield f"Nothing here is called “{typed}”; it was read as “{read}”."
    if result.only_some and result.ranked:
        yield "Nothing has all of these words. This is what is called by some of them."
