"""Words as search compares them: as questions in plain words do, with more American spellings, and hyphens read both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphapp.queries.ask.words import Word, stem_of, words_of

_BRITISH = (
    (re.compile(r"\b(behavi|col|fav|hon|lab|neighb)or"), r"\1our"),
    (re.compile(r"\bp(ediatric|ediatrician)"), r"pa\1"),
    (re.compile(r"\borthopedic"), "orthopaedic"),
    (re.compile(r"\b(counsel|enrol|fulfil|label|travel)(ing|ed|or|er|ors|ers|ment)\b"), r"\1l\2"),
    (re.compile(r"\bmodeling\b"), "modelling"),
    (re.compile(r"\b(d|off)ense\b"), r"\1efence"),
    (re.compile(r"\blicense\b"), "licence"),
    (re.compile(r"\bjudgment"), "judgement"),
)
_HYPHENED = re.compile(r"(?<!\w)\w+(?:[-‐‑–/]\w+)+(?!\w)")


@dataclass(frozen=True)
class Term:
    """A word that is looked for.

    :param plain: in small letters, without accents, in British spelling
    :param stem: what it shares with its other endings
    """

    plain: str
    stem: str

    def matches(self, other: Term) -> bool:
        """Whether *other* is the same word, perhaps with another ending."""
        return self.plain == other.plain or self.stem == other.stem

    def begins(self, other: Term) -> bool:
        """Whether *other* begins with what was typed of this one."""
        return self.matches(other) or other.plain.startswith(self.plain)


def british(text: str) -> str:
    """*text* in small letters and British spelling.

    >>> british("Pediatric behavior counselor")
    'paediatric behaviour counsellor'
    """
    text = text.lower()
    for american, spelling in _BRITISH:
        text = american.sub(spelling, text)
    return text


def terms_of(text: str) -> tuple[Term, ...]:
    """Every word of *text*, in its order."""
    return tuple(_term(word) for word in words_of(british(text)))


def wanted_terms(text: str) -> tuple[Term, ...]:
    """The words of *text* that are looked for: each once, glue left out, but for a text that is nothing else."""
    words = words_of(british(text))
    kept = [word for word in words if not word.is_glue] or words
    return tuple(dict.fromkeys(_term(word) for word in kept))


def joined(text: str) -> Iterator[Term]:
    """The words of *text* that have a hyphen, written as one.

    >>> [term.plain for term in joined("Co-production by multi-agency teams")]
    ['coproduction', 'multiagency']
    """
    for found in _HYPHENED.findall(british(text)):
        whole = squeezed(found)
        yield Term(whole, stem_of(whole))


def squeezed(text: str) -> str:
    """*text* without anything between its words: what is left when spaces, hyphens and signs are passed over.

    >>> squeezed("Parent/Carer Network") == squeezed("parent carer net work")
    True
    """
    return "".join(term.plain for term in terms_of(text))


def indexed(terms: Iterable[Term]) -> str:
    """What is written into the index for *terms*: each word as it is and by its stem."""
    return " ".join(word for term in terms for word in {term.plain: None, term.stem: None})


def _term(word: Word) -> Term:
    return Term(word.plain, word.stem)


@dataclass(frozen=True)
class Name:
    """A name as it is compared.

    :param terms: its words
    :param whole: the same without anything between them
    """

    terms: tuple[Term, ...]
    whole: str
    stems: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Name:
        """The name that is written *text*."""
        return cls.made_of(terms_of(text))

    @classmethod
    def made_of(cls, terms: Iterable[Term]) -> Name:
        """The name with these words."""
        kept = tuple(terms)
        return cls(kept, "".join(term.plain for term in kept), tuple(term.stem for term in kept))
