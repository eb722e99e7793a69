"""The one place that turns errors into HTTP answers: a page for people, a problem document (RFC 9457) for programs."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from graphapp.errors import Busy, Fault, GraphappError, NotAcceptable, ParameterError
from graphapp.exports.formats import FORMATS
from graphapp.queries.faults import MOST_TOLD
from graphapp.web.negotiation import prefers_page

_log = logging.getLogger(__name__)

_DATA = ("json", "csv", "tsv", "xml", "patch", "atom", *(item.suffix for item in FORMATS))
"""Suffixes of addresses that only programs read."""

_DATA_PATHS = ("/openapi.json", "/complete", "/sparql", "/ns", "/healthz", "/readyz")
_KEPT_HEADERS = ("Allow", "Location", "Content-Range")


def install(app: Flask) -> None:
    """Answer every error of ours, of HTTP, and any other, on *app*."""
    app.register_error_handler(GraphappError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _other_host)
    app.register_error_handler(Exception, _unexpected)


def _ours(error: GraphappError) -> Response:
    faults = error.faults if isinstance(error, ParameterError) else ()
    return with_headers(_answer(error.status, error.title, str(error), faults), error)


def with_headers(response: Response, error: GraphappError) -> Response:
    """*response* with what *error* says in headers, whoever made the page of it: when to come back, and which forms there are."""
    if isinstance(error, Busy):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotAcceptable):
        links = (f'<{address}>; rel="alternate"; type="{media_type}"' for media_type, address in error.addresses.items())
        response.headers["Link"] = ", ".join(links)
    return response


def _http(error: HTTPException) -> Response:
    response = _answer(error.code or 500, error.name, error.description or error.name)
    for name, value in error.get_headers():
        if name in _KEPT_HEADERS:
            response.headers[name] = value
    return response


def _other_host(error: SecurityError) -> Response:
    """A sentence and no page: a page has links, and there is no host that they could be of."""
    del error
    return Response("The site does not answer to this host name.\n", 400, content_type="text/plain; charset=utf-8")


def _unexpected(error: Exception) -> Response:
    """A fault of ours: logged with its trace, shown without it."""
    _log.exception("unexpected error", exc_info=error)
    return _answer(500, "Something went wrong", "This is a fault of the site, and it was noted. Try again later.")


def _answer(status: int, title: str, detail: str, faults: Sequence[Fault] = ()) -> Response:
    if prefers_page() and not _is_data(request.path):
        response = Response(render_template("errors/problem.html", title=title, detail=detail), status)
    else:
        response = _document(status, title, detail, faults)
    if not _is_data(request.path):
        response.vary.add("Accept")
    return response


def _document(status: int, title: str, detail: str, faults: Sequence[Fault]) -> Response:
    """A problem document, with every fault. A script of another site may read it, as it may read the data."""
    problem: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if faults:
        problem["errors"] = [{"parameter": it.parameter, "detail": it.detail} for it in faults[:MOST_TOLD]]
    response = Response(json.dumps(problem, ensure_ascii=False), status, content_type="application/problem+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _is_data(path: str) -> bool:
    """Whether only programs read what is at *path*."""
    return path in _DATA_PATHS or path.rpartition(".")[2] in _DATA
