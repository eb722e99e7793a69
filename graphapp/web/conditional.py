"""Conditional requests (RFC 9110, section 13), for every page and all data in one place.

The ETag is a digest of the bytes: a page may change with what people save, without a new version. ``Last-Modified`` says when the
version was published, and is compared for equality, because an older version may be chosen again; pages that show what people
saved have none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.http import http_date, parse_date

from graphapp.web import packing
from graphapp.web.services import services

_READING = ("GET", "HEAD")
_CHANGES_UNSEEN = (None, "home", "queries", "saved", "status", "sparql", "editor", "operation")
"""Blueprints whose answers also depend on what people saved or on how the machine is."""

_OF_NOW = ("operation",)
"""Blueprints whose answers nobody may keep."""

_OWN = ("saved",)
"""Blueprints whose answers no script of another site may read."""

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Allow",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-Modified-Since, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask) -> None:
    """Look at each answer of *app* after its page has made it."""
    app.after_request(_let_scripts_read)
    app.after_request(_spare_what_is_known)


def _spare_what_is_known(response: Response) -> Response:
    """Name this representation, and send no body (304) to a client that says that it has it."""
    if response.status_code >= HTTPStatus.BAD_REQUEST and packing.suits(response):
        packing.pack(response)  # what went wrong has no tag, but may stand beside a form
    if request.method not in _READING or response.status_code != HTTPStatus.OK or response.is_streamed:
        return response
    if request.blueprint in _OF_NOW or response.cache_control.no_store:
        return response
    if "ETag" not in response.headers:
        response.set_etag(blake2b(response.get_data(), digest_size=16).hexdigest())
    is_packed = packing.suits(response)
    if is_packed:
        response.set_etag(packing.etag_of(response))
    response.headers.setdefault("Cache-Control", "no-cache")
    _date(response)
    if _is_known(response):
        response.status_code = HTTPStatus.NOT_MODIFIED
        response.set_data(b"")
    elif is_packed:
        packing.pack(response)
    return response


def _date(response: Response) -> None:
    """Say when what the answer is made from was published, where that alone decides."""
    published = services().opened.published if request.blueprint not in _CHANGES_UNSEEN else ""
    if published:
        response.headers["Last-Modified"] = _http_date(published)


@lru_cache(maxsize=16)
def _http_date(moment: str) -> str:
    """A *moment* in ISO 8601 as HTTP writes it (RFC 9110, section 5.6.7)."""
    read = datetime.fromisoformat(moment)
    return http_date(read if read.tzinfo else read.replace(tzinfo=UTC))


def _is_known(response: Response) -> bool:
    """Whether the client has this representation; its date is asked only where it names none (RFC 9110, section 13.2.2)."""
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(response.get_etag()[0] or "")
    since = request.headers.get("If-Modified-Since")
    return bool(since and response.last_modified and parse_date(since) == response.last_modified)


def _let_scripts_read(response: Response) -> Response:
    """Let scripts of other sites read data, what is wrong with a request for it, and the way to it; not the pages of people."""
    is_page = response.mimetype == "text/html" and response.status_code == HTTPStatus.OK and request.method in _READING
    if is_page or request.blueprint in _OWN:
        return response
    for name, value in _CORS.items():
        response.headers.setdefault(name, value)
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
        response.headers.setdefault("Access-Control-Allow-Methods", response.headers.get("Allow", ""))
    return response
