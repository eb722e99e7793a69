"""Finds saved questions by words: what they are called, how they are asked, what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphapp.queries.ask.spelling import Speller
from graphapp.queries.ask.wordings import Weights, vocabulary_of
from graphapp.queries.ask.words import AND, Word, stems_of, words_of
from graphapp.queries.header import SavedQuery

_LEAST, _TITLE = 0.5, 0.2
"""The share of what somebody looks for that a question has to have something of, and what it adds to be called so."""
_SHORTEST_BEGINNING = 4
"""Letters from which the beginning of a word is taken for the word."""


@dataclass(frozen=True)
class Found:
    """The questions that fit a text, the best first.

    :param slips: words that were read as others
    """

    queries: tuple[SavedQuery, ...]
    slips: tuple[tuple[str, str], ...]


class Finder:
    """The words of the questions of a library, made ready to be searched."""

    def __init__(self, library: Mapping[str, SavedQuery]) -> None:
        self._vocabularies = [vocabulary_of(query) for query in library.values()]
        self._weights = Weights(self._vocabularies, frozenset())
        self._plain = sorted({plain for item in self._vocabularies for plain in item.plain})
        self._speller = Speller(self._plain)

    def find(self, text: str) -> Found:
        """The questions that have the words of *text*; one that has half of them, by their weight, is among them."""
        typed = [word for word in words_of(text) if word.stem != AND]
        typed = [word for word in typed if not word.is_glue] or typed
        read = [word if word.stem in self._weights.stems else self._speller.read(word) for word in typed]
        slips = tuple((word.text, known.plain) for word, known in zip(typed, read, strict=True) if word != known)
        stems = [self._stems(word) for word in read]
        fits = ((self._fit(item.near, read, stems), item.query) for item in self._vocabularies)
        ranked = sorted(((fit + _near_title(stems, query), query) for fit, query in fits if fit >= _LEAST), key=_best_first)
        return Found(tuple(query for _, query in ranked), tuple(dict.fromkeys(slips)))

    def _stems(self, word: Word) -> frozenset[str]:
        """What *word* is compared by; of one that nobody knows, what the words are compared by that begin with it."""
        if word.stem in self._weights.stems or len(word.plain) < _SHORTEST_BEGINNING:
            return frozenset((word.stem,))
        return frozenset((word.stem, *_stems_of(plain for plain in self._plain if plain.startswith(word.plain))))

    def _fit(self, near: Mapping[str, float], words: Sequence[Word], stems: Sequence[frozenset[str]]) -> float:
        """How much of *words*, by their weight, a question has in what stands *near* it."""
        whole = sum(map(self._weights.of, words))
        has = (self._weights.of(word) * _share(near, of) for word, of in zip(words, stems, strict=True))
        return sum(has) / whole if whole else 0.0


def _stems_of(plain: Iterable[str]) -> list[str]:
    return [word.stem for text in plain for word in words_of(text)]


def _share(near: Mapping[str, float], stems: frozenset[str]) -> float:
    """What the nearest of *stems* counts: more than half, so that what a question only describes is found, after the others."""
    best = max(near.get(stem, 0.0) for stem in stems)
    return (1 + best) / 2 if best else 0.0


def _near_title(stems: Sequence[frozenset[str]], query: SavedQuery) -> float:
    """What the title of *query* adds: the more of it was said, and the less beside it."""
    title = set(stems_of(query.title)) - {AND}
    said = sum(not title.isdisjoint(of) for of in stems)
    return _TITLE * 2 * said / (len(title) + len(stems))


def _best_first(ranked: tuple[float, SavedQuery]) -> tuple[float, str]:
    return -round(ranked[0], 6), ranked[1].title
