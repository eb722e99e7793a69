"""What a dataset says, subject by subject, as its file has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from rdflib import URIRef

from graphapp.namespaces import Naming
from graphapp.store.base import Quad, Term


@dataclass(frozen=True)
class Subject:
    """A subject with everything that is said of it.

    :param kind: of thing, such as ``partner``; empty for what has no page of its own
    :param facts: for each property its values, in the order of the file, each once in whichever graphs it stands
    """

    term: Term
    kind: str
    facts: Mapping[URIRef, tuple[Term, ...]]


def subjects_of(quads: Iterable[Quad], naming: Naming) -> Iterator[Subject]:
    """The subjects of *quads*, which have to be sorted by subject."""
    for term, said in groupby(quads, key=lambda quad: quad.subject):
        facts: dict[URIRef, dict[Term, None]] = defaultdict(dict)
        for quad in said:
            facts[quad.predicate][quad.value] = None
        thing = naming.kind_and_slug(str(term))
        yield Subject(term, thing[0] if thing else "", {predicate: tuple(values) for predicate, values in facts.items()})
