"""Reads the table of a self-evaluation from a store, in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rdflib import URIRef
from rdflib.namespace import RDF

from graphapp.assessments.facets import AREA, FACETS, RATING
from graphapp.assessments.table import Area, AssessmentTable, Carriers, Named, Row, Statement, Tier
from graphapp.namespaces import SEF, Naming, sparql_prefixes
from graphapp.queries.scope import within_edition
from graphapp.store.base import Memo, Store, Term
from graphapp.store.labels import labels

_ROWS = """
SELECT ?row ?id ?label ?order ?area ?area_label ?number WHERE {
  ?row a sef:AreaAssessment ; sef:rowId ?id ; sef:order ?order ; skos:prefLabel ?label ; sef:ofArea ?area .
  ?area skos:prefLabel ?area_label .
  OPTIONAL { ?area skos:notation ?number }
} ORDER BY ?order ?id
"""
_STATEMENTS = """
SELECT ?statement ?text ?order ?column ?row ?heading ?rating ?status WHERE {
  ?statement sef:text ?text ; sef:order ?order ; sef:inColumn ?column .
  OPTIONAL { ?statement sef:inAssessment ?row }
  OPTIONAL { ?statement sef:underHeading ?heading }
  OPTIONAL { ?statement sef:rating ?rating }
  OPTIONAL { ?statement sef:actionStatus ?status }
} ORDER BY ?order ?statement ?heading ?status
"""
_MARKS = """
SELECT ?statement ?property ?value WHERE {
  { VALUES ?property { %s } ?statement ?property ?value }
  UNION
  { VALUES (?property ?value) { (rdf:type sef:Heading) } ?statement ?property ?value }
}
"""

_NAMES_OF_ROWS = ("reference", "inspection-area")
"""The columns that say which row it is, by the ends of their IRIs."""

_Line = Mapping[str, Term]


_KEPT = 32
"""Tables that are kept, some 20 MB: a site for a country has thousands, of which few are read at a time."""


def table_of(store: Store, naming: Naming, edition: str) -> AssessmentTable:
    """The table of the self-evaluation *edition*, read once for each version as long as people look at it."""
    kept = store.memo.get("assessment tables", lambda: Memo(most=_KEPT))
    return kept.get(edition, lambda: _read(within_edition(store, naming, edition)))


def _read(store: Store) -> AssessmentTable:
    marks = _Marks(store)
    lines = list(store.select(sparql_prefixes() + _STATEMENTS))
    called = labels(store, {line[name] for line in lines for name in ("column", "rating", "status") if name in line})
    by_row: dict[str, list[Statement]] = defaultdict(list)
    for line in {str(line["statement"]): line for line in reversed(lines)}.values():  # of several values the first
        by_row[str(line.get("row", ""))].insert(0, marks.statement(line, called))
    areas = tuple(_areas(store.select(sparql_prefixes() + _ROWS), by_row))
    columns = dict.fromkeys(str(line["column"]) for line in lines)
    used = {statement.column for row, found in by_row.items() if row for statement in found}
    named = [Named(iri, called[iri]) for iri in columns if iri in used]
    return AssessmentTable(
        above=tuple(it for it in by_row[""] if it.column not in used),
        heads=tuple(it for it in named if it.iri.endswith(_NAMES_OF_ROWS)),
        columns=tuple(it for it in named if not it.iri.endswith(_NAMES_OF_ROWS)),
        printed={iri: tuple(it for it in by_row[""] if it.column == iri) for iri in used},
        areas=areas,
        carriers={**marks.carriers(), AREA: _by_area(areas), RATING: _by_rating(areas)},
    )


class _Marks:
    """What is said of statements, by property."""

    def __init__(self, store: Store) -> None:
        self._tiers = {property_: (facet.name, tier) for facet in FACETS.values() for property_, tier in facet.tiers.items()}
        query = sparql_prefixes() + _MARKS % " ".join(property_.n3() for property_ in (SEF.scope, *self._tiers))
        self._said = [(str(it["statement"]), it["property"], str(it["value"])) for it in store.select(query)]
        self._headings = {iri for iri, property_, _ in self._said if property_ == RDF.type}
        self._scopes: dict[str, list[str]] = defaultdict(list)
        for iri, property_, value in self._said:
            if property_ == SEF.scope:
                self._scopes[iri].append(value)
        self._called = labels(store, {URIRef(value) for values in self._scopes.values() for value in values})

    def statement(self, line: _Line, called: Mapping[str, str]) -> Statement:
        """What one *line* of the answer says, with what things are *called*."""
        iri = str(line["statement"])
        scopes = (Named(scope, self._called[scope]) for scope in self._scopes[iri])
        return Statement(
            iri=iri,
            text=str(line["text"]),
            column=str(line["column"]),
            heading=str(line.get("heading", "")),
            is_heading=iri in self._headings,
            rating=_named(line.get("rating"), called),
            status=_named(line.get("status"), called),
            scopes=tuple(sorted(scopes, key=lambda scope: scope.label)),
        )

    def carriers(self) -> dict[str, Carriers]:
        """For each facet, which statements involve what; each in the strongest way that is known."""
        found: dict[str, dict[str, dict[str, Tier]]] = {name: defaultdict(dict) for name in FACETS}
        for iri, property_, value in self._said:
            if property_ in self._tiers and iri not in self._headings:
                name, tier = self._tiers[URIRef(property_)]
                carried = found[name][value]
                carried[iri] = min(tier, carried.get(iri, tier))
        return {name: dict(values) for name, values in found.items()}


def _named(term: Term | None, called: Mapping[str, str]) -> Named | None:
    return Named(str(term), called[str(term)]) if term else None


def _areas(lines: Iterable[_Line], by_row: Mapping[str, list[Statement]]) -> Iterator[Area]:
    """The areas in the order of their first rows; rows of one area that stand apart are shown apart, as they were."""
    distinct = {str(line["row"]): line for line in lines}
    for area, found in groupby(distinct.values(), key=lambda line: str(line["area"])):
        rows = list(found)
        number, label = str(rows[0].get("number", "")), str(rows[0]["area_label"])
        yield Area(area, number, label, tuple(_row(line, by_row.get(str(line["row"]), ())) for line in rows))


def _row(line: _Line, statements: Iterable[Statement]) -> Row:
    name = str(line["id"])
    return Row(str(line["row"]), name, str(line["label"]).removeprefix(f"Row {name}: "), tuple(statements))


def _by_area(areas: Iterable[Area]) -> Carriers:
    """All that stands in rows of each area."""
    found: dict[str, dict[str, Tier]] = defaultdict(dict)
    for area in areas:
        for row in area.rows:
            found[area.iri] |= dict.fromkeys((statement.iri for statement in row.stated), Tier.STATED)
    return dict(found)


def _by_rating(areas: Iterable[Area]) -> Carriers:
    """All that stands in rows that are rated so."""
    found: dict[str, dict[str, Tier]] = defaultdict(dict)
    for row in (row for area in areas for row in area.rows):
        for rating in row.ratings:
            found[rating.iri] |= dict.fromkeys((statement.iri for statement in row.stated), Tier.STATED)
    return dict(found)
