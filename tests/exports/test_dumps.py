"""Dumps: the same triples in every serialisation, from any store, and nothing that is not published."""

from __future__ import annotations

import threading
from collections.abc import Generator
from itertools import chain

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from graphapp.errors import EngineFault
from graphapp.exports.dumps import dump
from graphapp.exports.formats import FORMATS, Format
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.remote import RemoteStore
from tests.conftest import GRAPHS
from tests.published import Published

PARSERS = {"nq": "nquads", "jsonld": "json-ld", "rdf": "xml", "ttl": "turtle"}
WITH_GRAPHS = [item for item in FORMATS if item.has_graphs]


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, tiny_store: EmbeddedStore, remote_store: RemoteStore) -> Store:
    return tiny_store if request.param == "embedded" else remote_store


def whole(store: Store, item: Format) -> bytes:
    return b"".join(dump(store, item))


def read(content: bytes, item: Format) -> Dataset:
    dataset = Dataset()
    dataset.parse(data=content, format=PARSERS.get(item.suffix, item.suffix))
    return dataset


def union(dataset: Dataset) -> Graph:
    graph = Graph()
    for triple in chain.from_iterable(part.triples((None, None, None)) for part in dataset.graphs()):
        graph.add(triple)
    return graph


@pytest.fixture
def expected(tiny_nquads: bytes) -> Dataset:
    """The published graphs as they were written by hand, but for language tags: the engine writes them in small letters."""
    dataset = Dataset()
    published = [line for line in tiny_nquads.splitlines() if any(f"<{graph}> .".encode() in line for graph in GRAPHS)]
    dataset.parse(data=b"\n".join(published).replace(b"@en-GB", b"@en-gb"), format="nquads")
    return dataset


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.suffix)
def test_every_format_holds_the_same_triples(store: Store, item: Format, expected: Dataset) -> None:
    assert isomorphic(union(read(whole(store, item), item)), union(expected))


@pytest.mark.parametrize("item", WITH_GRAPHS, ids=lambda item: item.suffix)
def test_formats_with_named_graphs_keep_them_apart(store: Store, item: Format, expected: Dataset) -> None:
    found = {str(graph.identifier): graph for graph in read(whole(store, item), item).graphs() if len(graph)}
    assert sorted(found) == sorted(GRAPHS)
    assert str(DATASET_DEFAULT_GRAPH_ID) not in found
    for name, graph in found.items():
        assert isomorphic(Graph() + graph, Graph() + expected.graph(name))


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.suffix)
def test_what_is_not_published_is_in_no_dump(store: Store, item: Format) -> None:
    content = whole(store, item).decode()
    assert "home visits" not in content
    assert "elsewhere" not in content


def test_the_embedded_engine_writes_lines_in_an_order_that_stays(tiny_store: EmbeddedStore) -> None:
    lines = whole(tiny_store, next(item for item in FORMATS if item.suffix == "nq")).splitlines()
    assert lines == sorted(lines)


def test_who_stops_reading_stops_the_writing(tiny_store: EmbeddedStore) -> None:
    pieces = dump(tiny_store, next(item for item in FORMATS if item.suffix == "trig"))
    assert next(pieces)
    assert isinstance(pieces, Generator)
    pieces.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "graphapp-export-trig" and not ended(thread)]


def ended(thread: threading.Thread) -> bool:
    thread.join(timeout=5)
    return not thread.is_alive()


def test_a_fault_of_the_engine_is_raised_where_the_dump_is_read(
    tiny_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise EngineFault("The disk is gone.")

    monkeypatch.setattr(tiny_store, "write", fail)
    with pytest.raises(EngineFault, match="The disk is gone"):
        whole(tiny_store, next(item for item in FORMATS if item.suffix == "trig"))


def test_n_quads_of_a_published_version_are_its_file(published: Published) -> None:
    item = next(item for item in FORMATS if item.suffix == "nq")
    assert whole(published.store, item) == published.version.dataset.read_bytes()
