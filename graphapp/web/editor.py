"""``/sparql/answer``: the answer to a query as a page, beside the form that it was written in; ``/sparql`` answers programs."""

from __future__ import annotations

from time import perf_counter

import orjson
from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Sent

from graphapp.errors import Busy, EngineFault, InputError, QueryRefused, QueryStopped, UnknownName
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.result_formats import CSV, RESULTS_JSON, RESULTS_XML, TSV
from graphapp.exports.results import Wanted
from graphapp.queries.safety import refuse_unreadable
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data
from graphapp.web.editor_view import (
    MOST_SHOWN,
    AnswerView,
    answered_view,
    downloads,
    fits_in_a_link,
    problem_view,
    table_of,
)
from graphapp.web.links import path_to, query_string
from graphapp.web.services import Services, services
from graphapp.web.sparql import Asked, answer, asked

pages = Blueprint("editor", __name__, url_prefix="/sparql")

_HTML, _TURTLE = "text/html; charset=utf-8", "text/turtle"
_LONGEST_TEXT = 50_000
_TABLES = {"csv": (CSV, "CSV"), "tsv": (TSV, "TSV"), "json": (RESULTS_JSON, "JSON"), "xml": (RESULTS_XML, "XML")}
_GRAPHS = {item.suffix: (item.media_type, item.label) for item in GRAPH_FORMATS}


@pages.route("/answer", methods=["GET", "POST"])
def show() -> Response | Sent | tuple[str, int]:
    """Show the answer to the query in the address, or in the body where it is too long for one."""
    given = asked()
    if given is None:
        return redirect(path_to("sparql.endpoint"))
    if request.method == "POST" and fits_in_a_link(given.query):
        return redirect(path_to("editor.show") + query_string({"query": [given.query]}), 303)
    log.note(query=log.digest(given.query))
    found = services()
    try:
        ready = found.opened.answers.get(("sparql", given), lambda: _page(found, given))
    except (QueryRefused, QueryStopped, EngineFault, Busy) as error:
        return render_template("sparql/editor.html", view=problem_view(found, given.query, str(error))), error.status
    log.note(rows=ready.rows)
    return respond(ready)


@pages.route("/answer.<suffix>", methods=["GET", "POST"])
def download(suffix: str) -> Response:
    """Send the answer as a file.

    :raises UnknownName: for a suffix that no answer has
    """
    known = _TABLES | _GRAPHS
    if suffix not in known:
        raise UnknownName("form of answers", suffix, known)
    given = asked()
    if given is None:
        raise InputError("There is no query; send it as “query”.")
    refuse_unreadable(given.query)
    media_type = known[suffix][0]
    truth = media_type if suffix in ("json", "xml") else ""
    wanted = Wanted("" if suffix in _GRAPHS else media_type, media_type if suffix in _GRAPHS else "", truth)
    sent, rows, content = answer(services(), given, wanted)
    response = respond_with_data(Ready(content, sent, rows))
    response.headers["Content-Disposition"] = f'attachment; filename="answer.{suffix}"'
    return response


def _page(found: Services, given: Asked) -> Ready:
    view = answered_view(found, given.query, _answered(found, given))
    return Ready(render_template("sparql/editor.html", view=view).encode(), _HTML, view.answer.count if view.answer else 0)


def _answered(found: Services, given: Asked) -> AnswerView:
    """Ask the query, and lay the answer out: rows as a table, triples as Turtle, truth as a word."""
    refuse_unreadable(given.query)
    began = perf_counter()
    media_type, count, content = answer(found, given, Wanted(RESULTS_JSON, _TURTLE, RESULTS_JSON))
    took = (perf_counter() - began) * 1_000
    if media_type == _TURTLE:
        text = content[:_LONGEST_TEXT].decode(errors="ignore")
        files = downloads(given.query, ((suffix, label) for suffix, (_, label) in _GRAPHS.items()))
        return AnswerView(count, took, text=text, is_cut=len(content) > _LONGEST_TEXT, downloads=files)
    results = orjson.loads(content)
    if "boolean" in results:
        truth = "Yes" if results["boolean"] else "No"
        return AnswerView(0, took, truth=truth, downloads=downloads(given.query, (("json", "JSON"), ("xml", "XML"))))
    columns, lines = table_of(found, results)
    files = downloads(given.query, ((suffix, label) for suffix, (_, label) in _TABLES.items()))
    return AnswerView(count, took, columns, lines, is_cut=count > MOST_SHOWN, downloads=files)
