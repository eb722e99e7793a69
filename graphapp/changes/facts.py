"""Changed quads as facts in words, by the thing that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from rdflib import URIRef
from rdflib.compat import decodeUnicodeEscape

from graphapp.changes.quads import Change, without_relabelled
from graphapp.changes.versions import Pair
from graphapp.errors import InputError
from graphapp.namespaces import curie
from graphapp.store import open_version
from graphapp.store.base import Term
from graphapp.store.labels import labels

MOST = 50_000
"""Changes that are told in words, some 50 MB; a patch has no limit."""

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


def changes_by_thing(pair: Pair, thing: str | None = None) -> tuple[ThingChanges, ...]:
    """What changed from the older to the newer version of *pair*, by the label of the thing.

    :param thing: an IRI; then only facts about it, or that name it
    :raises InputError: when more changed than is told in words
    """
    changes = list(islice(pair.changes(), MOST + 1))
    if len(changes) > MOST:
        raise InputError(f"More than {MOST:,} facts changed, too many to list. Take the patch, which holds them all.")
    facts = [_fact(change) for change in without_relabelled(changes)]
    return _in_words([fact for fact in facts if thing in {None, fact.subject, fact.value_iri}], pair)


def _fact(change: Change) -> Fact:
    """The fact of a line of canonical N-Quads."""
    found = _QUAD.match(change.quad.decode())
    if not found:
        raise InputError("A line of the dataset is no quad of a named graph. “graphapp versions verify” finds damaged versions.")
    subject, predicate, value, graph = found.groups()
    literal = _LITERAL.match(value)
    shown = decodeUnicodeEscape(literal[1]) if literal else value.strip("<>")
    return Fact(change.is_added, subject.strip("<>"), predicate, shown, shown if value.startswith("<") else None, graph)


def _in_words(facts: Sequence[Fact], pair: Pair) -> tuple[ThingChanges, ...]:
    names = _names(facts, pair)
    told = sorted(
        (_told(fact, names) for fact in facts), key=lambda fact: (fact.subject, fact.predicate, fact.is_added, fact.value)
    )
    grouped = groupby(told, key=lambda fact: fact.subject)
    things = (ThingChanges(iri, names.get(iri, "a part without a name"), tuple(each)) for iri, each in grouped)
    return tuple(sorted(things, key=lambda thing: (thing.label.casefold(), thing.iri)))


def _told(fact: Fact, names: dict[str, str]) -> Fact:
    value = names[fact.value_iri] if fact.value_iri else fact.value
    words = (names[fact.predicate], "a part without a name" if value.startswith("_:") else value)
    return Fact(fact.is_added, fact.subject, fact.predicate, fact.value, fact.value_iri, fact.graph, words)


def _names(facts: Iterable[Fact], pair: Pair) -> dict[str, str]:
    """The label of everything that *facts* name: that of the newer version, and of the older for what the newer has not."""
    iris = {iri for fact in facts for iri in (fact.subject, fact.predicate, fact.value_iri) if iri and not iri.startswith("_:")}
    if not iris:
        return {}
    wanted: list[Term] = [URIRef(iri) for iri in iris]
    old, new = (labels(open_version(version, "disk"), wanted) for version in (pair.old, pair.new))
    return {iri: old[iri] if new[iri] == curie(iri) else new[iri] for iri in iris}
