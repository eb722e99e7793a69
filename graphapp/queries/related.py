"""Which questions people ask beside a question: those of the same task, and those that share its subjects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graphapp.queries.header import ParameterType, SavedQuery
from graphapp.queries.parameters import Filled, Option

_MOST = 5
_SAME_TASK, _SAME_THINGS = 0.3, 3
"""What the same task counts, where a tag that no others have counts one; what it counts to be about the same kind of things."""
_FROM_GRAPH = (ParameterType.CONCEPT, ParameterType.THING)


def related(library: Mapping[str, SavedQuery], query: SavedQuery) -> tuple[SavedQuery, ...]:
    """The questions of *library* that are nearest to *query*, the nearest first. The fewer have a subject, the more it counts."""
    common = Counter(subject for item in library.values() for subject in _subjects(item))
    own = _subjects(query)

    def nearness(other: SavedQuery) -> float:
        shared = sum((_SAME_THINGS if subject[1:] else 2) / common[subject] for subject in own & _subjects(other))
        return shared + _SAME_TASK * (other.task == query.task)

    found = sorted((item for item in library.values() if item.name != query.name), key=lambda it: (-nearness(it), it.title))
    return tuple(item for item in found[:_MOST] if nearness(item))


def _subjects(query: SavedQuery) -> set[tuple[str, ...]]:
    """What *query* is about: its tags, and where the values of its gaps come from."""
    return {(tag,) for tag in query.tags} | {(gap.type, gap.source) for gap in query.parameters if gap.type in _FROM_GRAPH}


def carried(filled: Mapping[str, Filled], other: SavedQuery) -> dict[str, str | list[str]]:
    """The values of *filled* that *other* takes too: those of gaps that hold the same concepts or things."""
    held: dict[tuple[str, str], tuple[Option, ...]] = {}
    for item in filled.values():
        if item.parameter.type in _FROM_GRAPH and item.options:
            held.setdefault((item.parameter.type, item.parameter.source), item.options)
    gaps = {(gap.type, gap.source): gap for gap in reversed(other.parameters)}
    return {
        gaps[source].name: [option.value for option in options] if gaps[source].many else options[0].value
        for source, options in held.items()
        if source in gaps
    }
