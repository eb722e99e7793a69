"""A small SPARQL 1.1 Protocol endpoint on a free port of this machine, for the tests of remote stores."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import sleep
from typing import TYPE_CHECKING

from rdflib import Graph
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from graphapp.errors import QueryRefused
from graphapp.exports.results import results_of
from graphapp.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class SparqlEndpoint:
    """Answers from a dataset by GET and by POST of a form; a query without ``default-graph-uri`` sees every graph.

    :param heeds: what it lets a query say of its graphs: parameters, or FROM in its text; else it answers from all that it has
    :ivar seen: the requests so far
    :ivar instead: what it answers next, in place of the truth
    """

    def __init__(self, nquads: bytes, *, heeds: str = "parameters") -> None:
        self._nquads, self._heeds = nquads, heeds
        self.instead: list[WSGIApplication] = []
        self._graphs = sorted({line.split()[-2].strip(b"<>").decode() for line in nquads.splitlines() if line})
        self.seen: list[Request] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        self.seen.append(request)
        request.get_data(parse_form_data=True)  # else the server waits for what is left of the question
        return (self.instead.pop(0) if self.instead else self._respond(request))(environ, start_response)

    def _respond(self, request: Request) -> Response:
        query = request.values.get("query")
        if query is None:
            return Response("There is no query.", 400)
        store = EmbeddedStore(self._visible(request) or self._graphs)
        store.load(self._nquads)
        try:
            answer = store.answer(query)
        except QueryRefused as refusal:
            return Response(str(refusal), 400)
        if isinstance(answer, Graph):
            return Response(answer.serialize(format="turtle"), content_type="text/turtle")
        return Response(json.dumps(results_of(answer)), content_type="application/sparql-results+json")

    def _visible(self, request: Request) -> list[str]:
        if self._heeds == "text":
            return re.findall(r"FROM <([^>]*)>", request.values["query"])
        return request.values.getlist("default-graph-uri") if self._heeds == "parameters" else []


def always(content: str, status: int = 200, media_type: str = "text/html") -> WSGIApplication:
    """An application that gives everyone the same answer."""
    return Response(content, status, content_type=media_type)


def raw(*pieces: bytes, pause: float = 0) -> Callable[[socket.socket], None]:
    """What a server says when it does not care for HTTP: *pieces*, with a *pause* after each."""

    def say(visitor: socket.socket) -> None:
        visitor.recv(65_536)
        for piece in pieces:
            visitor.sendall(piece)
            sleep(pause)

    return say


@contextmanager
def serve_raw(say: Callable[[socket.socket], None]) -> Iterator[str]:
    """Let *say* answer every visitor, one after the other; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        ended = Event()

        def answer() -> None:
            while not ended.is_set():
                with suppress(OSError):  # nobody comes, or somebody leaves early
                    visitor, _ = server.accept()
                    with visitor:
                        say(visitor)

        thread = Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        finally:
            ended.set()
            thread.join()


@contextmanager
def serve(application: WSGIApplication) -> Iterator[str]:
    """Serve *application* in a thread; give its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Silent)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Silent(WSGIRequestHandler):
    """Keeps requests out of the output of the tests."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name that werkzeug gives it
        """Say nothing."""
