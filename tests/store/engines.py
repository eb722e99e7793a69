"""Engines of other people, started for the tests on free ports of this machine, and always stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from graphapp.cli.publish import publish
from graphapp.store.remote import RemoteStore
from graphapp.store.remote.address import Address
from graphapp.store.remote.link import USUAL, Link
from graphapp.store.remote.publication import group
from graphapp.store.remote.upload import GraphStore
from tests.published import Published

_SECONDS_TO_START = 60
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200

[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
DefaultIsolation = 2
DirsAllowed = .
ThreadsPerQuery = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
EnabledGzipContent = 0

[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 20
"""
"""Small buffers start fast; 10,000 rows is what Debian's own configuration cuts answers off at."""


@dataclass(frozen=True)
class Engine:
    """A running engine.

    :param query: where anybody may ask
    :param update: where SPARQL Update is answered, with the name and the password in the address
    :param graph_store: where graphs are put, the same
    """

    name: str
    query: str
    update: str
    graph_store: str

    @property
    def way_in(self) -> tuple[str, str]:
        """The option that says where the published edition goes: one engine is filled one way, the other the other."""
        return ("--graph-store", self.graph_store) if self.name == "oxigraph" else ("--update-endpoint", self.update)

    def load(self, nquads: bytes, folder: Path) -> None:
        """Put every graph of a dataset there, ours or not."""
        lines = [line for line in nquads.splitlines(keepends=True) if line.strip()]
        graphs = sorted({line.rsplit(b" ", 2)[1].decode()[1:-1] for line in lines})
        dataset = folder / "dataset.nq"
        dataset.write_bytes(b"".join(lines))
        target = GraphStore(Link(Address.parse(self.graph_store), USUAL))
        for part in group(dataset, graphs, "", folder):
            target.put(part.note.graph, part.file)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    """Oxigraph's own server, with its data in memory."""
    program = _program("oxigraph", "it comes with the extra “test”")
    place = f"127.0.0.1:{_free_port()}"
    with _running([program, "serve", "--bind", place], folder, f"http://{place}/query?query=ASK%7B%7D"):
        yield Engine("oxigraph", f"http://{place}/query", f"http://{place}/update", f"http://{place}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    """Virtuoso 7: anybody may read, and writing takes a name and a password, by Digest."""
    program = _program("virtuoso-t", "it is Debian's package virtuoso-opensource")
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http))
    place, known = f"http://127.0.0.1:{http}", f"http://dba:dba@127.0.0.1:{http}"
    with _running([program, "-f", "-c", "virtuoso.ini"], folder, f"{place}/sparql?query=ASK%7B%7D"):
        yield Engine("virtuoso", f"{place}/sparql", f"{known}/sparql-auth", f"{known}/sparql-graph-crud-auth")


ENGINES: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}


Start = Callable[[str], Engine]


@pytest.fixture(scope="session")
def start_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start the engine of a name, once for all tests; all are stopped at the end."""
    started: dict[str, Engine] = {}
    with ExitStack() as stack:

        def start(name: str) -> Engine:
            if name not in started:
                started[name] = stack.enter_context(ENGINES[name](tmp_path_factory.mktemp(name)))
            return started[name]

        yield start


@pytest.fixture(scope="session")
def tiny_in(start_engine: Start, tiny_nquads: bytes, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], RemoteStore]:
    """The tiny dataset in the engine of a name, with the graphs beside it that nobody may see."""

    @cache
    def loaded(name: str) -> RemoteStore:
        engine = start_engine(name)
        engine.load(tiny_nquads, tmp_path_factory.mktemp("tiny"))
        return RemoteStore(engine.query, "https://example.org/")

    return loaded


@pytest.fixture(scope="session")
def published_in(start_engine: Start, published: Published) -> Callable[[str], RemoteStore]:
    """The published edition in the engine of a name, brought there by the command."""

    @cache
    def brought(name: str) -> RemoteStore:
        engine = start_engine(name)
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("GRAPHAPP_HOME", published.settings.home)
            done = CliRunner().invoke(publish, ["--to", engine.query, *engine.way_in])
        assert done.exit_code == 0, done.output
        return RemoteStore(engine.query, published.settings.base_iri)

    return brought


def _program(name: str, origin: str) -> str:
    """Where the program is; without it tests are skipped, but not where everything has to be tested."""
    beside_python = Path(sys.executable).with_name(name)
    found = str(beside_python) if beside_python.is_file() else shutil.which(name)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed and is required under CI: {origin}")
    pytest.skip(f"{name} is not installed: {origin}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def _running(command: Sequence[str], folder: Path, question: str) -> Iterator[None]:
    """Run *command* in *folder* from the moment that it answers *question*."""
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            _wait_for(process, question, folder)
            yield
        finally:
            process.kill()  # its data are thrown away
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], question: str, folder: Path) -> None:
    end = monotonic() + _SECONDS_TO_START
    while not _answers(question):
        if process.poll() is not None or monotonic() > end:
            pytest.fail(f"{process.args!r} did not start: {(folder / 'output.txt').read_text(errors='replace')[-2000:]}")
        sleep(0.05)


def _answers(question: str) -> bool:
    try:
        with urlopen(question, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
