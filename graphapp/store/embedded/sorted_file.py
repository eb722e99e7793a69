"""A file of sorted N-Quads, in which a subject is found as a word in a dictionary: by halving, without an engine or memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from heapq import merge
from itertools import islice, pairwise
from pathlib import Path

from rdflib import URIRef

from graphapp.store.base import Quad
from graphapp.store.embedded.writing import read_lines

_BLOCK = 8 * 1024
"""Bytes that are read at a time: what is said of most subjects, and less than a page of the disk costs more."""

_LINES_AT_ONCE = 100_000
"""Lines that are sorted in memory at a time, some 25 MB."""


def in_order(file: Path, folder: Path) -> Path:
    """*file* where its lines are sorted, as those of a build are; else a copy in *folder* in which they are."""
    with file.open("rb") as lines:
        if all(line <= following for line, following in pairwise(lines)):
            return file
    copy = folder / "sorted.nq"
    with ExitStack() as opened:
        parts = [opened.enter_context(part.open("rb")) for part in _sorted_parts(file, folder)]
        opened.enter_context(copy.open("wb")).writelines(merge(*parts))
    return copy


def _sorted_parts(file: Path, folder: Path) -> Iterator[Path]:
    """The lines of *file* in parts, each of which is sorted."""
    with file.open("rb") as lines:
        for number, part in enumerate(iter(lambda: sorted(islice(lines, _LINES_AT_ONCE)), [])):
            path = folder / f"part-{number}.nq"
            path.write_bytes(b"".join(line.rstrip(b"\n") + b"\n" for line in part))
            yield path


class SortedFile:
    """The dataset of a version, whose lines are sorted by their bytes and so by subject.

    :param file: N-Quads, a quad a line
    """

    def __init__(self, file: Path) -> None:
        self._stream = file.open("rb", buffering=0)
        self._size = file.stat().st_size

    def close(self) -> None:
        """Let the file go."""
        self._stream.close()

    def look_up(self, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        """The quads that say one of *predicates* of one of *things*.

        :raises EngineFault: when a line is none of N-Quads
        """
        for thing in things:
            wanted = tuple(f"<{thing}> <{predicate}> ".encode() for predicate in predicates)
            yield from read_lines(line for line in self._lines(f"<{thing}> ".encode()) if line.startswith(wanted))

    def _lines(self, prefix: bytes) -> Iterator[bytes]:
        """The lines that begin with *prefix*, which stand together."""
        at, rest = self._place(prefix), b""
        self._stream.seek(at)
        while block := self._stream.read(_BLOCK):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                if not line.startswith(prefix):
                    return
                yield line
        if rest.startswith(prefix):
            yield rest

    def _place(self, prefix: bytes) -> int:
        """Where the first line begins that does not sort before *prefix*."""
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            begin = self._line_after(middle)
            if begin < high and self._begins_before(begin, prefix):
                low = begin + 1
            else:
                high = middle
        return self._line_after(low)

    def _line_after(self, offset: int) -> int:
        """Where the first line begins at *offset* or after it."""
        if offset == 0:
            return 0
        self._stream.seek(offset - 1)
        begin = offset - 1
        while block := self._stream.read(_BLOCK):
            end = block.find(b"\n")
            if end >= 0:
                return begin + end + 1
            begin += len(block)
        return self._size

    def _begins_before(self, offset: int, prefix: bytes) -> bool:
        self._stream.seek(offset)
        return self._stream.read(len(prefix)) < prefix
