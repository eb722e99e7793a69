"""What a text in plain words may ask: the saved questions that fit it, with their gaps filled, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphapp.errors import InputError
from graphapp.namespaces import Naming
from graphapp.queries.ask.candidates import Candidate, Index, is_assumed
from graphapp.queries.ask.words import stems_of, words_of
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import fill
from graphapp.queries.scope import EDITION, choose_edition, editions, within_edition
from graphapp.store.base import Store

LONGEST_TEXT = 500
"""Characters that a question in plain words may have."""

_ANSWERED, _COVERED, _OFFERED = 0.42, 0.6, 0.2
_EVIDENCE, _CLEAR = 0.3, 0.7
"""How much of a question's own words has to be said, unless a whole wording of it was, however common its words are."""
_MOST_OFFERED = 4
_SEVERAL = 2


@dataclass(frozen=True)
class Reading:
    """A saved question that a text may ask.

    :param given: the values that the text names, as an address has them
    :param parameters: the values of all gaps, with what the question fills itself
    :param understood: the sentence of the question with its gaps filled
    :param assumed: the labels of gaps that the text does not fill, and the question fills itself
    :param unused: words of the text that nothing was made of
    """

    query: SavedQuery
    given: Mapping[str, str | list[str]]
    parameters: Mapping[str, str | list[str] | None]
    understood: str
    assumed: tuple[str, ...]
    unused: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Understanding:
    """What was made of a text.

    :param edition: the self-evaluation that it is asked of
    :param best: the question that fits; None where none does
    :param others: the next readings; where nothing fits, the nearest
    :param slips: words that were read as others, in the order of the text
    """

    text: str
    edition: str
    best: Reading | None
    others: tuple[Reading, ...]
    slips: tuple[tuple[str, str], ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What somebody should know of how the text was read: nothing is guessed in silence."""
        read = [f"Read “{typed}” as “{word}”." for typed, word in self.slips]
        if self.best and self.best.unused:
            read.append(f"Not used: {', '.join(self.best.unused)}.")
        if self.best and self.best.assumed:
            read.append(f"Not said, so taken as the question has it: {', '.join(self.best.assumed)}.")
        return tuple(read)


def understand(
    store: Store, library: Mapping[str, SavedQuery], naming: Naming, text: str, given_edition: str = ""
) -> Understanding:
    """What *text* asks of the self-evaluation that it names, else of *given_edition*, else of the last by name.

    :raises InputError: for a text that is too long, or that says nothing
    """
    asked = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if len(asked) > LONGEST_TEXT:
        raise InputError(f"A question in plain words may have {LONGEST_TEXT} characters; this one has {len(asked)}.")
    edition = _edition(store, naming, asked, given_edition)
    scoped = within_edition(store, naming, edition)
    index = scoped.memo.get(("ask", *library), lambda: Index(scoped, library, naming, edition))
    words, slips = index.words(asked)
    found = _each_once(index.candidates(words))
    best = found[0] if found and _answers(found[0]) else None
    offered = [it for it in found if it is not best and it.total >= _OFFERED][:_MOST_OFFERED]

    def reading(it: Candidate) -> Reading:
        return _reading(it, scoped, naming, {EDITION: edition} if edition != choose_edition(store, naming) else {})

    return Understanding(asked, edition, reading(best) if best else None, tuple(map(reading, offered)), slips)


def _answers(candidate: Candidate) -> bool:
    fits = candidate.fits
    is_asked = fits.evidence >= _EVIDENCE or candidate.total >= _CLEAR
    return is_asked and fits.agrees and candidate.total >= _ANSWERED and fits.covered >= _COVERED


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The *candidates* without those that say the same."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        found.setdefault(f"{candidate.query.name} {candidate.given}", candidate)
    return list(found.values())


def _reading(candidate: Candidate, scoped: Store, naming: Naming, edition: Mapping[str, str]) -> Reading:
    query, given = candidate.query, candidate.given
    filled = fill(scoped, query, given, naming)
    return Reading(
        query,
        {**edition, **given},
        {name: item.value for name, item in filled.items()},
        query.sentence({name: item.words for name, item in filled.items() if item.words}),
        tuple(f"{gap.label}: {filled[gap.name].words}" for gap in query.parameters if gap.name not in given and is_assumed(gap)),
        candidate.fits.unused,
        round(candidate.total, 3),
    )


def _edition(store: Store, naming: Naming, text: str, given: str) -> str:
    """The self-evaluation that *text* names by council or year, where there are several to choose from."""
    chosen = choose_edition(store, naming, given)
    known = editions(store, naming)
    if len(known) < _SEVERAL:
        return chosen
    named = store.memo.get("edition words", lambda: {name: frozenset(stems_of(name)) for name in known})
    said = {word.stem for word in words_of(text)}
    return max(known, key=lambda name: (len(named[name] & said), name == chosen, name))
