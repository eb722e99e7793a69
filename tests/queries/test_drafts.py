"""Questions that wait for a golden answer: they run, and they are not offered before a second reader has answered them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.queries.checks import check_query
from graphapp.queries.header import read_query
from graphapp.resources import folder
from tests.published import Published

DRAFTS = sorted((folder("queries") / "drafts").glob("*.rq"))


@pytest.mark.parametrize("file", DRAFTS, ids=lambda file: file.stem)
def test_a_draft_is_whole_and_runs_with_its_defaults(file: Path, published: Published) -> None:
    query = read_query(file)
    check_query(query, published.store, published.naming)
    assert query.task
    assert query.cannot_tell


@pytest.mark.parametrize("file", DRAFTS, ids=lambda file: file.stem)
def test_a_draft_is_not_offered(file: Path, published: Published) -> None:
    assert file.stem not in published.library
