"""Searches: what was typed, looked up in names first, then in texts; slips of the pen are read as what they are near to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from graphapp.search.entries import Entry
from graphapp.search.index import EVERYTHING, NAMES, Index, index_of
from graphapp.search.listing import Collection
from graphapp.search.marking import Piece, marked, snippet
from graphapp.search.ranking import Fit, Rank, precedence, rank_of, rank_of_some
from graphapp.search.terms import Name, Term, squeezed, wanted_terms

LONGEST = 500
"""Letters of a search that are read."""

MOST_WORDS = 12
MOST_OFFERED = 10
"""Names that are offered while somebody types."""

Ranks = dict[int, Rank]
"""How the entries fit that were found, by their number in the index."""


@dataclass(frozen=True)
class Hit:
    """A thing that was found.

    :param title: what it is called, or says, with what was looked for marked
    :param other_name: the other name by which it was found, where its label does not show why
    :param around: what is said of it, around the words that were looked for
    """

    entry: Entry
    title: tuple[Piece, ...]
    other_name: tuple[Piece, ...]
    around: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """What a search found.

    :param terms: the words that were looked for
    :param ranked: what was found, the best first
    :param instead: what slips of the pen were read as, in pairs of what was typed and what was read
    :param only_some: whether nothing has every word, so that what has some of them is shown
    :param cut: whether more was typed than is read
    """

    text: str
    terms: tuple[Term, ...] = ()
    ranked: tuple[Entry, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    only_some: bool = False
    cut: bool = False
    _read: tuple[Term, ...] = field(default=(), repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind were found, the most first."""
        return dict(Counter(entry.thing.kind for entry in self.ranked).most_common())

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """What was found of *kind*; everything where that is empty."""
        return tuple(entry for entry in self.ranked if kind in ("", entry.thing.kind))

    def hit(self, entry: Entry) -> Hit:
        """*entry* as it is shown."""
        title = snippet(entry.text, self._read) if entry.is_text else marked(entry.thing.label, self._read)
        is_seen = any(piece.hit for piece in title)
        others = () if is_seen else next(filter(_has_hit, (marked(name, self._read) for name in entry.others)), ())
        around = () if entry.is_text else snippet(entry.text, self._read)
        return Hit(entry, title or marked(entry.thing.label, ()), others, around)


def _has_hit(pieces: Sequence[Piece]) -> bool:
    return any(piece.hit for piece in pieces)


def find(collection: Collection, text: str, *, names_only: bool = False) -> Found:
    """What *text* finds in *collection*.

    :param names_only: whether what statements say is passed over
    """
    read = text[:LONGEST]
    typed = wanted_terms(read)
    terms, cut = typed[:MOST_WORDS], len(text) > LONGEST or len(typed) > MOST_WORDS
    if not terms:
        return Found(text, cut=cut)
    index = index_of(collection)
    wanted = replace(Name.made_of(terms), whole=squeezed(read))
    ranks = _by_name(index, wanted)
    spellings, instead = _corrected(index, terms) if not ranks else ([(term,) for term in terms], ())
    used = tuple(term for several in spellings for term in several)
    if not ranks:
        ranks = _by_slip(index, spellings) if instead else {}
    if not ranks:
        ranks = {number: Rank(Fit.SLIP, 0.0) for number in index.called_nearly(wanted.whole)}
    if not names_only:
        ranks = _alike(index.matching(EVERYTHING, spellings), Fit.TEXT) | ranks
    only_some = not ranks and len(terms) > 1
    if only_some:
        some = index.matching(NAMES, spellings, every=False)
        ranks = {number: rank_of_some(index.entries[number], wanted, score) for number, score in some.items()}
    return Found(text, terms, _ranked(index, ranks), instead, only_some, cut, used)


def _alike(found: Mapping[int, float], fit: Fit) -> Ranks:
    return {number: Rank(fit, score) for number, score in found.items()}


def _by_name(index: Index, wanted: Name) -> Ranks:
    """The entries whose names fit as they were typed."""
    found = index.matching(NAMES, [(term,) for term in wanted.terms])
    numbers = dict.fromkeys((*index.called(wanted.whole), *found))
    ranks = {number: rank_of(index.entries[number], wanted, found.get(number, 0.0)) for number in numbers}
    return {number: rank for number, rank in ranks.items() if rank}


def _corrected(index: Index, terms: Sequence[Term]) -> tuple[list[tuple[Term, ...]], tuple[tuple[str, str], ...]]:
    """Each of *terms* in the spellings that are looked for, and what was read as something else."""
    spellings, instead = [], []
    for term in terms:
        near = () if index.knows(term) else index.nearest(term)
        spellings.append(near or (term,))
        instead += [(term.plain, " or ".join(it.plain for it in near[:2]))] if near else []
    return spellings, tuple(instead)


def _by_slip(index: Index, spellings: Sequence[Sequence[Term]]) -> Ranks:
    """The entries whose names fit when slips are read as what they are near to."""
    found: Ranks = {}
    for number, score in index.matching(NAMES, spellings).items():
        entry = index.entries[number]
        rank = rank_of(entry, Name.made_of(_best(entry, several) for several in spellings), score, slip=True)
        if rank:
            found[number] = rank
    return found


def _best(entry: Entry, spellings: Sequence[Term]) -> Term:
    """Which of *spellings* stands in the names of *entry*."""
    words = {word.plain for name in (entry.label, *entry.other_names) for word in name.terms}
    return next((term for term in spellings if term.plain in words), spellings[0])


def _ranked(index: Index, ranks: Ranks) -> tuple[Entry, ...]:
    numbers = sorted(ranks, key=lambda number: precedence(index.entries[number], ranks[number]))
    return tuple(index.entries[number] for number in numbers)


def offer(collection: Collection, text: str) -> Iterator[Entry]:
    """The things with a name that somebody may be typing, the likeliest first, no more than :data:`MOST_OFFERED`."""
    found = find(collection, text, names_only=True)
    yield from islice((entry for entry in found.ranked if not entry.is_text), MOST_OFFERED)
