"""Tests run at the same time in several processes (pytest-xdist), unless they are marked ``alone``.

What measures, or waits for a deadline, has the machine for itself: it begins when the others have ended, and they wait for it.
Such tests come first, and one after the other: each that came between others would wait for the longest of them, and they for it.
"""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
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


def is_alone(item: pytest.Item | None) -> bool:
    """Whether there is a test, and it has the machine for itself."""
    return item is not None and item.get_closest_marker("alone") is not None


class Turns:
    """Gives each test its turn, with all of its fixtures: the plugin of a process that runs tests beside others."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._turn, self._goes_on = folder, ExitStack(), False

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
        """Run one test in its turn; who is alone gives the turn on to the next who is."""
        if not self._goes_on:
            self._turn.enter_context(turn(self._folder, alone=is_alone(item)))
        self._goes_on = is_alone(item) and is_alone(nextitem)
        try:
            return (yield)
        finally:
            if not self._goes_on:
                self._turn.close()


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
