"""``/sparql``: the query operation of the SPARQL 1.1 Protocol; without a query, a form, or what the service can do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Blueprint, Response, render_template, request
from rdflib import Graph, URIRef

from graphapp.errors import NotAcceptable, QueryRefused, UnknownMediaType
from graphapp.exports.catalogue.services import describe_endpoint
from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.exports.ordered import write_graph
from graphapp.exports.results import MEDIA_TYPES, ROWS, TRIPLES, TRUTH, Wanted, Written, write_answer
from graphapp.namespaces import bind_prefixes
from graphapp.queries.dataset import chosen_in
from graphapp.queries.safety import refuse_unreadable, refuse_unsafe
from graphapp.store.base import Chosen
from graphapp.web import log
from graphapp.web.editor_view import opening_view
from graphapp.web.negotiation import negotiate
from graphapp.web.pages import one
from graphapp.web.services import Services, services
from graphapp.workers.limits import MEGABYTE
from graphapp.workers.messages import Job

pages = Blueprint("sparql", __name__)

_QUERY, _FORM, _UPDATE = "application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update"
_READ_ONLY = "Nothing is changed here: the endpoint answers queries and takes no update."
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


@pages.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response | str:
    """Answer the query in the address or in the body, or say what can be asked."""
    given = asked()
    if given is None:
        return _introduction()
    log.note(query=log.digest(given.query))
    refuse_unreadable(given.query)
    media_type, rows, content = answer(services(), given, _wanted())
    log.note(rows=rows)
    return _response(content, media_type)


def _response(content: bytes | str, media_type: str) -> Response:
    text = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    response = Response(content, content_type=text)
    response.vary.add("Accept")
    return response


@dataclass(frozen=True)
class Asked:
    """A query, and the graphs that were chosen beside it; None where the query itself decides."""

    query: str
    chosen: Chosen | None = None

    @property
    def values(self) -> dict[str, Sequence[str]]:
        """The same as the names and values of an address."""
        default, named = (self.chosen.default, self.chosen.named) if self.chosen else ((), ())
        return {"query": (self.query,), "default-graph-uri": default, "named-graph-uri": named}


def asked() -> Asked | None:
    """What the request asks (SPARQL 1.1 Protocol, section 2.1); None where it only looks at the address.

    :raises UnknownMediaType: for a body that is neither a form nor a query
    :raises QueryRefused: for none, several, an update, and bytes that are no text
    """
    given = _pairs(request.query_string)
    body = _body()
    if request.method == "POST":
        given += _pairs(body) if request.mimetype == _FORM else [("query", _text(body))]
    elif body:
        raise QueryRefused("A GET has no body; send the query in the address, or by POST.")
    named = [name for name, _ in given]
    if "update" in named:
        raise QueryRefused(_READ_ONLY)
    queries = [value for name, value in given if name == "query"]
    if not queries and request.method != "POST":
        return None
    if len(queries) != 1:
        raise QueryRefused(
            f"There are {len(queries)} queries; send one." if queries else "There is no query; send it as “query”."
        )
    return Asked(queries[0], _chosen(given))


def _chosen(given: list[tuple[str, str]]) -> Chosen | None:
    """The dataset of the request, which outranks that of the query (section 2.1.4)."""
    default = tuple(value for name, value in given if name == "default-graph-uri")
    named = tuple(value for name, value in given if name == "named-graph-uri")
    return Chosen(default, named) if default or named else None


def _body() -> bytes:
    """The body, if it is one that is read here.

    :raises UnknownMediaType: for another type, and for one that is packed
    :raises QueryRefused: for an update, and for another encoding than UTF-8 (sections 2.1.2 and 2.1.3)
    """
    packed = request.headers.get("Content-Encoding", "identity").strip().lower()
    if packed != "identity":
        raise UnknownMediaType(f"{request.mimetype}, {packed}", (f"{_QUERY} as it is",))
    if request.method == "POST":
        if request.mimetype == _UPDATE:
            raise UnknownMediaType(f"{_UPDATE}", (_QUERY, f"{_FORM}. {_READ_ONLY[:-1]}"))
        if request.mimetype not in (_QUERY, _FORM):
            raise UnknownMediaType(request.mimetype, (_QUERY, _FORM))
        charset = request.mimetype_params.get("charset", "utf-8")
        if charset.strip().lower() not in ("utf-8", "utf8"):
            raise QueryRefused("The query is in another encoding than UTF-8, which is the only one that is read.")
    return request.get_data(cache=True)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise QueryRefused(f"The query is not text in UTF-8: byte {error.start + 1} is none.") from error


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The names and values of a form, decoded once and strictly.

    :raises QueryRefused: for bytes that are not text in UTF-8
    """
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise QueryRefused("The form holds bytes that are not text in UTF-8.") from error


def _wanted() -> Wanted:
    """What the client likes best for each kind of answer: which it will be is known only once the query was parsed.

    :raises NotAcceptable: when it likes nothing of any kind
    """
    liked = {}
    for kind, known in MEDIA_TYPES.items():
        with suppress(NotAcceptable):
            liked[kind] = negotiate({media_type: media_type for media_type in known})
    if not liked:
        raise NotAcceptable(dict.fromkeys(media_type for known in MEDIA_TYPES.values() for media_type in known), {})
    return Wanted(liked.get(ROWS, ""), liked.get(TRIPLES, ""), liked.get(TRUTH, ""))


def answer(found: Services, asked: Asked, wanted: Wanted) -> Written:
    """The answer to SPARQL that anyone may have typed: by a worker, or by the remote engine, whose own limits hold.

    :raises Unwanted: when it suits in no form that exists
    """
    pool, settings, chosen = found.opened.pool, found.settings, asked.chosen
    if pool:
        graphs = (chosen.default, chosen.named) if chosen else None
        reply = pool.ask(Job(asked.query, wanted.rows, wanted.triples, wanted.truth, graphs))
        return reply.media_type, reply.rows, reply.content
    refuse_unsafe(asked.query)
    answered = found.store.answer(asked.query, chosen or chosen_in(asked.query))
    return write_answer(answered, wanted, settings.sparql_rows, settings.sparql_megabytes * MEGABYTE)


# Without a query


def _introduction() -> Response:
    """A form for people; for programs, what the service can do (SPARQL 1.1 Service Description, section 2)."""
    offers: dict[str, Format | None] = {"text/html": None, **{item.media_type: item for item in GRAPH_FORMATS}}
    form = negotiate(offers)
    if form is None:
        return _response(render_template("sparql/editor.html", view=opening_view(services(), one("example"))), "text/html")
    found = services()
    graph = bind_prefixes(Graph())
    for triple in describe_endpoint(URIRef(f"{found.naming.base}sparql"), _counts(found)):
        graph.add(triple)
    return _response(write_graph(graph, form), form.media_type)


def _counts(found: Services) -> dict[str, int]:
    """How many triples each published graph has, as a query counts them."""
    store = found.store
    return store.memo.get("triples of graphs", lambda: {str(row["g"]): int(str(row["n"])) for row in store.select(_COUNTS)})
