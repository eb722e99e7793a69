"""Which of the representations that exist a client likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from flask import request
from werkzeug.datastructures import MIMEAccept

from graphapp.errors import NotAcceptable

T = TypeVar("T")


def negotiate(offers: Mapping[str, T], addresses: Mapping[str, str] | None = None) -> T:
    """Of *offers*, which are by media type and the best first, the one that the client likes best.

    The most specific range of ``Accept`` that covers a type says how much it is liked; equals go in the order of the offers.

    :param addresses: where each is without negotiation, by media type, to tell who likes none
    :raises NotAcceptable: when the client likes none of them
    """
    accepted = _accepted()
    if not accepted:
        return next(iter(offers.values()))
    best = max(offers, key=accepted.quality)
    if not accepted.quality(best):
        raise NotAcceptable(tuple(offers), addresses or {})
    return offers[best]


def prefers_page() -> bool:
    """Whether the client would rather have a page than a document for programs; one that likes anything gets the latter."""
    accepted = _accepted()
    return accepted.quality("text/html") > max(accepted.quality("application/problem+json"), accepted.quality("application/json"))


def _accepted() -> MIMEAccept:
    """The media ranges of ``Accept``, without parameters such as a charset: each type is offered in one form alone."""
    return MIMEAccept([(item.partition(";")[0].strip(), quality) for item, quality in request.accept_mimetypes])
