"""What the page of a kind of thing shows, in which order: the words in which :mod:`.layouts` is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rdflib import URIRef

FACTS, LISTS, INVOLVED, FIGURES = "facts", "lists", "involved", "figures"
"""How the relations of a block look; each is a template of ``web/templates/things/blocks``."""


class Way(NamedTuple):
    """A property as it is read from a thing: from its subject, or *backwards*, from its value."""

    predicate: URIRef
    backwards: bool = False


def to(*predicates: URIRef) -> tuple[Way, ...]:
    """What the thing says with *predicates*."""
    return tuple(Way(predicate) for predicate in predicates)


def by(*predicates: URIRef) -> tuple[Way, ...]:
    """What other things say of it with *predicates*."""
    return tuple(Way(predicate, backwards=True) for predicate in predicates)


@dataclass(frozen=True)
class Relation:
    """One heading with its values.

    :param ways: the properties whose values these are, those that are stated before those that rules add
    :param heading: their name on this page; that of the first property where empty
    :param clause: how the first sentence says it, with ``{names}`` of the values or their ``{count:noun}``
    :param silence: what is not known where nothing is stated, such as “who holds it”; empty where nothing is
        expected, and with a heading
    :param kind: the class of statements that belong here; all that are left where None
    """

    ways: tuple[Way, ...]
    heading: str = ""
    clause: str = ""
    silence: str = ""
    kind: URIRef | None = None


@dataclass(frozen=True)
class Block:
    """A section of a page: a heading, and relations that are shown alike."""

    heading: str
    look: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Layout:
    """The page of one kind of thing.

    :param kind: the class of the things
    :param noun: what the first sentence calls one of them
    """

    kind: URIRef
    noun: str
    blocks: tuple[Block, ...]
