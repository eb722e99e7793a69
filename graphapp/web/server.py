"""Runs the site in granian, a production WSGI server, and sees to it that nothing is left behind when it ends."""

from __future__ import annotations

import os
import signal
import socket
import time
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from threading import Thread

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from graphapp.errors import InputError
from graphapp.settings import Settings
from graphapp.web import close_app, create_app

MOST_PROCESSES = 4
"""Processes that are started by themselves: each holds the graph, so more of them are asked for in words."""

_THREADS_FOR_PAGES = 8
"""Threads beside those that SPARQL can hold, so that however many wait for an answer to that, pages are made."""

_CONNECTIONS = 1_024
"""Connections that one process keeps open; more wait in the socket's queue, which is as long. They cost no thread."""

_HEADER_MILLISECONDS = 10_000
"""Time for the headers of a request, also of the next one on a connection that is kept: who is slower is cut off."""

_LONGEST_HEADERS = 128 * 1024
"""Bytes of the headers of a request with its address; granian itself takes half of that as an address (414)."""

_GRACE = 5
"""Seconds that a process which stops has beyond the longest query that it may be answering."""

_LOOK_EVERY = 0.5
"""Seconds between looks at the process that started this one."""

_TELL_EVERY = 2.0
"""Seconds after which a process that should stop is told again."""

_LOGGING = {
    "handlers": {
        name: {"formatter": name_of_format, "class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
        for name, name_of_format in (("console", "generic"), ("access", "access"))
    }
}


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


def processes(settings: Settings) -> int:
    """How many processes answer: as many as are set, else one for each processor, but not more than four."""
    return settings.workers or min(os.cpu_count() or 1, MOST_PROCESSES)


def run_server(host: str, port: int, settings: Settings) -> None:
    """Serve until stopped; each process reads the settings from the environment."""
    server = Granian(
        "graphapp.web:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes(settings),
        blocking_threads=settings.sparql_workers + settings.sparql_waiting + _THREADS_FOR_PAGES,
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        http=HTTPModes.http1,  # granian waits for ever for the first byte where it has to find out the version
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_MILLISECONDS, max_buffer_size=_LONGEST_HEADERS),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=int(settings.sparql_seconds) + _GRACE,
        log_level=LogLevels.error,  # it warns of the many threads, which are meant
        log_dictconfig=_LOGGING,
    )
    server.serve(target_loader=load_in_worker, wrap_loader=False)


def load_in_worker() -> Flask:
    """The application for one process of granian, which ends when the one that started it has ended, however that was."""
    app = create_app()
    Finalize(None, close_app, (app,), exitpriority=0)  # such a process leaves without what atexit has kept
    started_by = parent_process()
    if started_by and started_by.pid:
        Thread(target=_end_with, args=(started_by.pid,), name="graphapp-parent", daemon=True).start()
    return app


def _end_with(parent: int) -> None:
    """Stop this process gracefully once *parent* is gone: nobody could stop it any more, and it holds the port.

    A process that has only just begun may not hear the first signal, so it is told until it ends.
    """
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_TELL_EVERY)
