"""The site in processes of its own, people who ask, somebody who publishes, and what the site holds meanwhile."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from graphapp.store.publishing import use
from tests.load.clients import Client, Figures
from tests.load.kinds import SETTINGS
from tests.numbered import BASE, publish_number
from tests.web.running import HOST, Running, eventually, serving

CLIENTS = 20
WORKERS, SPARQL_WORKERS = 2, 2
_PROCESSES = 1 + WORKERS * (1 + 1 + SPARQL_WORKERS)
"""The server, and for each worker itself, its spawner and those who answer SPARQL."""

PUBLISH_EVERY = 2.0
_LOOK_EVERY = 1.0


@dataclass
class Held:
    """What the site holds at one moment: how many processes there are, and how many MB they share with nobody else."""

    processes: int
    megabytes: int


@dataclass
class Outcome:
    """What came of it.

    :param before: what the site held before anybody asked
    :param during: and each second while they did
    :param after: and when all was quiet again
    """

    figures: Figures
    before: Held
    after: Held
    during: list[Held] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What is printed for people."""
        step = max(1, len(self.during) // 10)
        held = [self.before, *self.during[::step], self.after]
        return [
            *self.figures.lines(),
            f"{sum(self.figures.statuses.values())} requests, {len(self.figures.faults)} faults",
            f"{len(self.figures.versions)} versions were seen, the last of them {max(self.figures.versions, default=0)}",
            f"processes before, meanwhile and after: {', '.join(str(at.processes) for at in held)}",
            f"MB of their own before, meanwhile and after: {', '.join(str(at.megabytes) for at in held)}",
            *self.figures.faults,
        ]


def run(seconds: float, engine: str, folder: Path) -> Outcome:
    """Let people ask for so many *seconds* while versions are published."""
    home = folder / "home"
    publish_number(home, 1)
    use(home, "number-1")  # otherwise the site would build what the repository holds
    settings = {**SETTINGS, "GRAPHAPP_BASE_IRI": BASE, "GRAPHAPP_ENGINE": engine, "GRAPHAPP_SPARQL_WORKERS": str(SPARQL_WORKERS)}
    with serving(str(home), folder, WORKERS, **settings) as server:
        assert eventually(lambda: len(server.processes()) == _PROCESSES, 60), "processes are missing"
        before = held_by(server)
        end, during = Event(), list[Held]()
        clients = [Client(HOST, server.port, seed, end) for seed in range(CLIENTS)]
        try:
            with _publishing(home):
                for client in clients:
                    client.start()
                until = time.monotonic() + seconds
                while time.monotonic() < until:
                    during.append(held_by(server))
                    end.wait(_LOOK_EVERY)
        finally:
            end.set()
            for client in clients:
                client.join()
        eventually(lambda: len(server.processes()) <= before.processes)
        figures = Figures()
        for client in clients:
            figures.add(client.figures)
        return Outcome(figures, before, held_by(server), during)


@contextmanager
def _publishing(home: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.load.publisher", str(home), "2", str(PUBLISH_EVERY)]
    with subprocess.Popen(command) as publisher:
        try:
            yield
            assert publisher.poll() is None, "nobody publishes any more"
        finally:
            publisher.kill()


def held_by(server: Running) -> Held:
    """What *server* holds now."""
    processes = server.processes()
    return Held(len(processes), sum(map(_private, processes)) // 1024)


def _private(process: int) -> int:
    """The kilobytes that *process* shares with no other; none where it has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
