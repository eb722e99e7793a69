"""The tables: made where there are none, brought up to date from every version that was released, and nobody else's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphapp.errors import SavedUnavailable
from graphapp.saved import OwnQuestions, Wording
from graphapp.saved.schema import APPLICATION, NEWEST, STEPS, bring_up_to_date, is_current
from tests.saved.sample import asked

HERE = Path(__file__).parent
RELEASED = sorted(HERE.glob("version-*.sql"))
"""Files as each version wrote them, each with one question; they never change."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "saved.sqlite", isolation_level=None)) as opened:
        yield opened


def tables(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Every table and index with its columns, however it came to be."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]
    described = "SELECT * FROM pragma_table_xinfo(?)"
    return [(name, *map(str, row)) for name in names for row in connection.execute(described, (name,))]


def test_there_is_a_file_of_every_version_that_was_released() -> None:
    assert [file.stem for file in RELEASED] == [f"version-{number}" for number in range(1, NEWEST + 1)]


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_a_file_of_every_version_is_brought_up_to_date_with_what_it_holds(released: Path, tmp_path: Path) -> None:
    file = tmp_path / "saved.sqlite"
    with closing(sqlite3.connect(file)) as old:
        old.executescript(released.read_text())
    (question,) = OwnQuestions(file).listed().questions
    assert question == OwnQuestions(file).get("0123456789abcdef")
    assert (question.name, question.note, question.query) == (
        "Health and transition",
        "For the board",
        "actions-by-sector-and-theme",
    )
    assert question.given == {"sector": ("health",), "theme": ("transition-to-adulthood",), "edition": ("hampshire-2015",)}
    assert question.created == datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    assert question.rows == (None if released.stem == "version-1" else 3), "what was not known then is not made up"
    OwnQuestions(file).add(Wording("Another"), asked(), listed=True)
    assert OwnQuestions(file).listed().count == 2


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_the_way_that_a_file_came_does_not_show(released: Path, connection: sqlite3.Connection) -> None:
    connection.executescript(released.read_text())
    bring_up_to_date(connection)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        bring_up_to_date(new)
        assert tables(connection) == tables(new)


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_the_steps_begin_where_a_file_stands(version: int, connection: sqlite3.Connection) -> None:
    for statement in (statement for step in STEPS[:version] for statement in step):
        connection.execute(statement)
    if version:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    assert is_current(connection) == (version == NEWEST)
    bring_up_to_date(connection)
    bring_up_to_date(connection)
    assert is_current(connection)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "saved.sqlite"
    OwnQuestions(file).add(Wording("Kept"), asked(), listed=True)
    before = file.read_bytes()
    steps = (*STEPS, ("CREATE TABLE more (x)", "ALTER TABLE question ADD COLUMN name TEXT"))
    with monkeypatch.context() as patch:
        patch.setattr("graphapp.saved.schema.STEPS", steps)
        patch.setattr("graphapp.saved.schema.NEWEST", len(steps))
        with pytest.raises(SavedUnavailable):
            OwnQuestions(file).listed()
    assert file.read_bytes() == before
    assert OwnQuestions(file).listed().count == 1


def test_a_file_of_a_later_release_is_left_alone(connection: sqlite3.Connection) -> None:
    bring_up_to_date(connection)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(
        SavedUnavailable, match=f"a newer release wrote them .version {NEWEST + 1}, and this one reads version {NEWEST}"
    ):
        bring_up_to_date(connection)


@pytest.mark.parametrize("version", [0, 1, 9])
def test_a_file_of_another_program_is_left_alone(version: int, connection: sqlite3.Connection, tmp_path: Path) -> None:
    connection.execute("CREATE TABLE question (mine)")
    connection.execute(f"PRAGMA user_version = {version}")
    before = (tmp_path / "saved.sqlite").read_bytes()
    with pytest.raises(SavedUnavailable, match="written by another program"):
        OwnQuestions(tmp_path / "saved.sqlite").add(Wording("A"), asked())
    assert (tmp_path / "saved.sqlite").read_bytes() == before
