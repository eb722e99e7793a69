"""Figures that may be looked at side by side: of the same indicator or about the same thing, and in the same unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rdflib import URIRef

from graphapp.namespaces import SEF
from graphapp.store.base import Store
from graphapp.things.marks import Mark, marks
from graphapp.things.neighbourhood import Neighbourhood

_MOST = 50
"""Figures of one indicator or thing that are looked through."""


def comparable(store: Store, found: Neighbourhood) -> dict[str, Mark]:
    """The figures beside which that of the measurement in *found* can be seen, with itself; empty where it has none."""
    known = marks(store, dict.fromkeys((str(found.thing), *_near(store, found))))
    own = known[str(found.thing)].figure if str(found.thing) in known else None
    if not own or own.amount is None:
        return {}
    alike = {iri: it for iri, it in known.items() if it.figure and it.figure.amount is not None and it.figure.unit == own.unit}
    return alike if len(alike) > 1 else {}


def _near(store: Store, found: Neighbourhood) -> Iterator[str]:
    """The measurements of the same indicator or about the same thing."""
    for quad in found.said:
        if quad.predicate in (SEF.measures, SEF.about):
            for other in islice(store.quads(predicate=quad.predicate, value=quad.value, most=_MOST), _MOST):
                if isinstance(other.subject, URIRef):
                    yield str(other.subject)
