"""What the index knows of each thing: what it is called, and what is said in our own words. Quotations are never read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef
from rdflib.namespace import SKOS

from graphapp.namespaces import SEF
from graphapp.search.listing import Collection, Listed, title_of
from graphapp.search.terms import Name
from graphapp.store.base import Store

_OTHER_NAMES = (SKOS.altLabel, SKOS.notation, SEF.formerName, SEF.rowId)
_TEXTS = (SEF.text, SKOS.definition)


@dataclass(frozen=True)
class Entry:
    """A thing as it can be found.

    :param others: its other names: abbreviations, other spellings, former names, the number of a row
    :param text: what a statement says, or what a thing is
    :param mentions: how many statements name it: of two that fit alike, what is named more is meant more
    """

    thing: Listed
    others: tuple[str, ...]
    text: str
    mentions: int

    @property
    def is_text(self) -> bool:
        """Whether it has no name but what it says, as statements have."""
        return self.thing.label == self.text

    @cached_property
    def label(self) -> Name:
        """Its label, as it is compared; empty where it has no name."""
        return Name.of("" if self.is_text else self.thing.label)

    @cached_property
    def other_names(self) -> tuple[Name, ...]:
        """Its other names, as they are compared."""
        return tuple(map(Name.of, self.others))

    @cached_property
    def kind(self) -> Name:
        """What its kind is called, which people say beside a name: “the Portage service”."""
        return Name.of("" if self.is_text else title_of(self.thing.kind))


def entries(collection: Collection) -> Iterator[Entry]:
    """An entry for each thing in *collection*."""
    store = collection.store
    others, texts = _literals(store, _OTHER_NAMES), _literals(store, _TEXTS)
    mentions = Counter(str(quad.value) for quad in store.quads(predicate=SEF.mentions))
    for kind in collection.kinds.values():
        for thing in kind.things:
            text = " ".join(texts.get(thing.iri, ()))
            yield Entry(thing, tuple(sorted(set(others.get(thing.iri, ())))), text, mentions[thing.iri])


def _literals(store: Store, predicates: tuple[URIRef, ...]) -> dict[str, list[str]]:
    """The values of *predicates* by the IRI of the thing that they are said of."""
    found: dict[str, list[str]] = defaultdict(list)
    for predicate in predicates:
        for quad in store.quads(predicate=predicate):
            found[str(quad.subject)].append(str(quad.value))
    return found
