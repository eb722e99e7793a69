"""A graph as a world of owlready2: its classes and properties as objects."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import owlready2
from rdflib import Graph

LOCK = RLock()
"""Held by whoever works with owlready2, as it is not made for several threads."""


@contextmanager
def loaded(graph: Graph) -> Iterator[tuple[owlready2.World, owlready2.Ontology]]:
    """*graph* in a world of its own, for as long as the block runs."""
    with LOCK, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ontology.nt"
        graph.serialize(file, format="nt", encoding="utf-8")
        world = owlready2.World()
        try:
            yield world, world.get_ontology(file.as_uri()).load()
        finally:
            world.close()
