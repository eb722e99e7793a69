"""Runs the site in granian, a production WSGI server."""

from __future__ import annotations

import os
import socket

from granian import Granian
from granian.constants import Interfaces

from graphapp.errors import InputError

_THREADS = max(2, os.cpu_count() or 2)
_WAITING = 64
"""Requests that may be under way or waiting in one worker; more wait in the socket's queue."""


def refuse_taken_port(host: str, port: int) -> None:
    """Say in a sentence that *port* cannot be listened on, before a build is waited for.

    :raises InputError: when another program has it, or the host is not one of this machine
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or "it cannot be listened on"
            raise InputError(f"{host}:{port} cannot be used: {reason}. Choose another with --port or --host.") from error


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
