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
    return next((version.manifest for version in former if _has_subject(version.dataset, f"<{iri}> ".encode())), None)


def _has_subject(dataset: Path, beginning: bytes) -> bool:
    """Whether a line of *dataset* has this *beginning*; found by halves, so that it takes no longer in a large file."""
    try:
        with dataset.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as lines:
            start = _first_from(lines, beginning)
            return lines[start : start + len(beginning)] == beginning
    except (OSError, ValueError):  # pruned meanwhile, or empty
        return False


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
