"""A test that has the machine for itself overlaps with no other; the others overlap."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from tests.turns import turn


def test_turns_beside_others_overlap(tmp_path: Path) -> None:
    together = Barrier(2, timeout=10)

    def one() -> int:
        with turn(tmp_path, alone=False):
            return together.wait()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(each.result() for each in [threads.submit(one) for _ in range(2)]) == [0, 1]


def test_a_turn_alone_overlaps_with_none(tmp_path: Path) -> None:
    inside, seen = list[int](), list[int]()

    def one(number: int) -> None:
        with turn(tmp_path, alone=number % 3 == 0):
            inside.append(number)
            time.sleep(0.005)
            if number % 3 == 0:
                seen.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(one, range(24)))
    assert seen == [1] * 8
