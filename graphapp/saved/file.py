"""The SQLite file: opened for each thing that is done, by any process and thread, and closed again.

It has a rollback journal, not a write-ahead log: it is read a thousand times for each time that it is written, a write takes
milliseconds, and so it is one file, which can also be read where nothing can be written.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graphapp.errors import SavedUnavailable
from graphapp.saved.schema import bring_up_to_date, is_current

_log = logging.getLogger(__name__)

_PATIENCE_TO_READ, _PATIENCE_TO_WRITE = 2.0, 5.0
"""Seconds to wait while another process writes: a page with an answer is not to wait long for the names of others."""

MOST_PAGES = 32_768
"""128 MB in pages of 4 KB: as many questions as are kept take less, so this is the second wall."""

_REASONS = {
    sqlite3.SQLITE_BUSY: "another process is writing to their file; try again in a moment",
    sqlite3.SQLITE_CANTOPEN: "their file cannot be opened",
    sqlite3.SQLITE_CORRUPT: "their file is damaged",
    sqlite3.SQLITE_FULL: "there is no room left for more",
    sqlite3.SQLITE_IOERR: "the disk does not read or write their file",
    sqlite3.SQLITE_NOTADB: "their file is damaged, or another program's",
    sqlite3.SQLITE_PERM: "their file may not be read",
    sqlite3.SQLITE_READONLY: "their file can only be read",
}


class SavedFile:
    """The file at *path*, which need not be there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read with; None where nothing was ever saved.

        :raises SavedUnavailable: when it cannot be read
        """
        with self._told():
            if not self.path.exists():
                yield None
                return
            with self._connected(_PATIENCE_TO_READ) as connection:
                if not is_current(connection):
                    with self.writing():
                        pass
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write until the block ends; what it did is kept whole, or not at all where the block fails.

        :raises SavedUnavailable: when it cannot be written
        """
        with self._told():
            self._make()
            with self._connected(_PATIENCE_TO_WRITE) as connection:
                connection.execute("BEGIN IMMEDIATE")
                bring_up_to_date(connection)
                yield connection
                connection.execute("COMMIT")

    @contextmanager
    def _connected(self, patience: float) -> Iterator[sqlite3.Connection]:
        """A connection; what it has not committed when it closes is undone."""
        address = f"{self.path.absolute().as_uri()}?mode=rw"  # which reads only, where the system allows no more
        connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
        with closing(connection):
            connection.execute("PRAGMA trusted_schema = OFF")  # a file from elsewhere brings no functions that run
            connection.execute(f"PRAGMA max_page_count = {MOST_PAGES}")
            yield connection

    def _make(self) -> None:
        """Make the file where there is none, for nobody else to read: who knows an id may open its question."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDONLY | os.O_CREAT, 0o600))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a sentence what is wrong with the file, and in the log where it is."""
        try:
            yield
        except sqlite3.Error as error:
            reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "their file cannot be used")
            _log.warning("%s: %s", self.path, error)
            raise SavedUnavailable(reason) from error
        except OSError as error:
            _log.warning("%s: %s", self.path, error)
            raise SavedUnavailable(f"their file cannot be used ({error.strerror})") from error
