"""The whole published dataset, in pieces as it is written: it may be larger than memory."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from rdflib import Dataset, Graph, URIRef

from graphapp.exports.formats import Format
from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.embedded.writing import write_file

PIECE = 64 * 1024
"""Bytes of a piece."""

_GZIP = 16 + zlib.MAX_WBITS
"""Has zlib write a header of gzip, which it leaves without a date and a name: the same bytes give the same file."""


def dump(store: Store, item: Format) -> Iterator[bytes]:
    """Every published graph in the format *item*, piece by piece; formats without named graphs hold the union.

    What a published version holds comes from its file; what another store holds goes through rdflib.
    """
    if not isinstance(store, EmbeddedStore):
        return iter((_by_rdflib(store, item),))
    if store.source:
        return dump_file(store.source, item)
    if item.suffix == "nq":
        return iter((store.canonical(store.graphs),))
    return while_written(lambda target: store.write(target, item.media_type, has_graphs=item.has_graphs), item.suffix)


def dump_file(nquads: Path, item: Format) -> Iterator[bytes]:
    """The quads of a file in the format *item*, piece by piece: N-Quads as they are, others written while the file is read."""
    if item.suffix == "nq":
        return pieces_of(nquads)
    return while_written(lambda target: write_file(nquads, target, item.media_type, has_graphs=item.has_graphs), item.suffix)


def pieces_of(file: Path, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes of *file*, or those from *start* on and before *end*."""
    with file.open("rb", buffering=0) as stream:
        stream.seek(start)
        left = sys.maxsize if end is None else end - start
        while piece := stream.read(min(left, PIECE)):
            left -= len(piece)
            yield piece


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """*pieces* as gzip (RFC 1952)."""
    packer = zlib.compressobj(wbits=_GZIP)
    for piece in pieces:
        if written := packer.compress(piece):
            yield written
    yield packer.flush()


def while_written(write_to: Callable[[BinaryIO], None], name: str) -> Iterator[bytes]:
    """What *write_to* writes, by way of a pipe: a thread, called *name*, writes into it and stops where nobody reads any more."""
    reader, writer = os.pipe()
    faults: list[Exception] = []

    def write() -> None:
        with os.fdopen(writer, "wb", buffering=PIECE) as target, suppress(BrokenPipeError):
            try:
                write_to(target)
            except Exception as error:  # noqa: BLE001 - it is raised again where the pieces are read
                faults.append(error)

    thread = Thread(target=write, name=f"graphapp-export-{name}", daemon=True)
    thread.start()
    with os.fdopen(reader, "rb", buffering=0) as source:
        while piece := source.read(PIECE):
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
