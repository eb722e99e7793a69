"""Every saved question has an answer that was worked out by reading the document; every engine gives it."""

from __future__ import annotations

import pytest

from graphapp.queries.guard.golden import Golden, golden_files, read_golden
from graphapp.queries.run import run_query
from graphapp.queries.scope import EDITION
from graphapp.resources import folder
from graphapp.store import open_version
from graphapp.store.base import Store
from tests.published import Published
from tests.store.engines import ENGINES

GOLDEN = [read_golden(file) for file in golden_files(folder("queries"))]
EACH = pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.file.stem)


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


@EACH
def test_the_answer_is_what_the_document_says(golden: Golden, published: Published, store: Store) -> None:
    given = {EDITION: golden.edition, **golden.given}
    answered = run_query(store, published.library[golden.query], given, published.naming)
    assert not golden.difference(answered)


@EACH
def test_every_engine_answers_to_the_letter(golden: Golden, published: Published, store: Store) -> None:
    query = published.library[golden.query]
    answers = [run_query(each, query, golden.given, published.naming) for each in (published.store, store)]
    expected, got = answers
    assert (got.understood, got.rows) == (expected.understood, expected.rows), "in the same order, with the same reasons"


def test_every_question_has_a_golden_answer(published: Published) -> None:
    assert not set(published.library) - {golden.query for golden in GOLDEN}, "work these out from the document: queries/golden"


def test_every_golden_answer_is_of_a_question_and_an_edition_that_are_there(published: Published) -> None:
    assert {golden.query for golden in GOLDEN} <= set(published.library)
    assert {golden.edition for golden in GOLDEN} <= set(published.examined.editions)


def test_no_golden_answer_is_empty() -> None:
    assert not [golden.file.stem for golden in GOLDEN if not golden.lines]
