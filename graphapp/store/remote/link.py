"""One answer of an endpoint: tried again where that is safe, limited in time and size, and every failure told in a sentence."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from socket import gaierror
from time import sleep
from urllib.error import HTTPError, URLError
from urllib.request import Request

from graphapp.errors import EngineFault, QueryRefused
from graphapp.store.remote.address import Address
from graphapp.store.remote.transport import Clock, SentElsewhere, make_opener
from graphapp.store.remote.visitor import Visitor

_PAUSES = (0.1, 0.4)
"""Seconds before the second try and before the third, which is the last."""

_LONGEST_PAUSE = 3.0
_PIECE = 65_536
_LONGEST_REASON = 200
_UNKNOWN, _FORBIDDEN, _BAD_REQUEST, _MISSING = 401, 403, 400, 404
_BUSY = (502, 503, 504)


@dataclass(frozen=True)
class Limits:
    """How long an endpoint may take, in seconds, and how much it may answer, in bytes."""

    connect: float = 5.0
    quiet: float = 30.0
    total: float = 60.0
    size: int = 64 * 2**20


USUAL = Limits()
"""For questions that a person waits for."""


class RemoteFault(EngineFault):
    """An endpoint that gave no answer that can be used.

    :param code: the HTTP status, where there was one
    :param passing: whether another try may help
    :param after: the seconds that the endpoint asks to wait first
    :ivar challenge: how it wants to be told who asks
    """

    def __init__(self, message: str, *, code: int = 0, passing: bool = False, after: float = 0) -> None:
        super().__init__(message)
        self.code, self.passing, self.after = code, passing, after
        self.challenge = ""


@dataclass(frozen=True)
class Reply:
    """An answer as it came."""

    content: bytes
    media_type: str
    headers: Message


class Link:
    """The way to one endpoint.

    :param address: where it is, and who we are to it
    """

    def __init__(self, address: Address, limits: Limits) -> None:
        self.address, self._limits = address, limits
        self._visitor = Visitor(address)

    def __repr__(self) -> str:
        return f"Link({self.address.shown!r})"

    def fetch(self, request: Request, *, again: bool = True) -> Reply:
        """Send *request*; return the answer.

        :param again: whether it may be sent twice: up to three times where nothing came back
        :raises QueryRefused: when the endpoint says that the request is wrong
        :raises RemoteFault: when there is no answer
        """
        clock = Clock(self._limits.total, self._limits.quiet)
        for pause in (*_PAUSES, None) if again else (None,):
            try:
                return self._introduced(request, clock)
            except RemoteFault as fault:
                wait = max(pause or 0, fault.after)
                if pause is None or not fault.passing or wait > min(_LONGEST_PAUSE, clock.left()):
                    raise
                sleep(wait)
        raise AssertionError  # the last try returns or raises

    def fault(self, what: str, *, code: int = 0, passing: bool = False, after: float = 0) -> RemoteFault:
        """A fault of this endpoint, of which the sentence says *what*."""
        return RemoteFault(f"The store at {self.address.shown} {what}.", code=code, passing=passing, after=after)

    def _introduced(self, request: Request, clock: Clock) -> Reply:
        """Send *request* with who we are; a second time when the endpoint has a new question about that."""
        if not self._visitor.knocked:
            self._knock(clock)
        try:
            return self._once(request, clock)
        except RemoteFault as fault:
            if fault.code == _UNKNOWN and self._visitor.learn(fault.challenge):
                return self._once(request, clock)
            raise

    def _knock(self, clock: Clock) -> None:
        """Ask how the endpoint wants to be told who we are. Whatever else it answers does not matter yet."""
        try:
            self._once(Request(self.address.url), clock)  # noqa: S310 - an Address is http
        except QueryRefused:
            pass
        except RemoteFault as fault:
            if not fault.code or fault.passing:
                raise
            self._visitor.learn(fault.challenge)
        self._visitor.knocked = True

    def _once(self, request: Request, clock: Clock) -> Reply:
        request = deepcopy(request)  # opening a request changes it
        self._visitor.introduce(request)
        try:
            with make_opener(clock).open(request, timeout=self._limits.connect) as response:
                return Reply(self._read(response), response.headers.get_content_type(), response.headers)
        except HTTPError as error:
            with error:
                raise self._refusal(error) from error
        except SentElsewhere as error:
            raise self.fault(f"sends us on to {error.place}. If that is right, give its address") from error
        except (HTTPException, OSError) as error:
            raise self._silence(error, clock) from error

    def _read(self, response: HTTPResponse) -> bytes:
        """The whole answer."""
        try:
            content = b"".join(self._pieces(response))
        except TimeoutError:
            raise
        except (HTTPException, OSError) as error:
            raise self.fault("broke off in the middle of its answer") from error
        if response.length:
            raise self.fault("broke off in the middle of its answer")
        return content

    def _pieces(self, response: HTTPResponse) -> Iterator[bytes]:
        size = 0
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > self._limits.size:
                most = self._limits.size / 2**20
                raise self.fault(f"answers with more than {most:g} MB. Ask for less, for example with LIMIT")
            yield piece

    def _refusal(self, error: HTTPError) -> QueryRefused | RemoteFault:
        """What an answer with an error status means."""
        if error.code == _BAD_REQUEST:
            return QueryRefused(f"The store says that the query does not parse{_reason(error)}.")
        after = _seconds(error.headers.get("Retry-After"))
        fault = self.fault(self._meaning(error.code), code=error.code, passing=error.code in _BUSY, after=after)
        fault.challenge = error.headers.get("WWW-Authenticate", "")
        return fault

    def _meaning(self, code: int) -> str:
        if code in (_UNKNOWN, _FORBIDDEN):
            known = bool(self.address.credentials)
            return "does not accept the name and the password that it was given" if known else "asks for a name and a password"
        if code == _MISSING:
            return "is not there: the address may be wrong (HTTP status 404)"
        return f"{'is busy or down' if code in _BUSY else 'failed'} (HTTP status {code})"

    def _silence(self, error: Exception, clock: Clock) -> RemoteFault:
        """What it means that nothing came back."""
        sending = isinstance(error, URLError)
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            seconds = self._limits.total if not clock.left() else self._limits.connect if sending else self._limits.quiet
            return self.fault(f"did not answer within {seconds:g} seconds")
        if isinstance(reason, ConnectionRefusedError):
            return self.fault("did not answer: nothing listens there", passing=True)
        if isinstance(reason, ConnectionError):
            return self.fault("did not answer: it closed the connection", passing=True)
        if isinstance(reason, gaierror):
            return self.fault("did not answer: there is no host of that name")
        if isinstance(reason, ssl.SSLError):
            return self.fault("did not answer: its certificate or its way of encryption is not trusted")
        return self.fault(f"did not answer: {type(reason).__name__}")


def _reason(error: HTTPError) -> str:
    """What the endpoint says about a query, where it says it in plain words."""
    if error.headers.get_content_type() != "text/plain":
        return ""
    with suppress(HTTPException, OSError):
        first = error.read(_LONGEST_REASON).decode(errors="replace").strip().partition("\n")[0]
        return f": {first.rstrip('.')}" if first else ""
    return ""


def _seconds(text: str | None) -> float:
    """The seconds of a ``Retry-After``; a date is taken for a long time."""
    if not text:
        return 0
    return float(text) if text.isdecimal() else float("inf")
