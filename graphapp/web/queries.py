"""The library, and one saved question: its form, its answer, its downloads, and the answer as a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from graphapp.errors import ParameterError, UnknownName
from graphapp.queries.address import shortest
from graphapp.queries.faults import Faults
from graphapp.queries.header import SavedQuery
from graphapp.queries.paging import IN_PAGES, read_paging, without_paging
from graphapp.queries.parameters import Given
from graphapp.queries.run import Answered, prepare, run_query
from graphapp.saved import OwnQuestion
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data, site_address
from graphapp.web.downloads import DOWNLOADS, SAVED_AS_FILES, media_types, source_of
from graphapp.web.library_view import library_view
from graphapp.web.links import SHOWING, Showing, asked_showing, path_to, query_string, question_path, shown
from graphapp.web.paper_view import paper_view
from graphapp.web.question_view import answered_view, faulty_view
from graphapp.web.relations import alternates, described_by, relate
from graphapp.web.saved_here import SAVED, saved_as, saved_here, saving
from graphapp.web.services import services

pages = Blueprint("queries", __name__, url_prefix="/queries")

_HTML = "text/html; charset=utf-8"
_LONGEST_IN_LINKS = 400
"""Characters of values that headers repeat, once for each form: many clients and proxies take 8 kB of headers in all."""
_Values = Mapping[str, tuple[str, ...]]


@pages.get("")
def library() -> str:
    """List the saved questions, or those that the words and the audience in the address choose."""
    return render_template("queries/library.html", view=library_view(services()), saved=saved_here())


@pages.get("/<name>")
def question(name: str) -> Response | tuple[str, int]:
    """Show the question *name* with its answer; with a suffix (.csv, .json, .xlsx) download the answer."""
    stem, _, suffix = name.rpartition(".")
    if not stem:
        query = services().library[name]
        return _related(_page(query, "queries.question"), query)
    if suffix not in DOWNLOADS:
        raise UnknownName("download", suffix, DOWNLOADS)
    query = services().library[stem]
    given = _given(query)
    response = respond_with_data(_ready(query, given, suffix, lambda: _download(query, given, suffix)))
    if suffix in SAVED_AS_FILES:
        response.headers["Content-Disposition"] = f'attachment; filename="{query.name}.{suffix}"'
    return relate(response, _links(query, given))


@pages.get("/<name>/print")
def print_view(name: str) -> Response | tuple[str, int]:
    """Show the answer to the question *name* as a paper: sources as notes, no form."""
    return _page(services().library[name], "queries.print_view")


def _related(page: Response | tuple[str, int], query: SavedQuery) -> Response | tuple[str, int]:
    """*page* with the same answer in other forms, where it is one."""
    if isinstance(page, Response) and page.status_code == HTTPStatus.OK:
        return relate(page, _links(query, _given(query)))
    return page


def _links(query: SavedQuery, given: _Values) -> str:
    """The answer with the values *given* in every form, if they are no longer than a header should be; the catalogue."""
    values = query_string({name: values for name, values in without_paging(given).items() if name not in SHOWING})
    return _links_to(site_address(), query.name, values if len(values) <= _LONGEST_IN_LINKS else None)


@lru_cache(maxsize=1000)
def _links_to(site: str, name: str, values: str | None) -> str:  # noqa: ARG001 - every link begins with it
    """The links, put together once for all who reach the *site* under the same address."""
    links = [described_by()]
    if values is not None:
        path = path_to("queries.question", name=name)
        forms = {"text/html": path, **{media_type: f"{path}.{suffix}" for suffix, media_type in media_types().items()}}
        links = [*alternates({media_type: f"{it}{values}" for media_type, it in forms.items()}), *links]
    return ", ".join(links)


def _given(query: SavedQuery) -> dict[str, tuple[str, ...]]:
    """The values of the address; an empty one is none, and what the question was saved as is none of its gaps."""
    pairs = ((name, tuple(value for value in values if value)) for name, values in request.args.lists())
    return {name: values for name, values in pairs if name != SAVED and (values or query.parameter(name) is None)}


def _ready(query: SavedQuery, given: _Values, form: object, make: Callable[[], Ready]) -> Ready:
    """The answer to *query* in some *form*, as it is kept or as *make* makes it."""
    values = tuple(sorted(given.items()))
    log.note(question=query.name, parameters=log.digest(repr(values)))
    ready = services().opened.answers.get((query.name, form, values), make)
    log.note(rows=ready.rows)
    return ready


def _download(query: SavedQuery, given: _Values, suffix: str) -> Ready:
    write, media_type = DOWNLOADS[suffix]
    answered = _answer_in_pages(query, given) if suffix in IN_PAGES else _answer(query, given)
    content = write(answered)
    return Ready(content.encode() if isinstance(content, str) else content, media_type, len(answered.wanted), answered.window)


def _answer(query: SavedQuery, given: Given) -> Answered:
    found = services()
    return run_query(found.store, query, given, found.naming)


def _answer_in_pages(query: SavedQuery, given: _Values) -> Answered:
    """The answer, or the page of it that is asked for.

    :raises ParameterError: with what is wrong with the values and with the page
    :raises NoSuchPage: beyond the end
    """
    faults = Faults()
    with faults.of():
        paging = read_paging(given)
    with faults.of():
        answered = _answer(query, without_paging(given))
    faults.end()
    return replace(answered, window=paging.window(len(answered.rows))) if paging else answered


@dataclass(frozen=True)
class _Way:
    """How a page is asked for.

    :param address: of the site, by which the page names itself
    :param today: what papers say
    :param own: what the question was saved as
    :param is_short: whether the address says nothing in vain
    """

    endpoint: str
    address: str
    showing: Showing
    today: date
    own: OwnQuestion | None
    is_short: bool


def _page(query: SavedQuery, endpoint: str) -> Response | tuple[str, int]:
    """The page at *endpoint*; the form where a value was not understood; a redirect where the address can be said shorter."""
    given = {name: values for name, values in _given(query).items() if name not in SHOWING}
    is_short = all(value for _, value in request.args.items(multi=True))
    try:
        way = _Way(endpoint, site_address(), asked_showing(query), datetime.now(UTC).date(), saved_as(query, given), is_short)
        ready = _ready(query, given, way, lambda: _made(query, given, way))
    except ParameterError as error:
        return render_template("queries/question.html", view=faulty_view(services(), query, given, error)), error.status
    return redirect(ready.location) if ready.location else respond(ready)


def _made(query: SavedQuery, given: _Values, way: _Way) -> Ready:
    """The page, or where it is if *given* can be said shorter."""
    found = services()
    values = shortest(found.store, prepare(found.store, query, given, found.naming), found.naming)
    if not way.is_short or given != {name: (it,) if isinstance(it, str) else tuple(it) for name, it in values.items()}:
        more = {SAVED: way.own.id} if way.own else {}
        return Ready(b"", _HTML, 0, location=shown(question_path(query.name, {**values, **more}, way.endpoint), way.showing))
    answered = _answer(query, given)
    if way.endpoint == "queries.print_view":
        paper = paper_view(found, answered, source_of(answered), way.today, question_path(query.name, values))
        content = render_template("queries/paper.html", view=paper)
    else:
        content = render_template(
            "queries/question.html", view=answered_view(found, answered, values, way.showing), **saving(query, values)
        )
    return Ready(content.encode(), _HTML, len(answered.rows))
