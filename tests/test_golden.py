"""Every saved question has an answer that was worked out by reading the document, not by running the question.

A file ``tests/golden/NAME--gap=value,gap=value.csv`` holds the answer of question NAME with these values; without any, with its
defaults.
Its columns say what is compared: ``…_slug`` columns the slug of a thing, ``row`` the row of the document, others the words.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphapp.queries.run import Cell, run_query
from graphapp.store import open_version
from graphapp.store.base import Store
from tests.published import Published
from tests.store.engines import ENGINES

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.csv"))

COLUMNS = {"statement_slug": ("statement", "action"), "judgement_slug": ("judgement",), "contract_slug": ("contract",)}
"""Which columns of the questions a golden column may stand for."""


def read(file: Path) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    """The question, its values and the expected rows of a golden *file*."""
    name, _, values = file.stem.partition("--")
    given = dict(pair.split("=", 1) for pair in values.split(",")) if values else {}
    with file.open(newline="") as lines:
        return name, given, list(csv.DictReader(lines))


def shown(row: dict[str, Cell], column: str) -> str:
    """What *row* says where a golden file says *column*."""
    name = next((name for name in COLUMNS.get(column, (column.removesuffix("_slug"),)) if name in row), column)
    cell = {"covers": row.get("services"), "board": row.get("board")}.get(column) or row[name]
    if column.endswith("_slug"):
        return (cell.iri or "").rpartition("/")[2]
    if column == "status" and cell.iri:
        return cell.value
    if column == "row":
        return cell.value.partition(":")[0].removeprefix("Row ")
    return ";".join(sorted(cell.value.split(", "))) if column == "scope" else cell.value


def normal(column: str, value: str) -> str:
    """Statuses may be written by slug; everything else is exact."""
    return value.replace("-", " ").casefold() if column == "status" else value


@pytest.fixture(scope="module")
def on_disk(published: Published) -> Store:
    return open_version(published.version, "disk")


@pytest.fixture(params=["memory", "disk", *ENGINES])
def store(request: pytest.FixtureRequest, published: Published) -> Store:
    """The published edition in every engine."""
    if request.param == "memory":
        return published.store
    if request.param == "disk":
        disk: Store = request.getfixturevalue("on_disk")
        return disk
    found: Store = request.getfixturevalue("published_in")(request.param)
    return found


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_the_answer_is_what_the_document_says(file: Path, published: Published, store: Store) -> None:
    name, given, expected = read(file)
    answered = run_query(store, published.library[name], given, published.naming)
    columns = list(expected[0])
    got = sorted([normal(column, shown(row, column)) for column in columns] for row in answered.rows)
    assert got == sorted([normal(column, row[column]) for column in columns] for row in expected)


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_every_engine_answers_to_the_letter(file: Path, published: Published, store: Store) -> None:
    name, given, _ = read(file)
    answers = [run_query(each, published.library[name], given, published.naming) for each in (published.store, store)]
    expected, got = answers
    assert (got.understood, got.rows) == (expected.understood, expected.rows), "in the same order, with the same reasons"


def test_every_question_has_a_golden_answer(published: Published) -> None:
    answered = {file.stem.partition("--")[0] for file in GOLDEN}
    assert not set(published.library) - answered, "work these out from the document and add them to tests/golden"
