"""Choices of graphs that are asked often, each merged into one graph in memory.

A query over five named graphs looks each pattern up five times and drops what comes twice; over one graph it does neither, and
takes a third to a half of the time (CONTRIBUTING, "Decisions"). What is asked once in a while is not worth the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from threading import Lock

import pyoxigraph as ox
from cachetools import LRUCache

from graphapp.store.texts import without_texts

_ASKED_OFTEN = 4
"""Queries after which a choice is merged: the copy takes as long as some fifty of them."""

_WATCHED, _KEPT = 64, 16
"""Choices whose queries are counted, and those that are kept merged; the least asked go first."""

_MOST_QUADS = 100_000
"""Quads that a choice may have, some 40 MB: several times what a self-evaluation has with all that councils share."""

_GRAPH = re.compile(r"\b(?:graph|from)\b", re.IGNORECASE)
_MAYBE_GRAPH = re.compile(r"(?<![?$\w])(?:graph|from)\s*(?:[?$<#]|named\b|[^\s:]{0,99}:|[^\s:]{100})", re.IGNORECASE)
"""The keyword with what can follow it, or 100 letters. So nearly every “from” of a text is seen to be none at once."""


def names_graphs(query: str) -> bool:
    """Whether *query* may ask for a graph by its name, which is lost when graphs are merged.

    >>> names_graphs('SELECT * { ?s ?p "from" }'), names_graphs("SELECT * { GRAPH ?g { ?s ?p ?o } }")
    (False, True)
    """
    lowered = query.lower()
    if "graph" not in lowered and "from" not in lowered:
        return False
    return bool(_MAYBE_GRAPH.search(query) and _GRAPH.search(without_texts(query)))


class MergedGraphs:
    """Merges what is asked often.

    :param engine: what holds the graphs, to which nothing is added any more
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine
        self._asked: LRUCache[tuple[str, ...], int] = LRUCache(_WATCHED)
        self._kept: LRUCache[tuple[str, ...], ox.Store | None] = LRUCache(_KEPT)
        self._looking, self._merging = Lock(), Lock()

    def find(self, graphs: tuple[str, ...]) -> ox.Store | None:
        """The triples of *graphs* as one default graph; None as long as they are not asked often, or where they are too many."""
        with self._looking:
            if graphs in self._kept:
                return self._kept[graphs]
            asked = self._asked[graphs] = self._asked.get(graphs, 0) + 1
        if asked < _ASKED_OFTEN or not self._merging.acquire(blocking=False):
            return None  # who asks while another is merging does not wait for that
        try:
            merged = self._merge(graphs)
        finally:
            self._merging.release()
        with self._looking:
            self._kept[graphs] = merged
        return merged

    def _merge(self, graphs: tuple[str, ...]) -> ox.Store | None:
        found = list(islice(self._quads(graphs), _MOST_QUADS + 1))
        if len(found) > _MOST_QUADS:
            return None
        merged = ox.Store()
        merged.bulk_extend(found)
        return merged

    def _quads(self, graphs: tuple[str, ...]) -> Iterator[ox.Quad]:
        for iri in graphs:
            for quad in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(iri)):
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
