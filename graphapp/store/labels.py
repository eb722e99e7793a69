"""What things are called. A label is looked up once for each version of the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS

from graphapp.namespaces import SEF, curie
from graphapp.store.base import Quad, Store, Term

_NAMES = (SKOS.prefLabel, RDFS.label, SEF.text, DCTERMS.title, SEF.formerName)
"""What gives a thing its label, the best first."""

_RANK = {predicate: rank for rank, predicate in enumerate(_NAMES)}
_KEPT = 200_000
"""Labels kept for each version, some 40 MB; beyond that all are forgotten, which is rare and simple."""


def labels(store: Store, things: Iterable[Term]) -> dict[str, str]:
    """The best label of each IRI among *things*: preferred label, label, a statement's text, title; else its short form."""
    known: dict[str, str] = store.memo.get("labels", dict)
    iris = {str(thing) for thing in things}
    missing = [iri for iri in iris if iri not in known]
    found = {iri: known[iri] for iri in iris if iri in known}
    if missing:
        if len(known) > _KEPT:
            known.clear()
        fresh = look_up_labels(store, missing)
        known |= fresh
        found |= fresh
    return found


class Dictionary(Protocol):
    """What things can be looked up in."""

    def look_up(self, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        """The quads that say one of *predicates* of one of *things*."""


def look_up_labels(store: Dictionary, iris: Iterable[str]) -> dict[str, str]:
    """What :func:`labels` gives, without remembering it: for whoever reads more things than memory holds."""
    best = {iri: (len(_NAMES), curie(iri)) for iri in iris}
    for quad in store.look_up(map(URIRef, best), _NAMES):
        words = f"formerly {quad.value}" if quad.predicate == SEF.formerName else str(quad.value)
        best[str(quad.subject)] = min(best[str(quad.subject)], (_RANK[quad.predicate], words))
    return {iri: words for iri, (_, words) in best.items()}
