"""``/sparql``: a query by GET is answered; without one, a form."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, request
from rdflib import Graph

from graphapp.errors import QueryRefused
from graphapp.exports.formats import GRAPH_FORMATS, write_graph
from graphapp.exports.results import as_json_results
from graphapp.queries.safety import refuse_unsafe
from graphapp.web.services import services

pages = Blueprint("sparql", __name__)

_RESULTS = "application/sparql-results+json"


@pages.get("/sparql")
def endpoint() -> Response | str:
    """Answer the query in the URL, or show a form."""
    if "query" not in request.args:
        return render_template("sparql/form.html", view=services().store.graphs)
    given = request.args.getlist("query")
    if len(given) > 1:
        raise QueryRefused("There are two queries in the address; send one.")
    refuse_unsafe(given[0])
    answer = services().store.answer(given[0])
    response = (
        _graph(answer) if isinstance(answer, Graph) else Response(json.dumps(as_json_results(answer)), content_type=_RESULTS)
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


def _graph(graph: Graph) -> Response:
    types = {item.media_type: item for item in GRAPH_FORMATS}
    best = request.accept_mimetypes.best_match(list(types), default="text/turtle")
    return Response(write_graph(graph, types[best]), content_type=f"{best}; charset=utf-8")
