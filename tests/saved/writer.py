"""What a process of its own does to the file of saved questions: ``python -m tests.saved.writer FILE COUNT MOST_A_MINUTE``.

It prints how many it saved, and goes on for ever with a count of 0.
"""

from __future__ import annotations

import sys
import time
from itertools import count
from pathlib import Path

from graphapp.errors import TooOften
from graphapp.saved import OwnQuestions, Wording, questions
from tests.saved.sample import asked


def main(file: str, wanted: str, most_a_minute: str) -> None:
    """Save as many as are wanted, and print how many were."""
    questions.MOST_A_MINUTE = int(most_a_minute)
    own, saved = OwnQuestions(Path(file)), 0
    for number in range(int(wanted)) if int(wanted) else count():
        try:
            own.add(Wording(f"Question {number}"), asked(), listed=True)
            saved += 1
            time.sleep(0.01)  # who writes without a breath lets nobody read, and is far beyond what a site takes
        except TooOften:
            pass
    sys.stdout.write(f"{saved}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
