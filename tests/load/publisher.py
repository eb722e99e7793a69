"""Publishes one version after the other until it is ended: ``python -m tests.load.publisher HOME FIRST SECONDS``."""

from __future__ import annotations

import sys
import time
from itertools import count
from pathlib import Path

from tests.numbered import publish_number


def main(home: str, first: str, seconds: str) -> None:
    """Publish the versions from number *first* on, one in so many *seconds*."""
    for number in count(int(first)):
        time.sleep(float(seconds))
        publish_number(Path(home), number)


if __name__ == "__main__":
    main(*sys.argv[1:])
