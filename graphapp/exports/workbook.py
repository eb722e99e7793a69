"""The answer to a saved question as an Excel workbook: the rows with their types, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graphapp.exports.cells import fitting
from graphapp.exports.source import Source
from graphapp.queries.header import ColumnType
from graphapp.queries.run import Answered, Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LONGEST_LINK = 2_079
_MOST_LINKS = 65_000
"""Links of a sheet; Excel opens no more than 65,530."""

_WIDTHS = {ColumnType.NUMBER: 12, ColumnType.LINK: 40, ColumnType.TEXT: 30, ColumnType.THING: 45}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_xlsx(answered: Answered, source: Source) -> bytes:
    """The answer as a workbook: a sheet “Answer” that can be sorted and filtered, and a sheet “About”."""
    return write_workbook(answered.query.title, {"Answer": answered}, about(answered, source), source)


def write_workbook(title: str, answers: Mapping[str, Answered], told: Iterable[tuple[str, str]], source: Source) -> bytes:
    """A workbook with a sheet for each of *answers*, by its name, and a sheet “About” with what is *told*, as names and texts."""
    target = io.BytesIO()
    workbook = Workbook(target, _OPTIONS)
    made = {"created": datetime.fromisoformat(source.published).replace(tzinfo=None)} if source.published else {}
    workbook.set_properties({"title": title, "comments": source.address, **made})
    heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = workbook.add_format({"text_wrap": True, "valign": "top"})
    link = workbook.add_format({"text_wrap": True, "valign": "top", "font_color": "#1d70b8", "underline": 1})
    for name, answered in answers.items():
        _write_answer(workbook.add_worksheet(name), answered, heading, plain, link)
    _write_about(workbook.add_worksheet("About"), told, heading, plain)
    workbook.close()
    return target.getvalue()


def _write_answer(sheet: Worksheet, answered: Answered, heading: Format, plain: Format, link: Format) -> None:
    """A row of headings that stays in sight and filters, then a row for each row."""
    columns = answered.query.columns
    links = 0
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.label, heading)
        sheet.set_column(at, at, _WIDTHS[column.type])
    for number, row in enumerate(answered.rows, 1):
        for at, column in enumerate(columns):
            cell = row[column.name]
            links += bool(cell.iri)
            _write_cell(sheet, (number, at), cell, plain, link if links <= _MOST_LINKS else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(answered.rows), 1), len(columns) - 1)


def _write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, plain: Format, link: Format | None) -> None:
    """A number as a number, a thing as a link under its label, anything else as text, which is never run as a formula."""
    row, column = place
    text = fitting(cell.value)
    if cell.number is not None:
        sheet.write_number(row, column, cell.number, plain)
    elif cell.iri and link and len(cell.iri) <= _LONGEST_LINK:
        sheet.write_url(row, column, cell.iri, link, text)
    elif text:
        sheet.write_string(row, column, text, plain)


def _write_about(sheet: Worksheet, told: Iterable[tuple[str, str]], heading: Format, plain: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for number, (name, text) in enumerate(told):
        sheet.write_string(number, 0, name, heading)
        sheet.write_string(number, 1, fitting(text), plain)


def about(answered: Answered, source: Source) -> Iterator[tuple[str, str]]:
    """What one has to know of an answer once it has left the site, as names and texts."""
    query = answered.query
    yield "Question", answered.understood
    yield from ((item.parameter.label, item.words or "not set") for item in answered.filled.values())
    yield "Rows", str(len(answered.rows))
    yield "What it answers", query.description
    if query.cannot_tell:
        yield "What it cannot tell", query.cannot_tell
    if answered.edition:
        yield "Self-evaluation", answered.edition
    if source.version:
        yield "Data version", f"{source.version}, published {source.published[:10]}"
    if source.rights:
        yield "Rights", source.rights
    yield "Address", source.address
