"""Answers as CSV, which no spreadsheet may run, and as JSON of the shape that design, section 3, gives."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from graphapp.exports.source import Source
from graphapp.exports.tables import as_csv, as_json
from graphapp.queries.paging import Window
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import saved

PORTAGE = str(NAMING.resolve("id/service/tiny-portage"))


@pytest.fixture
def answered(tiny_store: EmbeddedStore, tmp_path: Path) -> Answered:
    return run_query(tiny_store, saved(tmp_path), {"size": "small"}, NAMING)


def with_remark(answered: Answered, *remarks: Cell) -> Answered:
    """*answered* with a row for each of *remarks*."""
    return replace(answered, rows=tuple({**answered.rows[0], "remark": remark} for remark in remarks))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_says_the_question_its_values_and_how_it_was_understood(answered: Answered) -> None:
    content = json.loads(as_json(answered))
    assert list(content) == ["query", "edition", "parameters", "understood", "total", "rows"]
    assert content["query"] == "services-of-sector"
    assert content["understood"] == "Which services are in Health, Small ones?"
    assert content["parameters"] == {"sector": "health", "partner": None, "size": "small", "wider": "false", "most-shown": None}


def test_json_of_a_page_says_which_of_how_many_and_counts_all_rows(answered: Answered) -> None:
    four = with_remark(answered, *(Cell(str(number)) for number in range(4)))
    content = json.loads(as_json(replace(four, window=Window(2, 3, 4))))
    assert {name: content[name] for name in ("total", "page", "per_page", "pages")} == {
        "total": 4,
        "page": 2,
        "per_page": 3,
        "pages": 2,
    }
    assert [row["remark"]["value"] for row in content["rows"]] == ["3"]


def test_json_that_leaves_the_site_says_where_it_comes_from(answered: Answered) -> None:
    source = Source("https://example.org/queries/x", "v1", "2015-09-01T00:00:00+00:00", "Nobody's.")
    content = json.loads(as_json(answered, source))
    assert content["source"] == {
        "address": "https://example.org/queries/x",
        "version": "v1",
        "published": "2015-09-01T00:00:00+00:00",
        "rights": "Nobody's.",
    }


def test_csv_of_a_page_has_the_header_of_the_whole(answered: Answered) -> None:
    four = with_remark(answered, *(Cell(str(number)) for number in range(3)), Cell("a thing", "https://example.org/x"))
    whole = as_csv(four).splitlines()
    pages = [as_csv(replace(four, window=Window(number, 3, 4))).splitlines() for number in (1, 2)]
    assert [page[0] for page in pages] == [whole[0]] * 2
    assert [line for page in pages for line in page[1:]] == whole[1:]


def test_json_gives_every_cell_its_value_and_iri(answered: Answered) -> None:
    assert json.loads(as_json(answered))["rows"] == [
        {
            "service": {"value": "Tiny Portage", "iri": PORTAGE},
            "page": {"value": "https://portage.example/", "iri": "https://portage.example/"},
            "visits": {"value": 1.5, "iri": None},
            "remark": {"value": "=1+1", "iri": None},
        }
    ]


def test_json_is_readable_text_that_ends_its_line(answered: Answered) -> None:
    text = as_json(with_remark(answered, Cell("Größe"))).decode()
    assert "Größe" in text
    assert text.endswith("}\n")


def test_csv_has_labels_and_a_column_of_iris_beside_each_column_of_things(answered: Answered) -> None:
    (row,) = rows_of(as_csv(answered))
    assert row == {
        "Service": "Tiny Portage",
        "Service (IRI)": PORTAGE,
        "Page": "https://portage.example/",
        "Page (IRI)": "https://portage.example/",
        "Visits": "1.5",
        "Remark": "'=1+1",
    }


def test_csv_of_an_empty_answer_is_its_header(answered: Answered) -> None:
    assert as_csv(replace(answered, rows=())) == '"Service","Service (IRI)","Page","Page (IRI)","Visits","Remark"\r\n'


def test_csv_quotes_texts_and_no_numbers(answered: Answered) -> None:
    _, row = as_csv(with_remark(answered, Cell("1.3"))).splitlines()
    assert row.endswith(',1.5,"1.3"')


def test_csv_leaves_cells_without_a_thing_empty(answered: Answered) -> None:
    some = {name: Cell("") for name in answered.rows[0]}
    _, row = rows_of(as_csv(replace(answered, rows=(answered.rows[0], some))))
    assert set(row.values()) == {""}


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\tcmd", "\rcmd", "\n=1", "＝1+1", "＠SUM(A1)"]
)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(answered: Answered, text: str) -> None:
    (row,) = rows_of(as_csv(with_remark(answered, Cell(text))))
    assert row["Remark"] == f"'{text}"


def test_the_label_of_a_thing_is_not_run_either(answered: Answered) -> None:
    (row,) = rows_of(as_csv(with_remark(answered, Cell("=1+1", "https://example.org/x"))))
    assert (row["Remark"], row["Remark (IRI)"]) == ("'=1+1", "https://example.org/x")


def test_a_negative_number_stays_a_number(answered: Answered) -> None:
    (row,) = rows_of(as_csv(with_remark(answered, Cell("-1.5", number=-1.5))))
    assert row["Remark"] == "-1.5"


@pytest.mark.parametrize("text", ["", "plain", "a, b", 'say "so"', "two\nlines", "Größe", "a = b"])
def test_other_text_comes_back_from_csv_as_it_was(answered: Answered, text: str) -> None:
    (row,) = rows_of(as_csv(with_remark(answered, Cell(text))))
    assert row["Remark"] == text
