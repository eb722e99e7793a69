"""Where statements stand: row, column, and their place in the sequence of the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphapp.namespaces import sparql_prefixes
from graphapp.store.base import Store

_QUERY = """
SELECT ?statement ?order ?row ?column WHERE {
  VALUES ?statement { %s }
  ?statement sef:order ?order .
  OPTIONAL { ?statement sef:inAssessment/sef:rowId ?row }
  OPTIONAL { ?statement sef:inColumn/skos:prefLabel ?column }
}
"""


@dataclass(frozen=True)
class Place:
    """The row and column in which a statement is printed; *row* is empty for the title and the header of the table."""

    row: str
    column: str
    order: int

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column.lower()}" if self.row else self.column


def places(store: Store, statements: Iterable[str]) -> dict[str, Place]:
    """The places of those of *statements* that have one."""
    iris = sorted(set(statements))
    if not iris:
        return {}
    found = store.select(sparql_prefixes() + _QUERY % " ".join(f"<{iri}>" for iri in iris))
    return {
        str(row["statement"]): Place(str(row.get("row", "")), str(row.get("column", "")), int(str(row["order"])))
        for row in found
        if str(row["statement"]) in iris
    }
