"""Loading, exports and starting, beside what the engine alone takes for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pyoxigraph as ox

from graphapp.store.publishing import publish
from graphapp.store.versions import EXPORTS, STORE, Version
from tests.benchmarks import machine
from tests.benchmarks.editions import ASKED, FOLDER, home, published
from tests.benchmarks.figures import Figure, Line, Target, compared, interleaved, seconds
from tests.benchmarks.load import CannotMeasure
from tests.benchmarks.plan import Plan
from tests.benchmarks.servers import Server, end, free_port, site, site_command, wait_until_it_answers

_PIECE = 64 * 1024
_LOOK_EVERY = 0.05
_LOOKS = 20
_MOST_GROWTH = 64
_FOUND, _OK = 302, 200
FORMATS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}


def measure(plan: Plan) -> Iterator[Line]:
    """The lines on files."""
    middle, large = ("100k", "100k") if plan.quick else ("1M", "10M")
    yield _loading(plan, middle)
    for suffix in FORMATS:
        yield _exporting(plan, middle, suffix)
    for suffix in FORMATS:
        yield from _exporting_large(large, suffix)
    yield _starting(plan, "10k", large)


def _loading(plan: Plan, size: str) -> Line:
    """Publishing a file as a version, beside the engine's bulk load of the same file; both end with the quads on disk."""
    version = published(size)

    def ours(folder: Path) -> float:
        file = shutil.copy(version.dataset, folder / "dataset.nq")
        manifest = replace(version.manifest, files={}, sizes={})
        return version.manifest.quads / seconds(lambda: publish(folder / "home", manifest, Path(file)))

    def theirs(folder: Path) -> float:
        def load() -> None:
            store = ox.Store(str(folder / "store"))
            store.bulk_load(path=str(version.dataset), format=ox.RdfFormat.N_QUADS)

        return version.manifest.quads / seconds(load)

    measures = {"ours": lambda: _in_a_folder(ours), "theirs": lambda: _in_a_folder(theirs)}
    found = interleaved(plan.rounds, measures, " quads/s")
    return compared(f"Publish a file of {size}", found["ours"], "pyoxigraph's bulk_load", found["theirs"], Target(0.8))


def _in_a_folder(action: Callable[[Path], float]) -> float:
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        return action(Path(folder))


def _exporting(plan: Plan, size: str, suffix: str) -> Line:
    """The export over HTTP to its last byte, once it is made, beside the engine's dump of the same quads to a file."""
    version = published(size)
    with site(f"graphapp export {size}", home(size), workers=1) as server:
        _download(server, suffix)
        store = ox.Store()
        store.bulk_load(path=str(version.dataset), format=ox.RdfFormat.N_QUADS)
        ours, theirs = _rate(version, lambda: _download(server, suffix)), _rate(version, lambda: _dump(store, suffix))
        found = interleaved(plan.rounds, {"ours": ours, "theirs": theirs}, " quads/s")
    what = f"Export of {size} as {suffix} over HTTP, in memory"
    return compared(what, found["ours"], "pyoxigraph's dump", found["theirs"], Target(0.9))


def _exporting_large(size: str, suffix: str) -> Iterator[Line]:
    """The same on disk, once, while it is made, with a look at the memory that it takes meanwhile."""
    version = published(size)
    shutil.rmtree(home(size) / EXPORTS, ignore_errors=True)
    with site(f"graphapp export {size} on disk", home(size), "disk", workers=1) as server:
        with _growth(server) as growth:
            ours = _rate(version, lambda: _download(server, suffix))()
        theirs = _rate(version, lambda: _dump(ox.Store.read_only(str(version.folder / STORE)), suffix))()
    what, figures = f"Export of {size} as {suffix} over HTTP, on disk", [Figure((value,), " quads/s") for value in (ours, theirs)]
    yield compared(what, figures[0], "pyoxigraph's dump", figures[1], Target(0.9))
    allowed = Figure((_MOST_GROWTH,), " MB")
    yield compared("… memory that it takes meanwhile", Figure((growth[0],), " MB"), "64 MB", allowed, Target(1, at_most=True))


def _rate(version: Version, action: Callable[[], object]) -> Callable[[], float]:
    """How many quads a second *action* does, when it is called."""
    return lambda: version.manifest.quads / seconds(action)


def _dump(store: ox.Store, suffix: str) -> None:
    with tempfile.NamedTemporaryFile(dir=FOLDER) as target:
        store.dump(target.name, FORMATS[suffix])


def _download(server: Server, suffix: str) -> int:
    """Read the export to its end; return how many bytes there were.

    :raises CannotMeasure: when there is none
    """
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=600)
    path = f"/exports/latest.{suffix}"
    for _ in range(2):
        connection.request("GET", path)
        response = connection.getresponse()
        if response.status != _FOUND:
            break
        response.read()
        path = response.headers["Location"]
    if response.status != _OK:
        raise CannotMeasure(f"the export was answered with status {response.status}")
    size = 0
    while piece := response.read(_PIECE):
        size += len(piece)
    connection.close()
    return size


@contextmanager
def _growth(server: Server) -> Iterator[list[float]]:
    """How much memory in MB the processes of *server* take at the most, beyond what they had."""
    before, stopped, grown = _settled(server), Event(), [0.0]

    def look() -> None:
        while not stopped.wait(_LOOK_EVERY):
            grown[0] = max(grown[0], machine.private_memory(server.process.pid) - before)

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    yield grown
    stopped.set()
    watcher.join()


def _settled(server: Server) -> float:
    """The memory in MB of *server* when it has stopped growing: what it starts for later goes on after its first answer."""
    before = 0.0
    for _ in range(_LOOKS):
        found = machine.private_memory(server.process.pid)
        if found <= before + 1:
            break
        before = found
        time.sleep(1)
    return found


def _starting(plan: Plan, small: str, large: str) -> Line:
    """From the start of the process to its first answer, read from disk."""
    found = interleaved(plan.rounds, {size: partial(_start, size) for size in (small, large)}, " ms")
    what = f"From start to first answer, {large}, on disk"
    return compared(what, found[large], f"the same with {small}", found[small], Target(1.2, at_most=True))


def _start(size: str) -> float:
    port, log = free_port(), FOLDER / "logs" / f"start-{size}.log"
    environment = {**os.environ, "GRAPHAPP_HOME": str(home(size).absolute()), "GRAPHAPP_ENGINE": "disk", "GRAPHAPP_LOG": "off"}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said:
        command = site_command(port, workers=1)
        process: list[subprocess.Popen[bytes]] = []

        def run() -> None:
            process.append(subprocess.Popen(command, stdout=said, stderr=said, env=environment, start_new_session=True))
            wait_until_it_answers(process[0], port, f"/queries/{ASKED[0]}.json", log)

        try:
            return seconds(run) * 1_000
        finally:
            for one in process:
                end(one)
