"""Three versions of Hampshire's edition, of which each changed something that a partner or a reader would want to be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from graphapp.changes.versions import Pair, find_pair
from graphapp.settings import Settings
from graphapp.store.publishing import publish
from tests.published import Published

PARTNER, GONE = "solent-nhs-trust", "southern-health"
"""The partner whose name changes and whose statement goes, and the one that the newest version does not know."""

NAME = "Solent NHS Foundation Trust"
"""What the newest version calls :data:`PARTNER`."""


@dataclass(frozen=True)
class Changed:
    """The versions ``unmarked``, which marks no small counts, ``whole``, and ``less``, the newest.

    :param statement: the IRI of the statement that ``less`` has not, which names :data:`PARTNER`
    """

    settings: Settings
    published: Published
    statement: str

    @property
    def home(self) -> Path:
        """The folder of the versions."""
        return self.settings.home_folder

    def pair(self, old: str = "whole", new: str = "less") -> Pair:
        """Two of the versions."""
        return find_pair(self.home, old, new)

    def iri(self, slug: str) -> str:
        """The IRI of a partner."""
        return f"{self.published.naming.base}id/partner/{slug}"


@pytest.fixture(scope="session")
def changed(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """The three versions in a folder of their own."""
    settings = replace(published.settings, home=str(tmp_path_factory.mktemp("changed")))
    found = Changed(settings, published, "")
    partner = found.iri(PARTNER)
    (statement, *_) = (
        str(row[0]) for row in published.select(f"SELECT ?s {{ ?s sef:namesPartner <{partner}> }} ORDER BY ?s").rows
    )
    whole = published.version.dataset.read_bytes().splitlines(keepends=True)
    versions = {
        "unmarked": [line for line in whole if b"ns#smallCount" not in line],
        "whole": whole,
        "less": sorted(_renamed(line, partner) for line in whole if not _goes(line, statement, found.iri(GONE))),
    }
    for day, (name, lines) in enumerate(versions.items(), 1):
        manifest = replace(published.version.manifest, version=name, created=f"2026-01-0{day}T12:00:00+00:00")
        publish(found.home, manifest, b"".join(lines))
    return replace(found, statement=statement)


def _goes(line: bytes, *iris: str) -> bool:
    """Whether the newest version has the *line* no more: it names one of *iris*."""
    return any(f"<{iri}>".encode() in line for iri in iris)


def _renamed(line: bytes, partner: str) -> bytes:
    named = line.startswith(f"<{partner}> <http://www.w3.org/2004/02/skos/core#prefLabel>".encode())
    return line.replace(line.split(b'"')[1], NAME.encode()) if named else line
