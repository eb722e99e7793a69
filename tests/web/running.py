"""The site as ``graphapp serve`` runs it: a process of its own, on a port that was free."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from uuid import uuid4

from tests.published import Published

HOST = "127.0.0.1"
_MARK = "GRAPHAPP_TESTED"


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Running:
    """A server that runs.

    :param mark: what stands in the environment of each process that it has started
    """

    process: subprocess.Popen[bytes]
    port: int
    mark: str
    errors: Path

    def get(self, path: str, headers: dict[str, str] | None = None, timeout: float = 20) -> Answer:
        """Ask on a connection of its own."""
        connection = HTTPConnection(HOST, self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()

    def connect(self, sent: bytes, receive_buffer: int = 0) -> socket.socket:
        """A connection that has sent some bytes."""
        client = socket.socket()
        if receive_buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.settimeout(20)
        client.connect((HOST, self.port))
        client.sendall(sent)
        return client

    def first_line(self, sent: bytes) -> str:
        """The first line of the answer to bytes as they are."""
        with self.connect(b"") as client:
            try:
                client.sendall(sent)
                return client.recv(1_000).partition(b"\r\n")[0].decode()
            except ConnectionError:  # cut off while it was still sending
                return ""

    def processes(self) -> list[int]:
        """Every process that belongs to the server, also one whose parent is gone."""
        mark = f"{_MARK}={self.mark}".encode()
        return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if mark in _environment(folder)]

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        return [pid for pid in self.processes() if _parent(pid) == self.process.pid]


def _environment(folder: Path) -> bytes:
    try:
        return (folder / "environ").read_bytes()
    except OSError:
        return b""


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def eventually(is_so: Callable[[], object], seconds: float = 20) -> bool:
    """Whether something becomes so within *seconds*."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def running(published: Published, folder: Path, workers: int = 2, **settings: str) -> Iterator[Running]:
    """Serve *published* until the block ends; whatever is left then is ended too."""
    with serving(published.settings.home, folder, workers, **settings) as server:
        yield server


@contextmanager
def serving(home: str, folder: Path, workers: int = 2, **settings: str) -> Iterator[Running]:
    """Serve what is published in *home* until the block ends; whatever is left then is ended too.

    :param folder: where the errors of the server are written
    """
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    mark, errors = uuid4().hex, folder / f"errors-{port}.txt"
    environment = {**os.environ, "GRAPHAPP_HOME": home, _MARK: mark, **settings}
    command = [sys.executable, "-m", "graphapp", "serve", "--port", str(port), "--workers", str(workers)]
    with ExitStack() as stack:
        stream = stack.enter_context(errors.open("wb"))
        process = stack.enter_context(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=stream))
        server = Running(process, port, mark, errors)
        stack.callback(_end, server)
        assert eventually(lambda: is_ready(server), 60), errors.read_text()
        yield server


def is_ready(server: Running) -> bool:
    """Whether questions are answered."""
    try:
        return server.get("/readyz").status == 200
    except (OSError, HTTPException):
        return False


def _end(server: Running) -> None:
    server.process.terminate()
    if not eventually(lambda: server.process.poll() is not None, 15):
        server.process.kill()
    assert eventually(lambda: not server.processes()), "processes are left behind"
