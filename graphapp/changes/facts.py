"""Changed quads as facts in words, by the thing that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter

from rdflib import URIRef
from rdflib.compat import decodeUnicodeEscape
from rdflib.namespace import RDF, RDFS, SKOS

from graphapp.changes.quads import Change, without_relabelled
from graphapp.changes.versions import Pair
from graphapp.errors import InputError, UnknownName
from graphapp.namespaces import curie
from graphapp.store import open_version
from graphapp.store.base import Term
from graphapp.store.labels import labels

INFERRED = "/inferred"
"""The end of the names of graphs that hold what rules added."""

MOST = 50_000
"""Changes that are told in words, some 50 MB; a patch has no limit."""

_WORDS = {
    str(RDF.type): "kind",
    str(RDFS.label): "label",
    str(SKOS.prefLabel): "name",
    str(SKOS.altLabel): "other name",
    str(SKOS.definition): "definition",
    str(SKOS.editorialNote): "note",
}
"""What people call the properties that the ontology takes from others without a label of its own."""

_QUAD = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.*) <([^>]*)> \.$", re.DOTALL)
_LITERAL = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?$', re.DOTALL)


@dataclass(frozen=True)
class Fact:
    """A fact that came or went.

    :param subject: the IRI of the thing; a blank node's label where it has none
    :param value_iri: of the value, where that is a thing
    :param words: the property and the value as people read them
    """

    is_added: bool
    subject: str
    predicate: str
    value: str
    value_iri: str | None
    graph: str
    words: tuple[str, str] = ("", "")

    @property
    def is_derived(self) -> bool:
        """Whether a rule added it."""
        return self.graph.endswith(INFERRED)


@dataclass(frozen=True)
class Edit:
    """What became of one value of a property: it came, it went, or another took its place."""

    before: Fact | None
    after: Fact | None

    @property
    def kind(self) -> str:
        """What happened, in a word."""
        return "Changed" if self.before and self.after else "Added" if self.after else "Removed"

    @property
    def fact(self) -> Fact:
        """The fact, where there is one alone; the newer of two."""
        found = self.after or self.before
        assert found  # noqa: S101 - one of them is there
        return found


@dataclass(frozen=True)
class ThingChanges:
    """What changed of one thing, what went before what came."""

    iri: str
    label: str
    facts: tuple[Fact, ...]

    @property
    def added(self) -> int:
        """How many facts came."""
        return sum(fact.is_added for fact in self.facts)

    @property
    def removed(self) -> int:
        """How many facts went."""
        return len(self.facts) - self.added

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What changed of each property; the one value that went and the one that came for it are one change.

        A label that a rule makes of the name is left out, as the name says it.
        """
        told = (fact for fact in self.facts if not (fact.is_derived and fact.predicate == str(RDFS.label)))
        grouped = groupby(told, key=attrgetter("predicate", "is_derived"))
        return tuple(edit for _, facts in grouped for edit in _edits(tuple(facts)))


def _edits(facts: Sequence[Fact]) -> Iterator[Edit]:
    """The changes of one property."""
    went, came = ([fact for fact in facts if fact.is_added is wanted] for wanted in (False, True))
    if len(went) == len(came) == 1:
        yield Edit(went[0], came[0])
        return
    yield from (Edit(fact, None) for fact in went)
    yield from (Edit(None, fact) for fact in came)


def changes_by_thing(pair: Pair) -> tuple[ThingChanges, ...]:
    """What changed from the older to the newer version of *pair*, by the label of the thing.

    :raises InputError: when more changed than is told in words
    """
    return in_words(facts_of(pair.changes()), pair)


def changes_of(pair: Pair, iri: str, everything: Iterable[ThingChanges]) -> tuple[ThingChanges, ...]:
    """Of *everything* that changed the facts about the thing *iri*, and after them those of others that name it.

    :raises UnknownName: when neither version says anything of it
    """
    kept = (
        replace(each, facts=tuple(fact for fact in each.facts if iri in {fact.subject, fact.value_iri})) for each in everything
    )
    found = sorted((each for each in kept if each.facts), key=lambda each: each.iri != iri)
    if not found and not pair.knows(iri):
        raise UnknownName("thing in these versions", iri)
    return tuple(found)


def facts_of(changes: Iterable[Change]) -> list[Fact]:
    """*changes* as facts, but for those in which nothing changed but the label of a blank node.

    :raises InputError: when there are more than are told in words
    """
    listed = list(islice(changes, MOST + 1))
    if len(listed) > MOST:
        raise InputError(f"More than {MOST:,} facts changed, too many to list. Take the patch, which holds them all.")
    return [_fact(change) for change in without_relabelled(listed)]


def _fact(change: Change) -> Fact:
    """The fact of a line of canonical N-Quads."""
    found = _QUAD.match(change.quad.decode())
    if not found:
        raise InputError("A line of the dataset is no quad of a named graph. “graphapp versions verify” finds damaged versions.")
    subject, predicate, value, graph = found.groups()
    literal = _LITERAL.match(value)
    shown = decodeUnicodeEscape(literal[1]) if literal else value.strip("<>")
    return Fact(change.is_added, subject.strip("<>"), predicate, shown, shown if value.startswith("<") else None, graph)


def in_words(facts: Sequence[Fact], pair: Pair, instead: Mapping[str, str] | None = None) -> tuple[ThingChanges, ...]:
    """*facts* by the label of the thing that they are about.

    :param instead: what to call things whose labels may not be shown, by IRI
    """
    names = {**_names(facts, pair), **(instead or {})}
    told = sorted((_told(fact, names) for fact in facts), key=_PLACE)
    grouped = groupby(told, key=lambda fact: fact.subject)
    things = (ThingChanges(iri, names.get(iri, "a part without a name"), tuple(each)) for iri, each in grouped)
    return tuple(sorted(things, key=lambda thing: (thing.label.casefold(), thing.iri)))


_PLACE = attrgetter("subject", "is_derived", "predicate", "is_added", "value")
"""The order of facts: what a rule added follows what is stated."""


def _told(fact: Fact, names: dict[str, str]) -> Fact:
    value = names[fact.value_iri] if fact.value_iri else fact.value
    called = _WORDS.get(fact.predicate, names[fact.predicate])
    return replace(fact, words=(called, "a part without a name" if value.startswith("_:") else value))


def _names(facts: Iterable[Fact], pair: Pair) -> dict[str, str]:
    """The label of everything that *facts* name: that of the newer version, and of the older for what the newer has not."""
    iris = {iri for fact in facts for iri in (fact.subject, fact.predicate, fact.value_iri) if iri and not iri.startswith("_:")}
    if not iris:
        return {}
    wanted: list[Term] = [URIRef(iri) for iri in iris]
    old, new = (labels(open_version(version, "disk", merge=False), wanted) for version in (pair.old, pair.new))
    return {iri: old[iri] if new[iri] == curie(iri) else new[iri] for iri in iris}
