"""What is wrong on our side: a file, the store, too much at once."""

from __future__ import annotations

from pathlib import Path

from graphapp.errors.root import GraphappError
from graphapp.hints import shown


class SourceFault(GraphappError):
    """A file of the project cannot be used.

    :param file: the file
    :param line: the line, counted from 1, where it is known
    """

    title = "A file cannot be used"

    def __init__(self, message: str, file: Path | str, line: int | None = None) -> None:
        self.message, self.file, self.line = message, Path(file), line
        super().__init__(self._told(shown(self.file)))

    @property
    def in_public(self) -> str:
        """The same sentence for people who need not know where the files lie."""
        return self._told(self.file.name)

    def _told(self, file: str) -> str:
        return f"{file}, line {self.line}: {self.message}" if self.line else f"{file}: {self.message}"


class NotOffered(GraphappError):
    """A saved question that is there and is not answered, because it did not pass its checks.

    :param name: of the question
    :param why: what is wrong with it, as a sentence
    """

    status = 404
    title = "This question is not offered now"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The question “{name}” did not pass its checks and is not offered until it is mended. {why}")


class CheckFailed(GraphappError):
    """The graph does not hold together; nothing was published."""

    title = "The checks failed"


class EngineFault(GraphappError):
    """The engine that answers queries failed or could not be reached."""

    status = 502
    title = "The store did not answer"


class QueryStopped(GraphappError):
    """A query that took more time or memory than it may, and was ended."""

    status = 503
    title = "The query was stopped"


class Busy(GraphappError):
    """Too many are asking at once; *retry_after* is in seconds."""

    status = 503
    title = "Too many are asking at once"
    retry_after = 2

    def __init__(self) -> None:
        super().__init__(f"Too many are asking at once. Ask again in {self.retry_after} seconds.")


class TooOften(Busy):
    """More questions are being saved than in a minute are taken; says after how many seconds to try again."""

    status = 429
    title = "Too many questions are being saved"

    def __init__(self, seconds: int = 60) -> None:
        self.retry_after = seconds
        GraphappError.__init__(self, f"Too many questions were saved in the last minute. Try again in {seconds} seconds.")


class SavedUnavailable(GraphappError):
    """The file of questions of one's own cannot be used now, for a *reason* that ends a sentence; everything else answers."""

    status = 503
    title = "Saved questions are not available"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The questions that were saved here cannot be used at the moment: {reason}. Everything else works.")


class NoRoom(GraphappError):
    """As many questions are saved as are kept."""

    status = 507
    title = "No more questions can be saved"

    def __init__(self, most: int) -> None:
        super().__init__(f"{most:,} questions are saved here, and no more are kept. Whoever runs the site can delete old ones.")


class NotPublished(GraphappError):
    """There is no published version to read."""

    status = 503
    title = "Nothing is published yet"
