"""In which order things are shown that were found: by what of them fits, and how well."""

from __future__ import annotations

from enum import IntEnum

from graphapp.search.entries import Entry
from graphapp.search.terms import Name


class Fit(IntEnum):
    """What of a thing fits, the best first."""

    LABEL = 0
    OTHER_NAME = 1
    LABEL_BUT_ENDINGS = 2
    OTHER_NAME_BUT_ENDINGS = 3
    LABEL_BEGINS = 4
    OTHER_NAME_BEGINS = 5
    WORDS_OF_LABEL = 6
    WORDS_BEGIN_IN_LABEL = 7
    WORDS_OF_NAMES = 8
    SLIP = 20
    TEXT = 40
    SOME_WORDS = 60


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
    return _by_words(entry, wanted) or _by_beginning(entry, wanted) or _by_parts(entry, wanted)


def _by_words(entry: Entry, wanted: Name) -> Fit | None:
    """Whether a name has the same words, but for their endings."""
    if wanted.stems == entry.label.stems:
        return Fit.LABEL_BUT_ENDINGS
    return Fit.OTHER_NAME_BUT_ENDINGS if any(wanted.stems == name.stems for name in entry.other_names) else None


def _by_beginning(entry: Entry, wanted: Name) -> Fit | None:
    if entry.label.whole.startswith(wanted.whole):
        return Fit.LABEL_BEGINS
    return Fit.OTHER_NAME_BEGINS if any(name.whole.startswith(wanted.whole) for name in entry.other_names) else None


def _by_parts(entry: Entry, wanted: Name) -> Fit | None:
    """Whether every word stands in the label, or in one of the names."""
    label = entry.label.terms
    if all(any(term.matches(word) for word in label) for term in wanted.terms):
        return Fit.WORDS_OF_LABEL
    if all(any(term.begins(word) for word in label) for term in wanted.terms):
        return Fit.WORDS_BEGIN_IN_LABEL
    words = (*label, *(word for name in entry.other_names for word in name.terms))
    return Fit.WORDS_OF_NAMES if all(any(term.begins(word) for word in words) for term in wanted.terms) else None


def precedence(entry: Entry, rank: int, fit: float) -> tuple[int, bool, int, float, int, str]:
    """What sorts the things that were found: what of them fits, whether they have a name, how often statements name them."""
    rare = entry.thing.kind in _RARE
    return rank, rare, -entry.mentions, round(fit, 3), len(entry.label.whole), entry.thing.iri
