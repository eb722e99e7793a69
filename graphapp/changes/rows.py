"""The rows of a saved question's answer that came, went or changed from one version to the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.changes.versions import Pair
from graphapp.errors import ParameterError
from graphapp.namespaces import Naming
from graphapp.queries.header import Column, SavedQuery
from graphapp.queries.parameters import Given
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.store import open_version
from graphapp.store.versions import Version

Row = tuple[Cell, ...]
"""The cells of a row, in the order of the columns."""


@dataclass(frozen=True)
class RowChanges:
    """How the answer to a question changed.

    :param understood: the question with its gaps filled
    :param changed: rows that begin with the same thing in both versions, the only ones that do: before, and after
    """

    columns: tuple[Column, ...]
    understood: str
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def told(self) -> str:
        """How many rows came, went and changed, in words."""
        counts = {"added": len(self.added), "removed": len(self.removed), "changed": len(self.changed)}
        told = (f"{count:,} {'row' if count == 1 else 'rows'} {words}" for words, count in counts.items() if count)
        return ", ".join(told) or "no row changed"


def row_changes(pair: Pair, query: SavedQuery, given: Given) -> RowChanges:
    """How the answer to *query*, as it is asked today with the values *given*, differs between the versions of *pair*.

    Where one version does not know a value, as a partner that is new, its answer has no rows.

    :raises ParameterError: for values that the question takes in neither
    """
    old, new = _answer(pair.old, query, given), _answer(pair.new, query, given)
    if isinstance(old, ParameterError) and isinstance(new, ParameterError):
        raise new
    before, after = (None if isinstance(answer, ParameterError) else answer for answer in (old, new))
    return compared(before, after)


def _answer(version: Version, query: SavedQuery, given: Given) -> Answered | ParameterError:
    """The answer in *version*, or why it takes the values *given* for no values of its own."""
    try:
        return run_query(open_version(version, "disk", merge=False), query, given, Naming(version.manifest.base_iri))
    except ParameterError as error:
        return error


def compared(before: Answered | None, after: Answered | None) -> RowChanges:
    """How two answers with the same columns differ; who has no answer has no rows. One of them is there."""
    answers = [answer for answer in (after, before) if answer]
    columns = answers[0].query.columns
    old, new = _rows(before), _rows(after)
    gone, come = list((old - new).elements()), list((new - old).elements())
    changed = _paired(gone, come)
    for left, right in changed:
        gone.remove(left)
        come.remove(right)
    return RowChanges(columns, answers[0].understood, tuple(come), tuple(gone), tuple(changed))


def _rows(answered: Answered | None) -> Counter[Row]:
    if not answered:
        return Counter()
    return Counter(tuple(row[column.name] for column in answered.query.columns) for row in answered.rows)


def _paired(gone: Sequence[Row], come: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows of both that are the only one in each to begin with some thing, or with some words that name none."""
    before, after = _by_first(gone), _by_first(come)
    return [(rows[0], after[first][0]) for first, rows in before.items() if len(rows) == len(after.get(first, ())) == 1]


def _by_first(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0].iri or row[0].value].append(row)
    return found
