"""What an answer says about itself in its headers: which state it is in, what other pages there are, who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.sansio.utils import get_current_url

from graphapp.queries.paging import PAGE, PER_PAGE, Window
from graphapp.web.answers import Ready
from graphapp.web.services import services


def respond(ready: Ready) -> Response:
    """*ready* as a response, named by its bytes; :mod:`.conditional` sends no body to a client that has this very one.

    A client or a proxy may keep it, but asks each time whether it still holds, as a new version may be published at any moment.
    """
    headers = {"ETag": f'"{ready.tag}"', "Cache-Control": "no-cache"}
    return Response(ready.content, headers=headers, content_type=ready.media_type)


def respond_with_data(ready: Ready) -> Response:
    """*ready* as a response to a program; that scripts of other sites may read it, :mod:`.conditional` says for all data."""
    response = respond(ready)
    if ready.window:
        response.headers["Link"] = ", ".join(_links(ready.window))
    return response


def site_address() -> str:
    """The address of the site, ending in a slash: as the client reached it, or the public one where it names no host."""
    return _root(request.scheme, request.host, request.root_path) if request.host else services().naming.base


@lru_cache(maxsize=1000)
def _root(scheme: str, host: str, root_path: str) -> str:
    """What ``request.url_root`` works out each time; an answer with its links asks for it ten times."""
    return get_current_url(scheme, host, root_path)


def _links(window: Window) -> Iterator[str]:
    """The other pages by what they are to this one (RFC 8288). The last has no next: that is the end."""
    pages = {"first": 1, "prev": window.number - 1, "next": window.number + 1, "last": window.last}
    for relation, number in pages.items():
        if 1 <= number <= window.last:
            yield f'<{_address(window, number)}>; rel="{relation}"'


def _address(window: Window, number: int) -> str:
    """The address of the page with *number*: that of this one, but for the number."""
    values = [(name, value) for name, value in request.args.items(multi=True) if name not in (PAGE, PER_PAGE)]
    return f"{site_address()}{request.path[1:]}?{urlencode([*values, (PER_PAGE, window.size), (PAGE, number)])}"
