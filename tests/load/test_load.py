"""Under mixed load, while versions are published, every answer is whole, nothing is dropped, and nothing piles up.

It takes 15 seconds, two minutes where ``CI`` is set, and as long as ``LOAD_SECONDS`` says.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.load.kinds import UNAVAILABLE
from tests.load.site import PUBLISH_EVERY, run

pytestmark = [pytest.mark.alone, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")]

SECONDS = float(os.environ.get("LOAD_SECONDS") or (120 if os.environ.get("CI") else 15))
MOST_MEGABYTES = 100
"""What queries may leave in the workers, beyond what the site held in the first half, when all was new."""


@pytest.mark.parametrize(("engine", "share"), [("memory", 2 / 3), ("disk", 1 / 3)])
def test_mixed_load_while_versions_are_published(engine: str, share: float, tmp_path: Path) -> None:
    outcome = run(SECONDS * share, engine, tmp_path)
    figures = outcome.figures
    sys.stdout.write("\n".join(outcome.lines()))
    assert figures.faults == []
    assert len(figures.seconds) > 15, "everything was asked"
    assert {status for _, status in figures.statuses} >= {200, 302, 303, 400, 404, 422, UNAVAILABLE}
    assert len(figures.versions) > SECONDS * share / PUBLISH_EVERY / 4, "versions were published and served meanwhile"
    assert outcome.after.processes <= outcome.before.processes
    first_half = outcome.during[: len(outcome.during) // 2]
    assert outcome.after.megabytes < max(held.megabytes for held in first_half) + MOST_MEGABYTES
