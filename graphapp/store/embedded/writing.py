"""Quads of pyoxigraph written in any serialisation, and those of a file of N-Quads read again, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox
from rdflib import URIRef

from graphapp.namespaces import PREFIXES
from graphapp.store.base import Quad
from graphapp.store.embedded.answers import engine_faults
from graphapp.store.embedded.terms import from_ox

_REMEMBERED = 5_000
"""Terms that come again and again in a file, such as properties and classes."""

ENGINE = f"pyoxigraph {ox.__version__}"
"""What writes, by its name and version: another one may write the same triples in other bytes."""


def write_file(nquads: Path, target: BinaryIO, media_type: str, *, has_graphs: bool) -> None:
    """Write the quads of a file to *target* while they are read, in the order of the file.

    :raises EngineFault: when the file cannot be read, or *target* takes no more
    """
    with engine_faults():
        write_quads(_parse(nquads), target, media_type, has_graphs=has_graphs)


def write_quads(quads: Iterable[ox.Quad], target: BinaryIO, media_type: str, *, has_graphs: bool) -> None:
    """Write *quads* to *target*; a format without named graphs gets a triple once where it comes several times in a row."""
    form = ox.RdfFormat.from_media_type(media_type)
    # not by CONSTRUCT, which keeps every triple to drop repeated ones: 300 bytes of memory for each
    ox.serialize(quads if has_graphs else _triples(quads), target, form, prefixes=PREFIXES)


def read_file(nquads: Path) -> Iterator[Quad]:
    """The quads of a file in our terms, in the order of the file. It may be larger than memory: few terms are remembered.

    :raises EngineFault: when it cannot be read
    """
    with engine_faults():
        yield from _in_our_terms(_parse(nquads))


def read_lines(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of *lines* of N-Quads.

    :raises EngineFault: when one cannot be read
    """
    with engine_faults():
        yield from _in_our_terms(cast("Iterator[ox.Quad]", ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS)))


def _in_our_terms(quads: Iterable[ox.Quad]) -> Iterator[Quad]:
    term = lru_cache(maxsize=_REMEMBERED)(from_ox.__wrapped__)
    for quad in quads:
        predicate, graph = term(quad.predicate), term(cast("ox.NamedNode", quad.graph_name))
        yield Quad(term(quad.subject), cast("URIRef", predicate), term(quad.object), str(graph))


def _parse(nquads: Path) -> Iterator[ox.Quad]:
    return cast("Iterator[ox.Quad]", ox.parse(path=str(nquads), format=ox.RdfFormat.N_QUADS))


def _triples(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """The triples of *quads*. In a file with sorted lines, a triple that several graphs hold comes several times in a row."""
    before = None
    for quad in quads:
        triple = quad.triple
        if triple != before:
            yield triple
        before = triple
