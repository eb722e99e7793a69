"""A test that has the machine for itself overlaps with no other and comes first; the others overlap."""

from __future__ import annotations

import fcntl
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import cast

import pytest

from tests.turns import Turns, is_alone, turn


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


class Marked:
    """A test, as far as turns look at it."""

    def __init__(self, *marks: str) -> None:
        self._marks = marks

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self._marks else None


def run(turns: Turns, item: Marked, after: Marked | None) -> None:
    """Run *item*, which does nothing, where *after* is next."""
    list(turns.pytest_runtest_protocol(cast("pytest.Item", item), cast("pytest.Item | None", after)))


def is_free(folder: Path) -> bool:
    """Whether a test of another process would begin now."""
    with (folder / "room").open("wb") as room:
        try:
            fcntl.flock(room, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_those_who_are_alone_follow_each_other_with_none_between(tmp_path: Path) -> None:
    turns, alone, beside = Turns(tmp_path), Marked("alone"), Marked()
    free = list[bool]()
    for item, after in ((alone, alone), (alone, beside), (beside, alone), (alone, None)):
        run(turns, item, after)
        free.append(is_free(tmp_path))
    assert free == [False, True, True, True]


def test_those_who_are_alone_come_first(request: pytest.FixtureRequest) -> None:
    """Of all that run with this test."""
    order = [is_alone(item) for item in request.session.items]
    assert order == sorted(order, reverse=True)
