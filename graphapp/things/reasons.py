"""Why a fact about a thing is in the graph: the statement that states it, or the rule that added it and by way of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rdflib import URIRef
from rdflib.namespace import RDF, SH

from graphapp.namespaces import SEF
from graphapp.store.base import Quad, Store, Term

Triple = tuple[Term, URIRef, Term]


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


def recorded_reasons(store: Store, quads: Iterable[Quad], thing: URIRef) -> dict[Triple, Reason]:
    """The recorded reasons of those of *quads*, all around *thing*, that have one.

    They are looked for from the subjects of the quads: a hub is the value of more records than a page could read.
    """
    wanted = {(quad.subject, quad.predicate, quad.value) for quad in quads}
    reasons: dict[Triple, Reason] = defaultdict(Reason)
    for subject in sorted({subject for subject, _, _ in wanted}, key=str):
        for record in sorted(_records_of(store, subject, thing), key=str):
            said = {quad.predicate: quad.value for quad in store.quads(subject=record)}
            fact = (subject, said.get(RDF.predicate), said.get(RDF.object))
            if fact in wanted:
                _add(reasons[fact], store, record)
    return dict(reasons)


def _records_of(store: Store, subject: Term, thing: URIRef) -> Iterator[URIRef]:
    """The records about *subject*; where that is not *thing*, those alone that say something of the two."""
    for quad in store.quads(predicate=RDF.subject, value=subject):
        if isinstance(quad.subject, URIRef) and (
            subject == thing or any(True for _ in store.quads(quad.subject, RDF.object, thing))
        ):
            yield quad.subject


def _add(reason: Reason, store: Store, record: URIRef) -> None:
    """Add what *record*, a stated fact or an inference, gives as grounds."""
    reason.statements += [str(quad.subject) for quad in store.quads(predicate=SEF.states, value=record)]
    for quad in store.quads(subject=record):
        if quad.predicate == SEF.byRule:
            reason.rules.append(str(quad.value))
        elif quad.predicate == SEF.via:
            reason.via.append(str(quad.value))


def rules_by_conclusion(store: Store) -> dict[str, str]:
    """For each property or class, the first rule that concludes it: the reason where no single inference is recorded."""
    order = {quad.subject: float(str(quad.value)) for quad in store.quads(predicate=SH.order)}
    concluded = (
        (order.get(quad.subject, 0), str(quad.subject), str(quad.value)) for quad in store.quads(predicate=SEF.concludes)
    )
    return {conclusion: rule for _, rule, conclusion in sorted(concluded, reverse=True)}
