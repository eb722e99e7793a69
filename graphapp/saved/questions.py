"""Questions of one's own: saved, found by their id, listed where their owners wish it, deleted by who holds the key."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from sqlite3 import Connection

from graphapp.errors import NoRoom, NotSaved, SavedUnavailable, TextRefused, TooOften, WrongKey
from graphapp.queries.run import Answered
from graphapp.queries.scope import EDITION
from graphapp.saved import keys
from graphapp.saved.file import SavedFile
from graphapp.saved.wording import Wording

MOST_KEPT = 10_000
"""Questions of one's own that are kept at all."""

MOST_A_MINUTE = 30
"""Questions that are saved within a minute, by everybody together: a person fills in a form more slowly."""

_MINUTE = 60.0

_LONGEST_VALUES = 4_000
"""Characters of the values of one question: a hundred names of things."""

_COLUMNS = "id, name, note, query, given, understood, listed, created, rows"

Values = tuple[tuple[str, tuple[str, ...]], ...]
"""The values of gaps, and the edition, by their names."""


@dataclass(frozen=True)
class OwnQuestion:
    """A question of the library with values, under a name that a person gave it.

    :param id: what stands in its public link
    :param query: the name of the question in the library of then
    :param values: the values of its gaps, and the edition it was asked of
    :param understood: the question as it read when it was saved
    :param listed: whether everybody is shown it, and not only who has the link
    :param created: when it was saved, in UTC
    :param rows: how many rows its answer had then; None where that was not counted
    """

    id: str
    name: str
    note: str
    query: str
    values: Values
    understood: str
    listed: bool
    created: datetime
    rows: int | None = None

    @property
    def given(self) -> Mapping[str, tuple[str, ...]]:
        """The values as whoever asks it gives them."""
        return dict(self.values)


@dataclass(frozen=True)
class Saved:
    """A question that was just saved, and the key that deletes it, which is known now and never again."""

    question: OwnQuestion
    key: str


@dataclass(frozen=True)
class Listed:
    """Some of the questions that everybody is shown, and how many there are in all."""

    questions: tuple[OwnQuestion, ...]
    count: int


class OwnQuestions:
    """The questions that people saved in *file*; any number of processes may do so at a time.

    Every method raises :class:`SavedUnavailable` when the file cannot be used.
    """

    def __init__(self, file: Path) -> None:
        self._file = SavedFile(file)

    def add(self, wording: Wording, answered: Answered, *, listed: bool = False, ticket: str = "") -> Saved:
        """Keep a question that was answered, so that what is kept are values it took.

        :param ticket: a key that was drawn for the form it comes from: a form that is sent twice is kept once
        :raises TextRefused: when it has too many values
        :raises TooOften: when too many were saved in the last minute
        :raises NoRoom: when as many are saved as are kept
        """
        question = _new(wording, answered, listed=listed)
        with self._file.writing() as connection:
            before = _kept_under(connection, ticket)
            if before and _content(before) == _content(question):
                return Saved(before, ticket)
            _keep_pace(connection, time.time())
            _keep_room(connection)
            key = ticket if keys.is_key(ticket) and not before else keys.new_key()
            _insert(connection, question, keys.digest(key))
            return Saved(question, key)

    def get(self, id_: str) -> OwnQuestion:
        """The question with this id.

        :raises NotSaved: when there is none, or no longer
        """
        with self._file.reading() as connection:
            found = next(_select(connection, "WHERE id = ?", id_), None) if connection and keys.is_id(id_) else None
        if found is None:
            raise NotSaved("No question is saved under this address. It may have been deleted.")
        return found

    def listed(self, start: int = 0, most: int = MOST_KEPT) -> Listed:
        """Those that everybody is shown, the newest first: up to *most* after the first *start*."""
        some = "WHERE listed = 1 ORDER BY created DESC, id DESC LIMIT ? OFFSET ?"
        with self._file.reading() as connection:
            if connection is None:
                return Listed((), 0)
            return Listed(tuple(_select(connection, some, most, start)), _count(connection, "WHERE listed = 1"))

    def everything(self) -> tuple[OwnQuestion, ...]:
        """All of them, the newest first, for whoever runs the site."""
        with self._file.reading() as connection:
            return tuple(_select(connection, "ORDER BY created DESC, id DESC")) if connection else ()

    def delete(self, id_: str, key: str) -> OwnQuestion:
        """Delete the question with this id, and return what it was.

        :raises NotSaved: when there is none, or no longer
        :raises WrongKey: when the key is another question's, or none
        """
        question = self.get(id_)
        with self._file.writing() as connection:
            kept = connection.execute("SELECT key_digest FROM question WHERE id = ?", (id_,)).fetchone()
            if kept and not keys.fits(key, kept[0]):
                raise WrongKey
            connection.execute("DELETE FROM question WHERE id = ?", (id_,))
        return question

    def remove(self, id_: str) -> OwnQuestion:
        """Delete the question with this id without its key, as whoever runs the site may.

        :raises NotSaved: when there is none, or no longer
        """
        question = self.get(id_)
        with self._file.writing() as connection:
            connection.execute("DELETE FROM question WHERE id = ?", (id_,))
        return question


