"""Downloads open in LibreOffice without a warning: the same rows, texts as texts, numbers as numbers, and nothing that is run."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell

from graphapp.exports.source import Source
from graphapp.exports.tables import BYTE_ORDER_MARK, as_csv
from graphapp.exports.workbook import as_xlsx
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.exports.office import OfficeCell, Sheets, convert, open_all
from tests.published import Published
from tests.queries.sample import saved

SOURCE = Source("https://example.org/queries/x?sector=health", "0123abcd", "2015-11-01T10:00:00+00:00", "Ask first.")

AS_TEXT, AS_USUAL = "--infilter=CSV:44,34,76,1,,0,true,false", "--infilter=CSV:44,34,76,1,,0,false,false"
"""How CSV is read: with commas, quotes and UTF-8, as the dialog proposes; with quoted cells as text, or as it is set at first."""

TEXTS = (
    *(
        "=1+1",
        '=HYPERLINK("http://evil.example/","click")',
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1:A9)",
        "＝1+1",
        "'=1+1",
        "'",
    ),
    *("0123", "1.10", "1,5", "1e5", "12%", "£5", "007", "1_000", "1 000", "2015", "-", "+", "."),
    *("2015-09-01", "1/2", "October 2015", "12:30", "Autumn 2015", "2015-09", "01.02.2015"),
    *("TRUE", "false", "#N/A", "#REF!", "NULL", "nan"),
    *(
        "two\nlines",
        "a\ttab",
        "  two spaces  inside ",
        'she said "so"',
        "a, b; c",
        "a|b",
        "\\",
        "{}",
        "<b>&amp;</b>",
        "_x0041_",
        "_x000D_",
    ),
    *("עברית – שלום", "العربية", "\u200fright to left", "a\u202eb", "e\u0301", "😀", "½ “so” – …", "\xa0", "ﬁ"),
    "x" * 32_767,
)

NUMBERS = ("0", "1", "-1.5", "0.1", "98.25", "123456789", "1e21", "0.000001")


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def without_end(rows: list[list[OfficeCell]], width: int) -> list[list[OfficeCell]]:
    """Rows of one *width*, as those that end in empty cells are read shorter."""
    return [[*row, *(OfficeCell("", "") for _ in range(width - len(row)))] for row in rows]


# Every question


@pytest.fixture(scope="module")
def answers(published: Published) -> dict[str, Answered]:
    """Every question with its defaults."""
    return {name: run_query(published.store, query, {}, published.naming) for name, query in published.library.items()}


@pytest.fixture(scope="module")
def workbooks(answers: dict[str, Answered], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("workbooks")
    for name, answered in answers.items():
        (folder / f"{name}.xlsx").write_bytes(as_xlsx(answered, SOURCE))
    return sorted(folder.glob("*.xlsx"))


@pytest.fixture(scope="module")
def tables(answers: dict[str, Answered], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("tables")
    for name, answered in answers.items():
        (folder / f"{name}.csv").write_text(BYTE_ORDER_MARK + as_csv(answered), newline="")
    return sorted(folder.glob("*.csv"))


def test_the_workbook_of_every_question_has_the_same_rows_and_types(
    workbooks: list[Path], answers: dict[str, Answered], tmp_path: Path
) -> None:
    opened = open_all(workbooks, tmp_path)
    assert set(opened) == set(answers)
    for name, answered in answers.items():
        columns = answered.query.columns
        heading, *rows = without_end(opened[name]["Answer"], len(columns))
        assert [cell.text for cell in heading] == [column.label for column in columns]
        assert len(rows) == len(answered.rows)
        for row, expected in zip(rows, answered.rows, strict=True):
            for cell, column in zip(row, columns, strict=True):
                is_as(cell, expected[column.name])
        assert not [cell for row in opened[name]["About"] for cell in row if cell.kind != "string" or cell.formula]


def is_as(cell: OfficeCell, expected: Cell) -> None:
    """Fail unless *cell* is *expected* with its type and its link."""
    assert not cell.formula
    if expected.number is not None:
        assert (cell.kind, float(cell.value)) == ("float", expected.number)
    else:
        assert (cell.kind, cell.text) == ("string" if expected.value else "", expected.value)
        assert cell.link == (expected.iri or "")


@pytest.mark.parametrize("way", [AS_TEXT, AS_USUAL])
def test_the_csv_of_every_question_has_the_same_rows_and_no_formula(
    tables: list[Path], answers: dict[str, Answered], tmp_path: Path, way: str
) -> None:
    for name, sheets in open_all(tables, tmp_path, way).items():
        expected = read_csv(as_csv(answers[name]))
        (rows,) = sheets.values()
        rows = without_end(rows, len(expected[0]))
        assert [[cell.text for cell in row] for row in rows] == expected
        assert not [cell for row in rows for cell in row if cell.formula]


def test_a_program_can_tell_numbers_from_texts_in_csv(tables: list[Path], answers: dict[str, Answered], tmp_path: Path) -> None:
    numbers = 0
    for name, sheets in open_all(tables, tmp_path, AS_TEXT).items():
        (rows,) = sheets.values()
        found = [cell for row in rows for cell in row if cell.kind == "float"]
        expected = [cell for row in answers[name].rows for cell in row.values() if cell.number is not None]
        assert sorted(float(cell.value) for cell in found) == sorted(cell.number or 0.0 for cell in expected)
        assert {cell.kind for row in rows for cell in row} <= {"float", "string", ""}
        numbers += len(found)
    assert numbers > 50, "some questions count"


def test_a_workbook_that_is_saved_again_says_the_same(workbooks: list[Path], tmp_path: Path) -> None:
    again = convert(workbooks, "xlsx", tmp_path)
    for before, after in zip(workbooks, again, strict=True):
        assert list(cells_of(after)) == list(cells_of(before)), before.stem


def cells_of(workbook: Path) -> Iterator[tuple[str, str, object, str]]:
    """Every cell of a workbook that holds something: its sheet, place, value and type."""
    for sheet in load_workbook(workbook):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, ExcelCell) and cell.value is not None:
                    yield sheet.title, cell.coordinate, cell.value, cell.data_type


# Values that a spreadsheet would take for something else


@pytest.fixture
def hostile(tiny_store: EmbeddedStore, tmp_path: Path) -> Answered:
    """An answer with a row for each text and number."""
    answered = run_query(tiny_store, saved(tmp_path), {"size": "small"}, NAMING)
    texts = [{**answered.rows[0], "remark": Cell(text), "service": Cell(text, "https://example.org/x")} for text in TEXTS]
    numbers = [{**answered.rows[0], "visits": Cell(text, None, float(text))} for text in NUMBERS]
    return replace(answered, rows=(*texts, *numbers))


UNHOLDABLE = {
    "bell\x07": "bell\ufffd",
    "\x00": "\ufffd",
    "\x1b[31mred": "\ufffd[31mred",
    "\uffff": "\ufffd",
    "one\rtwo": "one\ntwo",
    "one\r\ntwo": "one\ntwo",
    "x" * 32_768: f"{'x' * 32_766}…",
}
"""Texts that no workbook can hold, and what it holds in their place."""


def opened_alone(answered: Answered, content: bytes, suffix: str, folder: Path, *options: str) -> list[list[OfficeCell]]:
    """The rows of one file, without its heading."""
    file = folder / f"answer.{suffix}"
    file.write_bytes(content)
    sheets: Sheets = open_all([file], folder, *options)["answer"]
    _, *rows = next(iter(sheets.values()))
    assert len(rows) == len(answered.rows)
    return rows


def test_a_workbook_holds_any_text_as_text(hostile: Answered, tmp_path: Path) -> None:
    rows = opened_alone(hostile, as_xlsx(hostile, SOURCE), "xlsx", tmp_path)
    for row, expected in zip(rows, hostile.rows, strict=True):
        for cell, name in zip(row, ("service", "page", "visits", "remark"), strict=True):
            is_as(cell, expected[name])


def test_what_no_workbook_can_hold_is_marked(hostile: Answered, tmp_path: Path) -> None:
    strange = replace(hostile, rows=tuple({**hostile.rows[0], "remark": Cell(text)} for text in UNHOLDABLE))
    rows = opened_alone(strange, as_xlsx(strange, SOURCE), "xlsx", tmp_path)
    assert [row[-1].text for row in rows] == list(UNHOLDABLE.values())


def test_csv_holds_any_text_as_text_where_quoted_cells_are(hostile: Answered, tmp_path: Path) -> None:
    content = (BYTE_ORDER_MARK + as_csv(hostile)).encode()
    rows = opened_alone(hostile, content, "csv", tmp_path, AS_TEXT)
    for row, expected in zip(rows, read_csv(as_csv(hostile))[1:], strict=True):
        for number, (cell, text) in enumerate(zip(row, expected, strict=True)):
            assert not cell.formula
            if number == 4:  # the visits
                assert (cell.kind, float(cell.value)) == ("float", float(text))
            else:
                assert (cell.kind, cell.text) == ("string", text)


def test_a_damaged_workbook_would_be_noticed(hostile: Answered, tmp_path: Path) -> None:
    with pytest.raises((AssertionError, subprocess.CalledProcessError)):
        opened_alone(hostile, as_xlsx(hostile, SOURCE)[:2_000], "xlsx", tmp_path)


def test_csv_runs_nothing_however_it_is_read(hostile: Answered, tmp_path: Path) -> None:
    content = (BYTE_ORDER_MARK + as_csv(hostile)).encode()
    rows = opened_alone(hostile, content, "csv", tmp_path, AS_USUAL)
    assert not [cell for row in rows for cell in row if cell.formula]
    shown = {row[-1].text for row in rows}
    for text in ("'=1+1", "'+1", "'@SUM(A1:A9)", "'＝1+1", "'-1"):
        assert text in shown
