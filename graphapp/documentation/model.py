"""What the pages of the ontology show: plain values, worked out once for each version."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.graph.owl.terms import Kind
from graphapp.things.view import Link


@dataclass(frozen=True)
class AxiomShown:
    """An axiom in Manchester syntax: the keyword of its frame, and words of which those that name something are links."""

    frame: str
    words: tuple[Link, ...]


@dataclass(frozen=True)
class Check:
    """What is checked of the data.

    :param of: of what, as links
    :param sentence: what has to hold, in words
    :param strength: “must”, “should”, or “is noted”
    :param advice: what whoever writes the data is told
    """

    of: tuple[Link, ...]
    sentence: str
    strength: str
    advice: str


@dataclass(frozen=True)
class Mapping:
    """A term of another standard that is near: how near in words, which, why, and the standard with where its file is."""

    nearness: str
    term: Link
    reason: str
    standard: Link


@dataclass(frozen=True)
class Example:
    """A thing of a class; or, for a property, what it is said of and the value."""

    thing: Link
    value: Link | None = None


@dataclass(frozen=True)
class TermView:
    """A class or property as its page shows it.

    :param name: what its address ends in: the local name of a term of ours, ``dcterms:title`` of one that we use again
    :param kind: None for a term of somebody else of which we say no more than how we use it
    :param backwards: how a property reads from its value
    :param wider, narrower: terms that this is part of, and that are part of it
    :param domain, range: what a property is said of and what it gives, where that is declared or noted
    :param said_of: for a class, properties that name it as their domain; *given_by*: as their range
    :param count: how often the published data use it
    """

    iri: str
    name: str
    short: str
    label: str
    is_ours: bool
    is_class: bool
    kind: Kind | None = None
    definition: str = ""
    notes: tuple[str, ...] = ()
    backwards: str = ""
    inverse: Link | None = None
    wider: tuple[Link, ...] = ()
    narrower: tuple[Link, ...] = ()
    domain: tuple[Link, ...] = ()
    range: tuple[Link, ...] = ()
    said_of: tuple[Link, ...] = ()
    given_by: tuple[Link, ...] = ()
    axioms: tuple[AxiomShown, ...] = ()
    checks: tuple[Check, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Branch:
    """A class in the tree of classes, and what is below it; *is_first* where it comes up for the first time."""

    term: TermView
    below: tuple[Branch, ...]
    is_first: bool


@dataclass(frozen=True)
class Concept:
    """A concept of a vocabulary, and those that are narrower."""

    link: Link
    definition: str
    other_names: tuple[str, ...]
    narrower: tuple[Concept, ...]


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary (SKOS): its concepts from the widest down.

    :param name: what its address ends in
    :param count: of all its concepts
    """

    iri: str
    name: str
    title: str
    definition: str
    concepts: tuple[Concept, ...]
    count: int


@dataclass(frozen=True)
class Alignment:
    """How our terms stand to those of a standard.

    :param name: what the address of its file ends in
    :param standard: where the standard is
    """

    name: str
    title: str
    description: str
    standard: str
    count: int


@dataclass(frozen=True)
class Documentation:
    """The whole ontology.

    :param terms: by name, ours first
    """

    iri: str
    title: str
    description: str
    version: str
    licence: str
    terms: dict[str, TermView]
    tree: tuple[Branch, ...]
    vocabularies: dict[str, Vocabulary]
    alignments: tuple[Alignment, ...]

    @property
    def properties(self) -> tuple[TermView, ...]:
        """The properties of ours, by label."""
        return tuple(term for term in self.terms.values() if term.is_ours and not term.is_class)

    @property
    def classes(self) -> tuple[TermView, ...]:
        """The classes of ours, by label."""
        return tuple(term for term in self.terms.values() if term.is_ours and term.is_class)

    @property
    def reused(self) -> tuple[TermView, ...]:
        """What is used of other vocabularies."""
        return tuple(term for term in self.terms.values() if not term.is_ours)
