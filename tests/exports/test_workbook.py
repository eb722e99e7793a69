"""Answers as Excel workbooks, read back by another library."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from graphapp.exports.source import Source
from graphapp.exports.workbook import as_xlsx
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import saved

SOURCE = Source(
    "https://example.org/queries/services-of-sector?sector=health", "0123abcd", "2015-11-01T10:00:00+00:00", "Ask first."
)


@pytest.fixture
def answered(tiny_store: EmbeddedStore, tmp_path: Path) -> Answered:
    return run_query(tiny_store, saved(tmp_path), {"size": "small"}, NAMING)


def opened(answered: Answered) -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(answered, SOURCE)))


def with_remark(answered: Answered, cell: Cell) -> Answered:
    return replace(answered, rows=({**answered.rows[0], "remark": cell},))


def test_the_answer_has_a_heading_that_stays_and_filters(answered: Answered) -> None:
    sheet = opened(answered)["Answer"]
    assert [cell.value for cell in sheet[1]] == ["Service", "Page", "Visits", "Remark"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:D{len(answered.rows) + 1}"


def test_a_thing_is_its_label_with_a_link_and_a_number_is_a_number(answered: Answered) -> None:
    thing, page, visits, _ = opened(answered)["Answer"][2]
    assert thing.value == "Tiny Portage"
    assert thing.hyperlink
    assert thing.hyperlink.target == str(NAMING.resolve("id/service/tiny-portage"))
    assert page.hyperlink
    assert page.hyperlink.target == "https://portage.example/"
    assert (visits.value, visits.data_type) == (1.5, "n")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "2015-09", "0123", "TRUE", "http://x.example/"]
)
def test_text_stays_text(answered: Answered, text: str) -> None:
    remark = opened(with_remark(answered, Cell(text)))["Answer"]["D2"]
    assert (remark.value, remark.data_type) == (text, "s")
    assert remark.hyperlink is None


def test_a_text_that_a_cell_cannot_hold_is_cut_and_says_so(answered: Answered) -> None:
    remark = opened(with_remark(answered, Cell("x" * 40_000)))["Answer"]["D2"]
    assert len(remark.value) == 32_767
    assert remark.value.endswith("…")


def test_an_address_that_a_cell_cannot_hold_is_left_out_and_its_label_stays(answered: Answered) -> None:
    remark = opened(with_remark(answered, Cell("label", "https://example.org/" + "x" * 3000)))["Answer"]["D2"]
    assert (remark.value, remark.hyperlink) == ("label", None)


def test_an_empty_answer_is_a_heading(answered: Answered) -> None:
    sheet = opened(replace(answered, rows=()))["Answer"]
    assert sheet.max_row == 1
    assert sheet.auto_filter.ref == "A1:D2"


def test_the_second_sheet_says_question_values_version_and_rights(answered: Answered) -> None:
    said = {str(name.value): str(text.value) for name, text in opened(answered)["About"].iter_rows(max_col=2)}
    assert said["Question"] == "Which services are in Health, Small ones?"
    assert (said["Sector"], said["Partner"]) == ("Health", "not set")
    assert said["Data version"] == "0123abcd, published 2015-11-01"
    assert said["Rights"] == "Ask first."
    assert said["What it cannot tell"].startswith("Whether they are any good")
    assert said["Address"] == SOURCE.address
    assert said["Rows"] == str(len(answered.rows))


def test_the_same_answer_of_the_same_version_gives_the_same_bytes(answered: Answered) -> None:
    assert as_xlsx(answered, SOURCE) == as_xlsx(answered, SOURCE)
