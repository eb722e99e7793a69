"""Linked choices: which values of a gap give an answer while the other gaps stay as they are, and how many rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphapp.namespaces import Naming
from graphapp.queries.header import Parameter, SavedQuery
from graphapp.queries.parameters import Filled, Option, options
from graphapp.queries.run import bound_sparql
from graphapp.store.base import Store

MOST_COUNTED = 150
"""Values of a gap up to which each is tried; a longer list is offered without counts."""


@dataclass(frozen=True)
class Choice:
    """A value that a gap may take.

    :param rows: how many rows the answer has with it; None where that was not counted
    """

    option: Option
    rows: int | None


@dataclass(frozen=True)
class Asking:
    """A question as it is asked, to see what another value of a gap would give.

    :param store: what it is asked of, seen through one edition
    :param filled: its gaps with their values
    """

    store: Store
    query: SavedQuery
    filled: Mapping[str, Filled]
    naming: Naming

    def rows(self, changed: Filled) -> int:
        """How many rows come with one gap *changed*."""
        return self.store.count(bound_sparql(self.query, {**self.filled, changed.parameter.name: changed}, self.naming))

    def choices(self, parameter: Parameter) -> tuple[Choice, ...]:
        """The values of *parameter*, in their order, each with the rows that come with it.

        Each is tried, which is right whatever the query does with the gap; the counts are kept as long as the version is served.
        A store far away is not asked a hundred queries for one page: there the values are offered without counts.
        """
        known = options(self.store, parameter, self.naming)
        if not self.store.is_near or not 0 < len(known) <= MOST_COUNTED:
            return tuple(Choice(option, None) for option in known)
        others = tuple((name, item.options) for name, item in self.filled.items() if name != parameter.name)

        def tried() -> tuple[Choice, ...]:
            return tuple(Choice(option, self.rows(Filled(parameter, (option,)))) for option in known)

        return self.store.memo.get(("choices", self.query.name, parameter.name, others), tried)
