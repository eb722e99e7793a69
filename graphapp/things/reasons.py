"""Why a fact about a thing is in the graph: the statement that states it, or the rule that added it and by way of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from rdflib import URIRef
from rdflib.namespace import RDF, SH

from graphapp.namespaces import SEF
from graphapp.store.base import Quad, Store, Term
from graphapp.things.neighbourhood import HUB, Neighbourhood

Triple = tuple[Term, URIRef, Term]

_SUBJECT, _PREDICATE, _OBJECT = RDF.subject, RDF.predicate, RDF.object
_STATES, _BY_RULE, _VIA = SEF.states, SEF.byRule, SEF.via
ENDS = (_SUBJECT, _OBJECT)
"""How a record of why a fact is there names the two ends of that fact."""


@dataclass
class Reason:
    """The grounds of one fact, as IRIs.

    :param statements: statements that state it
    :param rules: rules that added it
    :param via: the named things or headings through which those rules reached it
    """

    statements: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)

    def iris(self) -> list[str]:
        """Everything that the grounds name."""
        return [*self.statements, *self.rules, *self.via]


def recorded_reasons(store: Store, found: Neighbourhood) -> dict[Triple, Reason]:
    """The recorded reasons of everything in the neighbourhood that has one."""
    wanted = {(quad.subject, quad.predicate, quad.value) for quad in (*found.said, *found.naming_it)}
    reasons: dict[Triple, Reason] = defaultdict(Reason)
    for record in sorted(_records_around_a_hub(store, found) if found.is_hub else _records_in(found)):
        quads = tuple(store.quads(subject=record))
        said = {quad.predicate: quad.value for quad in quads}
        subject, predicate, value = said.get(_SUBJECT), said.get(_PREDICATE), said.get(_OBJECT)
        if subject is not None and isinstance(predicate, URIRef) and value is not None and (subject, predicate, value) in wanted:
            _add(reasons[subject, predicate, value], store, record, quads)
    return dict(reasons)


def _records_in(found: Neighbourhood) -> set[URIRef]:
    """The records that have the thing at either end: they are among what names it."""
    return {quad.subject for quad in found.naming_it if quad.predicate in ENDS and isinstance(quad.subject, URIRef)}


def _records_around_a_hub(store: Store, found: Neighbourhood) -> Iterator[URIRef]:
    """The same for a hub, which has more records than a page could read: looked for from the other end of what is shown.

    A hub is the value of many facts and the subject of few, but of no more than these are read either.
    """
    for quad in islice(store.quads(predicate=_SUBJECT, value=found.thing, most=HUB), HUB):
        if isinstance(quad.subject, URIRef):
            yield quad.subject
    for subject in {quad.subject for quad in found.naming_it}:
        for quad in store.quads(predicate=_SUBJECT, value=subject):
            if isinstance(quad.subject, URIRef) and any(True for _ in store.quads(quad.subject, _OBJECT, found.thing)):
                yield quad.subject


def _add(reason: Reason, store: Store, record: URIRef, quads: Iterable[Quad]) -> None:
    """Add what *record*, a stated fact or an inference, gives as grounds in its *quads*."""
    reason.statements += [str(quad.subject) for quad in store.quads(predicate=_STATES, value=record)]
    for quad in quads:
        if quad.predicate == _BY_RULE:
            reason.rules.append(str(quad.value))
        elif quad.predicate == _VIA:
            reason.via.append(str(quad.value))


def rules_by_conclusion(store: Store) -> dict[str, str]:
    """For each property or class, the first rule that concludes it: the reason where no single inference is recorded."""
    order = {quad.subject: float(str(quad.value)) for quad in store.quads(predicate=SH.order)}
    concluded = (
        (order.get(quad.subject, 0), str(quad.subject), str(quad.value)) for quad in store.quads(predicate=SEF.concludes)
    )
    return {conclusion: rule for _, rule, conclusion in sorted(concluded, reverse=True)}
