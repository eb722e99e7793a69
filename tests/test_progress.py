"""The steps of a build, as they are shown."""

from __future__ import annotations

import pytest

from graphapp.progress import show_steps


def test_each_step_is_shown_with_its_number_and_what_it_counted(capsys: pytest.CaptureFixture[str]) -> None:
    with show_steps() as step:
        with step("Read") as done:
            done("3 files")
        with step("Check") as done:
            done("0 violations")
    shown = capsys.readouterr().err
    for words in ("1. Read", "3 files", "2. Check", "0 violations"):
        assert words in shown
