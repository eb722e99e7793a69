"""What the pages of browsing show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphapp.queries.scope import EDITION
from graphapp.search.asking import question_for
from graphapp.search.facets import Browsed, Chosen, Value
from graphapp.search.listing import Kind, Listed, in_groups
from graphapp.things.places import places
from graphapp.things.view import Link
from graphapp.web.editions import EditionChoice
from graphapp.web.links import path_to, query_string, question_path
from graphapp.web.pages import PAGE, Pages
from graphapp.web.services import Services


@dataclass(frozen=True)
class KindLine:
    """A kind of things with how many there are."""

    title: str
    href: str
    count: int


@dataclass(frozen=True)
class OverviewView:
    """Every kind of things.

    :param groups: those that belong together, by what is written above them
    :param said: the self-evaluation, where an address has to name it
    """

    groups: dict[str, tuple[KindLine, ...]]
    choice: EditionChoice
    said: str | None


@dataclass(frozen=True)
class Item:
    """A thing in a list; *place* is where it stands in the document, when it is a statement."""

    link: Link
    place: str


@dataclass(frozen=True)
class FacetView:
    """A facet with its values, as boxes to tick.

    :param ticked: how many of them are
    """

    name: str
    label: str
    values: tuple[Value, ...]
    ticked: int


@dataclass(frozen=True)
class BrowseView:
    """One page of the things of a kind.

    :param path: where the form leads
    :param facets: what the list can be narrowed down by
    :param chosen: each value that is chosen, as a link that leaves it out
    :param question: the saved question that asks for the same
    """

    kind: Kind
    path: str
    items: tuple[Item, ...]
    pages: Pages
    facets: tuple[FacetView, ...]
    chosen: tuple[Link, ...]
    question: Link | None
    choice: EditionChoice
    said: str | None


def said(choice: EditionChoice) -> str | None:
    """The self-evaluation of *choice*, where an address has to name it."""
    return choice.chosen if choice.count > 1 else None


def overview_of(kinds: Mapping[str, Kind], choice: EditionChoice) -> OverviewView:
    """The page of all *kinds*."""
    edition = said(choice)
    groups = {title: tuple(_kind_line(kind, edition) for kind in group) for title, group in in_groups(kinds).items()}
    return OverviewView(groups, choice, edition)


def _kind_line(kind: Kind, edition: str | None) -> KindLine:
    return KindLine(kind.title, path_to("browse.kind", name=kind.name, edition=edition), len(kind.things))


def address(kind: str, chosen: Chosen, choice: EditionChoice, page: int = 1) -> str:
    """Where the list of *kind* with what is *chosen* is."""
    values = {name: list(slugs) for name, slugs in chosen.items() if slugs}
    edition = {EDITION: [choice.chosen]} if choice.count > 1 else {}
    number = {PAGE: [str(page)]} if page > 1 else {}
    return path_to("browse.kind", name=kind) + query_string({**values, **edition, **number})


def view_of(
    found: Services, browsed: Browsed, chosen: Chosen, choice: EditionChoice, page: tuple[Sequence[Listed], Pages]
) -> BrowseView:
    """A page of what was *browsed*."""
    things, pages = page
    return BrowseView(
        kind=browsed.kind,
        path=path_to("browse.kind", name=browsed.kind.name),
        items=tuple(_items(found, things)),
        pages=pages,
        facets=tuple(_facets(browsed, chosen)),
        chosen=tuple(_chosen(browsed, chosen, choice)),
        question=_question(found, browsed.kind.name, chosen, choice),
        choice=choice,
        said=said(choice),
    )


def _items(found: Services, things: Sequence[Listed]) -> Iterator[Item]:
    where = places(found.store, (thing.iri for thing in things if thing.kind == "statement"))
    for thing in things:
        place = where.get(thing.iri)
        yield Item(Link(thing.label, found.naming.page(thing.iri), thing.iri), str(place) if place else "")


def _facets(browsed: Browsed, chosen: Chosen) -> Iterator[FacetView]:
    for offered in browsed.offered:
        yield FacetView(offered.facet.name, offered.facet.label, offered.values, len(chosen.get(offered.facet.name, ())))


def _chosen(browsed: Browsed, chosen: Chosen, choice: EditionChoice) -> Iterator[Link]:
    for offered in browsed.offered:
        name = offered.facet.name
        for value in offered.values:
            if value.is_chosen:
                rest = [slug for slug in chosen[name] if slug != value.slug]
                yield Link(f"{offered.facet.label}: {value.label}", address(browsed.kind.name, {**chosen, name: rest}, choice))


def _question(found: Services, kind: str, chosen: Chosen, choice: EditionChoice) -> Link | None:
    question = question_for(found.library, kind, chosen)
    if not question:
        return None
    edition = {EDITION: [choice.chosen]} if choice.count > 1 else {}
    return Link(question.query.title, question_path(question.query.name, {**question.given, **edition}))
