"""The whole published dataset, in pieces as it is written: it may be larger than memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

from rdflib import Dataset, Graph, URIRef

from graphapp.exports.formats import Format
from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore

_PIECE = 64 * 1024


def dump(store: Store, item: Format) -> Iterator[bytes]:
    """Every published graph in the format *item*, piece by piece; formats without named graphs hold the union.

    N-Quads of a published version are the file that was written with it. Other formats are written by the embedded engine while
    they are read; what another store holds goes through rdflib.
    """
    if not isinstance(store, EmbeddedStore):
        return iter((_by_rdflib(store, item),))
    if item.suffix == "nq":
        return _of_file(store.source) if store.source else iter((store.canonical(store.graphs),))
    return _while_written(store, item)


def _of_file(file: Path) -> Iterator[bytes]:
    with file.open("rb", buffering=0) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _while_written(store: EmbeddedStore, item: Format) -> Iterator[bytes]:
    """What *store* writes, by way of a pipe: a thread writes into it and stops where nobody reads any more."""
    reader, writer = os.pipe()
    faults: list[Exception] = []

    def write() -> None:
        with os.fdopen(writer, "wb", buffering=_PIECE) as target, suppress(BrokenPipeError):
            try:
                store.write(target, item.media_type, has_graphs=item.has_graphs)
            except Exception as error:  # noqa: BLE001 - it is raised again where the pieces are read
                faults.append(error)

    thread = Thread(target=write, name=f"graphapp-export-{item.suffix}", daemon=True)
    thread.start()
    with os.fdopen(reader, "rb", buffering=0) as source:
        while piece := source.read(_PIECE):
            yield piece
    thread.join()
    if faults:
        raise faults[0]


def _by_rdflib(store: Store, item: Format) -> bytes:
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
