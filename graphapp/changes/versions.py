"""Two published versions that are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from graphapp.changes.quads import Change, changes_between, differences, without_relabelled
from graphapp.errors import InputError
from graphapp.settings import VERSIONS
from graphapp.store import MOST_IN_MEMORY
from graphapp.store.former import lines_about, refuse_removed
from graphapp.store.versions import DATASET, Version, all_versions, current_version, find_version


@dataclass(frozen=True)
class Pair:
    """An older version and the one that it is compared with."""

    old: Version
    new: Version

    @property
    def names(self) -> tuple[str, str]:
        """The ids of both."""
        return self.old.manifest.version, self.new.manifest.version

    @property
    def address(self) -> str:
        """The two ids as they stand in an address."""
        return "..".join(self.names)

    @property
    def is_same(self) -> bool:
        """Whether both are one version, which does not differ from itself."""
        return self.names[0] == self.names[1]

    @property
    def is_backwards(self) -> bool:
        """Whether the version to compare with is the older one."""
        return self.new.manifest.created < self.old.manifest.created

    @property
    def has_same_data(self) -> bool:
        """Whether they hold the same quads, to the letter."""
        return self.old.manifest.files[DATASET] == self.new.manifest.files[DATASET]

    @property
    def is_large(self) -> bool:
        """Whether reading both takes longer than somebody waits for a page."""
        return max(self.old.manifest.quads, self.new.manifest.quads) > MOST_IN_MEMORY

    def iri_of(self, name: str) -> str:
        """The IRI that *name* is, or that it is the rest of, such as ``id/partner/hcc``."""
        return name if ":" in name else self.new.manifest.base_iri + name.removeprefix("/")

    def knows(self, iri: str) -> bool:
        """Whether either version says anything of *iri*."""
        return any(lines_about(version.dataset, iri) for version in (self.new, self.old))

    def changed(self, iri: str) -> bool:
        """Whether they say something else of *iri*: asked with every page of a thing, so only facts about it are looked at."""
        return _differ(self.old.dataset, self.new.dataset, iri)

    def changes(self) -> Iterator[Change]:
        """The quads in which they differ."""
        return changes_between(self.old.dataset, self.new.dataset)


@lru_cache(maxsize=10_000)
def _differ(old: Path, new: Path, iri: str) -> bool:
    """Whether two datasets, which never change, say something else of *iri*; so it is remembered, in some 2 MB."""
    before, after = lines_about(old, iri), lines_about(new, iri)
    if before == after:
        return False
    return bool(without_relabelled(differences(iter(before.splitlines()), iter(after.splitlines()))))


def find_pair(home: Path, old: str | None = None, new: str | None = None) -> Pair:
    """The versions of *home* whose ids begin with *old* and *new*: by default the one that is served, and the one before it.

    :raises NotPublished: when there are no versions
    :raises Gone: when one was removed
    :raises UnknownName: when there is no such version
    :raises InputError: when there is none before, or the beginning of an id fits several
    """
    for name in filter(None, (old, new)):
        refuse_removed(home, name)
    later = find_version(home, new) if new else current_version(home)
    return Pair(find_version(home, old) if old else _before(home, later), later)


def _before(home: Path, version: Version) -> Version:
    if pair := pair_ending(home, version.manifest.version):
        return pair.old
    raise InputError(
        f"No version before {version.manifest.version} is kept, so there is nothing to compare it with. "
        "GRAPHAPP_KEEP says how many stay."
    )


def pair_ending(home: Path, version: str) -> Pair | None:
    """The *version* of *home* with the one before it, where that is kept: known as long as no version comes or goes."""
    try:
        changed = (home / VERSIONS).stat().st_mtime_ns
    except OSError:
        return None
    return _pair_ending(home, version, changed)


@lru_cache(maxsize=8)
def _pair_ending(home: Path, version: str, changed: int) -> Pair | None:
    """*changed* is when a version last came or went."""
    del changed
    return next((pair for pair in successive(home) if pair.new.manifest.version == version), None)


def successive(home: Path) -> list[Pair]:
    """Each version that is kept in *home* with the one before it, the newest first."""
    return [Pair(old, new) for new, old in pairwise(all_versions(home))]
