"""Everything that can go wrong, as a small family; the sentence in each is meant for the person who caused it.

::

    GraphappError                exit 1   500
     +- InputError               exit 2   400   a value somebody gave
     |   +- UnknownName          exit 2   404   a name that does not exist; says the nearest
     |   +- ParameterError       exit 2   422   values that a saved question does not take; says what is wrong with each
     |   +- NoSuchPage           exit 2   404   a page beyond the end of an answer
     |   +- QueryRefused         exit 2   400   SPARQL that is not run
     |   |   +- QueryTooLong     exit 2   413   more characters than are read
     |   +- UnknownMediaType     exit 2   415   a body in a form that is not read
     |   +- AddressTooLong       exit 2   414   more characters than an address may have
     |   +- BodyTooLong          exit 2   413   more bytes than a form of ours sends
     |   +- TextRefused          exit 2   422   words that are not kept, as they are too long or hide something
     |   +- ForeignForm          exit 2   403   a form that another site sent in somebody's name
     |   +- NotSaved             exit 2   404   a question of one's own that is not there, or no longer
     |   +- WrongKey             exit 2   403   a key that does not delete this question
     |   +- NotThisDocument      exit 2   400   a source file that is another document
     +- SourceFault              exit 1   500   a file of ours that cannot be used: file, line, what was expected
     +- NotOffered               exit 1   404   a saved question that did not pass its checks
     +- CheckFailed              exit 1   500   the graph does not hold together; carries the findings
     +- EngineFault              exit 1   502   the store did not answer
     +- QueryStopped             exit 1   503   a query that took more than it may
     +- Busy                     exit 1   503   too many ask at once; says when to come back
     |   +- TooOften             exit 1   429   too many questions were saved in the last minute
     +- SavedUnavailable         exit 1   503   the file of questions of one's own cannot be used now
     +- NoRoom                   exit 1   507   as many questions are saved as are kept
     +- NotPublished             exit 1   503   there is no version to serve yet

``exit_code`` is used by :mod:`graphapp.cli`, ``status`` by :mod:`graphapp.web.problems`; nothing else maps errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from graphapp.hints import nearest, repeated, shown


class GraphappError(Exception):
    """The root of the family. ``str(error)`` is a complete sentence."""

    exit_code = 1
    status = 500
    title = "Something went wrong"


class InputError(GraphappError):
    """A value given by a person or a program cannot be used."""

    exit_code = 2
    status = 400
    title = "That could not be understood"


class UnknownName(InputError):
    """A name that does not exist; the sentence names the nearest that do.

    :param what: the kind of name, with its article: ``"a saved question"``
    :param name: what was asked for
    :param known: the names that exist
    """

    status = 404
    title = "Not found"

    def __init__(self, what: str, name: str, known: Iterable[str] = ()) -> None:
        self.name = name
        self.nearest = nearest(name, known)
        hint = f" Did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"There is no {what} called “{repeated(name)}”.{hint}")


class Fault(NamedTuple):
    """What is wrong with one parameter, in a sentence; *short* is one for where the values that exist are to be seen."""

    parameter: str
    detail: str
    short: str = ""


class ParameterError(InputError):
    """Values that a saved question does not take, or that are missing.

    :param faults: what is wrong with each parameter, where several were looked at
    """

    status = 422
    title = "That value does not fit"

    def __init__(self, detail: str, faults: Sequence[Fault] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__(detail)


class NoSuchPage(InputError):
    """A page beyond the end of an answer.

    :param number: the page that was asked for, counted from 1
    :param last: the number of the last page
    :param size: rows of a page
    """

    status = 404
    title = "No such page"

    def __init__(self, number: int, last: int, size: int) -> None:
        count = f"{last:,} pages" if last > 1 else "1 page"
        super().__init__(f"There is no page {number:,}: in pages of {size:,} rows, this answer has {count}.")


class QueryRefused(InputError):
    """SPARQL that is not run: it does not parse, is too long, or reaches outside."""

    title = "This query is not run"


class QueryTooLong(QueryRefused):
    """SPARQL with more characters than are read."""

    status = 413


class AddressTooLong(InputError):
    """An address with more characters than are read."""

    status = 414
    title = "The address is too long"

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"The address has {length} characters; the most is {most}. A long query can be sent by POST.")


class UnknownMediaType(InputError):
    """A body in a form that is not read."""

    status = 415
    title = "Not read in this form"

    def __init__(self, given: str, known: Iterable[str]) -> None:
        super().__init__(f"A body of the type “{repeated(given) or 'none'}” is not read here; send {' or '.join(known)}.")


class BodyTooLong(InputError):
    """A body with more bytes than are read at its address."""

    status = 413
    title = "That is too much to send"

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"{length} bytes were sent; the most that is read here is {most}.")


class TextRefused(InputError):
    """Words of a person that are not kept: too long, or with characters that hide or turn around what stands beside them."""

    status = 422
    title = "That text cannot be kept"


class ForeignForm(InputError):
    """A form that another site sent in the name of somebody who was looking at it."""

    status = 403
    title = "This was sent from another site"

    def __init__(self) -> None:
        super().__init__("This was sent from a page of another site, so nothing was done. Open the form on this site.")


class NotSaved(InputError):
    """A question of one's own that is not there, or no longer."""

    status = 404
    title = "Not found"


class WrongKey(InputError):
    """A key that does not delete the question that it is used for."""

    status = 403
    title = "This key does not fit"

    def __init__(self) -> None:
        super().__init__("This is not the key of this question, and nothing was deleted. It stands in the link you were given.")


class NotThisDocument(InputError):
    """A source file that cannot be read, or is not the document that the statements were taken from."""

    title = "Another document"


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
