"""``/sparql/answer``: the answer to a query as a page, beside the form that it was written in; ``/sparql`` answers programs."""

from __future__ import annotations

from time import perf_counter

import orjson
from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Sent

from graphapp.errors import Busy, EngineFault, GraphappError, InputError, QueryRefused, QueryStopped, UnknownName
from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.exports.results import ROWS, TRIPLES, Unwanted, Wanted
from graphapp.queries.draft import columns_of, draft, name_from
from graphapp.queries.safety import refuse_unreadable
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data
from graphapp.web.editor_view import answered_view, problem_view
from graphapp.web.links import path_to, query_string
from graphapp.web.negotiation import prefers_page
from graphapp.web.problems import with_headers
from graphapp.web.results_view import FILES, View, answer_view, fits_in_a_link, read_view, wanted_for
from graphapp.web.services import Services, services
from graphapp.web.sparql import Asked, answer, asked

pages = Blueprint("editor", __name__, url_prefix="/sparql")

_HTML, _SPARQL = "text/html; charset=utf-8", "application/sparql-query; charset=utf-8"
_TRUTH_TOO = ("json", "xml")
"""Suffixes of files that also hold a yes or a no."""


@pages.route("/answer", methods=["GET", "POST"])
def show() -> Response | Sent:
    """Show the answer to the query in the address, or in the body where it is too long for one."""
    given, view = asked(), read_view(_one("view"))
    if given is None:
        return redirect(path_to("sparql.endpoint"))
    if request.method == "POST" and fits_in_a_link(given.values):
        values = {**given.values, **({"view": [view]} if view else {})}
        return redirect(path_to("editor.show") + query_string(values), 303)
    log.note(query=log.digest(given.query))
    found, key = services(), ("sparql", given, view)
    try:
        ready = found.opened.answers.find(key) or _page(found, given, view)
    except (QueryRefused, QueryStopped, EngineFault, Busy) as error:
        return _problem(found, given.query, error)
    found.opened.answers.keep(key, ready)
    log.note(rows=ready.rows)
    return respond(ready)


def _page(found: Services, given: Asked, view: View | None) -> Ready:
    """The page with the answer, worked out now."""
    refuse_unreadable(given.query)
    began = perf_counter()
    written = answer(found, given, wanted_for(view))
    took = (perf_counter() - began) * 1_000
    shown = answered_view(found, given.query, answer_view(found, given.values, written, took, view))
    return Ready(render_template("sparql/editor.html", view=shown).encode(), _HTML, written[1])


def _problem(found: Services, query: str, error: GraphappError) -> Response:
    """Why there is no answer: for people beside their query, for programs as a problem document."""
    if not prefers_page():
        raise error
    page = render_template("sparql/editor.html", view=problem_view(found, query, str(error)))
    response = with_headers(Response(page, error.status), error)
    response.vary.add("Accept")
    return response


@pages.route("/answer.<suffix>", methods=["GET", "POST"])
def download(suffix: str) -> Response:
    """Send the answer as a file.

    :raises UnknownName: for a suffix that no answer has
    """
    known = FILES[ROWS] | FILES[TRIPLES]
    if suffix not in known:
        raise UnknownName("form of answers", suffix, known)
    given = _asked_query()
    media_type = known[suffix][0]
    truth = media_type if suffix in _TRUTH_TOO else ""
    wanted = Wanted("" if suffix in FILES[TRIPLES] else media_type, media_type if suffix in FILES[TRIPLES] else "", truth)
    sent, rows, content = answer(services(), given, wanted)
    return _file(Ready(content, sent, rows), f"answer.{suffix}")


@pages.route("/question.rq", methods=["GET", "POST"])
def question() -> Response:
    """Send the query as the draft of a saved question, for its author to finish.

    :raises InputError: when no question can be made from it
    """
    found, given, title = services(), _asked_query(), _one("title")
    name = name_from(title)
    if name in found.library or name in found.library.withheld:
        raise InputError(f"There is a question called “{name}” already; choose another title.")
    if given.chosen:
        raise InputError("A question sees one self-evaluation, so no graphs can be chosen for it.")
    try:
        _, rows, content = answer(found, given, Wanted(RESULTS_JSON, "", ""))
    except Unwanted as error:
        raise InputError(f"The answer is {error.kind}. A question lists rows, so its query is a SELECT.") from error
    text = draft(title, given.query, columns_of(orjson.loads(content), found.naming), found.naming.base)
    return _file(Ready(text.encode(), _SPARQL, rows), f"{name}.rq")


def _file(ready: Ready, name: str) -> Response:
    response = respond_with_data(ready)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked_query() -> Asked:
    """What the request asks.

    :raises InputError: when it asks nothing
    """
    given = asked()
    if given is None:
        raise InputError("There is no query; send it as “query”.")
    refuse_unreadable(given.query)
    return given


def _one(name: str) -> str:
    """The value of *name* in the address or in a form, empty where there is none.

    :raises InputError: when there are several
    """
    given = request.values.getlist(name)
    if len(given) > 1:
        raise InputError(f"“{name}” is sent twice; send it once.")
    return "".join(given)
