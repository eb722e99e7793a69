"""The quads in which two datasets differ, read side by side from their files of canonical N-Quads: neither is held in memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_BLANK = re.compile(rb"_:c14n\d+")


class Change(NamedTuple):
    """A quad that one of two versions has and the other has not.

    :param quad: as a line of canonical N-Quads, without the end of the line
    """

    is_added: bool
    quad: bytes


def changes_between(old: Path, new: Path) -> Iterator[Change]:
    """The quads in which the files *old* and *new* differ, in the order of their lines.

    A blank node has the label that RDFC-1.0 gave it in its version. So these changes turn the one file into the other, byte for
    byte; a quad may be among them because a label moved and nothing else (:func:`without_relabelled`).
    """
    return differences(_in_order(old), _in_order(new))


def differences(before: Iterator[bytes], after: Iterator[bytes]) -> Iterator[Change]:
    """The lines in which *before* and *after* differ; both are in order and have each line once."""
    left, right = next(before, None), next(after, None)
    while left is not None or right is not None:
        if left == right:
            left, right = next(before, None), next(after, None)
        elif left is not None and (right is None or left < right):
            yield Change(False, left)
            left = next(before, None)
        elif right is not None:
            yield Change(True, right)
            right = next(after, None)


def without_relabelled(changes: Iterable[Change]) -> list[Change]:
    """*changes* without those that take each other back when the labels of blank nodes are left out."""
    kept = list(changes)
    masks = [_BLANK.sub(b"_:", change.quad) for change in kept]
    counts = {
        added: Counter(mask for change, mask in zip(kept, masks, strict=True) if change.is_added is added)
        for added in (True, False)
    }
    spare = {added: counts[added] & counts[not added] for added in (True, False)}
    return [change for change, mask in zip(kept, masks, strict=True) if not _take(spare[change.is_added], mask)]


def _take(spare: Counter[bytes], mask: bytes) -> bool:
    """Whether *spare* had one of *mask*, which is used up."""
    found = spare[mask] > 0
    spare[mask] -= found
    return found


def _in_order(file: Path) -> Iterator[bytes]:
    """The lines of *file* in the order of their bytes: a published version has them so; any other file is sorted in memory."""
    if all(one < other for one, other in pairwise(_lines(file))):
        return _lines(file)
    return iter(sorted(set(_lines(file))))


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        for line in stream:
            if text := line.rstrip(b"\n"):
                yield text
