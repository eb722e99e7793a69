"""A WSGI callable that does nothing but run a query and write its answer: what no framework can be faster than."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CONFIGURATION = "GRAPHAPP_BENCH_BARE"
"""Names a file with the dataset, and the query and graphs of each path."""


class Bare:
    """Answers each path with the query that stands for it."""

    def __init__(self, file: Path) -> None:
        content = json.loads(file.read_text())
        self._store = ox.Store()
        self._store.bulk_load(path=content["dataset"], format=ox.RdfFormat.N_QUADS)
        self._asked = {
            path: (query, [ox.NamedNode(graph) for graph in graphs]) for path, (query, graphs) in content["asked"].items()
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query, graphs = self._asked.get(environ["PATH_INFO"], ("ASK {}", []))
        answer = self._store.query(query, default_graph=[*graphs])
        assert not isinstance(answer, ox.QueryTriples)
        content = answer.serialize(format=ox.QueryResultsFormat.JSON) or b""
        start_response("200 OK", [("Content-Type", "application/sparql-results+json"), ("Content-Length", str(len(content)))])
        return [content]


def make() -> Bare:
    """The callable of this process."""
    return Bare(Path(os.environ[CONFIGURATION]))
