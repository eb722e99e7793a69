"""What every test may ask for: a tiny published dataset in an embedded engine and behind a SPARQL endpoint, and its names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset

from graphapp.namespaces import Naming
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.embedded.loading import write_to_disk
from graphapp.store.remote import RemoteStore
from tests import turns
from tests.changed import changed
from tests.published import client, hampshire_text, hampshire_word, published
from tests.store.endpoint import SparqlEndpoint, serve
from tests.store.engines import published_in, start_engine, tiny_in

__all__ = [  # fixtures of other modules
    "changed",
    "client",
    "hampshire_text",
    "hampshire_word",
    "published",
    "published_in",
    "start_engine",
    "tiny_in",
]

NAMING = Naming("https://example.org/")
GRAPHS = tuple(str(NAMING.graph(name)) for name in ("ontology", "reference", "tiny", "tiny/inferred"))
PRIVATE = (str(NAMING.graph("tiny/quotations")),)


def pytest_configure(config: pytest.Config) -> None:
    """Let what measures have the machine for itself."""
    turns.install(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Count no lines in what is marked ``untraced``. With ``--no-cov``, pytest-cov fails at its own marker."""
    if not config.getoption("no_cov"):
        for item in items:
            if item.get_closest_marker("untraced"):
                item.add_marker("no_cover")


@pytest.fixture(scope="session")
def naming() -> Naming:
    """The names of the tiny dataset."""
    return NAMING


@pytest.fixture(scope="session")
def tiny_nquads() -> bytes:
    """``data/tiny.trig`` as N-Quads: with a graph of quotations, and one of somebody else's."""
    dataset = Dataset()
    dataset.parse(Path(__file__).parent / "data" / "tiny.trig", format="trig")
    return dataset.serialize(format="nquads", encoding="utf-8")


@pytest.fixture
def tiny_store(tiny_nquads: bytes) -> EmbeddedStore:
    """The tiny dataset in an embedded engine."""
    store = EmbeddedStore(GRAPHS, PRIVATE)
    store.load(tiny_nquads)
    return store


@pytest.fixture(scope="session")
def disk_store(tiny_nquads: bytes, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The tiny dataset on disk, for reading alone."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "tiny.nq").write_bytes(tiny_nquads)
    write_to_disk(folder / "tiny.nq", folder / "store")
    return EmbeddedStore.on_disk(folder / "store", GRAPHS, PRIVATE)


@pytest.fixture(scope="session")
def remote_store(tiny_nquads: bytes) -> Iterator[RemoteStore]:
    """The tiny dataset behind a SPARQL endpoint."""
    with serve(SparqlEndpoint(tiny_nquads)) as address:
        yield RemoteStore(address, NAMING.base)
