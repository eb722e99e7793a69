"""The processes of a pool: which they are, what they hold, and how they are ended."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from graphapp.workers import Pool


def eventually(is_so: Callable[[], object], seconds: float = 20) -> bool:
    """Whether something becomes so within *seconds*."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def spawner_of(pool: Pool) -> int:
    """The process that *pool* has started."""
    assert pool._spawner, "there is none"
    return pool._spawner.pid


def workers_of(spawner: int) -> list[int]:
    """The children of *spawner*, and those whose spawner is gone: it leads a session of its own, which they stay in."""
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _is_of(folder, spawner)]


def _is_of(process: Path, spawner: int) -> bool:
    fields = _status(process)
    return bool(fields) and int(process.name) != spawner and int(fields[3]) == spawner and fields[0] != "Z"


def _status(process: Path) -> list[str]:
    """The fields of proc(5), stat, after the name of the program; none where the process is gone."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def is_there(process: int) -> bool:
    """Whether *process* runs."""
    fields = _status(Path(f"/proc/{process}"))
    return bool(fields) and fields[0] != "Z"


def works(process: int) -> bool:
    """Whether a worker that was forked a moment ago has begun to work on something: an idle one takes hardly any time."""
    fields = _status(Path(f"/proc/{process}"))
    return bool(fields) and int(fields[11]) + int(fields[12]) > 0.1 * os.sysconf("SC_CLK_TCK")


def kill(*processes: int, by: signal.Signals = signal.SIGKILL) -> None:
    """End *processes* by a signal; one that is gone already is none."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, by)
