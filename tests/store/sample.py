"""Two small versions, for tests that publish and read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from graphapp.store.publishing import publish
from graphapp.store.versions import QUOTATIONS, Manifest, Version

OLD = b"<urn:a> <urn:b> <urn:old> <urn:g> .\n"
NEW = b"<urn:a> <urn:b> <urn:new> <urn:g> .\n<urn:b> <urn:b> <urn:new> <urn:g> .\n"
SECRET = b'<urn:s#quotation> <http://www.w3.org/ns/oa#exact> "exact words" <urn:private> .\n'
BESIDE = {QUOTATIONS: SECRET}


def manifest(version: str, created: str = "2015-09-01T12:00:00+00:00") -> Manifest:
    """What a small version says of itself, before it is counted."""
    return Manifest(version, "https://example.org/", created, "graphapp 0", ("tiny",), ("urn:g",), ("urn:private",))


def publish_days(home: Path, *days: int, keep: int = 99) -> list[Version]:
    """Publish a version for each of *days* of September, called by its number."""
    return [publish(home, manifest(f"day-{day:02}", f"2015-09-{day:02}"), OLD, keep=keep) for day in days]


def names(home: Path) -> set[str]:
    """What lies in the folder of versions, drafts included."""
    return {folder.name for folder in (home / "versions").iterdir()}


def of_graphs(nquads: bytes, graphs: Collection[str]) -> bytes:
    """The lines of *nquads* that are of *graphs*."""
    return b"".join(line for line in nquads.splitlines(keepends=True) if any(f"<{iri}> .".encode() in line for iri in graphs))
