"""The shortest way to write down a question as it is asked: the values that it would not have by itself."""

from __future__ import annotations

from collections.abc import Mapping

from graphapp.namespaces import Naming
from graphapp.queries.parameters import Filled, default_options
from graphapp.queries.run import Asked
from graphapp.queries.scope import EDITION, choose_edition, within_edition
from graphapp.store.base import Store

Values = Mapping[str, str | list[str]]
"""The values of gaps as an address has them."""


def shortest(store: Store, asked: Asked, naming: Naming) -> Values:
    """The values of *asked* that differ from what its question takes by itself, in the order of its gaps.

    Two ways to ask the same, by label or by slug, with defaults or without, have the same shortest values.
    """
    scoped = within_edition(store, naming, asked.edition)
    edition = {EDITION: asked.edition} if asked.edition != choose_edition(store, naming) else {}
    return edition | changed(scoped, asked.filled, naming)


def changed(scoped: Store, filled: Mapping[str, Filled], naming: Naming) -> dict[str, str | list[str]]:
    """The values of *filled* that are no defaults."""
    return {
        name: item.value
        for name, item in filled.items()
        if item.value and set(item.options) != set(default_options(scoped, item.parameter, naming))
    }
