"""What is said of many things on many pages, looked up once for each version of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from graphapp.store.base import Store

V = TypeVar("V")

_KEPT = 100_000
"""Things that are remembered, some 20 MB; beyond that all are forgotten, which is rare and simple."""


def remembered(store: Store, what: str, things: Iterable[str], look_up: Callable[[list[str]], Mapping[str, V]]) -> dict[str, V]:
    """*what* is known of each of *things*, remembered or looked up.

    :param look_up: gives a value for every thing that it is given
    """
    known: dict[str, V] = store.memo.get(what, dict)
    wanted = dict.fromkeys(things)
    missing = [iri for iri in wanted if iri not in known]
    found = {iri: known[iri] for iri in wanted if iri in known}
    if missing:
        if len(known) > _KEPT:
            known.clear()
        fresh = look_up(missing)
        known |= fresh
        found |= fresh
    return found
