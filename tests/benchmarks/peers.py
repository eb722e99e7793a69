"""The programs that stand beside ours: each started as its own users start it, with the same data."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks import bare
from tests.benchmarks.editions import FOLDER, Question
from tests.benchmarks.load import CannotMeasure
from tests.benchmarks.servers import HOST, WORKERS, Server, free_port, running

RDFLIB_ENDPOINT = "0.6.3"
RESULTS = {"Accept": "application/sparql-results+json"}

_RDFLIB_APP = """\
import rdflib.plugins.sparql
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
dataset = Dataset(default_union=__UNION__)
dataset.parse("dataset.nq", format="nquads")
app = SparqlEndpoint(graph=dataset, path="/sparql")
"""
"""As its README shows it; the first setting lets FROM name graphs of the dataset, which rdflib would read from the web."""

_VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
ServerThreads = 16
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
DirsAllowed = {folder}
CheckpointInterval = 0
[HTTPServer]
ServerPort = {http}
ServerThreads = 16
MaxKeepAlives = 16
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 100000
"""
"""Buffers for 680 MB, as the file that comes with it says for a machine with 1 GB to spare."""


def sparql_path(question: Question) -> str:
    """Where an engine's own server answers *question*: ``/query``; Virtuoso and rdflib-endpoint call it ``/sparql``."""
    return f"/query?query={quote(question.scoped_sparql, safe='')}"


def virtuoso_path(question: Question) -> str:
    """Where Virtuoso answers *question*."""
    return f"/sparql?query={quote(question.scoped_sparql, safe='')}&format={quote(RESULTS['Accept'], safe='')}"


def rdflib_path(question: Question) -> str:
    """Where rdflib-endpoint answers *question*."""
    return f"/sparql?query={quote(question.scoped_sparql, safe='')}"


def rdflib_path_of_everything(question: Question) -> str:
    """Where rdflib-endpoint answers *question*, asked of all that it holds."""
    return f"/sparql?query={quote(question.sparql, safe='')}"


@contextmanager
def bare_wsgi(dataset: Path, asked: Sequence[Question]) -> Iterator[Server]:
    """A bare WSGI callable in the server that runs the site, with as many processes and threads."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bare.json"
        paths = {f"/{question.query.name}": (question.sparql, list(question.graphs)) for question in asked}
        file.write_text(json.dumps({"dataset": str(dataset.absolute()), "asked": paths}))
        program = str(Path(sys.executable).with_name("granian"))
        options = ["--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", "2", "--factory", "--no-ws"]
        command = [program, *options, "--host", HOST, "--port", str(port), f"{bare.__name__}:make"]
        with running("bare WSGI", command, port, environment={bare.CONFIGURATION: str(file)}) as server:
            yield server


@contextmanager
def oxigraph_in_memory(dataset: Path) -> Iterator[Server]:
    """``oxigraph serve`` without a place on disk, filled over HTTP."""
    port = free_port()
    command = [_oxigraph(), "serve", "--bind", f"{HOST}:{port}"]
    with running("oxigraph serve", command, port) as server:
        content = dataset.read_bytes()
        _send(f"{server.address}/store", content, "application/n-quads")
        yield server


@contextmanager
def oxigraph_on_disk(store: Path) -> Iterator[Server]:
    """``oxigraph serve-read-only`` over a store on disk, the very one that the site reads."""
    port = free_port()
    command = [_oxigraph(), "serve-read-only", "--location", str(store), "--bind", f"{HOST}:{port}"]
    with running("oxigraph serve-read-only", command, port) as server:
        yield server


def _oxigraph() -> str:
    """The program.

    :raises CannotMeasure: when it is not installed
    """
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        raise CannotMeasure("the package oxigraph is not installed (pip install oxigraph)")
    return found


def _send(address: str, content: bytes, media_type: str) -> None:
    request = urllib.request.Request(address, content, {"Content-Type": media_type}, method="POST")  # noqa: S310 - our own address
    with urllib.request.urlopen(request, timeout=600) as response:  # noqa: S310
        response.read()


@contextmanager
def rdflib_endpoint(dataset: Path, graphs: Sequence[str]) -> Iterator[Server]:
    """rdflib-endpoint under uvicorn, in an environment of its own, with all of *dataset* or with *graphs* of it alone."""
    program, port = _installed(FOLDER / f"rdflib-endpoint-{RDFLIB_ENDPOINT}"), free_port()
    options = ["--host", HOST, "--port", str(port), "--workers", str(WORKERS), "--log-level", "warning"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "app.py").write_text(_RDFLIB_APP.replace("__UNION__", str(bool(graphs))))
        ours = tuple(f"<{graph}> .\n".encode() for graph in graphs)
        with dataset.open("rb") as lines, (folder / "dataset.nq").open("wb") as target:
            target.writelines(line for line in lines if line.endswith(ours or b"\n"))
        with running("rdflib-endpoint", [program, "app:app", *options], port, cwd=folder) as server:
            yield server


def _installed(folder: Path) -> str:
    """The program uvicorn in an environment in *folder*, which is made unless it is there.

    :raises CannotMeasure: when the package index cannot be reached
    """
    program = folder / "bin" / "uvicorn"
    if not program.exists():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(folder / "bin" / "pip"), "install", "-q", f"rdflib-endpoint=={RDFLIB_ENDPOINT}", "uvicorn"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise CannotMeasure(f"it could not be installed: {done.stderr.strip().splitlines()[-1][:120]}")
    return str(program.absolute())


@contextmanager
def virtuoso(dataset: Path) -> Iterator[Server]:
    """Virtuoso with its own file of settings, filled by its own bulk loader."""
    program, console = shutil.which("virtuoso-t"), shutil.which("isql-vt") or shutil.which("isql-v")
    if program is None or console is None:
        raise CannotMeasure("Virtuoso is not installed (virtuoso-t, isql-vt)")
    sql, http = free_port(), free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http, folder=folder))
        shutil.copy(dataset, folder / "dataset.nq")
        with running("Virtuoso", [program, "-f", "-c", "virtuoso.ini"], http, "/sparql", cwd=folder) as server:
            loading = f"ld_dir('{folder}', 'dataset.nq', 'urn:none'); rdf_loader_run(); checkpoint;"
            command = [console, f"{HOST}:{sql}", "dba", "dba", f"exec={loading}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode or re.search(r"^\*\*\* Error", done.stdout + done.stderr, re.MULTILINE):
                raise CannotMeasure(f"it took no data: {(done.stdout + done.stderr).strip()[-120:]}")
            yield server
