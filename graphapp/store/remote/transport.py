"""HTTP with a deadline, that takes credentials to nobody else: the standard library's opener with its parts replaced.

A time limit on each read does not end an answer that comes drop by drop, so every read gets what is left of the whole.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from email.message import Message
from functools import cache, partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ssl import SSLContext, create_default_context
from time import monotonic
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from graphapp.store.remote.visitor import AUTHORIZATION


class SentElsewhere(Exception):
    """An endpoint that sends its visitors to another server.

    :param place: the server
    """

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class Clock:
    """How long an answer may take: in all, and between two pieces of it."""

    def __init__(self, total: float, quiet: float) -> None:
        self._end, self._quiet = monotonic() + total, quiet

    def left(self) -> float:
        """The seconds that are left of the whole; none are left at 0."""
        return max(0.0, self._end - monotonic())

    def next_wait(self) -> float:
        """How long to wait for the next piece.

        :raises TimeoutError: when no time is left
        """
        if not self.left():
            raise TimeoutError
        return min(self._quiet, self.left())


class _Piecewise(io.RawIOBase):
    """What comes from a connection, each piece waited for as long as the clock allows."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._connection, self._clock = connection, clock
        self._raw = connection.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - a writable buffer, which 3.11 cannot name
        self._connection.settimeout(self._clock.next_wait())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Source:
    """As much of a socket as a response of :mod:`http.client` asks for."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._connection, self._clock = connection, clock

    def makefile(self, mode: str) -> io.BufferedReader:
        """The connection as a file to read from."""
        del mode
        return io.BufferedReader(_Piecewise(self._connection, self._clock))


def _connect(kind: type[HTTPConnection], clock: Clock, host: str, **settings: Any) -> HTTPConnection:  # noqa: ANN401 - http.client's
    """A connection whose answers keep to *clock*."""
    connection = kind(host, **settings)
    connection.response_class = _responses(clock)  # type: ignore[assignment]  # called like the class
    return connection


def _responses(clock: Clock) -> Callable[..., HTTPResponse]:
    return lambda connection, **settings: HTTPResponse(_Source(connection, clock), **settings)  # type: ignore[arg-type]


class _Http(HTTPHandler):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_connect, HTTPConnection, self._clock), req)


class _Https(HTTPSHandler):
    def __init__(self, clock: Clock) -> None:
        super().__init__(context=_certificates())
        self._clock = clock

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_connect, HTTPSConnection, self._clock), req, context=_certificates())


@cache
def _certificates() -> SSLContext:
    """The certificates of this machine, read once: that takes longer than most answers."""
    return create_default_context()


class _SameHost(HTTPRedirectHandler):
    """Follows a server to another address of its own, with the same question; to any other server it does not go."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str) -> Request | None:  # noqa: PLR0913, PLR0917 - urllib's own
        del msg, headers
        fp.close()
        if not _is_same_host(req.full_url, newurl):
            raise SentElsewhere(f"{urlsplit(newurl).scheme}://{_host(newurl)}")
        asks_again = code != HTTPStatus.SEE_OTHER
        method = req.get_method() if asks_again else "GET"
        again = Request(newurl, req.data if asks_again else None, req.headers, method=method)  # noqa: S310 - the same host
        again.unredirected_hdrs.update({key: value for key, value in req.unredirected_hdrs.items() if key == AUTHORIZATION})
        return again


def _is_same_host(old: str, new: str) -> bool:
    """Whether the server is the same, or the same host by a safer way."""
    before, after = urlsplit(old), urlsplit(new)
    safer = (before.scheme, after.scheme) == ("http", "https") and before.hostname == after.hostname
    return (before.scheme, _host(old)) == (after.scheme, _host(new)) or safer


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def make_opener(clock: Clock) -> OpenerDirector:
    """What opens requests within the time of *clock*."""
    return build_opener(_Http(clock), _Https(clock), _SameHost)
