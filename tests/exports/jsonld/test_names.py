"""The short names: each stands for what it stood for when it was published."""

from __future__ import annotations

import json
from pathlib import Path

from graphapp.exports.jsonld.names import names

PUBLISHED = json.loads((Path(__file__).parent / "names.json").read_text())
"""Every name that was ever published. Add to it; change or take away nothing, as documents of others rely on it."""


def test_no_published_name_changes_its_meaning() -> None:
    assert {name: names().context.get(name) for name in PUBLISHED} == PUBLISHED


def test_every_name_is_held_by_the_file() -> None:
    assert names().context.keys() - PUBLISHED.keys() == set()


def test_no_two_terms_share_a_name() -> None:
    used = [*names().forwards.values(), *names().backwards.values()]
    assert len(used) == len(set(used))
