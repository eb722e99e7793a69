"""What a person or a program asked for that cannot be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graphapp.errors.root import GraphappError
from graphapp.hints import nearest, repeated


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


class Gone(InputError):
    """Something that was here and is no longer; the sentence says what is known of it."""

    status = 410
    title = "No longer here"


class NotAcceptable(InputError):
    """None of the media types that a client accepts exists; *known* do, at *addresses*."""

    status = 406
    title = "Not in this form"

    def __init__(self, known: Iterable[str], addresses: Mapping[str, str]) -> None:
        self.addresses = dict(addresses)
        super().__init__(f"None of the accepted media types exists here. There are {', '.join(known)}.")


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
