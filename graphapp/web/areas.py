"""``/areas``: a self-evaluation as the table that it was, and each of its rows on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graphapp.assessments.facets import Selection, read_selection
from graphapp.assessments.reading import table_of
from graphapp.errors import UnknownName
from graphapp.queries.scope import EDITION, choose_edition, editions
from graphapp.things.view import Link
from graphapp.web.answers import Ready
from graphapp.web.areas_view import table_view
from graphapp.web.data import respond
from graphapp.web.editions import links_of, scoped
from graphapp.web.links import path_to, query_string
from graphapp.web.pages import PAGE, Pages, one, page_of, refuse_other_names
from graphapp.web.row_view import row_view
from graphapp.web.services import services

pages = Blueprint("areas", __name__, url_prefix="/areas")

_HTML = "text/html; charset=utf-8"


_PER_PAGE = 100
"""Self-evaluations that a page lists."""


@dataclass(frozen=True)
class EditionsView:
    """The self-evaluations to choose from.

    :param listed: those of this page, each with the path of its table
    """

    listed: tuple[Link, ...]
    pages: Pages


@pages.get("")
def latest() -> Response | str:
    """Lead to the table of the self-evaluation that the address names, or of the only one; list them where there are several."""
    refuse_other_names((EDITION, PAGE))
    found = services()
    given = one(EDITION)
    names = editions(found.store, found.naming)
    if given or len(names) == 1:
        return redirect(path_to("areas.table", edition=choose_edition(found.store, found.naming, given)))
    return render_template("areas/editions.html", view=_editions_view(names))


@pages.get("/<edition>")
def table(edition: str) -> Response:
    """Show the self-evaluation *edition*: all of it, or what fits the filters of the address."""
    found = services()
    store = scoped(found, _known(edition))
    given = {name: [value for value in values if value] for name, values in request.args.lists()}
    selection = read_selection(store, found.naming, {name: values for name, values in given.items() if values})
    if list(request.args.lists()) != list(selection.values.items()):
        return redirect(path_to("areas.table", edition=edition) + query_string(selection.values))
    key = ("areas", edition, tuple((name, tuple(values)) for name, values in selection.values.items()))
    return respond(found.opened.answers.get(key, lambda: _table(edition, selection)))


@pages.get("/<edition>/rows/<row>")
def one_row(edition: str, row: str) -> Response:
    """Show one row of the self-evaluation *edition*."""
    refuse_other_names(())
    found = services()
    rows = table_of(found.store, found.naming, _known(edition)).rows
    name = next((name for name in rows if name.casefold() == row.casefold()), None)
    if name is None:
        raise UnknownName("row", row, rows)
    if name != row:
        return redirect(path_to("areas.one_row", edition=edition, row=name))
    return respond(found.opened.answers.get(("area row", edition, row), lambda: _row(edition, row)))


def _known(edition: str) -> str:
    """*edition*.

    :raises UnknownName: when there is none of that name
    """
    found = services()
    names = editions(found.store, found.naming)
    if edition not in names:
        raise UnknownName("self-evaluation", edition, names)
    return edition


def _table(edition: str, selection: Selection) -> Ready:
    view = table_view(services(), edition, selection)
    return Ready(render_template("areas/table.html", view=view).encode(), _HTML, view.shown)


def _row(edition: str, row: str) -> Ready:
    view = row_view(services(), edition, row)
    return Ready(render_template("areas/row.html", view=view).encode(), _HTML, 1)


def _editions_view(names: Sequence[str]) -> EditionsView:
    """One page of *names*, which are those of all self-evaluations."""
    shown, numbers = page_of(names, _PER_PAGE, lambda number: path_to("areas.latest", page=number))
    links = ((name, link.label) for name in shown for link in links_of(services(), name))
    return EditionsView(tuple(Link(label, path_to("areas.table", edition=name)) for name, label in links), numbers)
