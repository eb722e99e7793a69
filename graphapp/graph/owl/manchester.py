"""Class expressions in Manchester syntax (W3C note of 2012, section 2.4), as words and names, so that names can be links."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import owlready2


@dataclass(frozen=True)
class Word:
    """A piece of an axiom: a keyword, or the name of a term, with its *iri*."""

    text: str
    iri: str = ""


Words = tuple[Word, ...]

_QUANTIFIERS = {
    owlready2.SOME: "some",
    owlready2.ONLY: "only",
    owlready2.VALUE: "value",
    owlready2.HAS_SELF: "Self",
    owlready2.EXACTLY: "exactly",
    owlready2.MIN: "min",
    owlready2.MAX: "max",
}
_DATATYPES: dict[Hashable, str] = {
    bool: "xsd:boolean",
    date: "xsd:date",
    datetime: "xsd:dateTime",
    float: "xsd:decimal",
    int: "xsd:integer",
    owlready2.locstr: "rdf:langString",
    str: "xsd:string",
}
_COUNTED = (owlready2.EXACTLY, owlready2.MIN, owlready2.MAX)


def words_of(expression: Hashable) -> Words:
    """*expression*, a class, property, individual, value or anything made of them, in Manchester syntax."""
    for kind, write in _WRITERS:
        if isinstance(expression, kind):
            return write(expression)
    return (_name(expression),)


def chain_words(properties: Iterable[Hashable]) -> Words:
    """A chain of *properties*: ``mentions o providedBy``."""
    return _joined(properties, "o")


def _name(item: Hashable) -> Word:
    """An entity by its IRI; owlready2 gives one that is nowhere declared as a string, and a datatype as a type of Python's."""
    if item in _DATATYPES:
        return Word(_DATATYPES[item])
    iri = str(getattr(item, "iri", item))
    return Word(iri, iri) if "://" in iri else Word(f'"{iri}"')


def _nested(part: Hashable) -> Words:
    """*part* of an expression, in brackets where it is one itself."""
    words = words_of(part)
    return words if len(words) == 1 else (Word("("), *words, Word(")"))


def _joined(parts: Iterable[Hashable], keyword: str) -> Words:
    first, *others = [_nested(part) for part in parts]
    return (*first, *(word for part in others for word in (Word(keyword), *part)))


def _restriction(item: owlready2.Restriction) -> Words:
    quantifier = Word(_QUANTIFIERS[item.type])
    start = (*_nested(item.property), quantifier)
    if item.type == owlready2.HAS_SELF:
        return start
    count = (Word(str(item.cardinality)),) if item.type in _COUNTED else ()
    value = _nested(item.value) if item.value is not None else ()
    return (*start, *count, *value)


def _one_of(item: owlready2.OneOf) -> Words:
    names = [words_of(instance) for instance in item.instances]
    inside = [word for name in names for word in (Word(","), *name)][1:]
    return (Word("{"), *inside, Word("}"))


_WRITERS: tuple[tuple[type, Callable[..., Words]], ...] = (
    (owlready2.Restriction, _restriction),
    (owlready2.And, lambda item: _joined(item.Classes, "and")),
    (owlready2.Or, lambda item: _joined(item.Classes, "or")),
    (owlready2.Not, lambda item: (Word("not"), *_nested(item.Class))),
    (owlready2.Inverse, lambda item: (Word("inverse"), *_nested(item.property))),
    (owlready2.OneOf, _one_of),
)
