"""The whole published dataset as one file."""

from __future__ import annotations

from rdflib import Dataset, Graph, URIRef

from graphapp.exports.formats import Format
from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore


def dump(store: Store, item: Format) -> bytes:
    """Every published graph in the format *item*; formats without named graphs hold the union.

    The embedded engine writes N-Quads and N-Triples itself; what it cannot write so, and any other store, goes through rdflib.
    """
    if isinstance(store, EmbeddedStore) and item.suffix in ("nq", "nt"):
        return store.canonical(store.graphs) if item.suffix == "nq" else store.triples(store.graphs)
    if item.has_graphs:
        dataset = Dataset()
        bind_prefixes(dataset)
        for quad in store.quads():
            dataset.graph(URIRef(quad.graph)).add((quad.subject, quad.predicate, quad.value))
        return dataset.serialize(format={"nq": "nquads"}.get(item.suffix, item.suffix), encoding="utf-8")
    union = bind_prefixes(Graph())
    for quad in store.quads():
        union.add((quad.subject, quad.predicate, quad.value))
    return union.serialize(format=item.rdflib_name, encoding="utf-8")
