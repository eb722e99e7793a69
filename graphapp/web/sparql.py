"""``/sparql``: a query by GET is answered; without one, a form."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from graphapp.errors import QueryRefused
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


@pages.get("/sparql")
def endpoint() -> Response | str:
    """Answer the query in the URL, or show a form."""
    if "query" not in request.args:
        return render_template("sparql/form.html", view=_form())
    given = request.args.getlist("query")
    if len(given) > 1:
        raise QueryRefused("There are two queries in the address; send one.")
    log.note(query=log.digest(given[0]))
    refuse_unreadable(given[0])
    triples = request.accept_mimetypes.best_match([item.media_type for item in GRAPH_FORMATS], default="text/turtle")
    media_type, rows, content = answer(services(), given[0], triples)
    log.note(rows=rows)
    response = Response(content, content_type=_TEXT_TYPES.get(media_type, media_type))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


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
