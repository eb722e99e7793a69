"""Two published versions that are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from graphapp.changes.quads import Change, changes_between
from graphapp.errors import InputError
from graphapp.store.versions import Version, all_versions, current_version, find_version


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

    def changes(self) -> Iterator[Change]:
        """The quads in which they differ."""
        return changes_between(self.old.dataset, self.new.dataset)


def find_pair(home: Path, old: str | None = None, new: str | None = None) -> Pair:
    """The versions of *home* whose ids begin with *old* and *new*: by default the one that is served, and the one before it.

    :raises NotPublished: when there are no versions
    :raises UnknownName: when there is no such version, or no longer
    :raises InputError: when there is none before, or the beginning of an id fits several
    """
    later = find_version(home, new) if new else current_version(home)
    return Pair(find_version(home, old) if old else _before(home, later), later)


def _before(home: Path, version: Version) -> Version:
    for pair in successive(home):
        if pair.new.manifest.version == version.manifest.version:
            return pair.old
    raise InputError(
        f"No version before {version.manifest.version} is kept, so there is nothing to compare it with. "
        "GRAPHAPP_KEEP says how many stay."
    )


def successive(home: Path) -> list[Pair]:
    """Each version that is kept in *home* with the one before it, the newest first."""
    return [Pair(old, new) for new, old in pairwise(all_versions(home))]
