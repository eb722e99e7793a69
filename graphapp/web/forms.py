"""A form that was posted: looked at before its fields are, as it changes something.

The site knows no logins and sets no cookies, so a page of another site can do here only what its reader could. Even so it is to
save nothing in a reader's name: browsers say which site a form comes from, and what comes from another is refused. Programs say
nothing of the kind, and may post.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

from flask import request

from graphapp.errors import BodyTooLong, ForeignForm, InputError, UnknownMediaType
from graphapp.web.services import services

LONGEST_FORM = 20_000
"""Bytes: the longest name and note in the widest letters, written with percent signs, take 8,000."""

_FORM = "application/x-www-form-urlencoded"
_OURS = ("same-origin", "none")


def posted(*names: str) -> list[str]:
    """The fields *names* of the form that was posted, an empty text for each that is missing.

    :raises ForeignForm: when a page of another site sent it
    :raises UnknownMediaType: when it is no form
    :raises BodyTooLong: when it is longer than any form of ours
    :raises InputError: when a field comes twice, or holds what is no text
    """
    if _is_foreign():
        raise ForeignForm
    if request.mimetype != _FORM:
        raise UnknownMediaType(request.mimetype, (_FORM,))
    content = request.get_data(cache=True)
    if len(content) > LONGEST_FORM:
        raise BodyTooLong(len(content), LONGEST_FORM)
    try:
        unquote_to_bytes(content).decode()
    except UnicodeDecodeError as error:
        raise InputError("The form holds bytes that are not text in UTF-8.") from error
    for name in names:
        if len(request.form.getlist(name)) > 1:
            raise InputError(f"The field “{name}” was sent twice; send it once.")
    return [request.form.get(name, "") for name in names]


def _is_foreign() -> bool:
    """Whether a browser says that the form stood on another site. Over plain HTTP it says so by ``Origin`` alone."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _OURS
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) not in (request.host, _host_of(services().settings.base_iri))


def _host_of(address: str) -> str:
    """The host of *address* with its port, empty where it has none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
