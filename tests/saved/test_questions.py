"""Questions of one's own: what is kept of one, who finds it, who deletes it, and how many there may be."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapp.errors import NoRoom, NotSaved, TextRefused, TooOften, WrongKey
from graphapp.queries.run import prepare, run_query
from graphapp.saved import OwnQuestions, Saved, Wording, questions
from graphapp.saved.file import MOST_PAGES
from graphapp.saved.keys import new_id, new_key
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries import sample
from tests.saved.sample import asked

CHARACTERS = st.characters(exclude_categories=["Cs"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "saved.sqlite"


@pytest.fixture
def own(file: Path) -> OwnQuestions:
    return OwnQuestions(file)


def add(own: OwnQuestions, name: str = "Name", *, listed: bool = True) -> Saved:
    return own.add(Wording(name), asked(), listed=listed)


def test_what_was_saved_is_found_by_its_id(own: OwnQuestions) -> None:
    saved = own.add(Wording("For the board", "a note"), asked("feedback", "workforce"))
    found = own.get(saved.question.id)
    assert found == saved.question
    assert (found.name, found.note, found.query) == ("For the board", "a note", "actions-by-theme")
    assert found.given == {"theme": ("feedback", "workforce"), "edition": ("hampshire-2015",)}
    assert found.understood == "About feedback, workforce?"
    assert found.rows == 1
    assert timedelta(0) <= datetime.now(UTC) - found.created < timedelta(minutes=1)


@pytest.mark.parametrize("id_", ["", "x", "0" * 16, "' OR 1=1 --", "\ud800", "0" * 100_000])
def test_there_is_nothing_under_another_id(id_: str, own: OwnQuestions) -> None:
    add(own)
    with pytest.raises(NotSaved, match="It may have been deleted"):
        own.get(id_)


def test_what_is_kept_are_values_that_the_question_takes(tiny_store: EmbeddedStore, tmp_path: Path, own: OwnQuestions) -> None:
    query = sample.saved(tmp_path)
    given = {"sector": "Health", "wider": "yes", "most-shown": "7", "size": ""}
    saved = own.add(Wording("Name"), run_query(tiny_store, query, given, NAMING))
    assert saved.question.given == {"sector": ("health",), "wider": ("true",), "most-shown": ("7",), "edition": ("tiny",)}
    again = prepare(tiny_store, query, saved.question.given, NAMING)
    assert again == prepare(tiny_store, query, given, NAMING), "asked again it is the very same question"


def test_no_sparql_is_kept(own: OwnQuestions, file: Path) -> None:
    add(own)
    content = file.read_bytes()
    assert b"feedback" in content
    assert b"SELECT" not in content.partition(b"CREATE")[0]
    assert asked().sparql.encode() not in content


def test_too_many_values_are_not_kept(own: OwnQuestions) -> None:
    with pytest.raises(TextRefused, match="more values than are kept"):
        own.add(Wording("Name"), asked(*(f"{number:0>60}" for number in range(100))))


# Listed and unlisted


def test_only_what_its_owner_lists_is_listed_the_newest_first(own: OwnQuestions) -> None:
    for number in range(5):
        add(own, f"Name {number}", listed=number != 2)
    assert [question.name for question in own.listed(0, 10).questions] == ["Name 4", "Name 3", "Name 1", "Name 0"]
    assert [question.name for question in own.listed(1, 2).questions] == ["Name 3", "Name 1"]
    assert own.listed().count == 4
    assert len(own.everything()) == 5, "whoever runs the site sees all"


# Keys


def test_who_holds_the_key_deletes_it(own: OwnQuestions) -> None:
    saved = add(own)
    assert own.delete(saved.question.id, saved.key) == saved.question
    with pytest.raises(NotSaved):
        own.get(saved.question.id)
    with pytest.raises(NotSaved):
        own.delete(saved.question.id, saved.key)


def test_another_key_deletes_nothing(own: OwnQuestions) -> None:
    mine, other = add(own, "Mine"), add(own, "Other")
    for key in ("", other.key, mine.key[:-1], mine.key + " ", mine.question.id, new_key(), "\ud800"):
        with pytest.raises(WrongKey):
            own.delete(mine.question.id, key)
    assert own.get(mine.question.id) == mine.question


def test_the_key_is_not_in_the_file(own: OwnQuestions, file: Path) -> None:
    saved = add(own)
    assert saved.question.id.encode() in file.read_bytes()
    assert saved.key.encode() not in file.read_bytes()


def test_whoever_runs_the_site_deletes_without_a_key(own: OwnQuestions) -> None:
    saved = add(own)
    assert own.remove(saved.question.id) == saved.question
    with pytest.raises(NotSaved):
        own.remove(saved.question.id)
    with pytest.raises(NotSaved):
        own.remove(new_id())


# A form that is sent twice


def test_a_form_that_is_sent_twice_is_kept_once(own: OwnQuestions) -> None:
    ticket = new_key()
    first, second = (own.add(Wording("Name"), asked(), ticket=ticket) for _ in range(2))
    assert first == second == Saved(own.get(first.question.id), ticket)
    assert len(own.everything()) == 1


def test_a_form_that_was_changed_in_between_is_another_question_with_a_key_of_its_own(own: OwnQuestions) -> None:
    ticket = new_key()
    first = own.add(Wording("Name"), asked(), ticket=ticket)
    second = own.add(Wording("Another name"), asked(), ticket=ticket)
    assert len(own.everything()) == 2
    assert second.key != first.key
    own.delete(second.question.id, second.key)
    assert own.get(first.question.id)


@pytest.mark.parametrize("ticket", ["", "x", "a guess", "0" * 25])
def test_what_is_no_ticket_becomes_no_key(ticket: str, own: OwnQuestions) -> None:
    saved = own.add(Wording("Name"), asked(), ticket=ticket)
    assert saved.key != ticket
    assert own.delete(saved.question.id, saved.key)


# How many


def test_so_many_are_saved_in_a_minute_and_no_more(own: OwnQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    saved = [add(own) for _ in range(questions.MOST_A_MINUTE)]
    now += 20.5
    with pytest.raises(TooOften) as caught:
        add(own)
    assert caught.value.retry_after == 40
    assert "Try again in 40 seconds." in str(caught.value)
    own.delete(saved[0].question.id, saved[0].key)
    with pytest.raises(TooOften):
        add(own)
    now += 40
    add(own)


def test_a_clock_that_was_wrong_keeps_nobody_out(own: OwnQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 2_000_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    for _ in range(questions.MOST_A_MINUTE):
        add(own)
    now -= 86_400
    assert add(own)


def test_so_many_are_kept_and_no_more_until_one_goes(own: OwnQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST_KEPT", 3)
    saved = [add(own) for _ in range(3)]
    with pytest.raises(NoRoom, match="3 questions are saved here, and no more are kept"):
        add(own)
    own.delete(saved[1].question.id, saved[1].key)
    assert add(own)


def test_as_many_as_are_kept_fit_into_the_file_however_large_they_are(own: OwnQuestions, file: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "MOST_A_MINUTE", 1_000)
        for _ in range(100):
            wording = Wording("\U0001f600a" * 50, "\U0001f600" * 500)
            own.add(wording, asked(*(f"{number:0>32}" for number in range(99))), listed=True)
    expected = file.stat().st_size * questions.MOST_KEPT / 100
    assert MOST_PAGES * 4_096 * 0.25 < expected < MOST_PAGES * 4_096


# Anything that anybody writes


@given(
    name=st.text(CHARACTERS, min_size=1, max_size=100),
    note=st.text(CHARACTERS, max_size=500),
    values=st.lists(st.text(CHARACTERS, min_size=1, max_size=20), min_size=1, max_size=5, unique=True),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_kept_comes_back_unchanged(name: str, note: str, values: list[str], own: OwnQuestions) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "MOST_A_MINUTE", 1_000_000)
        saved = own.add(Wording(name, note), asked(*values))
    found = own.get(saved.question.id)
    assert found == saved.question
    assert (found.name, found.note, found.given["theme"]) == (name, note, tuple(values))


def test_the_file_holds_values_as_json_that_others_can_read(own: OwnQuestions, file: Path) -> None:
    add(own)
    with closing(sqlite3.connect(file)) as connection:
        ((kept,),) = connection.execute("SELECT given FROM question")
    assert json.loads(kept) == {"theme": ["feedback"], "edition": ["hampshire-2015"]}
