"""Listening: a port that is taken is told in a sentence; and what the site needs of a server."""

from __future__ import annotations

import socket
from threading import Thread
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest

from graphapp.errors import InputError
from graphapp.settings import Settings
from graphapp.web import close_app, create_app
from graphapp.web.server import load_in_worker, processes, refuse_taken_port
from graphapp.web.services import site
from tests.published import Published


def test_a_taken_port_is_refused_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match=r"cannot be used: .*Choose another with --port"):
            refuse_taken_port("127.0.0.1", taken.getsockname()[1])


def test_a_free_port_is_not_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refuse_taken_port("127.0.0.1", port)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be used"):
        refuse_taken_port("192.0.2.1", 8000)


def test_as_many_processes_answer_as_are_set_else_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert processes(Settings()) == 4
    assert processes(Settings(workers=7)) == 7
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert processes(Settings()) == 1


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write nothing: the site has its own log."""


def test_the_site_runs_in_any_wsgi_server(published: Published) -> None:
    with make_server("127.0.0.1", 0, validator(create_app(published.settings)), handler_class=_Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        for path in (
            "/healthz",
            "/readyz",
            "/",
            "/queries/rows-to-improve.json",
            "/sparql?query=ASK%7B%7D",
            "/exports/latest.nq",
        ):
            with urlopen(address + path, timeout=20) as response:  # noqa: S310 - an address of our own
                assert response.status == 200
                assert response.read()
        server.shutdown()
        thread.join()


def test_a_process_of_the_server_ends_what_it_started(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    app = load_in_worker()
    with app.app_context():
        pool = site().serving.now.pool
    assert pool
    assert pool.is_alive
    close_app(app)
    assert not pool.is_alive
