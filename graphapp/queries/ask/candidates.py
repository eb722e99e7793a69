"""The saved questions that a text may ask, each with the names that its gaps take, and how well it fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphapp.namespaces import Naming
from graphapp.queries.ask.fitting import Taker
from graphapp.queries.ask.names import Names, Span
from graphapp.queries.ask.scoring import Score, score
from graphapp.queries.ask.spelling import Speller
from graphapp.queries.ask.wordings import Vocabulary, Weights, vocabulary_of
from graphapp.queries.ask.words import AND, Word, stems_of, words_of
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.store.base import Store

_ASSUMED = 0.06
_ASSUMED_THING = 0.15
"""What a gap costs that the text does not fill, and that the question fills itself; more where it is about some thing."""
_CONTEXT = frozenset(("send", "sef", "council"))
"""What every question is about."""


@dataclass(frozen=True)
class Candidate:
    """A question with the values that a text names, and how well it fits.

    :param central: how many of them stand where the question always has a value, which it is therefore about
    """

    query: SavedQuery
    given: Mapping[str, str | list[str]]
    fits: Score
    total: float
    central: int


class Index:
    """What texts are read with, made once for each version and self-evaluation.

    :param store: what is asked, seen through one edition
    """

    def __init__(self, store: Store, library: Mapping[str, SavedQuery], naming: Naming, edition: str) -> None:
        self._vocabularies = [vocabulary_of(query) for query in library.values()]
        context = frozenset(stems_of(edition)) | _CONTEXT
        self._weights = Weights(self._vocabularies, context)
        council = edition.rpartition("-")[0]
        ordinary = frozenset(stem for item in self._vocabularies for stem in item.own)
        self._names = Names(store, tuple(library.values()), naming, council, ordinary)
        self._takers = {item.query.name: Taker(item.query, item.fixed | context, item.own) for item in self._vocabularies}
        self._known = self._weights.stems | self._names.stems | context
        asked_with = {plain for item in self._vocabularies for plain in item.plain}
        self._speller = Speller([*sorted(asked_with), *sorted(self._names.plain)])

    def words(self, text: str) -> tuple[list[Word], tuple[tuple[str, str], ...]]:
        """The words of *text* that count, and those among them that were read as others."""
        typed = [word for word in words_of(text) if not word.is_glue or word.stem == AND or self._is_abbreviation(word, text)]
        read = [word if word.stem in self._known else self._speller.read(word) for word in typed]
        slips = tuple((before.text, after.plain) for before, after in zip(typed, read, strict=True) if before != after)
        return read, tuple(dict.fromkeys(slips))

    def candidates(self, words: Sequence[Word]) -> list[Candidate]:
        """Every question that shares something with *words*, the best first."""
        spans = self._names.spans(words)
        found = (candidate for item in self._vocabularies for candidate in self._of(item, words, spans))
        return sorted(found, key=lambda it: (-round(it.total, 6), -it.central, len(it.given), it.query.name, str(it.given)))

    def _of(self, item: Vocabulary, words: Sequence[Word], spans: Sequence[Span]) -> Iterator[Candidate]:
        """The ways in which one question takes *spans*, but for those that leave a gap empty that has to be filled."""
        taker, gaps = self._takers[item.query.name], item.query.parameters
        for fit in taker.fits(spans, [word.stem for word in words]):
            given = taker.values(fit)
            if any(gap.required and gap.default is None and gap.name not in given for gap in gaps):
                continue
            fits = score(item, self._weights, words, fit, given)
            assumed = sum(_cost(gap) for gap in gaps if gap.name not in given)
            yield Candidate(item.query, given, fits, fits.total - assumed, len(item.central & given.keys()))

    def _is_abbreviation(self, word: Word, text: str) -> bool:
        """Whether a word that is glue otherwise is a name here: “AS”, in capitals among small letters."""
        return word.shouted and not text.isupper() and word.stem in self._names


def _cost(gap: Parameter) -> float:
    """What it costs to leave *gap* to the question."""
    if not is_assumed(gap):
        return 0.0
    return _ASSUMED_THING if gap.type is ParameterType.THING else _ASSUMED


def is_assumed(gap: Parameter) -> bool:
    """Whether the question itself fills *gap* when nobody does, with something that changes the answer."""
    return gap.default is not None and gap.type is not ParameterType.BOOLEAN
