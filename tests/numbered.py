"""Small versions that are quick to publish, in which each label says the number of the version that it is of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from rdflib import Dataset, Literal, URIRef

from graphapp.namespaces import Naming
from graphapp.store.publishing import publish
from graphapp.store.versions import Manifest, Version

BASE = "https://example.org/"
_GRAPHS = tuple(str(Naming(BASE).graph(name)) for name in ("ontology", "reference", "tiny", "tiny/inferred"))
_MARK = "of version 0"
_MIDNIGHT = datetime(2015, 9, 1, tzinfo=UTC)


@cache
def _lines() -> str:
    """``data/tiny.trig`` without what is not published, with a mark at the end of every text."""
    whole, marked = Dataset(), Dataset()
    whole.parse(Path(__file__).parent / "data" / "tiny.trig", format="trig")
    for subject, predicate, value, graph in whole.quads():
        if str(graph) in _GRAPHS:
            is_text = isinstance(value, Literal) and value.language
            shown = Literal(f"{value} {_MARK}", lang="en-GB") if is_text else value
            marked.graph(URIRef(str(graph))).add((subject, predicate, shown))
    return marked.serialize(format="nquads")


def _moment(number: int) -> str:
    """When the version with *number* was published, to the second."""
    return (_MIDNIGHT + timedelta(seconds=number)).isoformat()


def publish_number(home: Path, number: int, keep: int = 5) -> Version:
    """Publish the version with *number*: every text in it ends in “of version” and that number."""
    lines = _lines().replace(_MARK, f"of version {number}").encode().splitlines(keepends=True)
    dataset = b"".join(sorted(line for line in lines if line.strip()))
    manifest = Manifest(f"number-{number}", BASE, _moment(number), "graphapp 0", ("tiny",), _GRAPHS, ())
    return publish(home, manifest, dataset, keep=keep)
