"""Rows whose order nothing decides: what ``ORDER BY`` names has to end in something that no two rows share.

Engines put such rows in any order, so that pages of an answer would overlap and its lists differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.queries.safety import parts_of
from graphapp.store.base import Store, Table, Term

_SELECT = re.compile(r"^SELECT(?:\s+(?:DISTINCT|REDUCED))?\b", re.IGNORECASE | re.MULTILINE)


def order_of(parsed: object) -> list[str]:
    """The variables by which the answer to a *parsed* query is ordered."""
    outermost = next(part for part in parts_of(parsed) if part.name == "SelectQuery")
    return list(dict.fromkeys(_variables(outermost.orderby)))


def _variables(parsed: object) -> Iterator[str]:
    """Every variable in *parsed*, each time that it occurs."""
    if isinstance(parsed, Variable):
        yield str(parsed)
        return
    parts = list(parsed.values()) if isinstance(parsed, CompValue) else parsed
    if not isinstance(parts, str) and hasattr(parts, "__iter__"):
        for item in parts:
            yield from _variables(item)


def tied(store: Store, sparql: str, order: Sequence[str]) -> int:
    """How many rows of the answer to *sparql* share all that they are ordered by with another row.

    :param order: the variables that it is ordered by
    """
    plain = store.select(sparql)
    hidden = [name for name in order if name not in plain.columns]
    table = store.select(_SELECT.sub(lambda found: f"{found[0]} {' '.join(f'?{name}' for name in hidden)}", sparql, count=1))
    rows = _rows_by_key(table, order)
    return sum(len(found) for found in rows.values() if len(found) > 1)


def _rows_by_key(table: Table, order: Sequence[str]) -> dict[tuple[Term | None, ...], set[tuple[Term | None, ...]]]:
    """The different rows of *table* by what they are ordered by."""
    places = [table.columns.index(name) for name in order]
    found = defaultdict[tuple[Term | None, ...], set[tuple[Term | None, ...]]](set)
    for row in table.rows:
        found[tuple(row[place] for place in places)].add(row)
    return found
