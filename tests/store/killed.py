"""Publishing that ends at a chosen step: by a kill, as a power cut or the system ends it, or by an error.

A step is a moment in which the disk holds something new: a file written or half written, a sync, a rename, a file removed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from graphapp.store import publishing
from graphapp.store.embedded import loading
from tests.store.sample import BESIDE, NEW, manifest

Step = Callable[[], None]


def steps(step: Step) -> list[Any]:
    """Patches that call *step* before everything that writes to the disk, and in the middle of it where there is one."""

    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the function takes
            step()
            return function(*arguments, **more)

        return stepped

    def write_halves(file: Path, content: bytes) -> int:
        step()
        with file.open("wb") as stream:
            stream.write(content[: len(content) // 2])
            stream.flush()
            step()
            return stream.write(content[len(content) // 2 :])

    patches = [
        mock.patch.object(os, name, before(getattr(os, name))) for name in ("fsync", "rename", "replace", "mkdir", "rmdir")
    ]
    patches += [mock.patch.object(os, "unlink", before(os.unlink))]
    patches += [mock.patch.object(Path, "write_bytes", write_halves)]
    patches += [mock.patch.object(Path, "write_text", lambda file, content: write_halves(file, content.encode()))]
    patches += [mock.patch("graphapp.store.publishing.write_to_disk", before(loading.write_to_disk))]
    patches += [mock.patch.object(loading, "bulk_load", before(loading.bulk_load))]
    return patches


def publish_until(home: Path, number: int, stop: Step) -> bool:
    """Publish “new” in *home* and call *stop* at the step with *number*, counted from 0; return whether it has so many steps."""
    left = number

    def step() -> None:
        nonlocal left
        left -= 1
        if left == -1:
            stop()

    patches = steps(step)
    for patch in patches:
        patch.start()
    try:
        publishing.publish(home, manifest("new", "2015-09-30"), NEW, BESIDE, keep=2)
    finally:
        for patch in patches:
            patch.stop()
    return left < 0


def kill() -> None:
    """End this process as nothing can prevent."""
    os.kill(os.getpid(), signal.SIGKILL)


def publish_and_die(home: Path, number: int) -> None:
    """What a process of its own does: it is killed at the step with *number*, or exits with 0 when there are fewer."""
    publish_until(home, number, kill)
    sys.exit(0)
