"""A line for each request: one JSON object on standard error, through the logger ``graphapp.access``.

It says what was asked and how it went, never the words of a query, the values of a form, who asked, or any header.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, TextIO, cast

from flask import Flask, Response, g, request

from graphapp.settings import Settings
from graphapp.web.services import Services, site

_access = logging.getLogger("graphapp.access")

_LONGEST_PATH = 300
_LONGEST_METHOD = 20
_NO_CONTENT = (204, 304)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error when a line is written, not to what it was when the application was made."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # the base class keeps it as a variable
        """Where lines go."""
        return sys.stderr


def install(app: Flask, settings: Settings) -> None:
    """Log the requests to *app*, unless that is switched off. Installed first, it sees an answer after all others have."""
    if settings.log == "off":
        return
    if not _access.handlers:
        _access.addHandler(_StandardError())
    _access.propagate = False
    _access.setLevel(logging.INFO)
    app.before_request(_begin)
    app.after_request(_end)


def note(**facts: str | int) -> None:
    """Have the line about this request also say *facts*."""
    g.setdefault("noted", {}).update(facts)


def digest(text: str) -> str:
    """Sixteen digits that are the same for the same *text*, and do not show it."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    line = _line(response)
    if response.is_streamed and request.method != "HEAD" and response.status_code not in _NO_CONTENT:
        response.response = _counted(cast("Iterable[bytes]", response.response), line, g.began)
    else:
        _write(line, _size(response), g.began)
    return response


def _line(response: Response) -> dict[str, Any]:
    """What is known of the request before its answer goes out."""
    answering: Services | None = g.get("services")
    opened = answering.opened if answering else site().serving.now
    now = time.time()
    return {
        "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03}Z",
        "method": request.method[:_LONGEST_METHOD],
        "path": request.path[:_LONGEST_PATH],
        "status": response.status_code,
        "version": opened.version,
        **g.get("noted", {}),
    }


def _size(response: Response) -> int:
    """How many bytes go out; those of an answer to HEAD are not sent."""
    if request.method == "HEAD" or response.status_code in _NO_CONTENT:
        return 0
    return sum(map(len, response.iter_encoded())) if response.is_sequence else 0


def _counted(parts: Iterable[bytes], line: dict[str, Any], began: float) -> Iterator[bytes]:
    """The *parts* of an answer that is made while it goes out; the *line* is written after the last, or where it broke off."""
    sent = 0
    try:
        for part in parts:
            sent += len(part)
            yield part
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
        _write(line, sent, began)


def _write(line: dict[str, Any], size: int, began: float) -> None:
    """Write the *line*: ASCII, so that nothing in it can end it, or tell a terminal what to do."""
    line["bytes"], line["ms"] = size, round((time.perf_counter() - began) * 1000, 2)
    if _access.isEnabledFor(logging.INFO):  # a record made here is spared the search for the line of code that it is from
        _access.handle(logging.LogRecord(_access.name, logging.INFO, __file__, 0, json.dumps(line), None, None))
