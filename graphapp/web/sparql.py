"""``/sparql``: a query by GET or POST is answered; without one, a form."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from graphapp.errors import QueryRefused, UnknownMediaType
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.results import RESULTS_JSON, Written, write_answer
from graphapp.queries.safety import refuse_unreadable, refuse_unsafe
from graphapp.web import log
from graphapp.web.services import Services, services
from graphapp.workers.limits import MEGABYTE
from graphapp.workers.messages import Job

pages = Blueprint("sparql", __name__)

_GRAPHS_SHOWN = 20

_TEXT_TYPES = {"text/turtle": "text/turtle; charset=utf-8"}


@pages.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response | str:
    """Answer the query in the address or in the body, or show a form."""
    given = _queries()
    if not given and request.method != "POST":
        return render_template("sparql/form.html", view=_form())
    if len(given) != 1:
        raise QueryRefused(f"There are {len(given)} queries; send one." if given else "There is no query; send it as “query”.")
    log.note(query=log.digest(given[0]))
    refuse_unreadable(given[0])
    triples = request.accept_mimetypes.best_match([item.media_type for item in GRAPH_FORMATS], default="text/turtle")
    media_type, rows, content = answer(services(), given[0], triples)
    log.note(rows=rows)
    response = Response(content, content_type=_TEXT_TYPES.get(media_type, media_type))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


_QUERY, _FORM = "application/sparql-query", "application/x-www-form-urlencoded"
_DATASET = ("default-graph-uri", "named-graph-uri")


def _queries() -> list[str]:
    """The queries of the request, from the address and the body (SPARQL 1.1 Protocol, section 2.1).

    :raises UnknownMediaType: for a body that is neither a form nor a query
    :raises QueryRefused: for bytes that are no text, and for a choice of graphs, which would be passed over in silence
    """
    values = request.values if request.method == "POST" and request.mimetype == _FORM else request.args
    chosen = [name for name in _DATASET if name in values]
    if chosen:
        raise QueryRefused(f"{chosen[0]} is not taken here. A query sees all that is published; name a graph with GRAPH.")
    given = values.getlist("query")
    if request.method != "POST" or request.mimetype == _FORM:
        return given
    if request.mimetype != _QUERY:
        raise UnknownMediaType(request.mimetype, (_QUERY, _FORM))
    try:
        return [*given, request.get_data().decode()]
    except UnicodeDecodeError as error:
        raise QueryRefused(f"The query is not text in UTF-8: byte {error.start + 1} is none.") from error


@dataclass(frozen=True)
class FormView:
    """What the form shows: how many named graphs there are, and some of them."""

    count: int
    graphs: tuple[str, ...]


def _form() -> FormView:
    graphs = services().store.graphs
    return FormView(len(graphs), tuple(graphs[:_GRAPHS_SHOWN]))


def answer(found: Services, query: str, triples: str) -> Written:
    """The answer to SPARQL that anyone may have typed: by a worker, or by the remote engine, whose own limits hold."""
    pool, settings = found.opened.pool, found.settings
    if pool:
        reply = pool.ask(Job(query, RESULTS_JSON, triples))
        return reply.media_type, reply.rows, reply.content
    refuse_unsafe(query)
    return write_answer(
        found.store.answer(query), RESULTS_JSON, triples, settings.sparql_rows, settings.sparql_megabytes * MEGABYTE
    )
