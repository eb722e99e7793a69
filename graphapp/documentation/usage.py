"""How often the published data use each term, and where, so that an example can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from graphapp.documentation.model import Example
from graphapp.namespaces import Naming
from graphapp.store.base import Quad, Store, Term
from graphapp.store.labels import labels
from graphapp.store.versions import Counts
from graphapp.things.view import Link

_LOOKED_AT = 500
"""Quads that examples are chosen from: the first that the engine gives."""

_EXAMPLES = 5
_LONGEST = 200
"""Characters of a text that is shown as an example."""


def usage(store: Store) -> Counts:
    """How often *store* uses each class and property, for one that has no manifest."""
    classes = store.select("SELECT ?it (COUNT(*) AS ?n) { ?x a ?it } GROUP BY ?it")
    predicates = store.select("SELECT ?it (COUNT(*) AS ?n) { ?x ?it ?y } GROUP BY ?it")
    tables = ({str(row["it"]): int(str(row["n"])) for row in table if "it" in row} for table in (classes, predicates))
    return Counts({}, *tables)


def examples_of(store: Store, naming: Naming, iri: str, *, is_class: bool) -> tuple[Example, ...]:
    """A few things of a class, or a few facts of a property: those that have pages, by their IRIs."""
    term = URIRef(iri)
    predicate, value = (RDF.type, term) if is_class else (term, None)
    found = store.quads(predicate=predicate, value=value, most=_LOOKED_AT)
    quads = {quad[:3]: quad for quad in islice(found, _LOOKED_AT) if naming.page(str(quad.subject))}
    chosen = [quad for _, quad in sorted(quads.items(), key=lambda pair: tuple(map(str, pair[0])))][:_EXAMPLES]
    names = labels(store, _things(chosen))

    def link(term: Term) -> Link:
        if isinstance(term, Literal):
            text = str(term)
            return Link(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
        return Link(names.get(str(term), str(term)), naming.page(str(term)), str(term))

    return tuple(Example(link(quad.subject), None if is_class else link(quad.value)) for quad in chosen)


def _things(quads: list[Quad]) -> Iterator[URIRef]:
    """The IRIs at both ends of *quads*."""
    return (term for quad in quads for term in (quad.subject, quad.value) if isinstance(term, URIRef))
