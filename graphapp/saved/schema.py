"""The tables, a step for each version of them. A step that was released is never changed; a change is a new step."""

from __future__ import annotations

from sqlite3 import Connection

from graphapp.errors import SavedUnavailable

APPLICATION = 0x67726170
"""Stands in the head of the file, so that no other program's is taken for one of ours: “grap” in ASCII."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE question (
            id TEXT PRIMARY KEY,         -- in the public link
            key_digest BLOB NOT NULL,    -- of the key in the secret link
            name TEXT NOT NULL,
            note TEXT NOT NULL,
            query TEXT NOT NULL,         -- the name of the question in the library
            given TEXT NOT NULL,         -- JSON: the values of its gaps, a list for each, and the edition
            understood TEXT NOT NULL,    -- the sentence as it read then
            listed INTEGER NOT NULL,     -- 1: shown to everybody; 0: to whoever has the link
            created TEXT NOT NULL        -- ISO 8601, UTC
        )
        """,
        "CREATE UNIQUE INDEX question_key ON question (key_digest)",
        "CREATE INDEX question_listed ON question (listed, created, id)",
        "CREATE TABLE saving (at REAL NOT NULL)",  # the times of the last minute, in seconds since 1970
    ),
    ("ALTER TABLE question ADD COLUMN rows INTEGER",),  # of the answer when it was saved; NULL where that was not counted
)
"""What brings a file from version *n* to *n + 1*; the version of an empty file is 0."""

NEWEST = len(STEPS)


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this release.

    :raises SavedUnavailable: when they are a later release's, or another program's
    """
    version, application = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    is_empty = version == application == 0 and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    if not is_empty and application != APPLICATION:
        raise SavedUnavailable("what is kept in their file was written by another program")
    if version > NEWEST:
        raise SavedUnavailable(f"a newer release wrote them (version {version}, and this one reads version {NEWEST})")
    return bool(version == NEWEST)


def bring_up_to_date(connection: Connection) -> None:
    """Take the steps that are missing, within the transaction that is open: all of them, or none.

    :raises SavedUnavailable: when the tables are a later release's, or another program's
    """
    if is_current(connection):
        return
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {NEWEST}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
