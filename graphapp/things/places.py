"""Where statements stand: row, column, and their place in the sequence of the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphapp.namespaces import sparql_prefixes
from graphapp.store.base import Store
from graphapp.things.remembered import remembered

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
    """The places of those of *statements* that have one, looked up once for each version."""
    found = remembered(store, "places", statements, lambda iris: _look_up(store, iris))
    return {iri: place for iri, place in found.items() if place}


def _look_up(store: Store, iris: list[str]) -> dict[str, Place | None]:
    """The place of each statement; None for what has none."""
    found: dict[str, Place | None] = dict.fromkeys(iris)
    for row in store.select(sparql_prefixes() + _QUERY % " ".join(f"<{iri}>" for iri in sorted(iris))):
        if str(row["statement"]) in found:
            place = Place(str(row.get("row", "")), str(row.get("column", "")), int(str(row["order"])))
            found[str(row["statement"])] = place
    return found
