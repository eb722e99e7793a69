"""A pack as RDF: the answers as result sets, what is said of everything that they list, and which tier each belongs to.

In formats with named graphs, the graph named by the address of the pack holds the answers and the tiers; what the self-evaluation
states and what rules added to it stand in graphs of their own, as on the site. Other formats hold the union of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, SKOS, XSD

from graphapp.exports.answer_graph import address_of, as_graph, label_triples
from graphapp.exports.ordered import in_order
from graphapp.exports.packs.contents import TIERS, Maker, Pack, Part, subject_of
from graphapp.exports.packs.cover import protection_told
from graphapp.exports.packs.protection import protect_quads
from graphapp.namespaces import RS, SCHEMA
from graphapp.queries.triples import Triple
from graphapp.store.base import Quad, Term


def pack_quads(pack: Pack, maker: Maker) -> list[Quad]:
    """Everything that *pack* says, in order, each quad once."""
    told, described = _told(pack, maker), list(_described(pack, maker))
    known = {quad[:3] for quad in described}
    for triple in known:
        told.add(triple)
    for triple in label_triples(told, maker.store):
        told.add(triple)
    triples = cast("Iterator[tuple[Term, URIRef, Term]]", iter(told))
    new = (Quad(*triple, pack.source.address) for triple in triples if triple not in known)
    return in_order(protect_quads((*new, *described), pack.small))


def _told(pack: Pack, maker: Maker) -> Graph:
    """What the pack is, its tiers, and the answers."""
    graph = Graph()
    for triple in (*_pack(pack, maker), *_tiers(pack)):
        graph.add(triple)
    for part in pack.parts:
        source = replace(pack.source, address=_answer(pack, part))
        graph += as_graph(part.answered, source, maker.store, maker.naming)
    return graph


def _pack(pack: Pack, maker: Maker) -> Iterator[Triple]:
    it, source = URIRef(pack.source.address), pack.source
    yield it, RDF.type, DCAT.Dataset
    yield it, DCTERMS.title, Literal(pack.title, lang="en-GB")
    yield it, DCTERMS.description, Literal(protection_told(pack), lang="en-GB")
    yield it, DCTERMS.subject, URIRef(str(pack.partner.term))
    if pack.edition:
        yield it, PROV.wasDerivedFrom, maker.naming.graph(pack.edition)
    if source.version:
        yield it, SCHEMA.version, Literal(source.version)
        yield it, DCTERMS.issued, Literal(source.published, datatype=XSD.dateTime)
    if source.rights:
        yield it, DCTERMS.rights, Literal(source.rights, lang="en-GB")
    for part in pack.parts:
        answer = URIRef(_answer(pack, part))
        yield it, DCTERMS.hasPart, answer
        yield answer, RDF.type, RS.ResultSet
        yield answer, DCTERMS.description, Literal(part.says, lang="en-GB")
        yield answer, DCTERMS.source, URIRef(address_of(part.answered, maker.naming))


def _answer(pack: Pack, part: Part) -> str:
    """The name of *part* as an answer, which leads to the page of the pack. Its rows are parts of it, so it has no ``#``."""
    address = pack.source.address
    return f"{address}{'&' if '?' in address else '?'}part={part.name}"


def _tiers(pack: Pack) -> Iterator[Triple]:
    """A collection for each tier, with its statements and things."""
    for tier, iris in pack.by_tier().items():
        collection = URIRef(f"{pack.source.address}#{tier}")
        yield URIRef(pack.source.address), DCTERMS.hasPart, collection
        yield collection, RDF.type, SKOS.Collection
        yield collection, SKOS.prefLabel, Literal(tier, lang="en-GB")
        yield collection, SKOS.definition, Literal(TIERS[tier], lang="en-GB")
        yield from ((collection, SKOS.member, URIRef(iri)) for iri in iris)


def _described(pack: Pack, maker: Maker) -> Iterator[Quad]:
    """What is said of the partner and of everything that the answers list, but for places in the document, which have no name."""
    listed = {subject_of(row) for part in pack.parts for row in part.answered.rows}
    for iri in sorted({str(pack.partner.term), *listed}):
        for quad in maker.store.quads(subject=URIRef(iri)):
            if not str(quad.value).startswith(f"{iri}#"):
                yield quad
