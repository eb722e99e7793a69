"""``/static/…``: the styles and scripts of pages, packed where that is understood, and kept by browsers as long as they like.

Those of others come from npm when graphapp is installed (``hatch_build.py``) and lie in ``static/vendor/``.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from flask import Blueprint, Response, request

from graphapp.errors import SourceFault, UnknownName
from graphapp.web.links import path_to

pages = Blueprint("assets", __name__)

FOLDER = Path(__file__).parent / "static"
_STAMP = FOLDER / "vendor" / ".stamp"
_FOR_EVER = "public, max-age=31536000, immutable"
_CHUNKS = "vendor/chunks/"
"""Files whose names hold a digest of their content (esbuild's), as scripts load each other by name."""

_WORTH_PACKING = 1000


@dataclass(frozen=True)
class Asset:
    """A file as it goes out."""

    content: bytes
    media_type: str

    @cached_property
    def digest(self) -> str:
        """What tells these bytes from any others."""
        return blake2b(self.content, digest_size=8).hexdigest()

    @cached_property
    def packed(self) -> bytes:
        """The same, packed once for all who ask."""
        return gzip.compress(self.content, mtime=0)


def refuse_unbuilt() -> None:
    """Refuse to serve pages without what they show.

    :raises SourceFault: when the front end was never bundled
    """
    if not _STAMP.is_file():
        raise SourceFault(
            "the styles and scripts of the pages were not made; run .venv/bin/pip install -c constraints.txt -e '.[test]' again.",
            _STAMP.parent,
        )


def asset_path(name: str) -> str:
    """The path of the file called *name*: another one whenever its content is another."""
    return path_to("assets.file", name=name, v=_asset(name).digest)


@cache
def _asset(name: str) -> Asset:
    """The file called *name*, which is read once.

    :raises UnknownName: when there is none
    """
    files = {file.relative_to(FOLDER).as_posix(): file for file in FOLDER.rglob("*") if file.is_file()}
    if name not in files:
        raise UnknownName("file", name, tuple(files))
    return Asset(files[name].read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream")


@pages.get("/static/<path:name>")
def file(name: str) -> Response:
    """Send the file called *name*."""
    found = _asset(name)
    is_packed = len(found.content) > _WORTH_PACKING and request.accept_encodings["gzip"] > 0
    response = Response(found.packed if is_packed else found.content, mimetype=found.media_type)
    response.set_etag(f"{found.digest}-gzip" if is_packed else found.digest)
    response.vary.add("Accept-Encoding")
    if is_packed:
        response.content_encoding = "gzip"
    if request.args.get("v") == found.digest or name.startswith(_CHUNKS):
        response.headers["Cache-Control"] = _FOR_EVER
    return response
