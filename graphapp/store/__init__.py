"""One small protocol for everything that answers SPARQL, and the engines behind it.

rdflib's terms cross the border, with entity-sized rdflib graphs and :class:`.base.Table`; pyoxigraph's and SPARQLWrapper's own
types stay inside :mod:`.embedded` and :mod:`.remote`.
"""

from __future__ import annotations

from graphapp.settings import Settings
from graphapp.store.base import Store
from graphapp.store.versions import Version, current_version


def open_store(settings: Settings) -> Store:
    """The store to answer from: the endpoint that is set, or the published version in an embedded engine.

    :raises NotPublished: when nothing is published yet
    """
    if settings.store:
        from graphapp.store.remote import RemoteStore

        return RemoteStore(settings.store, settings.base_iri)
    return open_version(current_version(settings.home_folder))


def open_version(version: Version) -> Store:
    """A published version in an embedded engine, held in memory."""
    from graphapp.store.embedded import EmbeddedStore

    store = EmbeddedStore(version.manifest.graphs, version.manifest.private_graphs)
    for file in version.data_files():
        store.load(file.read_bytes())
    return store
