"""The embedded engine: pyoxigraph, in memory or on disk. The only package that imports it."""

from graphapp.store.embedded.store import EmbeddedStore

__all__ = ["EmbeddedStore"]
