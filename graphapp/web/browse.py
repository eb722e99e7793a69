"""``/browse``: every thing, by kind, narrowed down by what it is about. Every state of a list is an address."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from graphapp.queries.scope import EDITION
from graphapp.search.facets import BY_NAME, Chosen, browse
from graphapp.search.listing import collection_of
from graphapp.web.answers import Ready
from graphapp.web.browse_view import address, overview_of, view_of
from graphapp.web.data import respond
from graphapp.web.editions import EditionChoice, asked_edition, edition_choice
from graphapp.web.pages import PAGE, page_of, refuse_other_names
from graphapp.web.services import Services, services

pages = Blueprint("browse", __name__)

_HTML = "text/html; charset=utf-8"
_PER_PAGE = 50


@pages.get("/browse")
def overview() -> Response:
    """Every kind of things, with how many there are."""
    refuse_other_names((EDITION,))
    found = services()
    choice = edition_choice(found, asked_edition(found))
    return respond(found.opened.answers.get(("browse", choice.chosen), lambda: _overview(found, choice)))


@pages.get("/browse/<name>")
def kind(name: str) -> Response:
    """The things of one kind; each facet may stand in the address, more than once for one value or another."""
    refuse_other_names((*BY_NAME, PAGE, EDITION))
    found, chosen = services(), _chosen()
    choice = edition_choice(found, asked_edition(found))
    key = ("browse", name, tuple(chosen.items()), tuple(request.args.getlist(PAGE)), choice.chosen)
    return respond(found.opened.answers.get(key, lambda: _list(found, choice, name, chosen)))


def _chosen() -> Chosen:
    """The values in the address, by facet; a box that was left empty says nothing."""
    given = {name: tuple(dict.fromkeys(filter(None, request.args.getlist(name)))) for name in BY_NAME}
    return {name: slugs for name, slugs in given.items() if slugs}


def _overview(found: Services, choice: EditionChoice) -> Ready:
    kinds = collection_of(found.store, found.naming, choice.chosen).kinds
    view = overview_of(kinds, choice)
    return Ready(render_template("browse/overview.html", view=view).encode(), _HTML, len(kinds))


def _list(found: Services, choice: EditionChoice, name: str, chosen: Chosen) -> Ready:
    collection = collection_of(found.store, found.naming, choice.chosen)
    browsed = browse(collection, collection.kind(name), chosen)
    page = page_of(browsed.things, _PER_PAGE, lambda number: address(name, chosen, choice, number))
    view = view_of(found, browsed, chosen, choice, page)
    return Ready(render_template("browse/kind.html", view=view).encode(), _HTML, len(browsed.things))
