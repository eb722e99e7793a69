"""The library, and one saved question: its form, its answer, its downloads, and the answer as a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from graphapp.errors import ParameterError, UnknownName
from graphapp.exports.tables import BYTE_ORDER_MARK, as_csv, as_json
from graphapp.exports.workbook import MEDIA_TYPE, Source, as_xlsx
from graphapp.queries.address import shortest
from graphapp.queries.header import SavedQuery
from graphapp.queries.run import Answered, prepare, run_query
from graphapp.queries.scope import EDITION
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.editions import rights_of
from graphapp.web.library_view import library_view
from graphapp.web.links import SHOWING, Showing, asked_showing, question_path
from graphapp.web.paper_view import paper_view
from graphapp.web.question_view import answered_view, faulty_view
from graphapp.web.services import services

pages = Blueprint("queries", __name__, url_prefix="/queries")

_DOWNLOADS: dict[str, tuple[Callable[[Answered], str | bytes], str]] = {
    "csv": (lambda answered: BYTE_ORDER_MARK + as_csv(answered), "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "xlsx": (lambda answered: as_xlsx(answered, _source(answered)), MEDIA_TYPE),
}
_SAVED_AS_FILES = ("csv", "xlsx")
_HTML = "text/html; charset=utf-8"


@pages.get("")
def library() -> str:
    """List the saved questions, or those that the words and the audience in the address choose."""
    return render_template("queries/library.html", view=library_view(services()))


@pages.get("/<name>")
def question(name: str) -> AnyResponse | tuple[str, int]:
    """Show the question *name* with its answer; with a suffix (.csv, .json, .xlsx) download the answer."""
    stem, _, suffix = name.rpartition(".")
    if not stem:
        return _as_page(services().library[name], "queries.question")
    if suffix not in _DOWNLOADS:
        raise UnknownName("download", suffix, _DOWNLOADS)
    query = services().library[stem]
    response = _ready(query, _given(query), suffix, lambda given: _download(query, given, suffix))
    if suffix in _SAVED_AS_FILES:
        response.headers["Content-Disposition"] = f'attachment; filename="{query.name}.{suffix}"'
    return response


@pages.get("/<name>/print")
def print_view(name: str) -> AnyResponse | tuple[str, int]:
    """Show the answer to the question *name* as a paper: sources as footnotes, no form."""
    return _as_page(services().library[name], "queries.print_view")


def _as_page(query: SavedQuery, endpoint: str) -> AnyResponse | tuple[str, int]:
    """The page at *endpoint*; the form where a value was not understood; a redirect where the address can be said shorter."""
    given = {name: values for name, values in _given(query).items() if name not in SHOWING}
    try:
        showing = asked_showing(query)
        way = _Way(endpoint, showing, datetime.now(UTC).date(), all(value for _, value in request.args.items(multi=True)))
        return _ready(query, given, way, lambda it: _page(query, it, way))
    except ParameterError as error:
        view = faulty_view(services(), query, given, error)
        return render_template("queries/question.html", view=view), error.status


_Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Way:
    """How a page is asked for.

    :param today: papers say it
    :param is_short: whether the address says nothing in vain
    """

    endpoint: str
    showing: Showing
    today: date
    is_short: bool


def _given(query: SavedQuery) -> dict[str, tuple[str, ...]]:
    """The values of the address; an empty one is none."""
    pairs = ((name, tuple(value for value in values if value)) for name, values in request.args.lists())
    return {name: values for name, values in pairs if values or query.parameter(name) is None}


def _ready(query: SavedQuery, given: _Values, form: object, make: Callable[[_Values], Ready]) -> AnyResponse:
    """The answer to *query* in some *form*, as it is kept or as *make* makes it."""
    values = tuple(sorted(given.items()))
    log.note(question=query.name, parameters=log.digest(repr(values)))
    ready = services().opened.answers.get((query.name, form, values), lambda: make(given))
    log.note(rows=ready.rows)
    return redirect(ready.location) if ready.location else Response(ready.content, content_type=ready.media_type)


def _download(query: SavedQuery, given: _Values, suffix: str) -> Ready:
    write, media_type = _DOWNLOADS[suffix]
    answered = run_query(services().store, query, given, services().naming)
    content = write(answered)
    return Ready(content.encode() if isinstance(content, str) else content, media_type, len(answered.rows))


def _page(query: SavedQuery, given: _Values, way: _Way) -> Ready:
    found = services()
    values = shortest(found.store, prepare(found.store, query, given, found.naming), found.naming)
    if not way.is_short or given != {name: (it,) if isinstance(it, str) else tuple(it) for name, it in values.items()}:
        return Ready(b"", _HTML, 0, question_path(query.name, values, way.showing, way.endpoint))
    answered = run_query(found.store, query, given, found.naming)
    if way.endpoint == "queries.print_view":
        paper = paper_view(found, answered, _source(answered), way.today, question_path(query.name, values))
        content = render_template("queries/paper.html", view=paper)
    else:
        content = render_template("queries/question.html", view=answered_view(found, answered, way.showing))
    return Ready(content.encode(), _HTML, len(answered.rows))


def _source(answered: Answered) -> Source:
    """Where *answered* comes from, for a file that leaves the site: with every value, as defaults may change."""
    found = services()
    values = {EDITION: answered.edition, **{name: item.value for name, item in answered.filled.items() if item.value}}
    return Source(
        address=f"{found.naming.base}queries/{answered.query.name}?{urlencode(values, doseq=True)}",
        version=found.opened.version,
        published=found.opened.published,
        rights=rights_of(found, answered.edition),
    )
