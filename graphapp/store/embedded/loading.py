"""N-Quads into pyoxigraph, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graphapp.errors import EngineFault


def bulk_load(engine: ox.Store, nquads: bytes | Path) -> None:
    """Load *nquads* into *engine*; a file is parsed in parallel and never held whole."""
    if isinstance(nquads, Path):
        engine.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS)
    else:
        engine.bulk_load(nquads, ox.RdfFormat.N_QUADS)


def fill(engine: ox.Store, nquads: bytes | Path) -> None:
    """:func:`bulk_load` of what a version holds: when that cannot be read, it is damaged."""
    try:
        bulk_load(engine, nquads)
    except (OSError, SyntaxError) as error:
        raise EngineFault(f"The dataset cannot be read: {error}.") from error


def write_to_disk(nquads: Path, folder: Path) -> None:
    """Make a store in *folder* of the quads of *nquads*, laid out for reading."""
    engine = ox.Store(str(folder))
    bulk_load(engine, nquads)
    engine.optimize()
    engine.flush()
