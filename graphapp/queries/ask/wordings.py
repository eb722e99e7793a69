"""The words that a question is asked with: its title, its sentence, other wordings of its header, and what stands around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from graphapp.queries.ask.words import AND, NOT, Word, words_of
from graphapp.queries.header import SavedQuery

_GAP = re.compile(r"\{[a-z0-9-]*\}")
_BRACKETED = re.compile(r"\[([^\]]*)\]")
_SIGNAL = 0.4
"""What “who” and “how many” weigh beside a word that says what is asked about."""
_LEAST = 0.15
_UNKNOWN = 1.0
_DENIAL = 0.25
"""What “no” and “without” weigh; whether a wording denies counts for more than that it does so with a word."""


@dataclass(frozen=True)
class Wording:
    """One way to ask a question, as the words that count.

    :param gaps: the gaps that have to be filled for it to be said
    """

    stems: frozenset[str]
    gaps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """What a question is asked with.

    :param near: words that stand around it, each with how much it counts beside one of a wording
    :param fixed: the words that its sentence says in any case
    :param own: the words of all its wordings
    :param central: the gaps that its sentence has in any case
    :param plain: all its words, with their endings
    """

    query: SavedQuery
    wordings: tuple[Wording, ...]
    near: Mapping[str, float]
    fixed: frozenset[str]
    own: frozenset[str]
    central: frozenset[str]
    plain: frozenset[str]


class Weights:
    """How much a word tells questions apart: the fewer say it, the more.

    :param context: words that are true of every question here, such as the name of the council
    """

    def __init__(self, vocabularies: Sequence[Vocabulary], context: frozenset[str]) -> None:
        said: Counter[str] = Counter()
        for item in vocabularies:
            said.update(item.near)  # a Counter also adds shares
        most = 1 + len(vocabularies)
        self._context = context
        self._known = {stem: max(_LEAST, min(1.0, log(most / count) / log(most))) for stem, count in said.items()}
        self.stems = frozenset(self._known)

    def of(self, word: Word) -> float:
        """What *word* of a text weighs; one that no question says weighs most, so that it is not passed over."""
        weight = self.of_stem(word.stem) * (_SIGNAL if word.is_signal else 1)
        return _LEAST * weight if word.stem in self._context else weight

    def is_context(self, word: Word) -> bool:
        """Whether *word* is true of every question here."""
        return word.stem in self._context

    def of_stem(self, stem: str) -> float:
        """What a word of a wording weighs."""
        return _DENIAL if stem == NOT else self._known.get(stem, _UNKNOWN)


def vocabulary_of(query: SavedQuery) -> Vocabulary:
    """The words of *query*."""
    sentences = (query.title, query.question, *query.also_asked)
    wordings = (_wording(query.title), *_sentences(query.question), *(_wording(text) for text in query.also_asked))
    near: dict[str, float] = {}
    labels = [gap.label for gap in query.parameters] + [gap.name.replace("-", " ") for gap in query.parameters]
    around = (
        (query.description, 0.3), (" ".join(column.label for column in query.columns), 0.5),
        (query.task, 0.5), (" ".join(labels), 0.6), (" ".join(query.tags), 0.7),
    )  # fmt: skip
    for text, weight in around:
        near.update(dict.fromkeys(_stems(text), weight))
    own = frozenset(stem for wording in wordings for stem in wording.stems)
    near.update(dict.fromkeys(own, 1.0))
    plain = frozenset(word.plain for text in (*sentences, *(text for text, _ in around)) for word in words_of(_bare(text)))
    bare = _wording(_BRACKETED.sub("", query.question))
    return Vocabulary(query, tuple(dict.fromkeys(wordings)), near, bare.stems, own, bare.gaps, plain)


def _sentences(question: str) -> Iterable[Wording]:
    """The sentence without its bracketed parts, and with each of them."""
    bare = _BRACKETED.sub("", question)
    yield _wording(bare)
    for part in _BRACKETED.findall(question):
        yield _wording(f"{bare} {part}")


def _wording(text: str) -> Wording:
    return Wording(_stems(text), frozenset(gap[1:-1] for gap in _GAP.findall(text)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(_bare(text)) if not word.is_glue and word.stem != AND)


def _bare(text: str) -> str:
    return _GAP.sub(" ", text)
