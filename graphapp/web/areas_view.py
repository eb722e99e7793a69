"""What the page of a self-evaluation as a table shows: its rows, what of them fits the filters, and the filters."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from graphapp.assessments.facets import AREA, FACETS, Facet, Selection
from graphapp.assessments.narrowing import Passage, counts, fitting, passages, rows_with
from graphapp.assessments.reading import table_of
from graphapp.assessments.table import Area, AssessmentTable, Named, Row, Statement, Tier
from graphapp.namespaces import SEF, Naming
from graphapp.queries.parameters import Option, options
from graphapp.queries.scope import choose_edition
from graphapp.store.base import Store
from graphapp.things.view import Link
from graphapp.web.cell_view import CellView, PassageView, StatementView, statement_view
from graphapp.web.editions import links_of, scoped
from graphapp.web.links import path_to, query_string
from graphapp.web.services import Services

_MEANING = {
    Tier.DERIVED: "“Derived” marks what a statement does not say itself: a service, programme or body that it names leads to it.",
    Tier.CONTEXT: "“Context” marks what only its heading or its row says.",
}


@dataclass(frozen=True)
class ColumnView:
    """A column: what it is called here, and what the document prints at its head."""

    label: str
    printed: tuple[StatementView, ...]


@dataclass(frozen=True)
class RowView:
    """A row; *counted* says how much of it is shown where that is not all."""

    id: str
    heading: str
    href: str
    cells: tuple[CellView, ...]
    counted: str = ""


@dataclass(frozen=True)
class AreaView:
    """An inspection area with those of its rows that are shown."""

    heading: Link
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class BoxView:
    """A value of a filter: how many statements it would give, and whether it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FilterView:
    """A filter with its values."""

    name: str
    label: str
    boxes: tuple[BoxView, ...]


@dataclass(frozen=True)
class ChosenView:
    """A value that is chosen: where the page is without it, and how many statements would then fit."""

    label: str
    without: str
    count: int


@dataclass(frozen=True)
class TableView:
    """The page.

    :param above: the lines above the table
    :param path: of the whole table
    :param columns: first the one that says which row it is
    :param areas: those with rows that are shown
    :param shown: how many statements are shown, of *all*
    :param left_out: the rows that are not shown
    :param marked: what the marks beside statements mean, of those that there are
    :param keeps_ratings: whether rows show ratings that do not fit
    :param with_context: whether what only a heading or the row says counts
    :param context: where it counts, or no longer does
    """

    edition: str
    title: Link
    above: tuple[StatementView, ...]
    path: str
    columns: tuple[ColumnView, ...]
    areas: tuple[AreaView, ...]
    shown: int
    all: int
    rows: int
    left_out: tuple[Link, ...]
    marked: tuple[str, ...]
    filters: tuple[FilterView, ...]
    chosen: tuple[ChosenView, ...]
    keeps_ratings: bool
    with_context: bool
    context: ChosenView


def table_view(found: Services, edition: str, selection: Selection) -> TableView:
    """The page of *edition* with what fits *selection*."""
    table = table_of(found.store, found.naming, edition)
    kept = fitting(table, selection)
    rows = rows_with(table, kept) if selection.chosen else tuple(table.rows.values())
    writer = _Writer(found.naming, edition, table, kept if selection.chosen else None)
    return TableView(
        edition=edition,
        title=title_of(found, edition),
        above=tuple(map(writer.statement, table.above)),
        path=path_to("areas.table", edition=edition),
        columns=tuple(writer.columns()),
        areas=tuple(writer.areas(rows)),
        shown=len(kept),
        all=len(table.stated),
        rows=len(table.rows),
        left_out=tuple(Link(row.id, row_path(edition, row)) for row in table.rows.values() if row not in rows),
        marked=tuple(words for tier, words in _MEANING.items() if tier in kept.values()),
        filters=tuple(_filters(scoped(found, edition), found.naming, table, selection)),
        chosen=tuple(_chosen(table, edition, selection)),
        keeps_ratings=any(not FACETS[name].chooses_rows for name in selection.chosen),
        with_context=selection.with_context,
        context=_other_context(table, edition, selection),
    )


def title_of(found: Services, edition: str) -> Link:
    """What the self-evaluation *edition* is called, and its page."""
    return next(iter(links_of(found, edition)), Link(edition))


def row_path(edition: str, row: Row) -> str:
    """The path of the page of *row*."""
    return path_to("areas.one_row", edition=edition, row=row.id)


def area_path(edition: str, area: Area, naming: Naming) -> str:
    """The path of the table with the rows of *area* alone, to read or to print."""
    named = naming.kind_and_slug(area.iri)
    return path_to("areas.table", edition=edition) + query_string({AREA: [named[1]]} if named else {})


