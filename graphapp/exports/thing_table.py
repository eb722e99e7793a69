"""The description of a thing as CSV, for who works in a spreadsheet: one row for each fact."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from graphapp.exports.cells import unrunnable
from graphapp.exports.tables import BYTE_ORDER_MARK
from graphapp.things.facts import Fact
from graphapp.things.view import Link

FORWARDS, BACKWARDS = "said of it", "where it comes up"
"""The two directions, in the words of the page."""

COLUMNS = (
    *("Direction", "Property", "Property (IRI)", "Value", "Value (IRI)", "Language or datatype", "Tier"),
    *("Stated in", "Stated in (IRI)", "Added by the rule", "Added by the rule (IRI)"),
    *("By way of", "By way of (IRI)", "Graph (IRI)"),
)
"""Where a fact has several reasons of a kind, their words and IRIs stand on lines of one cell, in the same order."""


def as_thing_csv(facts: Iterable[Fact]) -> bytes:
    """*facts* as CSV with a header, every text quoted, as UTF-8."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(map(unrunnable, _row(fact)) for fact in facts)
    return (BYTE_ORDER_MARK + target.getvalue()).encode()


def _row(fact: Fact) -> tuple[str, ...]:
    grounds = (cell for links in (fact.stated_in, fact.rules, fact.via) for cell in _cells(links))
    return (
        BACKWARDS if fact.is_backwards else FORWARDS,
        *(*_cells((fact.predicate,)), *_cells((fact.value,))),
        *(fact.kind, fact.tier, *grounds, fact.graph),
    )


def _cells(links: Iterable[Link]) -> tuple[str, str]:
    """The words of *links*, and their IRIs."""
    found = tuple(links)
    return "\n".join(link.label for link in found), "\n".join(link.iri or "" for link in found)
