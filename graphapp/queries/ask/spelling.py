"""Words that nobody knows, read as the nearest that somebody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graphapp.queries.ask.words import Word, stem_of

_SHORTEST, _LONG = 5, 8
"""Letters from which a word may have one slip, and from which two."""


class Speller:
    """The words that a text may hold, by their first letter: few slip there, and fewer have to be compared.

    :param known: the words; of two that are as near, the first in this order is read
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(known):
            self._known[word[0]].append(word)

    def read(self, word: Word) -> Word:
        """*word*, or the known word that it is a slip away from."""
        if len(word.plain) < _SHORTEST or not word.plain.isalpha():
            return word
        slips = 1 if len(word.plain) < _LONG else 2
        found = process.extractOne(word.plain, self._known.get(word.plain[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return Word(word.text, found[0], stem_of(found[0])) if found and len(found[0]) >= _SHORTEST - 1 else word
