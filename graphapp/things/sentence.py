"""The first sentence of a page: what a thing is, made from its facts, and what its document leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_NAMED = 3
"""Names that are read out; of more, the first ones and how many there are beside."""


@dataclass(frozen=True)
class Counted:
    """How many there are, in words, for ``{count:statement}``.

    >>> f"{Counted('1'):statement}, {Counted('more than 20'):planned action}"
    '1 statement, more than 20 planned actions'
    """

    count: str

    def __format__(self, noun: str) -> str:
        return f"{self.count} {noun}{'' if self.count == '1' else 's'}"


def clause(words: str, names: Sequence[str], count: str) -> str:
    """*words* such as “is held by {names}” with their gaps filled."""
    return words.format(names=listed(shortened(names)), count=Counted(count))


def shortened(names: Sequence[str]) -> list[str]:
    """All of *names*, or the first few and how many others there are."""
    return list(names) if len(names) <= _NAMED else [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more"]


def listed(words: Sequence[str], last: str = "and") -> str:
    """*words* as a list that is read out.

    >>> listed(["Health", "Education", "Social care"])
    'Health, Education and Social care'
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def sentence(noun: str, clauses: Sequence[str], silences: Sequence[str]) -> str:
    """What a thing called *noun* is and does, and what is not said of it.

    >>> sentence("contract", ["is held by Solent NHS Trust"], ["who commissions it", "when it runs"])
    'This contract is held by Solent NHS Trust. The document does not say who commissions it or when it runs.'
    """
    known = f"This {noun} {listed(clauses)}." if clauses else ""
    return " ".join(filter(None, (known, f"The document does not say {listed(silences, 'or')}." if silences else "")))
