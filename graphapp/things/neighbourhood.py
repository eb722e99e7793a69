"""The quads around a thing, of which a hub, such as a theme that every council uses, has more than a page can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from rdflib import URIRef

from graphapp.errors import UnknownName
from graphapp.store.base import Quad, Store

HUB = 500
"""Quads that name a thing beyond which it is a hub: of a hub, only the first are read for each property."""

FIRST = 51
"""Of each property of a hub that its data hold: one more than a page of a list, to know whether there are more."""

GLIMPSE = 21
"""The same for its page, which shows the beginning of each list and leads to the whole."""


@dataclass(frozen=True)
class Neighbourhood:
    """The quads that begin with a thing (*said*), and those that end with it (*naming_it*).

    :param is_hub: whether *naming_it* holds, of each property, only the first quads
    """

    thing: URIRef
    said: tuple[Quad, ...]
    naming_it: tuple[Quad, ...]
    is_hub: bool = False

    def texts(self, predicate: URIRef) -> tuple[str, ...]:
        """What *predicate* says of the thing, sorted."""
        return tuple(sorted(str(quad.value) for quad in self.said if quad.predicate == predicate))


def around(store: Store, thing: URIRef, passed_over: Collection[URIRef] = (), first: int = FIRST) -> Neighbourhood:
    """The neighbourhood of *thing*; of a hub, the *first* of each property, and none of those in *passed_over*.

    :raises UnknownName: when the graph does not know it
    """
    said = tuple(store.quads(subject=thing))
    hubs: set[URIRef] = store.memo.get("hubs", set)
    if thing not in hubs:
        naming_it = tuple(islice(store.quads(value=thing, most=HUB + 1), HUB + 1))
        if not said and not naming_it:
            raise UnknownName("thing", str(thing))
        if len(naming_it) <= HUB:
            return Neighbourhood(thing, said, naming_it)
        hubs.add(thing)
    return Neighbourhood(thing, said, tuple(_first_of_each(store, thing, passed_over, first)), is_hub=True)


def _first_of_each(store: Store, thing: URIRef, passed_over: Collection[URIRef], first: int) -> Iterator[Quad]:
    for predicate in store.predicates if first else ():
        if predicate not in passed_over:
            yield from naming(store, thing, predicate, most=first)


def naming(store: Store, thing: URIRef, predicate: URIRef, start: int = 0, most: int = FIRST) -> Iterator[Quad]:
    """At most so many of the quads that name *thing* by *predicate*, from *start*."""
    yield from islice(store.quads(predicate=predicate, value=thing, most=start + most), start, start + most)
