"""Finds the words of every statement in a document again, and says which lines no statement covers.

A statement carries a place and a digest, never the words (design, decision 2). In the very text it was taken from the place
is right; in another file of the same document, such as the Word table, the words stand elsewhere and are found by their digest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphapp.documents.model import Document, digest
from graphapp.errors import NotThisDocument

_WORD_START = re.compile(r"\S+")
_RECOGNISED = 0.5
"""A file in which fewer than this share of the statements is found is another document."""


@dataclass(frozen=True)
class Anchor:
    """Where a statement says that it stands: code points *start* to *end* (exclusive), and the digest of that slice."""

    statement: str
    start: int
    end: int
    digest: str

    @property
    def length(self) -> int:
        """How many code points the statement's words have."""
        return self.end - self.start


@dataclass(frozen=True)
class Mismatch:
    """A statement whose words were not found: what it expects, and how long the text at its place is."""

    anchor: Anchor
    found_length: int

    def __str__(self) -> str:
        anchor = self.anchor
        return (
            f"The digest of {anchor.statement} does not match: it was taken from {anchor.length} characters at "
            f"{anchor.start}–{anchor.end}, and the file has {self.found_length} characters of text from there to the line’s end."
        )


@dataclass(frozen=True)
class Coverage:
    """How the statements cover the non-blank lines of a document: line numbers."""

    lines: int
    uncovered: tuple[int, ...]
    covered_twice: tuple[int, ...]

    @property
    def covered_once(self) -> int:
        """How many lines stand in statements, every character once."""
        return self.lines - len({*self.uncovered, *self.covered_twice})

    def __str__(self) -> str:
        return f"{self.covered_once} of {self.lines} non-blank lines"


@dataclass(frozen=True)
class Attachment:
    """A document laid beside its statements: the words of each, what was not found, and the coverage of lines."""

    quotations: dict[str, str]
    mismatches: tuple[Mismatch, ...]
    coverage: Coverage
    by_place: bool


def attach(document: Document, anchors: Sequence[Anchor], source_digest: str) -> Attachment:
    """Find every anchor in *document*.

    :param source_digest: the digest of the text that the anchors were taken from
    :raises NotThisDocument: when fewer than half of the statements are found
    """
    by_place = document.digest == source_digest
    places = _check_places(document, anchors) if by_place else _search(document, anchors)
    if len(places) < _RECOGNISED * len(anchors):
        message = (
            f"This is not the document that the statements were taken from: {len(places)} of {len(anchors)} statements "
            f"were found in it. Its digest is {document.digest[:12]}…, expected {source_digest[:12]}…."
        )
        raise NotThisDocument(message)
    missing = [anchor for anchor in anchors if anchor.statement not in places]
    return Attachment(
        quotations={statement: document.text[start:end] for statement, (start, end) in places.items()},
        mismatches=tuple(Mismatch(anchor, _length_at(document, anchor.start)) for anchor in missing),
        coverage=cover(document, places.values()),
        by_place=by_place,
    )


def cover(document: Document, spans: Iterable[tuple[int, int]]) -> Coverage:
    """Say which non-blank lines of *document* the *spans* leave uncovered, or cover more than once, even by a character."""
    times = Counter(position for start, end in spans for position in range(start, end))
    lines = [line for line in document.lines() if not line.is_blank]
    seen = {line.number: {times[at] for at in range(line.start, line.end) if not document.text[at].isspace()} for line in lines}
    return Coverage(
        lines=len(lines),
        uncovered=tuple(number for number, found in seen.items() if 0 in found),
        covered_twice=tuple(number for number, found in seen.items() if max(found, default=0) > 1),
    )


def _check_places(document: Document, anchors: Iterable[Anchor]) -> dict[str, tuple[int, int]]:
    """The anchors whose slice has its digest at the place it names."""
    return {
        anchor.statement: (anchor.start, anchor.end)
        for anchor in anchors
        if digest(document.text[anchor.start : anchor.end]) == anchor.digest
    }


def _search(document: Document, anchors: Sequence[Anchor]) -> dict[str, tuple[int, int]]:
    """Find the anchors by digest alone: at the beginnings of lines, then at the beginnings of words.

    The same words may stand in several places, and begin a longer statement: the longest choose first, and no place is given
    twice while there is another.
    """
    lines = [line for line in document.lines() if not line.is_blank]
    whole = {(line.start, line.end) for line in lines}
    words = [match.start() for match in _WORD_START.finditer(document.text)]
    places: dict[str, tuple[int, int]] = {}
    seen: dict[str, tuple[int, int]] = {}
    taken: set[int] = set()
    for candidates in ([line.start for line in lines], words):
        left = [anchor for anchor in anchors if anchor.statement not in places]
        starts = _starts_by_digest(document, left, candidates)
        for anchor in sorted(left, key=lambda item: (-item.length, item.start)):
            spans = [(start, start + anchor.length) for start in starts.get(anchor.digest, ())]
            seen.update({anchor.statement: spans[0]} if spans else {})
            free = [span for span in spans if taken.isdisjoint(range(*span))]
            if free:
                places[anchor.statement] = min(free, key=lambda span: span not in whole)
                taken.update(range(*places[anchor.statement]))
    return seen | places


def _starts_by_digest(document: Document, anchors: Iterable[Anchor], candidates: Sequence[int]) -> dict[str, list[int]]:
    """For each digest of *anchors*, the *candidates* at which a slice of the right length has it."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for anchor in anchors:
        wanted[anchor.length].add(anchor.digest)
    found: dict[str, list[int]] = defaultdict(list)
    for length, digests in wanted.items():
        for start in candidates:
            key = digest(document.text[start : start + length])
            if key in digests:
                found[key].append(start)
    return found


def _length_at(document: Document, start: int) -> int:
    """How many characters of text stand from *start* to the end of its line."""
    return max((line.end - start for line in document.lines() if line.start <= start < line.end), default=0)
