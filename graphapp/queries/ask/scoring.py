"""How well a question fits a text: what it uses of it, and how near its wordings are to what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphapp.queries.ask.fitting import Fit, Placed
from graphapp.queries.ask.wordings import Vocabulary, Weights
from graphapp.queries.ask.words import AND, NOT, Word
from graphapp.queries.header import ParameterType

_BASE = 0.4
"""The share of a score that comes from using the text; the rest comes from a wording that is near."""
_GAP = 0.5
"""What a filled gap weighs in a wording beside a word."""
_DENIED = 0.35
"""What is left of a score where one of text and wording denies and the other does not."""


@dataclass(frozen=True)
class Score:
    """How well a question fits.

    :param total: between 0 and 1
    :param evidence: how much of the text are words that the question is asked with
    :param covered: the share of the text that is used
    :param unused: the words that nothing was made of
    """

    total: float
    evidence: float
    covered: float
    unused: tuple[str, ...]


def score(vocabulary: Vocabulary, weights: Weights, words: Sequence[Word], fit: Fit, filled: frozenset[str]) -> Score:
    """How well the question of *vocabulary* fits *words*, when it takes the names of *fit* for its gaps *filled*."""
    named = {place for placed in fit for place in range(placed.start, placed.end)}
    rest = [word for place, word in enumerate(words) if place not in named and word.stem != AND]
    used = sum(weights.of(word) * vocabulary.near.get(word.stem, 0) for word in rest)
    wasted = sum(weights.of(word) for word in rest) - used
    worth = sum(_worth(placed) for placed in fit)
    whole = worth + used + wasted
    covered = (worth + used) / whole if whole else 0.0
    near, common = _nearest(vocabulary, weights, [*rest, *_own(words, fit)], filled)
    unused = tuple(word.text for word in rest if word.stem not in vocabulary.near and not weights.is_context(word))
    return Score(covered * (_BASE + (1 - _BASE) * near), common, covered, unused)


def _own(words: Sequence[Word], fit: Fit) -> Iterator[Word]:
    """The words of names that the question itself gives to its values, which are words that it is asked with as well."""
    for placed in fit:
        if placed.named.source[0] in (ParameterType.CHOICE, ParameterType.BOOLEAN):
            yield from words[placed.start : placed.end]


def _worth(placed: Placed) -> float:
    """What a name counts: the more words the more, with less for each."""
    length = placed.end - placed.start
    return placed.named.sure * (min(length, 2) + max(length - 2, 0) / 4)


def _nearest(vocabulary: Vocabulary, weights: Weights, rest: Sequence[Word], filled: frozenset[str]) -> tuple[float, float]:
    """How near the nearest wording is, between 0 and 1, and what the words weigh that it shares with the text."""
    said = {word.stem: weights.of(word) for word in rest}
    found = [(0.0, 0.0)]
    for wording in vocabulary.wordings:
        gaps = _GAP * len(wording.gaps & filled)
        missing = _GAP * len(wording.gaps - filled)
        common = sum(weight for stem, weight in said.items() if stem in wording.stems)
        size = sum(said.get(stem, weights.of_stem(stem)) for stem in wording.stems)
        near = 2 * (common + gaps) / (sum(said.values()) + size + 2 * gaps + missing) if common else 0.0
        found.append((near * (1 if (NOT in said) == (NOT in wording.stems) else _DENIED), common))
    return max(found)
