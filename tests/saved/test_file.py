"""The file: one that is missing, damaged, read-only, busy or full is told in a sentence, and nothing of it is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graphapp.errors import SavedUnavailable
from graphapp.saved import OwnQuestions, Wording
from graphapp.saved import file as saved_file
from tests.saved.sample import asked

Act = Callable[[OwnQuestions], object]
READS: tuple[Act, ...] = (
    lambda own: own.listed(),
    lambda own: own.get("0" * 16),
    lambda own: own.everything(),
)
WRITES: tuple[Act, ...] = (lambda own: own.add(Wording("Name"), asked(), listed=True),)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "saved.sqlite"


@pytest.fixture
def kept(file: Path) -> Path:
    """A file that holds a question."""
    OwnQuestions(file).add(Wording("Kept"), asked(), listed=True)
    return file


def names(file: Path) -> list[str]:
    return [question.name for question in OwnQuestions(file).listed().questions]


def test_looking_makes_no_file(file: Path) -> None:
    assert OwnQuestions(file).listed().questions == ()
    assert OwnQuestions(file).listed().count == 0
    assert not file.exists()


def test_saving_makes_the_file_and_its_folder_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "not" / "yet" / "saved.sqlite"
    OwnQuestions(file).add(Wording("Name"), asked(), listed=True)
    assert names(file) == ["Name"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_it_is_one_file(kept: Path) -> None:
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


@pytest.mark.parametrize("name", ["a b.sqlite", "50%.sqlite", "a?mode=memory", "a#b", "ü.sqlite"])
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    OwnQuestions(tmp_path / name).add(Wording("Name"), asked())
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("act", [*READS, *WRITES])
@pytest.mark.parametrize("content", [b"no database at all\n" * 100, b"SQLite format 3\0" + b"\xff" * 5_000])
def test_a_file_that_is_no_database_is_told_and_left_alone(content: bytes, act: Act, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(SavedUnavailable, match="their file is damaged"):
        act(OwnQuestions(file))
    assert file.read_bytes() == content


@pytest.mark.parametrize("act", [READS[0], READS[2], *WRITES])
def test_a_file_with_damaged_pages_is_told(act: Act, kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[4_096:] = b"\xff" * (len(content) - 4_096)
    kept.write_bytes(content)
    with pytest.raises(SavedUnavailable, match="their file is damaged"):
        act(OwnQuestions(kept))


@pytest.mark.parametrize(
    ("column", "value"),
    [("given", "not json"), ("given", "[1]"), ("given", "null"), ("given", '{"a": 1}'), ("created", "yesterday"), ("created", 5)],
)
def test_a_question_that_somebody_changed_by_hand_is_told(column: str, value: object, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute(f"UPDATE question SET {column} = ?", (value,))  # noqa: S608 - a name of ours
    with pytest.raises(SavedUnavailable, match="one of them is damaged"):
        OwnQuestions(kept).listed()


@pytest.mark.parametrize("act", [*READS, *WRITES])
def test_a_folder_in_its_place_is_told(act: Act, file: Path) -> None:
    file.mkdir()
    with pytest.raises(SavedUnavailable, match="their file cannot be"):
        act(OwnQuestions(file))


def test_a_file_where_a_folder_should_be_is_told(file: Path) -> None:
    file.write_text("")
    for act in WRITES:
        with pytest.raises(SavedUnavailable, match="their file cannot be used"):
            act(OwnQuestions(file / "saved.sqlite"))


def test_an_empty_file_is_one_in_which_nothing_was_saved(file: Path) -> None:
    file.write_bytes(b"")
    assert OwnQuestions(file).listed().count == 0


@pytest.fixture
def nobody() -> Iterator[None]:
    """Be a user to whom the rights of files apply, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    yield
    os.seteuid(0)


def test_a_file_that_can_only_be_read_is_read(kept: Path, request: pytest.FixtureRequest) -> None:
    for folder in (kept.parent, *kept.parent.parents):
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to("/tmp"):  # noqa: S108 - where pytest makes its folders
            folder.chmod(folder.stat().st_mode | 0o555)
    kept.chmod(0o444)
    request.getfixturevalue("nobody")
    assert names(kept) == ["Kept"]
    for act in WRITES:
        with pytest.raises(SavedUnavailable, match="their file can only be read"):
            act(OwnQuestions(kept))
    assert names(kept) == ["Kept"]


def test_a_file_that_is_not_ours_to_read_is_told(kept: Path, request: pytest.FixtureRequest) -> None:
    kept.chmod(0o200)
    request.getfixturevalue("nobody")
    for act in (*READS, *WRITES):
        with pytest.raises(SavedUnavailable, match="their file cannot be"):
            act(OwnQuestions(kept))


def test_who_finds_it_busy_waits_and_is_then_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_file, "_PATIENCE_TO_WRITE", 0.2)
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert names(kept) == ["Kept"], "who reads need not wait for who is about to write"
        began = time.monotonic()
        for act in WRITES:
            with pytest.raises(SavedUnavailable, match="another process is writing to their file; try again in a moment"):
                act(OwnQuestions(kept))
        assert 0.2 <= time.monotonic() - began < 5
    for act in WRITES:
        act(OwnQuestions(kept))
    assert len(names(kept)) == 2


def test_who_only_looks_waits_a_moment_for_who_writes_and_no_longer(kept: Path) -> None:
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(SavedUnavailable, match="another process is writing"):
            OwnQuestions(kept).listed()
        assert 1.9 <= time.monotonic() - began < 4.9
    assert names(kept) == ["Kept"]


def test_a_file_that_is_full_is_told_and_can_be_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_file, "MOST_PAGES", 9)
    own = OwnQuestions(kept)

    def fill() -> None:
        for _ in range(20):
            own.add(Wording("n" * 100, "n" * 500), asked(*(f"theme-{number}" for number in range(90))), listed=True)

    with pytest.raises(SavedUnavailable, match="there is no room left for more"):
        fill()
    assert "Kept" in names(kept)


def test_what_is_wrong_is_logged_with_the_place_of_the_file_and_told_without(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_bytes(b"no database at all\n" * 100)
    with pytest.raises(SavedUnavailable) as caught:
        OwnQuestions(file).listed()
    assert str(file) not in str(caught.value)
    assert str(file) in caplog.text


# Several processes


def writer(file: Path, count: int, most_a_minute: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.saved.writer", str(file), str(count), str(most_a_minute)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finished(writers: list[subprocess.Popen[str]]) -> list[int]:
    outputs = [process.communicate(timeout=60)[0] for process in writers]
    assert [process.returncode for process in writers] == [0] * len(writers)
    return [int(output) for output in outputs]


def test_processes_that_write_at_a_time_lose_nothing(file: Path) -> None:
    assert finished([writer(file, 50, 1_000) for _ in range(4)]) == [50] * 4, "also while they all make the file"
    questions = OwnQuestions(file).everything()
    assert len(questions) == len({question.id for question in questions}) == 200


def test_the_limits_hold_for_all_processes_together(file: Path) -> None:
    assert sum(finished([writer(file, 20, 30) for _ in range(3)])) == 30
    assert OwnQuestions(file).listed().count == 30


def test_who_is_killed_while_writing_leaves_what_was_saved(file: Path) -> None:
    for round_ in range(1, 4):
        process = writer(file, 0, 1_000_000)
        end = time.monotonic() + 30
        while OwnQuestions(file).listed().count < 20 * round_ and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        before = len(OwnQuestions(file).everything())
        assert before >= 20 * round_
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
