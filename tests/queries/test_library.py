"""The library: every question of a folder, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import NotOffered, UnknownName
from graphapp.queries.library import Library
from tests.queries.sample import QUESTION, saved


@pytest.fixture
def library(tmp_path: Path) -> Library:
    saved(tmp_path, name="services-of-sector")
    saved(tmp_path, QUESTION.replace("title: Services", "title: Boards"), name="zebra")
    (tmp_path / "notes.txt").write_text("no question")
    return Library(tmp_path)


def test_questions_come_in_the_order_of_their_titles(library: Library) -> None:
    assert list(library) == ["zebra", "services-of-sector"]
    assert [query.title for query in library.values()] == ["Boards of a sector", "Services of a sector"]
    assert len(library) == 2


def test_a_question_is_found_by_the_name_of_its_file(library: Library) -> None:
    assert library["zebra"].name == "zebra"
    assert "zebra" in library


def test_an_unknown_question_names_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownName, match=r"no saved question called “services-of-sektor”\. Did you mean services-of-sector\?"):
        library["services-of-sektor"]


def test_whether_there_is_a_question_can_be_asked(library: Library) -> None:
    assert "nothing" not in library


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert not Library(tmp_path)


def test_one_bad_file_keeps_no_other_back_and_is_named_when_it_is_asked(tmp_path: Path) -> None:
    saved(tmp_path)
    (tmp_path / "bad.rq").write_text("SELECT * {}")
    library = Library(tmp_path)
    assert list(library) == ["services-of-sector"]
    with pytest.raises(NotOffered, match=r"“bad” did not pass .* bad\.rq, line 1: a saved question begins with a header"):
        library["bad"]


def test_a_question_can_be_withheld_with_a_sentence(library: Library) -> None:
    fewer = library.without({"zebra": "It is striped.", "nothing": "It is gone."})
    assert list(fewer) == ["services-of-sector"]
    assert fewer.withheld == {"zebra": "It is striped.", "nothing": "It is gone."}
    assert list(library) == ["zebra", "services-of-sector"], "which stays as it was"
