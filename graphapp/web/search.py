"""``/search``: what things are called and what statements say; ``/complete``: names for whoever is typing."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, render_template, request

from graphapp.queries.scope import EDITION
from graphapp.search.find import Found, find, offer
from graphapp.search.listing import collection_of
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data
from graphapp.web.editions import EditionChoice, asked_edition, edition_choice
from graphapp.web.pages import PAGE, one, page_of, refuse_other_names
from graphapp.web.search_view import SearchView, address, shown, view_of, view_of_kind
from graphapp.web.services import Services, services

pages = Blueprint("search", __name__)

_HTML, _JSON = "text/html; charset=utf-8", "application/json"
_TEXT, _KIND = "q", "kind"
_PER_PAGE = 20


@pages.get("/search")
def show() -> Response:
    """Show what the words in the address find, or the box to write some into."""
    refuse_other_names((_TEXT, _KIND, PAGE, EDITION))
    found = services()
    text, kind, edition = one(_TEXT).strip(), one(_KIND), asked_edition(found)
    choice = edition_choice(found, edition)
    if text:
        log.note(parameters=log.digest(text))
    key = ("search", text, kind, tuple(request.args.getlist(PAGE)), edition)
    return respond(found.opened.answers.get(key, lambda: _make(found, choice, text, kind)))


@pages.get("/complete")
def complete() -> Response:
    """The things that somebody may be typing the name of, as JSON: at most ten, each with its label, kind and path."""
    refuse_other_names((_TEXT, EDITION))
    found = services()
    text, edition = one(_TEXT).strip(), asked_edition(found)
    collection = collection_of(found.store, found.naming, edition)
    offered = [
        {"label": it.thing.label, "kind": it.thing.kind.replace("-", " "), "path": found.naming.page(it.thing.iri)}
        for it in offer(collection, text)
    ]
    return respond_with_data(Ready(orjson.dumps(offered), _JSON, len(offered)))


def _make(found: Services, choice: EditionChoice, text: str, kind: str) -> Ready:
    view = _view(found, choice, text, kind)
    return Ready(render_template("search/search.html", view=view).encode(), _HTML, view.total)


def _view(found: Services, choice: EditionChoice, text: str, kind: str) -> SearchView:
    collection = collection_of(found.store, found.naming, choice.chosen)
    if kind:
        collection.kind(kind)
    result = find(collection, text) if text else Found("")
    page = page_of(result.of_kind(kind), _PER_PAGE, lambda number: address(text, choice, kind, number))
    if kind and text:
        return view_of_kind(found, result, choice, kind, page)
    return view_of(found, result, choice) if text else SearchView(shown(text), choice)
