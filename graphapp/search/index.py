"""The index: SQLite's FTS5 in memory, for one self-evaluation of one version, made when it is first searched."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graphapp.search.entries import Entry, entries
from graphapp.search.listing import Collection
from graphapp.search.terms import Term, indexed, joined, terms_of

NAMES, EVERYTHING = "{label others}", "{label others text}"
"""Columns to look in."""

_TABLE = """
CREATE VIRTUAL TABLE found USING fts5(label, others, text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')
"""
_INSERT = "INSERT INTO found(rowid, label, others, text) VALUES (?, ?, ?, ?)"
_MATCH = "SELECT rowid, bm25(found, 10, 6, 1) FROM found WHERE found MATCH ?"

_SHORTEST_PREFIX = 3
_ONE_SLIP, _TWO_SLIPS = 4, 7
"""Letters from which a word may have one slip of the pen, and from which two."""
_ALIKE = 0.25
"""Slips for each letter of a whole name that was typed without spaces."""


class Index:
    """Everything of one self-evaluation that can be found.

    :ivar entries: by their number in the index
    """

    def __init__(self, found: Iterable[Entry]) -> None:
        self.entries = tuple(found)
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._named: dict[str, Term] = {}
        self._said: dict[str, Term] = {}
        self._lock = Lock()
        self._rows = sqlite3.connect(":memory:", check_same_thread=False)
        self._rows.execute(_TABLE)
        for number, entry in enumerate(self.entries):
            self._add(number, entry)
        self._rows.commit()
        self._known = sorted({*self._named, *self._said})
        self._stems = {term.stem for known in (self._named, self._said) for term in known.values()}

    def _add(self, number: int, entry: Entry) -> None:
        """Write an entry. What is written is letters and figures alone, so nothing in it can be syntax."""
        for whole in dict.fromkeys(name.whole for name in (entry.label, *entry.other_names) if name.whole):
            self._whole[whole].append(number)
        label = () if entry.is_text else (*entry.label.terms, *joined(entry.thing.label))
        others = tuple(term for name in (*entry.other_names, entry.kind) for term in name.terms)
        text = (*terms_of(entry.text), *joined(entry.text))
        self._named |= {term.plain: term for term in (*label, *others)}
        self._said |= {term.plain: term for term in text}
        self._rows.execute(_INSERT, (number, indexed(label), indexed(others), indexed(text)))

    def matching(self, columns: str, words: Sequence[Sequence[Term]], *, every: bool = True) -> dict[int, float]:
        """The entries that hold the *words* in *columns*, each in one of its spellings, with how well they fit: less is better.

        :param every: whether every word has to be there, or one of them
        """
        expression = (" AND " if every else " OR ").join(_either(spellings) for spellings in words)
        with self._lock:
            return {int(row): float(fit) for row, fit in self._rows.execute(_MATCH, (f"{columns} : ({expression})",))}

    def called(self, name: str) -> Sequence[int]:
        """The entries that are called *name*, with nothing between its words."""
        return self._whole.get(name, ())

    def knows(self, term: Term) -> bool:
        """Whether some word is, or begins with, *term*."""
        at = bisect_left(self._known, term.plain)
        begins = at < len(self._known) and self._known[at].startswith(term.plain)
        return begins or term.stem in self._stems

    def nearest(self, term: Term) -> tuple[Term, ...]:
        """The words of names that *term* is a slip or two away from, the nearest alone."""
        slips = 2 if len(term.plain) >= _TWO_SLIPS else 1 if len(term.plain) >= _ONE_SLIP else 0
        if not slips or not term.plain.isalpha():
            return ()
        found = process.extract(term.plain, list(self._named), scorer=OSA.distance, score_cutoff=slips, limit=20)
        least = min((distance for _, distance, _ in found), default=0)
        return tuple(self._named[word] for word, distance, _ in found if distance == least)

    def called_nearly(self, name: str) -> tuple[int, ...]:
        """The entries whose whole name is nearest to *name*, where that is near."""
        slips = int(len(name) * _ALIKE)
        found = process.extractOne(name, self._whole.keys(), scorer=OSA.distance, score_cutoff=slips) if slips else None
        return tuple(self._whole[found[0]]) if found else ()


def index_of(collection: Collection) -> Index:
    """The index of *collection*, made when it is first searched."""
    return collection.memo.get("index", lambda: Index(entries(collection)))


def _either(spellings: Sequence[Term]) -> str:
    """A word of a MATCH expression in any of its *spellings*: by its stem, or by what it begins with."""
    wanted = (word for term in spellings for word in (f'"{term.stem}"', _prefix(term.plain)))
    return f"({' OR '.join(dict.fromkeys(wanted))})"


def _prefix(plain: str) -> str:
    return f'"{plain}"*' if len(plain) >= _SHORTEST_PREFIX else f'"{plain}"'
