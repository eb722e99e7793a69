"""Runs the site in granian, a production WSGI server."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until stopped; the workers read their settings from the environment."""
    Granian("graphapp.web:create_app", address=host, port=port, interface=Interfaces.WSGI, workers=workers, factory=True).serve()
