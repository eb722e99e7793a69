"""Terms of pyoxigraph as terms of rdflib, and back. Each is made once and kept: the same IRIs come back with every answer."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from graphapp.errors import EngineFault
from graphapp.store.base import Quad, Term

OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_KEPT = 100_000
"""Terms kept, some 20 MB: what a page or an answer of one edition holds, many times over."""


@lru_cache(maxsize=_KEPT)
def from_ox(term: OxTerm) -> Term:
    """A term of pyoxigraph as a term of rdflib; the lexical form is kept as the engine has it, and plain text has no datatype."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)
    raise EngineFault("The answer holds a triple term (RDF 1.2), which cannot be shown.")


@lru_cache(maxsize=_KEPT)
def bound_or_not(term: OxTerm | None) -> Term | None:
    """:func:`from_ox` of what a row has in one place, where nothing may be bound."""
    return None if term is None else from_ox(term)


def quad_of(quad: ox.Quad) -> Quad:
    """A quad of pyoxigraph, of a named graph, in our terms."""
    predicate, graph = from_ox(quad.predicate), from_ox(cast("OxTerm", quad.graph_name))
    return Quad(from_ox(quad.subject), cast("URIRef", predicate), from_ox(quad.object), str(graph))


@lru_cache(maxsize=_KEPT)
def to_ox(term: Term | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """A term of rdflib as a term of pyoxigraph."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
