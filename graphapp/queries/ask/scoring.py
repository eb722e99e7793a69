"""How well a question fits a text: what it uses of it, and how near its wordings are to what is left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphapp.queries.ask.fitting import Fit, Placed
from graphapp.queries.ask.wordings import Vocabulary, Weights
from graphapp.queries.ask.words import AND, NOT, Word, stem_of
from graphapp.queries.header import ParameterType

_BASE = 0.4
"""The share of a score that comes from using the text; the rest comes from a wording that is near."""
_GAP = 0.5
"""What a filled gap weighs in a wording beside a word."""
_DENIED = 0.35
"""What is left of a score where one of text and wording denies and the other does not."""
_TELLING = 0.7
"""How near a word has to stand to a question to be one that it is asked with; what only describes it is not made use of."""
_DOUBT = 0.3
"""What it costs that a name is given in part."""
_LAST_WORD = re.compile(r"[A-Z]?[a-z]+")


@dataclass(frozen=True)
class Score:
    """How well a question fits.

    :param total: between 0 and 1
    :param evidence: how much of the text are words that the question is asked with
    :param covered: the share of the text that is used
    :param agrees: whether the nearest wording denies where the text does, and nowhere else
    :param unused: the words that nothing was made of
    """

    total: float
    evidence: float
    covered: float
    agrees: bool
    unused: tuple[str, ...]


def score(vocabulary: Vocabulary, weights: Weights, words: Sequence[Word], fit: Fit, filled: Collection[str]) -> Score:
    """How well the question of *vocabulary* fits *words*, when it takes the names of *fit* for its gaps *filled*."""
    named = {place for placed in fit for place in (*range(placed.start, placed.end), *_beside(words, placed))}
    rest = [word for place, word in enumerate(words) if place not in named and word.stem != AND]
    used = sum(weights.of(word) * vocabulary.near.get(word.stem, 0) for word in rest)
    wasted = sum(weights.of(word) for word in rest) - used
    worth = sum(_worth(placed) for placed in fit)
    whole = worth + used + wasted
    covered = (worth + used) / whole if whole else 0.0
    near, common, agrees = _nearest(vocabulary, weights, rest, _own(words, fit), frozenset(filled))
    unused = tuple(word.text for word in rest if not weights.is_context(word) and not _is_used(word, vocabulary, agrees))
    sure = min((placed.named.sure for placed in fit), default=1.0)
    total = covered * (_BASE + (1 - _BASE) * near) * (1 - _DOUBT * (1 - sure))
    return Score(total, common, covered, agrees, unused)


def _is_used(word: Word, vocabulary: Vocabulary, agrees: bool) -> bool:
    return vocabulary.near.get(word.stem, 0) >= _TELLING and (agrees or word.stem != NOT)


def _own(words: Sequence[Word], fit: Fit) -> dict[str, list[Word]]:
    """The words of names that the question itself gives to its values, by gap: it is asked with these as well."""
    found: dict[str, list[Word]] = {}
    for placed in fit:
        if placed.named.source[0] in (ParameterType.CHOICE, ParameterType.BOOLEAN):
            found.setdefault(placed.named.source[-1], []).extend(words[placed.start : placed.end])
    return found


def _beside(words: Sequence[Word], placed: Placed) -> Iterator[int]:
    """The word beside a name that says what kind of thing it is, such as “service”: it asks nothing."""
    kind = stem_of(_LAST_WORD.findall(placed.named.source[-1])[-1].lower())
    if placed.named.source[0] in (ParameterType.CONCEPT, ParameterType.THING):
        yield from (at for at in (placed.start - 1, placed.end) if 0 <= at < len(words) and words[at].stem == kind)


def _worth(placed: Placed) -> float:
    """What a name counts: the more words the more, with less for each."""
    length = placed.end - placed.start
    return placed.named.sure * (min(length, 2) + max(length - 2, 0) / 4)


def _nearest(
    vocabulary: Vocabulary, weights: Weights, rest: Sequence[Word], own: Mapping[str, Sequence[Word]], filled: frozenset[str]
) -> tuple[float, float, bool]:
    """How near the nearest wording is, between 0 and 1, what the words weigh that it shares, and whether both deny or neither."""
    said = {word.stem: weights.of(word) for word in (*rest, *(word for words in own.values() for word in words))}
    whole = sum(said.values())
    denied = {NOT in {word.stem for word in rest}, NOT in said}
    best = (0.0, 0.0, False)
    for wording in vocabulary.wordings:
        stems = wording.stems
        if own and not wording.gaps.isdisjoint(own):
            stems = stems.union(word.stem for gap in wording.gaps for word in own.get(gap, ()))
        shared = stems & said.keys()
        if shared:
            common = sum(said[stem] for stem in shared)
            size = common + sum(weights.of_stem(stem) for stem in stems - shared)
            gaps = _GAP * len(wording.gaps & filled - own.keys())
            missing = _GAP * len(wording.gaps - filled)
            near = 2 * (common + gaps) / (whole + size + 2 * gaps + missing)
            agrees = (NOT in wording.stems) in denied
            best = max(best, (near * (1 if agrees else _DENIED), common, agrees))
    return best
