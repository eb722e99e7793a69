"""The rows of an answer as CSV, JSON or a table for the terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import orjson

from graphapp.exports.cells import unrunnable
from graphapp.exports.source import Source
from graphapp.queries.header import ColumnType
from graphapp.queries.paging import PAGE, PER_PAGE, Window
from graphapp.queries.run import Answered, Cell


def as_json(answered: Answered, source: Source | None = None) -> bytes:
    """The answer as JSON: the question, its values, the sentence understood, and rows of ``{"value", "iri"}`` by column.

    ``total`` counts the rows of the whole answer; where one page of it is wanted, the document says which one, of how many.

    :param source: where it comes from, for an answer that leaves the site: pages of one version belong together
    """
    content = {
        "query": answered.query.name,
        "edition": answered.edition,
        "parameters": {name: item.value for name, item in answered.filled.items()},
        "understood": answered.understood,
        "total": len(answered.rows),
        **_place(answered.window),
        **({"source": asdict(source)} if source else {}),
        "rows": [{name: _value(cell) for name, cell in row.items()} for row in answered.wanted],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _place(window: Window | None) -> dict[str, int]:
    return {PAGE: window.number, PER_PAGE: window.size, "pages": window.last} if window else {}


def _value(cell: Cell) -> dict[str, Any]:
    return {"value": cell.value if cell.number is None else cell.number, "iri": cell.iri}


_WITH_IRI = (ColumnType.THING, ColumnType.LINK)

BYTE_ORDER_MARK = "\ufeff"
"""Stands before CSV that is downloaded: without it Excel takes UTF-8 for the code page of the machine."""


def as_csv(answered: Answered) -> str:
    """The answer as CSV with a header: the label of each column, and a second column of IRIs beside each column of things.

    Every page of an answer has the header of the whole, so that pages can be joined. Texts are quoted and numbers are not: so a
    program can tell the row “1.3” from the number.
    """
    columns = answered.query.columns
    with_iri = {c.name for c in columns if c.type in _WITH_IRI or any(row[c.name].iri for row in answered.rows)}
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([title for c in columns for title in ([c.label, f"{c.label} (IRI)"] if c.name in with_iri else [c.label])])
    for row in answered.wanted:
        cells = [(row[column.name], column.name in with_iri) for column in columns]
        writer.writerow(
            [text for cell, has_iri in cells for text in ([_safe(cell), cell.iri or ""] if has_iri else [_safe(cell)])]
        )
    return target.getvalue()


def _safe(cell: Cell) -> str | Decimal:
    """The cell's number, or its text as no spreadsheet runs it."""
    return Decimal(cell.value) if cell.number is not None else unrunnable(cell.value)


def plain_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of words as CSV with a header, its texts as no spreadsheet runs them."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(titles)
    writer.writerows([unrunnable(text) for text in row] for row in rows)
    return target.getvalue()
