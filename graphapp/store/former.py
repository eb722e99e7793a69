"""What versions of before had: looked up in their files, which are canonical and so in order, without opening a store."""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from pathlib import Path

from graphapp.errors import InputError
from graphapp.hints import repeated
from graphapp.store.versions import Manifest, all_versions


class Gone(InputError):
    """A thing that is no longer published; *version*, of the day *published*, was the last that had it."""

    status = 410
    title = "No longer here"

    def __init__(self, name: str, version: str, published: str) -> None:
        super().__init__(
            f"“{repeated(name)}” is no longer published. The last version that had it is {version} of {published[:10]}."
        )


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