def in_table(found: Services, iri: str) -> Link | None:
    """Where the row or the area *iri* is in the table as it was; None for everything else.

    A row is in its own self-evaluation, an area in the newest, if that has rows of it.
    """
    kind, slug = found.naming.kind_and_slug(iri) or ("", "")
    if kind == "assessment":
        return next(_row_in_table(found, URIRef(iri)), None)
    edition = choose_edition(found.store, found.naming) if kind == "area" else ""
    if edition and any(True for _ in scoped(found, edition).quads(predicate=SEF.ofArea, value=URIRef(iri), most=1)):
        return Link("This area in the table as it was", path_to("areas.table", edition=edition) + query_string({AREA: [slug]}))
    return None


def _row_in_table(found: Services, row: URIRef) -> Iterator[Link]:
    for whole in found.store.quads(row, SEF.isAssessmentIn):
        edition = found.naming.kind_and_slug(str(whole.value))
        for number in found.store.quads(row, SEF.rowId):
            if edition:
                path = path_to("areas.one_row", edition=edition[1], row=str(number.value))
                yield Link("This row in the table as it was", path)


class _Writer:
    """Writes rows with what of them is kept: all where *kept* is None."""

    def __init__(self, naming: Naming, edition: str, table: AssessmentTable, kept: Mapping[str, Tier] | None) -> None:
        self._naming, self._edition, self._table, self._kept = naming, edition, table, kept

    def columns(self) -> Iterator[ColumnView]:
        """The columns; those that say which row it is are one here."""
        yield ColumnView("Row", tuple(it for column in self._table.heads for it in self._printed(column)))
        for column in self._table.columns:
            yield ColumnView(column.label, self._printed(column))

    def _printed(self, column: Named) -> tuple[StatementView, ...]:
        return tuple(map(self.statement, self._table.printed[column.iri]))

    def areas(self, rows: Container[Row]) -> Iterator[AreaView]:
        """The areas that have any of *rows*, each with these."""
        for area in self._table.areas:
            shown = [row for row in area.rows if row in rows]
            if shown:
                heading = Link(area.title, self._naming.page(area.iri), area.iri)
                yield AreaView(heading, tuple(self._row(row, area) for row in shown))

    def statement(self, statement: Statement) -> StatementView:
        """*statement*, with how it fits."""
        tier = (self._kept or {}).get(statement.iri, Tier.STATED)
        return statement_view(statement, self._naming, str(tier) if tier else "")

    def _row(self, row: Row, area: Area) -> RowView:
        fit = sum(1 for it in row.stated if self._kept is None or it.iri in self._kept)
        counted = f"{fit} of {len(row.stated)} statements" if fit < len(row.stated) else ""
        heading = row.heading if row.heading != area.label else ""
        cells = tuple(self._cell(row, column) for column in self._table.columns)
        return RowView(row.id, heading, row_path(self._edition, row), cells, counted)

    def _cell(self, row: Row, column: Named) -> CellView:
        statements = row.cell(column)
        shown = tuple(self._passage(it) for it in passages(statements, self._kept))
        empty = "" if shown else "Nothing here fits." if statements else "Nothing is stated."
        return CellView(column.label, shown, empty)

    def _passage(self, passage: Passage) -> PassageView:
        heading = self.statement(passage.heading) if passage.heading else None
        return PassageView(heading, tuple(map(self.statement, passage.statements)))


def _filters(store: Store, naming: Naming, table: AssessmentTable, selection: Selection) -> Iterator[FilterView]:
    """The filters with those of their values that would give something, or are chosen."""
    for name, found in counts(table, selection).items():
        facet = FACETS[name]
        known = options(store, facet.parameter, naming)
        boxes = (_box(option, facet, found, selection) for option in _in_order(known, facet, tuple(found)))
        yield FilterView(facet.name, facet.label, tuple(box for box in boxes if box.count or box.is_chosen))


def _in_order(known: Sequence[Option], facet: Facet, of_document: Sequence[str]) -> Sequence[Option]:
    """Areas and ratings in the order of the document, all else by label."""
    places = {iri: place for place, iri in enumerate(of_document)}
    return sorted(known, key=lambda it: places.get(str(it.term), len(places))) if facet.chooses_rows else known


def _box(option: Option, facet: Facet, found: Mapping[str, int], selection: Selection) -> BoxView:
    return BoxView(option.value, option.label, found.get(str(option.term), 0), selection.has(facet.name, option.value))


def _chosen(table: AssessmentTable, edition: str, selection: Selection) -> Iterator[ChosenView]:
    for facet in FACETS.values():
        for option in selection.chosen.get(facet.name, ()):
            yield _at(f"{facet.label}: {option.label}", table, edition, selection.without(facet.name, option.value))


def _other_context(table: AssessmentTable, edition: str, selection: Selection) -> ChosenView:
    """The same with what only a heading says, or without it."""
    label = "Leave out" if selection.with_context else "Count also"
    return _at(label, table, edition, Selection(selection.chosen, with_context=not selection.with_context))


def _at(label: str, table: AssessmentTable, edition: str, selection: Selection) -> ChosenView:
    path = path_to("areas.table", edition=edition) + query_string(selection.values)
    return ChosenView(label, path, len(fitting(table, selection)))
