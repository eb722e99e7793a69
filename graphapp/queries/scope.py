"""Which self-evaluation a question is asked of: its graphs and what all share, and no other council's (design, decision 8)."""

from __future__ import annotations

from functools import lru_cache

from graphapp.errors import ParameterError
from graphapp.hints import nearest, repeated
from graphapp.namespaces import Naming
from graphapp.store.base import Store

EDITION = "edition"
"""The parameter that every question takes beside its own gaps."""

QUESTIONS = "questions"
"""The graph that says which saved questions there are. No question is asked of it."""

_SHARED = ("ontology", "reference", "shared/inferred")
_NO_EDITIONS = (*_SHARED, QUESTIONS)
_INFERRED = "/inferred"


def editions(store: Store, naming: Naming) -> tuple[str, ...]:
    """The names of the self-evaluations in *store*, such as ``hampshire-2015``, in the order of their names."""

    def found() -> tuple[str, ...]:
        start = str(naming.graph(""))
        names = (iri.removeprefix(start) for iri in store.graphs if iri.startswith(start))
        return tuple(sorted(name for name in names if name not in _NO_EDITIONS and not name.endswith(_INFERRED)))

    return store.memo.get("editions", found)


def choose_edition(store: Store, naming: Naming, given: str = "") -> str:
    """The edition called *given*; without one, the last by name, which is a council's newest.

    :raises ParameterError: naming the nearest that exist
    """
    known = editions(store, naming)
    if given and given not in known:
        near = nearest(given, known)
        hint = f" Did you mean {' or '.join(near)}?" if near else f" There are {len(known)}."
        raise ParameterError(f"There is no self-evaluation “{repeated(given)}” here.{hint}")
    return given or (known[-1] if known else "")


def within_edition(store: Store, naming: Naming, edition: str) -> Store:
    """*store* seen through the graphs of *edition* and those that all share; all of it where there is no edition."""
    if not edition:
        return store
    return store.within(graphs_of(naming, edition))


@lru_cache(maxsize=1_000)
def graphs_of(naming: Naming, edition: str) -> tuple[str, ...]:
    """The IRIs of the graphs of *edition* and of those that all share."""
    return tuple(str(naming.graph(name)) for name in (*_SHARED, edition, f"{edition}{_INFERRED}"))
