"""In which order things are shown that were found: by what of them fits, and how well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from graphapp.search.entries import Entry
from graphapp.search.terms import Name


class Fit(IntEnum):
    """What of a thing fits, the best first."""

    LABEL = 0
    OTHER_NAME = 1
    LABEL_BUT_ENDINGS = 2
    OTHER_NAME_BUT_ENDINGS = 3
    NAME_BEGINS = 4
    WORDS_OF_LABEL = 6
    WORDS_BEGIN_IN_LABEL = 7
    WORDS_OF_NAMES = 8
    NAMES_AND_KIND = 9
    SLIP = 20
    TEXT = 40
    NAME_WITHIN = 60
    SOME_WORDS = 61


_RARE = ("statement", "measurement", "assessment", "question", "rule", "cohort", "indicator")
"""Kinds that come after the others where they fit alike: people look for what has a name."""


def fit_of(entry: Entry, wanted: Name) -> Fit | None:
    """How the names of *entry* fit what is *wanted*; None where they do not."""
    if entry.is_text:
        return None
    if wanted.whole == entry.label.whole:
        return Fit.LABEL
    if any(wanted.whole == name.whole for name in entry.other_names):
        return Fit.OTHER_NAME
    found = _by_words(entry, wanted)
    return found or (Fit.NAME_BEGINS if beginning(entry, wanted) else _by_parts(entry, wanted))


def _by_words(entry: Entry, wanted: Name) -> Fit | None:
    """Whether a name has the same words, but for their endings."""
    if wanted.stems == entry.label.stems:
        return Fit.LABEL_BUT_ENDINGS
    return Fit.OTHER_NAME_BUT_ENDINGS if any(wanted.stems == name.stems for name in entry.other_names) else None


def beginning(entry: Entry, wanted: Name) -> int | None:
    """How long the shortest name is that begins with what is *wanted*; None where none does."""
    names = (name.whole for name in (entry.label, *entry.other_names))
    return min((len(name) for name in names if name.startswith(wanted.whole)), default=None)


def within(entry: Entry, wanted: Name) -> int:
    """How many words the longest name has that stands whole in what is *wanted*; 0 where none does."""
    names = (name.terms for name in (entry.label, *entry.other_names))
    return max((len(it) for it in names if all(any(term.matches(word) for term in wanted.terms) for word in it)), default=0)


def _by_parts(entry: Entry, wanted: Name) -> Fit:
    """In which names the words stand, each of which is known to stand in one, or in what the kind is called."""
    label = entry.label.terms
    if all(any(term.matches(word) for word in label) for term in wanted.terms):
        return Fit.WORDS_OF_LABEL
    if all(any(term.begins(word) for word in label) for term in wanted.terms):
        return Fit.WORDS_BEGIN_IN_LABEL
    words = (*label, *(word for name in entry.other_names for word in name.terms))
    if all(any(term.begins(word) for word in words) for term in wanted.terms):
        return Fit.WORDS_OF_NAMES
    return Fit.NAMES_AND_KIND


@dataclass(frozen=True)
class Rank:
    """How well a thing fits.

    :param fit: what of it, and whether slips were read
    :param score: among those alike, less is better: how long a name is that begins so, how short one is that stands in what was
        typed, or how rare the words are
    """

    fit: int
    score: float

    @property
    def is_exact(self) -> bool:
        """Whether a whole name fits."""
        return self.fit % Fit.SLIP <= Fit.OTHER_NAME_BUT_ENDINGS


def rank_of(entry: Entry, wanted: Name, score: float, *, slip: bool = False) -> Rank | None:
    """How the names of *entry* fit what is *wanted*, with the *score* of the index; None where they do not."""
    fit = fit_of(entry, wanted)
    if fit is None:
        return None
    length = beginning(entry, wanted) if fit == Fit.NAME_BEGINS else None
    return Rank(int(fit) + (int(Fit.SLIP) if slip else 0), length or score)


def rank_of_some(entry: Entry, wanted: Name, score: float) -> Rank:
    """How an *entry* fits that has some of the words that are *wanted*: a whole name among them says more than other words."""
    words = 0 if entry.is_text else within(entry, wanted)
    return Rank(Fit.NAME_WITHIN, -words) if words else Rank(Fit.SOME_WORDS, score)


_LENGTH_DECIDES = (Fit.NAME_BEGINS, Fit.NAME_WITHIN)


def precedence(entry: Entry, rank: Rank) -> tuple[int, bool, int, float, int, float, int, str]:
    """What sorts the things that were found: whether they fit as typed; whether they have a name; what of them fits; the shortest
    of those that begin so, the longest of those that stand in what was typed; how often statements name them.
    """
    is_rare = entry.thing.kind in _RARE and not rank.is_exact
    length = rank.score if rank.fit in _LENGTH_DECIDES or rank.fit == Fit.SLIP + Fit.NAME_BEGINS else 0.0
    score = round(rank.score, 3)
    return rank.fit // Fit.SLIP, is_rare, rank.fit, length, -entry.mentions, score, len(entry.label.whole), entry.thing.iri
