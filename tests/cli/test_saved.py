"""``graphapp saved``: what whoever runs a site sees of the questions that people saved, and deletes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from graphapp.saved import OwnQuestions, Wording
from tests.saved.sample import asked

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(main, ("saved", *arguments))


@pytest.fixture
def own(tmp_path: Path) -> OwnQuestions:
    return OwnQuestions(tmp_path / "saved.sqlite")


def test_all_are_listed_with_their_ids_and_a_mark_for_what_everybody_sees(run: Run, own: OwnQuestions) -> None:
    private = own.add(Wording("Private"), asked()).question
    listed = own.add(Wording("Listed"), asked(), listed=True).question
    lines = run("list").stdout.splitlines()
    assert [line[:18] for line in lines[::2]] == [f"* {listed.id}", f"  {private.id}"]
    assert [line.strip() for line in lines[1::2]] == ["Listed", "Private"]


def test_where_nothing_was_saved_nothing_is_listed_or_made(run: Run, tmp_path: Path) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_some_are_deleted_by_their_ids(run: Run, own: OwnQuestions) -> None:
    ids = [own.add(Wording(f"Name {number}"), asked(), listed=True).question.id for number in range(3)]
    result = run("delete", ids[0], ids[2])
    assert result.exit_code == 0
    assert result.stdout == f"{ids[0]}: “Name 0” is deleted.\n{ids[2]}: “Name 2” is deleted.\n"
    assert [question.name for question in own.everything()] == ["Name 1"]


def test_an_id_of_nothing_is_told(run: Run, own: OwnQuestions) -> None:
    own.add(Wording("Name"), asked())
    result = run("delete", "nothing")
    assert result.exit_code == 2
    assert "No question is saved under this address." in result.stderr
    assert len(own.everything()) == 1


def test_a_site_that_saves_nothing_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_SAVED", "")
    result = run("list")
    assert result.exit_code == 2
    assert "GRAPHAPP_SAVED is empty" in result.stderr


def test_a_damaged_file_is_told_with_its_place(run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "saved.sqlite").write_bytes(b"no database at all\n" * 100)
    result = run("list")
    assert result.exit_code == 1
    assert "their file is damaged" in result.stderr
    assert str(tmp_path / "saved.sqlite") in caplog.text
