"""Versions of the load test can be published for as long as it runs, and each is as sound as the first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.numbered import publish_number


def test_versions_follow_each_other_over_minutes_and_hours(tmp_path: Path) -> None:
    """Their times once were numbers put together as digits, and no site could read that of version 60."""
    moments = [datetime.fromisoformat(publish_number(tmp_path, number).manifest.created) for number in (59, 60, 61, 3_600)]
    assert moments == sorted(set(moments))
