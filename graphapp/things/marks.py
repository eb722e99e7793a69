"""What is shown beside a statement or figure wherever it is listed: its kind and how it is rated, or the figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import RDF

from graphapp.namespaces import SEF
from graphapp.store.base import Quad, Store
from graphapp.store.labels import labels
from graphapp.things.quantities import SAID, Quantity, quantity
from graphapp.things.remembered import remembered

_KINDS = (SEF.Heading, SEF.PlannedAction, SEF.Judgement, SEF.Practice, SEF.EffectivenessEvidence, SEF.IdentificationEvidence)
"""Of the kinds that a statement may have, the first of these is the one that is named."""

_RATING, _STATUS, _TYPE = SEF.rating, SEF.actionStatus, RDF.type
_OF_A_STATEMENT = (_TYPE, _RATING, _STATUS)


@dataclass(frozen=True)
class Mark:
    """What is shown beside a link.

    :param kind: the class of a statement
    :param kind_name: its label, such as “planned action”
    :param grade: the IRI of the rating of a judgement or the status of an action, and *grade_name* its label
    :param figure: the figure of a measurement
    """

    kind: URIRef | None = None
    kind_name: str = ""
    grade: str = ""
    grade_name: str = ""
    figure: Quantity | None = None


_NOTHING = Mark()


def marks(store: Store, things: Iterable[str]) -> dict[str, Mark]:
    """The marks of those of *things* that are statements or measurements, looked up once for each version."""
    wanted = (iri for iri in things if ("/id/statement/" in iri or "/id/measurement/" in iri) and "#" not in iri)
    return remembered(store, "marks", wanted, lambda iris: _look_up(store, iris))


def _look_up(store: Store, iris: Iterable[str]) -> dict[str, Mark]:
    said: dict[str, list[Quad]] = defaultdict(list)
    by_kind: dict[bool, list[URIRef]] = defaultdict(list)
    for iri in iris:
        by_kind["/id/measurement/" in iri].append(URIRef(iri))
    for is_measurement, things in by_kind.items():
        for quad in store.look_up(things, SAID if is_measurement else _OF_A_STATEMENT):
            said[str(quad.subject)].append(quad)
    grades = (quad.value for quads in said.values() for quad in quads if quad.predicate in (_RATING, _STATUS))
    names = labels(store, {*_KINDS, *grades})
    return {iri: _mark(said[iri], names) if iri in said else _NOTHING for iri in iris}


def _mark(quads: Iterable[Quad], names: dict[str, str]) -> Mark:
    types = {quad.value for quad in quads if quad.predicate == _TYPE}
    kind = next((kind for kind in _KINDS if kind in types), None)
    grades = sorted(str(quad.value) for quad in quads if quad.predicate in (_RATING, _STATUS))
    return Mark(
        kind=kind,
        kind_name=names[str(kind)] if kind else "",
        grade=grades[0] if grades else "",
        grade_name=names[grades[0]] if grades else "",
        figure=quantity({quad.predicate: str(quad.value) for quad in quads}),
    )
