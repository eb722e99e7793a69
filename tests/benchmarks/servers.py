"""A program that answers HTTP, on a free port of this machine, from its start to its end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.benchmarks import machine
from tests.benchmarks.editions import FOLDER
from tests.benchmarks.load import CannotMeasure, Load, Requests, load

HOST = "127.0.0.1"
WORKERS = 2
_START = 120.0
_BETWEEN_LOOKS = 0.02
_END = 10.0


@dataclass
class Server:
    """A program that runs.

    :ivar asked: how many requests it has answered while it was measured
    :ivar worked: how many seconds of processor time it took for these
    """

    name: str
    address: str
    process: subprocess.Popen[bytes]
    asked: float = 0.0
    worked: float = 0.0

    def load(self, paths: tuple[str, ...], seconds: float, headers: Mapping[str, str], connections: int = 8) -> Load:
        """Ask *paths* in turn for so many *seconds*, and keep account of what that takes."""
        before = machine.processor_seconds(self.process.pid)
        found = load(Requests(self.address, paths, headers), seconds, connections)
        self.worked += machine.processor_seconds(self.process.pid) - before
        self.asked += found.rate * seconds
        return found

    @property
    def memory(self) -> float:
        """Its memory in MB."""
        return machine.memory(self.process.pid)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    name: str,
    command: Sequence[str],
    port: int,
    path: str = "/",
    *,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[Server]:
    """Start a program, wait until it answers at *path*, and end it with all that came from it.

    :raises CannotMeasure: when it ends, or answers nothing
    """
    log = (FOLDER / "logs" / f"{name.replace(' ', '-').replace(',', '')}.log").absolute()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, **(environment or {})}, cwd=cwd, start_new_session=True
        )
        try:
            wait_until_it_answers(process, port, path, log)
            yield Server(name, f"http://{HOST}:{port}", process)
        finally:
            end(process)


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    """Wait for the first answer, whatever its status.

    :raises CannotMeasure: when there is none
    """
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if process.poll() is not None:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise CannotMeasure(f"it ended at once: {''.join(last)[:120]}")
        if _answers(port, path):
            return
        time.sleep(_BETWEEN_LOOKS)
    raise CannotMeasure(f"it did not answer within {_START:.0f} seconds")


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection(HOST, port, timeout=_START)
    try:
        connection.request("GET", path)
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def end(process: subprocess.Popen[bytes]) -> None:
    """End *process*, then whatever of its session is left."""
    process.terminate()
    try:
        process.wait(_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def site_command(port: int, workers: int = WORKERS) -> list[str]:
    """What a user types to serve the site."""
    return [sys.executable, "-m", "graphapp", "serve", "--port", str(port), "--workers", str(workers)]


@contextmanager
def site(name: str, home: Path, engine: str = "auto", cache: int = 0, workers: int = WORKERS) -> Iterator[Server]:
    """``graphapp serve`` over *home*, with so many megabytes of *cache*."""
    port = free_port()
    settings = {
        "GRAPHAPP_HOME": str(home.absolute()),
        "GRAPHAPP_ENGINE": engine,
        "GRAPHAPP_CACHE_MEGABYTES": str(cache),
        "GRAPHAPP_LOG": "off",
    }
    with running(name, site_command(port, workers), port, "/queries", environment=settings) as server:
        yield server
