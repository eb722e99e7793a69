"""Pages are sent packed (gzip) to those who understand it: a long answer is a tenth of its size then, which a phone feels."""

from __future__ import annotations

import gzip

from flask import Response, request

_WORTH_IT = 1000
"""Bytes below which packing saves no packet."""

_LEVEL = 4
"""A level more takes a third longer and saves a fiftieth."""

_PAGE = "text/html"


def suits(response: Response) -> bool:
    """Whether *response* is to be packed; a page says in any case that it may be (RFC 9110, section 12.5.5)."""
    if response.mimetype != _PAGE or response.content_encoding:
        return False
    response.vary.add("Accept-Encoding")
    return request.accept_encodings["gzip"] > 0 and (response.calculate_content_length() or 0) > _WORTH_IT


def etag_of(response: Response) -> str:
    """The tag of *response* once it is packed: other bytes, another tag (RFC 9110, section 8.8.3.3)."""
    return f"{response.get_etag()[0]}-gzip"


def pack(response: Response) -> None:
    """Pack the content of *response*."""
    response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
    response.content_encoding = "gzip"
