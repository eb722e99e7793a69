"""Texts with what was looked for marked in them, as pieces, so that whoever shows them escapes each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphapp.search.terms import Term, terms_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHOWN, _BEFORE = 220, 60
"""Letters of a text that are shown, and how many of them before the first word that fits."""


@dataclass(frozen=True)
class Piece:
    """A part of a text; *hit* where it is what was looked for."""

    text: str
    hit: bool = False


def marked(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """The whole *text* in pieces."""
    return tuple(_pieces(text, 0, len(text), _hits(text, terms)))


def snippet(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """The part of *text* around the first word that fits; nothing where none does."""
    hits = _hits(text, terms)
    if not hits:
        return ()
    start = _at_word(text, hits[0][0] - _BEFORE)
    end = min(len(text), start + _SHOWN)
    if end < len(text):
        end = max(text.rfind(" ", start, end), hits[0][1])
    pieces = _pieces(text, start, end, [hit for hit in hits if hit[1] <= end])
    return (*([Piece("… ")] if start else []), *pieces, *([Piece(" …")] if end < len(text) else []))


def _hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where words stand that fit one of *terms*."""
    return [found.span() for found in _WORD.finditer(text) if any(_fits(term, found.group()) for term in terms)]


def _fits(term: Term, word: str) -> bool:
    return any(term.begins(other) for other in _terms(word))


_terms = lru_cache(maxsize=20_000)(terms_of)
"""The same few thousand words stand in all texts."""


def _pieces(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    for begin, after in hits:
        if begin > at:
            yield Piece(text[at:begin])
        yield Piece(text[begin:after], hit=True)
        at = after
    if at < end:
        yield Piece(text[at:end])


def _at_word(text: str, at: int) -> int:
    """Where the word begins that stands at *at*."""
    return 0 if at <= 0 else text.rfind(" ", 0, at) + 1
