"""Runs the site in granian, a production WSGI server."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces

_THREADS = 8
_WAITING = 64
"""Requests that may be under way or waiting in one worker; more wait in the socket's queue."""


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until stopped; the workers read their settings from the environment."""
    server = Granian(
        "graphapp.web:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        factory=True,
        blocking_threads=_THREADS,
        backpressure=_WAITING,
        websockets=False,
    )
    server.serve()
