"""``python -m tests.load --seconds 1800``: prints figures and faults; ends with 1 where there are faults."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.load.site import run


def main() -> int:
    """Read the options, let it run, and print what came of it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.load", description="Many people at once, while versions are published."
    )
    parser.add_argument("--seconds", type=float, default=1_800, help="how long (default: %(default)s)")
    parser.add_argument("--engine", choices=("memory", "disk"), default="memory", help="where the versions are read from")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(given.seconds, given.engine, Path(folder))
    sys.stdout.write("\n".join(outcome.lines()) + "\n")
    return 1 if outcome.figures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
