"""A small SPARQL 1.1 Protocol endpoint on a free port of this machine, for the tests of remote stores."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
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

    :ivar seen: the requests so far
    """

    def __init__(self, nquads: bytes) -> None:
        self._nquads = nquads
        self._graphs = sorted({line.split()[-2].strip(b"<>").decode() for line in nquads.splitlines() if line})
        self.seen: list[Request] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._respond(Request(environ))(environ, start_response)

    def _respond(self, request: Request) -> Response:
        self.seen.append(request)
        query = request.values.get("query")
        if query is None:
            return Response("There is no query.", 400)
        store = EmbeddedStore(request.values.getlist("default-graph-uri") or self._graphs)
        store.load(self._nquads)
        try:
            answer = store.answer(query)
        except QueryRefused as refusal:
            return Response(str(refusal), 400)
        if isinstance(answer, Graph):
            return Response(answer.serialize(format="turtle"), content_type="text/turtle")
        return Response(json.dumps(results_of(answer)), content_type="application/sparql-results+json")


def always(content: str, status: int = 200, media_type: str = "text/html") -> WSGIApplication:
    """An application that gives everyone the same answer."""
    return Response(content, status, content_type=media_type)


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
