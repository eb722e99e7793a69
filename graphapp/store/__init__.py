"""One small protocol for everything that answers SPARQL, and the engines behind it.

rdflib's terms cross the border, with entity-sized rdflib graphs and :class:`.base.Table`; pyoxigraph's and SPARQLWrapper's own
types stay inside :mod:`.embedded` and :mod:`.remote`.
"""

from __future__ import annotations

from graphapp.settings import Settings
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.versions import STORE, Version, current_version

MOST_IN_MEMORY = 1_000_000
"""Quads up to which a version is held in memory, some 400 MB: there it answers three to six times as fast."""


def open_store(settings: Settings) -> Store:
    """The store to answer from: the endpoint that is set, or the published version in an embedded engine.

    :raises NotPublished: when nothing is published yet
    """
    if settings.store:
        from graphapp.store.remote import Credentials, RemoteStore

        known = Credentials.read(settings.store_user, settings.store_password, settings.store_password_file)
        return RemoteStore(settings.store, settings.base_iri, known)
    return open_version(current_version(settings.home_folder), settings.engine)


def open_version(version: Version, engine: str = "auto", *, merge: bool = True) -> EmbeddedStore:
    """A published version in an embedded engine.

    :param engine: ``memory``, ``disk``, or ``auto``: in memory up to :data:`MOST_IN_MEMORY` quads
    :param merge: whether graphs that are asked often are merged; what is asked a few times and closed again is quicker without
    :raises EngineFault: when its store cannot be opened, or holds what the manifest does not name
    """
    manifest = version.manifest
    if engine == "disk" or (engine == "auto" and manifest.quads > MOST_IN_MEMORY):
        store = EmbeddedStore.on_disk(version.folder / STORE, manifest.graphs, manifest.private_graphs)
    else:
        store = EmbeddedStore(manifest.graphs, manifest.private_graphs)
        store.load(version.dataset)
    store.seal(merge=merge)
    store.source = version.dataset
    store.know_predicates(manifest.counts.predicates)
    if version.quotations:
        store.load_quotations(version.quotations)
    return store
