"""What the first page shows: what the graph holds, the questions to start from, and how the areas are rated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.assessments.reading import table_of
from graphapp.assessments.table import Area, Row
from graphapp.errors import ParameterError
from graphapp.namespaces import Naming, sparql_prefixes
from graphapp.queries.header import SavedQuery
from graphapp.queries.run import prepare
from graphapp.queries.scope import EDITION
from graphapp.store.base import Store
from graphapp.things.view import Link
from graphapp.web.areas_view import area_path, row_path
from graphapp.web.cell_view import RatingView, rating_view
from graphapp.web.editions import EditionChoice, edition_choice, links_of, scoped
from graphapp.web.library_view import with_gaps
from graphapp.web.links import path_to
from graphapp.web.services import Services

_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?class { sef:Statement sef:Judgement sef:PlannedAction sef:Measurement sef:Partner sef:Service sef:Contract }
  ?thing a ?class
} GROUP BY ?class
"""
_NAMES = {
    "Statement": "statements", "Judgement": "judgements", "PlannedAction": "planned actions", "Measurement": "numbers",
    "Partner": "partners", "Service": "services", "Contract": "contracts and arrangements",
}  # fmt: skip

START = (
    "actions-by-sector-and-theme",
    "rows-to-improve",
    "partner-involvement",
    "everything-about-service",
    "contract-gaps",
    "measurements",
    "boards",
    "not-mentioned",
)
"""The questions to start from: what people of each audience ask first, at least one for each task."""

WAYS = (
    ("areas.latest", "The whole self-evaluation as a table", "Areas and rows by columns, to filter and to print."),
    ("search.show", "Find", "Anything by its name, by an abbreviation, or by words of statements."),
    ("browse.overview", "Browse", "Everything by kind: partners, services, contracts, boards, plans and more."),
    ("drawings.overview", "Drawings", "Ratings by area, partners and areas, themes and sectors, actions over time."),
    ("packs.partners", "Partners", "What involves each partner, to read or to take away."),
    ("exports.overview", "Downloads", "Everything as files, for spreadsheets and for other programs."),
    ("changes.listing", "What changed", "What came and went between two versions of the data."),
)
"""Other ways in: the page, what it is called, and what is found there."""


@dataclass(frozen=True)
class RatedRow:
    """A row with its ratings, each once."""

    id: str
    href: str
    ratings: tuple[RatingView, ...]


@dataclass(frozen=True)
class RatedArea:
    """An inspection area with the ratings of its rows."""

    name: Link
    rows: tuple[RatedRow, ...]


@dataclass(frozen=True)
class Figures:
    """What one self-evaluation holds."""

    editions: tuple[Link, ...]
    counts: tuple[tuple[int, str], ...]
    areas: tuple[RatedArea, ...]


@dataclass(frozen=True)
class Start:
    """A question to start from, with its sentence."""

    title: str
    sentence: str
    href: str


@dataclass(frozen=True)
class HomeView:
    """What the first page shows.

    :param all: how many questions there are
    :param ways: other ways in: path, name and what is found there
    """

    figures: Figures
    choice: EditionChoice
    starts: tuple[Start, ...]
    all: int
    ways: tuple[tuple[str, str, str], ...]


def home_view(found: Services, edition: str) -> HomeView:
    """The first page, about *edition*."""
    store = scoped(found, edition)
    choice = edition_choice(found, edition)
    named = edition if choice.count > 1 else None
    return HomeView(
        figures=store.memo.get("figures", lambda: _figures(found, store, edition)),
        choice=choice,
        starts=store.memo.get(("starts", named), lambda: tuple(_starts(found, edition, named))),
        all=len(found.library),
        ways=tuple((path_to(endpoint), name, words) for endpoint, name, words in WAYS),
    )


def _starts(found: Services, edition: str, named: str | None) -> Iterator[Start]:
    """The questions to start from, of those that are offered, as they are asked when nobody fills their gaps.

    :param named: the self-evaluation, where addresses have to name it
    """
    for query in (found.library[name] for name in START if name in found.library):
        path = path_to("queries.question", name=query.name, edition=named)
        yield Start(query.title, _sentence(found, query, edition), path)


def _sentence(found: Services, query: SavedQuery, edition: str) -> str:
    """The sentence of *query*; with open gaps where the data has no value for one that needs it."""
    try:
        return prepare(found.store, query, {EDITION: edition}, found.naming).understood
    except ParameterError:
        return with_gaps(query)


def _figures(found: Services, store: Store, edition: str) -> Figures:
    table = table_of(found.store, found.naming, edition)
    return Figures(links_of(found, edition), _counts(store), tuple(_area(it, edition, found.naming) for it in table.areas))


def _counts(store: Store) -> tuple[tuple[int, str], ...]:
    found = {str(row["class"]).rpartition("#")[2]: int(str(row["count"])) for row in store.select(sparql_prefixes() + _COUNTS)}
    return tuple((found.get(name, 0), words) for name, words in _NAMES.items())


def _area(area: Area, edition: str, naming: Naming) -> RatedArea:
    name = Link(area.title, area_path(edition, area, naming), area.iri)
    return RatedArea(name, tuple(_row(row, edition, naming) for row in area.rows))


def _row(row: Row, edition: str, naming: Naming) -> RatedRow:
    return RatedRow(row.id, row_path(edition, row), tuple(rating_view(it, naming) for it in row.ratings))
