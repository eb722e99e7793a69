"""The rows of a saved question's answer that came, went or changed from one version to the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.changes.versions import Pair
from graphapp.errors import ParameterError
from graphapp.namespaces import Naming
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import Given
from graphapp.queries.run import Cell, run_query
from graphapp.store import open_version
from graphapp.store.versions import Version

INVOLVEMENT = "partner-involvement"
"""The question that says what a partner is involved in."""

Row = tuple[Cell, ...]
"""The cells of a row, in the order of the columns."""


@dataclass(frozen=True)
class RowChanges:
    """How the answer to a question changed.

    :param columns: their names
    :param changed: rows that begin with the same cell in both versions, the only ones that do: before, and after
    """

    columns: tuple[str, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def row_changes(pair: Pair, query: SavedQuery, given: Given) -> RowChanges:
    """How the answer to *query*, as it is asked today with the values *given*, differs between the versions of *pair*.

    Where one version does not know a value, as a partner that is new, its answer has no rows.

    :raises ParameterError: for values that the question takes in neither
    """
    old, new = _rows(pair.old, query, given), _rows(pair.new, query, given)
    if isinstance(old, ParameterError) and isinstance(new, ParameterError):
        raise new
    before, after = (Counter[Row]() if isinstance(rows, ParameterError) else rows for rows in (old, new))
    gone, come = list((before - after).elements()), list((after - before).elements())
    changed = _paired(gone, come)
    for left, right in changed:
        gone.remove(left)
        come.remove(right)
    return RowChanges(tuple(column.name for column in query.columns), tuple(come), tuple(gone), tuple(changed))


def _rows(version: Version, query: SavedQuery, given: Given) -> Counter[Row] | ParameterError:
    """The rows of the answer in *version*, or why it takes the values *given* for no values of its own."""
    try:
        answered = run_query(open_version(version, "disk"), query, given, Naming(version.manifest.base_iri))
    except ParameterError as error:
        return error
    return Counter(tuple(row[column.name] for column in query.columns) for row in answered.rows)


def _paired(gone: Sequence[Row], come: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows of both that are the only one in each to begin with some cell."""
    before, after = _by_first(gone), _by_first(come)
    return [(rows[0], after[first][0]) for first, rows in before.items() if len(rows) == len(after.get(first, ())) == 1]


def _by_first(rows: Sequence[Row]) -> dict[Cell, list[Row]]:
    found: defaultdict[Cell, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
