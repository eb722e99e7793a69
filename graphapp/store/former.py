"""What was here before: versions that were removed, and things that former versions had.

Things are looked up in the files of versions, which are canonical and so in order, without opening a store.
"""

from __future__ import annotations

from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from re import fullmatch

from graphapp.errors import Gone
from graphapp.hints import repeated
from graphapp.store.versions import Manifest, all_versions, kept_version

REMOVED = "removed"
"""In a home, the folder that remembers versions that were removed: a file for each, with the moment it was made."""


def refuse_removed(home: Path, name: str) -> None:
    """Refuse the version of *home* whose id is *name*, if it was there, was removed and was not made again.

    :raises Gone: saying when it was made
    """
    if not fullmatch(_ID, name) or kept_version(home, name):
        return
    with suppress(OSError):
        created = (home / REMOVED / name).read_text()
        raise Gone(f"Version {name} of {created[:10]} was removed: only the newest are kept, as many as GRAPHAPP_KEEP says.")


def remember_removed(home: Path, manifest: Manifest) -> None:
    """Note that the version with *manifest* is about to be removed, so that whoever asks for it later is told so."""
    (home / REMOVED).mkdir(exist_ok=True)
    (home / REMOVED / manifest.version).write_text(manifest.created)


def gone(name: str, last: Manifest) -> Gone:
    """What to say of the thing called *name*, which the version *last* was the last to have."""
    return Gone(
        f"“{repeated(name)}” is no longer published. The last version that had it is {last.version} of {last.created[:10]}."
    )


_ID = r"[a-z0-9][a-z0-9-]{0,99}"


def last_that_had(home: Path, iri: str, before: str) -> Manifest | None:
    """The newest version of *home* that was written *before* a moment, in ISO 8601, and says something of *iri*."""
    former = (version for version in all_versions(home) if version.manifest.created < before)
    return next((version.manifest for version in former if lines_about(version.dataset, iri)), None)


def lines_about(dataset: Path, iri: str) -> bytes:
    """The lines of *dataset* that are about *iri*; found by halves, so that it takes no longer in a large file.

    There are none where the file is empty, or was pruned meanwhile.
    """
    try:
        with dataset.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as lines:
            return lines[_first_from(lines, f"<{iri}> ".encode()) : _first_from(lines, f"<{iri}>!".encode())]
    except (OSError, ValueError):
        return b""


def _first_from(lines: mmap, beginning: bytes) -> int:
    """Where the first of the sorted *lines* starts that is not before *beginning*."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start) + 1 or len(lines)
        if lines[start : start + len(beginning)] < beginning:
            low = end
        else:
            high = start
    return low