def _new(wording: Wording, answered: Answered, *, listed: bool) -> OwnQuestion:
    """The question as it will be kept.

    :raises TextRefused: when it has too many values
    """
    gaps = {name: tuple(option.value for option in item.options) for name, item in answered.filled.items() if item.options}
    values = {**gaps, EDITION: (answered.edition,)} if answered.edition else gaps
    if len(json.dumps(values)) > _LONGEST_VALUES:
        raise TextRefused("The question has more values than are kept. Save it with fewer.")
    return OwnQuestion(
        id=keys.new_id(),
        name=wording.name,
        note=wording.note,
        query=answered.query.name,
        values=tuple(values.items()),
        understood=answered.understood,
        listed=listed,
        created=datetime.now(UTC),
        rows=len(answered.rows),
    )


def _content(question: OwnQuestion) -> tuple[object, ...]:
    """What two questions have in common that were saved by the same form."""
    return question.name, question.note, question.query, question.given, question.listed


def _keep_pace(connection: Connection, now: float) -> None:
    """Note that one is saved *now*, in seconds since 1970; deleting one does not give its place back within the minute.

    :raises TooOften: when too many were in the last minute
    """
    connection.execute("DELETE FROM saving WHERE at <= ? OR at > ?", (now - _MINUTE, now + _MINUTE))  # or a clock was wrong
    count, first = connection.execute("SELECT COUNT(*), MIN(at) FROM saving").fetchone()
    if count >= MOST_A_MINUTE:
        raise TooOften(max(1, ceil(first + _MINUTE - now)))
    connection.execute("INSERT INTO saving VALUES (?)", (now,))


def _keep_room(connection: Connection) -> None:
    """See that there is room for one more.

    :raises NoRoom: when there is none
    """
    if _count(connection) >= MOST_KEPT:
        raise NoRoom(MOST_KEPT)


def _insert(connection: Connection, question: OwnQuestion, key_digest: bytes) -> None:
    kept = {
        "id": question.id,
        "key_digest": key_digest,
        "name": question.name,
        "note": question.note,
        "query": question.query,
        "given": json.dumps(question.given, ensure_ascii=False),
        "understood": question.understood,
        "listed": int(question.listed),
        "created": question.created.isoformat(timespec="microseconds"),
        "rows": question.rows,
    }
    connection.execute(f"INSERT INTO question ({', '.join(kept)}) VALUES (:{', :'.join(kept)})", kept)  # noqa: S608 - names of ours


def _kept_under(connection: Connection, key: str) -> OwnQuestion | None:
    """The question that *key* deletes."""
    return next(_select(connection, "WHERE key_digest = ?", keys.digest(key)), None)


def _count(connection: Connection, which: str = "") -> int:
    return int(connection.execute(f"SELECT COUNT(*) FROM question {which}").fetchone()[0])  # noqa: S608 - words of ours


def _select(connection: Connection, which: str, *values: object) -> Iterator[OwnQuestion]:
    """The questions that the clause *which* takes, with its *values* bound.

    :raises SavedUnavailable: for one that no release wrote so
    """
    for row in connection.execute(f"SELECT {_COLUMNS} FROM question {which}", values):  # noqa: S608 - words of ours
        try:
            yield _read(row)
        except (TypeError, ValueError, AttributeError) as error:
            raise SavedUnavailable("one of them is damaged") from error


def _read(row: tuple[str, str, str, str, str, str, int, str, int | None]) -> OwnQuestion:
    """The question that *row* holds."""
    id_, name, note, query, given, understood, listed, created, rows = row
    values = tuple((gap, tuple(map(str, kept))) for gap, kept in json.loads(given).items())
    return OwnQuestion(id_, name, note, query, values, understood, bool(listed), datetime.fromisoformat(created), rows)
