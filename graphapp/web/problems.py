"""The one place that turns errors into HTTP answers: a page for people, a problem document (RFC 9457) for programs."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from graphapp.errors import GraphappError

_log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Answer every error of ours, of HTTP, and any other, on *app*."""
    app.register_error_handler(GraphappError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _ours(error: GraphappError) -> Response:
    return _answer(error.status, error.title, str(error))


def _http(error: HTTPException) -> Response:
    response = _answer(error.code or 500, error.name, error.description or error.name)
    for name, value in error.get_headers():
        if name in ("Allow", "Location"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    """A fault of ours: logged with its trace, shown without it."""
    _log.exception("unexpected error", exc_info=error)
    return _answer(500, "Something went wrong", "This is a fault of the site, and it was noted. Try again later.")


def _answer(status: int, title: str, detail: str) -> Response:
    wants_page = request.accept_mimetypes.best_match(["application/json", "text/html"], default="application/json") == "text/html"
    is_data = request.path.rpartition(".")[2] in ("json", "csv") or request.path == "/sparql"
    if wants_page and not is_data:
        return Response(render_template("errors/problem.html", title=title, detail=detail), status)
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(json.dumps(problem, ensure_ascii=False), status, content_type="application/problem+json")
