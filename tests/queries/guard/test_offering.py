"""Which questions are offered: by what was found when the version was built, and what became of the files since."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import NotOffered
from graphapp.queries.guard.offering import is_as_checked, offered, published_report, report_of
from graphapp.queries.guard.verdicts import Report, Verdict, digest_of
from graphapp.queries.library import Library
from graphapp.store.publishing import publish
from graphapp.store.versions import QUESTIONS
from tests.queries.sample import QUESTION, saved
from tests.store.sample import OLD, manifest


def verdict(file: Path, problem: str = "") -> Verdict:
    return Verdict(file.stem, digest_of(file), "2015-11-01T10:00:00+00:00", problem=problem)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("good", "bad"):
        saved(tmp_path, name=name)
    return tmp_path


@pytest.fixture
def report(folder: Path) -> Report:
    return Report.of([verdict(folder / "good.rq"), verdict(folder / "bad.rq", "It is too slow.")])


def test_what_did_not_pass_is_not_offered_and_says_why(folder: Path, report: Report) -> None:
    library = offered(Library(folder), report)
    assert list(library) == ["good"]
    assert library.withheld == {"bad": "It is too slow."}
    with pytest.raises(NotOffered, match=r"The question “bad” did not pass .* It is too slow\."):
        library["bad"]


def test_where_nothing_is_known_all_that_can_be_read_are_offered(folder: Path) -> None:
    (folder / "broken.rq").write_text("SELECT * {}")
    library = offered(Library(folder), None)
    assert sorted(library) == ["bad", "good"]
    assert list(library.withheld) == ["broken"]


def test_a_file_that_was_mended_since_is_offered(folder: Path, report: Report) -> None:
    saved(folder, QUESTION.replace("title: Services", "title: Mended"), "bad")
    assert sorted(offered(Library(folder), report)) == ["bad", "good"]


def test_a_file_that_was_broken_since_keeps_itself_back_alone(folder: Path, report: Report) -> None:
    saved(folder, QUESTION.replace("SELECT", "SELEKT"), "good")
    saved(folder, name="new")
    library = offered(Library(folder), report)
    assert list(library) == ["new"]
    assert "good.rq" in library.withheld["good"]
    assert "does not parse" in library.withheld["good"]


def test_whether_a_question_is_the_one_that_was_tried_is_known(folder: Path, report: Report) -> None:
    query = Library(folder)["good"]
    assert is_as_checked(query, report)
    assert not is_as_checked(query, None)
    assert not is_as_checked(saved(folder, QUESTION + "\n", "good"), report)


def test_a_version_keeps_its_report(tmp_path: Path, report: Report) -> None:
    version = publish(tmp_path / "home", manifest("new"), OLD, {QUESTIONS: report.as_json()})
    assert report_of(version) == published_report(tmp_path / "home") == report
    assert version.faults() == []
    assert "questions.json" in version.manifest.files


def test_a_version_of_an_earlier_release_has_none(tmp_path: Path) -> None:
    assert report_of(publish(tmp_path / "home", manifest("old"), OLD)) is None


def test_where_nothing_is_published_there_is_none(tmp_path: Path) -> None:
    assert published_report(tmp_path) is None


def test_a_report_that_cannot_be_read_is_as_none_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    version = publish(tmp_path, manifest("new"), OLD, {QUESTIONS: b"no report"})
    assert report_of(version) is None
    assert "cannot be read" in caplog.text
