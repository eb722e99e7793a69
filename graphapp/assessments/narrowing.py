"""What of a table fits a selection, how many statements each value would give, and what stands together in a cell."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from graphapp.assessments.facets import FACETS, Selection
from graphapp.assessments.table import AssessmentTable, Carriers, Row, Statement, Tier
from graphapp.queries.parameters import Option


@dataclass(frozen=True)
class Passage:
    """Statements of a cell that stand under one heading of the same cell, or under none."""

    heading: Statement | None
    statements: tuple[Statement, ...]


def fitting(table: AssessmentTable, selection: Selection, besides: str = "") -> dict[str, Tier]:
    """The statements that fit, and how: by the weakest of the tiers that they need.

    :param besides: the name of a facet that does not count
    """
    found = dict.fromkeys(table.stated, Tier.STATED)
    for name, options in selection.chosen.items():
        if name != besides:
            carried = _carried(table.carriers[name], options, selection.weakest)
            found = {iri: max(tier, carried[iri]) for iri, tier in found.items() if iri in carried}
    return found


def _carried(carriers: Carriers, options: Iterable[Option], weakest: Tier) -> dict[str, Tier]:
    """The statements that involve any of *options*, each in the strongest way."""
    found: dict[str, Tier] = {}
    for option in options:
        for iri, tier in carriers.get(str(option.term), {}).items():
            if tier <= weakest:
                found[iri] = min(tier, found.get(iri, tier))
    return found


def counts(table: AssessmentTable, selection: Selection) -> dict[str, Mapping[str, int]]:
    """For each facet, the IRIs of its values, with how many statements each would give beside what is chosen of the others."""
    return {name: _counts(table, selection, name) for name in FACETS}


def _counts(table: AssessmentTable, selection: Selection, name: str) -> Mapping[str, int]:
    base = fitting(table, selection, besides=name)
    return {
        value: sum(1 for iri, tier in carried.items() if tier <= selection.weakest and iri in base)
        for value, carried in table.carriers[name].items()
    }


def rows_with(table: AssessmentTable, statements: Container[str]) -> tuple[Row, ...]:
    """The rows that have any of *statements*."""
    return tuple(row for row in table.rows.values() if any(it.iri in statements for it in row.stated))


def passages(cell: Iterable[Statement], kept: Container[str] | None = None) -> tuple[Passage, ...]:
    """What stands in a *cell*, in its order, under its headings.

    A heading scopes what is said to stand under it; of a heading in another cell nothing is said here.

    :param kept: the statements that are shown; all where None. A heading is shown with what is kept of its scope, judgements
        always
    """
    statements = tuple(cell)
    headings = {it.iri: it for it in statements if it.is_heading}
    return tuple(_passages(statements, headings, kept))


def _passages(
    statements: Iterable[Statement], headings: Mapping[str, Statement], kept: Container[str] | None
) -> Iterator[Passage]:
    def scope(it: Statement) -> str:
        return it.iri if it.is_heading else it.heading if it.heading in headings else ""

    for heading, found in groupby(statements, key=scope):
        shown = tuple(it for it in found if not it.is_heading and (kept is None or it.iri in kept or it.rating))
        if shown or (heading and kept is None):
            yield Passage(headings.get(heading), shown)
