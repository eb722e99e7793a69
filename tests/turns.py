"""Tests run at the same time in several processes (pytest-xdist), unless they are marked ``alone``.

What measures, or waits for a deadline, has the machine for itself: it begins when the others have ended, and they wait for it.
"""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

_FOLDER = "turns"
"""Under what name each process is told the folder of the run."""


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Have a turn beside others, or *alone*.

    :param folder: holds the two files that all processes of a run lock; it exists
    """
    with (folder / "door").open("wb") as door, (folder / "room").open("wb") as room:
        fcntl.flock(door, fcntl.LOCK_EX)  # who waits in the door keeps others from entering before it
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


class Turns:
    """Gives each test its turn, with all of its fixtures: the plugin of a process that runs tests beside others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run one test in its turn."""
        with turn(self._folder, alone=item.get_closest_marker("alone") is not None):
            return (yield)


class Processes:
    """Tells each process where turns are taken: the plugin of the process that only hands out tests."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="graphapp-tests-")

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: WorkerController) -> None:
        """Tell one process, before it starts."""
        node.workerinput[_FOLDER] = self._folder.name

    def pytest_unconfigure(self) -> None:
        """Remove the folder: all processes have ended."""
        self._folder.cleanup()


def install(config: pytest.Config) -> None:
    """Give turns where tests run in several processes; in one they take turns anyway."""
    told = getattr(config, "workerinput", None)
    if told is not None:
        config.pluginmanager.register(Turns(Path(told[_FOLDER])))
    elif config.getoption("numprocesses", None):
        config.pluginmanager.register(Processes())
