"""N-Quads into pyoxigraph, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graphapp.errors import EngineFault


def fill(engine: ox.Store, nquads: bytes | Path) -> None:
    """Put what a version holds into *engine*, in memory.

    Blank nodes keep the labels of the file, so that every process of a site writes the same bytes; the engine's own loader gives
    new ones each time, and is hardly faster.

    :raises EngineFault: when it cannot be read: it is damaged
    """
    try:
        source = {"path": str(nquads)} if isinstance(nquads, Path) else {"input": nquads}
        engine.bulk_extend(ox.parse(**source, format=ox.RdfFormat.N_QUADS))
    except (OSError, SyntaxError) as error:
        raise EngineFault(f"The dataset cannot be read: {error}.") from error


def write_to_disk(nquads: Path, folder: Path) -> None:
    """Make a store in *folder* of the quads of *nquads*, laid out for reading."""
    engine = ox.Store(str(folder))
    bulk_load(engine, nquads)
    engine.optimize()
    engine.flush()


def bulk_load(engine: ox.Store, nquads: Path) -> None:
    """Load *nquads* into *engine*; the file is parsed in parallel and never held whole."""
    engine.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS)
