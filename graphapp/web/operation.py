"""``/healthz`` and ``/readyz``: for whoever runs the site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Future
from threading import Lock, Thread

from flask import Blueprint, Response

from graphapp.errors import GraphappError
from graphapp.store.base import Store
from graphapp.web.saved_here import saving_problem
from graphapp.web.services import services, site
from graphapp.workers import Pool

pages = Blueprint("operation", __name__)

_PATIENCE = 2.0
"""Seconds within which a store that is well answers something trivial."""


class Probe:
    """Asks a store something trivial in a thread of its own, as a store far away may hang; one at a time, whoever asks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pending: Future[str] | None = None

    def problem(self, store: Store, patience: float = _PATIENCE) -> str:
        """What is wrong with *store* in a sentence; empty when it answers within *patience* seconds."""
        with self._lock:
            if self._pending is None or self._pending.done():
                self._pending = Future()
                Thread(target=_ask, args=(store, self._pending), name="graphapp-probe", daemon=True).start()
            pending = self._pending
        try:
            return pending.result(patience)
        except TimeoutError:
            return f"The store did not answer within {patience:g} seconds."


def _ask(store: Store, answer: Future[str]) -> None:
    try:
        answer.set_result("" if store.answer("ASK { ?s ?p ?o }") else "The store is empty.")
    except GraphappError as error:
        answer.set_result(str(error))
    except BaseException as error:  # who waits for the answer has to hear of anything that ends this thread
        answer.set_exception(error)
        raise


@pages.get("/healthz")
def health() -> Response:
    """The process answers; nothing else is looked at."""
    return _json({"status": "ok"}, 200)


@pages.get("/readyz")
def readiness() -> Response:
    """Whether questions are answered, and from what.

    A version that could not be opened is told, but the one before answers; so are questions that did not pass their checks.
    """
    opened = services().opened
    workers = _look_after(opened.pool)
    problem = opened.store.memo.get("probe", Probe).problem(opened.store)
    ready = not problem and workers is not False
    report = {
        "status": "ready" if ready else "not ready",
        "version": opened.version,
        "engine": opened.engine,
        "workers": workers,
        "store_problem": problem,
        "version_problem": site().serving.problem,
        "saved_problem": saving_problem(),
        "questions_withheld": sorted(services().library.withheld),
    }
    return _json(report, 200 if ready else 503)


def _look_after(pool: Pool | None) -> bool | None:
    """Whether the workers for SPARQL are alive; if not, they are started: who is sent no requests would start none."""
    if pool is None:
        return None
    alive = pool.is_alive
    if not alive:
        pool.start()
    return alive


def _json(report: Mapping[str, object], status: int) -> Response:
    content = json.dumps(report, ensure_ascii=False)
    return Response(content, status, {"Cache-Control": "no-store"}, content_type="application/json")
