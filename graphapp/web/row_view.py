"""What the page of one row shows: how it is rated, and what each column says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef

from graphapp.assessments.narrowing import passages
from graphapp.assessments.reading import table_of
from graphapp.assessments.table import AssessmentTable, Row, Statement
from graphapp.things.view import Link
from graphapp.web.areas_view import row_path, title_of
from graphapp.web.cell_view import CellView, PassageView, StatementView, statement_view
from graphapp.web.links import path_to
from graphapp.web.services import Services


@dataclass(frozen=True)
class RowPageView:
    """The page of a row.

    :param about: the page that says everything of the row as a thing
    :param table: the path of the whole table, where this row stands
    :param judgements: how the row is rated
    :param cells: what the columns say, those that say which row it is last
    """

    edition: Link
    id: str
    title: str
    area: Link
    about: str | None
    table: str
    judgements: tuple[StatementView, ...]
    cells: tuple[CellView, ...]
    preceding: Link | None
    following: Link | None


def row_view(found: Services, edition: str, name: str) -> RowPageView:
    """The page of the row called *name*, which there is, in *edition*."""
    table = table_of(found.store, found.naming, edition)
    row = table.rows[name]
    area = next(area for area in table.areas if row in area.rows)
    preceding, following = _neighbours(table, row)
    path = path_to("areas.table", edition=edition)
    return RowPageView(
        edition=Link(title_of(found, edition).label, path),
        id=row.id,
        title=f"Row {row.id}: {row.heading}",
        area=Link(area.title, found.naming.page(area.iri)),
        about=found.naming.page(row.iri),
        table=f"{path}#row-{row.id}",
        judgements=tuple(statement_view(it, found.naming) for it in row.judgements),
        cells=tuple(_cells(found, table, row)),
        preceding=_link(edition, preceding),
        following=_link(edition, following),
    )


def _neighbours(table: AssessmentTable, row: Row) -> tuple[Row | None, Row | None]:
    """The rows before and after *row*."""
    rows = (None, *table.rows.values(), None)
    at = rows.index(row)
    return rows[at - 1], rows[at + 1]


def _link(edition: str, row: Row | None) -> Link | None:
    return Link(f"Row {row.id}: {row.heading}", row_path(edition, row)) if row else None


def _cells(found: Services, table: AssessmentTable, row: Row) -> Iterator[CellView]:
    def statement(it: Statement) -> StatementView:
        return statement_view(it, found.naming, quotation=found.store.quotation(URIRef(it.iri)))

    for column in (*table.columns, *table.heads):
        shown = tuple(
            PassageView(statement(it.heading) if it.heading else None, tuple(map(statement, it.statements)))
            for it in passages(row.cell(column))
        )
        if shown or column in table.columns:
            yield CellView(column.label, shown, "" if shown else "Nothing is stated in this column.")
