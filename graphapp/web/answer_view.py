"""The answer to a question as a table on a page: which columns are shown, what stands in each cell, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from graphapp.drawings.charts import fitting
from graphapp.namespaces import Naming
from graphapp.queries.header import Column, ColumnType, SavedQuery
from graphapp.queries.run import Answered, Cell
from graphapp.web.links import Showing, path_to, shown
from graphapp.web.looks import NUMBER, PLAIN, look_of


class CellView(NamedTuple):
    """What a cell shows: a tuple, as a page has thousands.

    :param href: where the page of its thing is, or the address that it is
    :param iri: what the thing is called, where that is to be shown
    :param look: of its link or, without one, of the cell
    """

    words: str
    href: str | None = None
    iri: str = ""
    look: Markup = PLAIN


@dataclass(frozen=True)
class Toggle:
    """A link that hides a column or shows it again."""

    label: str
    href: str


@dataclass(frozen=True)
class AnswerView:
    """The answer as a table.

    :param columns: the label of each and how it looks
    :param shown: links that hide a column; none where only one is left
    :param hidden: links that show one again
    :param show_all: where the page with all columns is
    :param addresses: where the page with addresses is, or without, where it shows them
    :param chart: where the answer is drawn; empty where no drawing fits it
    """

    count: int
    columns: tuple[tuple[str, Markup], ...]
    lines: tuple[tuple[CellView, ...], ...]
    shown: tuple[Toggle, ...]
    hidden: tuple[Toggle, ...]
    show_all: str
    addresses: str
    with_addresses: bool
    chart: str = ""


def answer_view(answered: Answered, path: str, showing: Showing, naming: Naming) -> AnswerView:
    """What the page at *path* shows of *answered*."""
    query = answered.query
    columns = tuple(column for column in query.columns if column.name not in showing.hidden)

    def link(other: Showing) -> str:
        return shown(path, other) + "#answer"

    return AnswerView(
        count=len(answered.rows),
        columns=tuple((it.label, column_look(it)) for it in columns),
        lines=lines_of(answered.rows, columns, naming, with_addresses=showing.with_addresses),
        shown=tuple(Toggle(it.label, link(showing.without(it.name))) for it in columns) if columns[1:] else (),
        hidden=tuple(Toggle(it.label, link(showing.with_column(it.name))) for it in _hidden(query, showing)),
        show_all=link(Showing((), showing.with_addresses)),
        addresses=link(Showing(showing.hidden, not showing.with_addresses)),
        with_addresses=showing.with_addresses,
        chart=_chart(query, path) if fitting(answered) else "",
    )


def _chart(query: SavedQuery, path: str) -> str:
    """Where the answer at *path* is drawn."""
    _, mark, values = path.partition("?")
    return path_to("drawings.chart", name=query.name) + mark + values


def lines_of(
    rows: Sequence[dict[str, Cell]], columns: Sequence[Column], naming: Naming, *, with_addresses: bool = False
) -> tuple[tuple[CellView, ...], ...]:
    """What each row says in *columns*."""
    looks = [(column.name, column_look(column)) for column in columns]
    return tuple(tuple(_cell(row[name], look, naming, with_addresses=with_addresses) for name, look in looks) for row in rows)


def column_look(column: Column) -> Markup:
    """How *column* looks: numbers stand at the right."""
    return NUMBER if column.type is ColumnType.NUMBER else PLAIN


def _cell(cell: Cell, look: Markup, naming: Naming, *, with_addresses: bool) -> CellView:
    if not cell.iri:
        return CellView(cell.value, look=look)
    page = naming.page(cell.iri)
    return CellView(cell.value, page or cell.iri, cell.iri if with_addresses and cell.iri != cell.value else "", look_of(page))


def _hidden(query: SavedQuery, showing: Showing) -> list[Column]:
    return [column for column in query.columns if column.name in showing.hidden]
