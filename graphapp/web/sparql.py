"""``/sparql``: a query by GET is answered; without one, a form.

Queries typed by anyone are read by rdflib's parser first: SERVICE and FROM, which would reach outside what is published, are
refused. Deadlines and killable workers come with the engine (see CONTRIBUTING, "What comes next").
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from pyparsing import ParseException
from rdflib import Graph
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.errors import QueryRefused
from graphapp.exports.formats import GRAPH_FORMATS, write_graph
from graphapp.exports.results import as_json_results
from graphapp.web.services import services

pages = Blueprint("sparql", __name__)

_LONGEST = 10_000
_DEEPEST = 50
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


def refuse_unsafe(query: str) -> None:
    """Refuse what is too long or too deep to parse, what does not parse, and what would reach outside.

    :raises QueryRefused: with the reason
    """
    if len(query) > _LONGEST:
        raise QueryRefused(f"The query has {len(query)} characters; the most is {_LONGEST}.")
    if _depth(query) > _DEEPEST:
        raise QueryRefused(f"The query nests more than {_DEEPEST} brackets.")
    try:
        parsed = parseQuery(query)
    except ParseException as error:
        raise QueryRefused(f"The query does not parse: line {error.lineno}, column {error.column}: {error.msg}.") from error
    except RecursionError as error:
        raise QueryRefused("The query nests too deeply.") from error
    names = {part.name for part in _parts(parsed)}
    for name, word in (("ServiceGraphPattern", "SERVICE"), ("DatasetClause", "FROM")):
        if name in names:
            raise QueryRefused(f"{word} is not answered here: it would leave what is published.")


def _depth(query: str) -> int:
    """The deepest nesting of brackets, strings not minded: an upper bound is what a limit needs."""
    depth = deepest = 0
    for character in query:
        depth += (character in "{([") - (character in "})]")
        deepest = max(deepest, depth)
    return deepest


def _parts(parsed: object) -> Iterator[CompValue]:
    """Every named part of a parsed query."""
    if isinstance(parsed, CompValue):
        yield parsed
        parsed = list(parsed.values())
    if isinstance(parsed, str) or not hasattr(parsed, "__iter__"):
        return
    for item in parsed:
        yield from _parts(item)


def _graph(graph: Graph) -> Response:
    types = {item.media_type: item for item in GRAPH_FORMATS}
    best = request.accept_mimetypes.best_match(list(types), default="text/turtle")
    return Response(write_graph(graph, types[best]), content_type=f"{best}; charset=utf-8")
