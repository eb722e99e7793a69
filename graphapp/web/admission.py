"""What a request may be before any page sees it: how long, in which bytes, for which host, and through which proxies."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator
from threading import BoundedSemaphore
from urllib.parse import quote, unquote_to_bytes

from flask import Flask, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from graphapp.errors import AddressTooLong, Busy, InputError, UnknownName
from graphapp.settings import Settings

LONGEST_ADDRESS = 65_535
"""Characters of an address. The longest query of plain letters fits; one that does not comes by POST."""

LONGEST_BODY = 1_000_000
"""Bytes of a body: the longest query in the widest letters, written with percent signs, takes 600,000."""

_NO_PATH = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\x9f\ufffd]')
"""What stands in no path of ours, as it can stand in no IRI, with what could end a line of a log; and bytes that are no text."""

_SHOWN = 100
"""Characters of an address that a sentence repeats."""

_BODIES_AT_ONCE = _DOWNLOADS_AT_ONCE = 3
"""Bodies that are read, and long answers that are sent, at a time: a client may be as slow as it likes, and holds a thread."""


class Places:
    """How many may do at a time in one process what a slow client can draw out; who comes beyond that is sent away."""

    def __init__(self, count: int) -> None:
        self._free = BoundedSemaphore(count)

    def take(self) -> None:
        """Take a place.

        :raises Busy: when none is free
        """
        if not self._free.acquire(blocking=False):
            raise Busy

    def give_back(self) -> None:
        """Free the place that was taken."""
        self._free.release()


_downloads = Places(_DOWNLOADS_AT_ONCE)


class Download(Iterator[bytes]):
    """An answer that is made while it is sent; it has a place until it ends, is closed, or is forgotten.

    :raises Busy: when none is free
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        _downloads.take()
        self._give_back = weakref.finalize(self, _downloads.give_back)  # once, whichever of these comes first
        self._pieces = pieces

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:  # also the end of the pieces, and a client that is gone: whatever ends it frees its place
            self._give_back()
            raise

    def close(self) -> None:
        """Stop making it."""
        close = getattr(self._pieces, "close", None)
        if close:
            close()
        self._give_back()


def install(app: Flask, settings: Settings) -> None:
    """Look at each request to *app* before it is answered."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LONGEST_BODY
    app.config["TRUSTED_HOSTS"] = [host.strip() for host in settings.hosts.split(",") if host.strip()] or None
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    bodies = Places(_BODIES_AT_ONCE)

    def admit() -> None:
        _refuse_host()
        _refuse_address()
        _read_body(bodies)

    app.before_request(admit)


def _refuse_host() -> None:
    """Refuse a host that is not ours before anything else, as no error could be shown on a page of it."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception


def _refuse_address() -> None:
    """Refuse an address that is too long or is no text.

    :raises AddressTooLong: when it has more characters than are read
    :raises InputError: when it holds what is no text
    :raises UnknownName: when its path holds what is in no path
    """
    length = len(request.path) + len(request.query_string)
    if length > LONGEST_ADDRESS:
        raise AddressTooLong(length, LONGEST_ADDRESS)
    try:
        given = unquote_to_bytes(request.query_string).decode()
    except UnicodeDecodeError as error:
        raise InputError("The address holds bytes that are not text in UTF-8.") from error
    if "\0" in given:
        raise InputError("The address holds a NUL, which is in no text.")
    if _NO_PATH.search(request.path):
        raise UnknownName("page", quote(request.path)[:_SHOWN])


def _read_body(places: Places) -> None:
    """Read a body at once, if there is a place: however many send theirs slowly, requests without one are answered."""
    if not request.content_length and "Transfer-Encoding" not in request.headers:
        return
    places.take()
    try:
        request.get_data(cache=True)
    finally:
        places.give_back()
