"""Files as answers: whole or a part of one (RFC 9110, section 14), under an address whose content never changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.http import is_resource_modified

from graphapp.errors import UnknownName
from graphapp.exports.dumps import PIECE, pieces_of
from graphapp.exports.files import TABLES, ExportFile, file_with
from graphapp.exports.shelf import Shelf
from graphapp.web.admission import Download
from graphapp.web.data import site_address

_PART, _NOT_MODIFIED = 206, 304
_NEVER_CHANGES = "public, max-age=31536000, immutable"
_TABLE_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/csvm+json",
    "txt": "text/plain; charset=utf-8",
}


def send_file(shelf: Shelf, file: ExportFile) -> Response:
    """*file* of a version: from where it is kept, else while it is made."""
    response = _begin(shelf, shelf.tag(file), file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{shelf.saved_as(file)}"'
    if not _is_wanted(response):
        return response
    path = shelf.fetch(file) if shelf.is_small else shelf.find(file)
    if path:
        return _with_file(response, path)
    return _with_body(response, shelf.pieces(file))


def send_table(shelf: Shelf, name: str) -> Response:
    """The table with *name*, or what describes it, out of the tables of a version.

    :raises UnknownName: naming the nearest
    """
    tables = file_with(TABLES)
    source = shelf.fetch(tables) or BytesIO(b"".join(shelf.pieces(tables)))
    names = ZipFile(source).namelist()
    if name not in names:
        raise UnknownName("table", name, names)
    response = _begin(shelf, f"{shelf.tag(tables)}-{names.index(name)}", _TABLE_TYPES[name.rpartition(".")[2]])
    if name.endswith(".csv"):
        response.headers.add(
            "Link", f'<{site_address()}{request.path[1:].removesuffix(name)}csv-metadata.json>; rel="describedby"'
        )
    return _with_body(response, _member(source, name)) if _is_wanted(response) else response


def _member(source: Path | BytesIO, name: str) -> Iterator[bytes]:
    with ZipFile(source) as archive, archive.open(name) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _begin(shelf: Shelf, tag: str, media_type: str) -> Response:
    """An answer with everything but a body."""
    response = Response(content_type=media_type)
    del response.headers["Content-Length"]
    response.set_etag(tag)
    response.last_modified = datetime.fromisoformat(shelf.version.manifest.created)
    response.headers["Cache-Control"] = _NEVER_CHANGES
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Disposition, Content-Range, ETag, Link"
    response.headers["Link"] = f'<{site_address()}exports/catalogue>; rel="describedby"'
    return response


def _is_wanted(response: Response) -> bool:
    """Whether the client has not got this very file; *response* says so (304) where it has."""
    if is_resource_modified(request.environ, etag=response.headers["ETag"], last_modified=response.last_modified):
        return True
    response.status_code = _NOT_MODIFIED
    return False


def _with_file(response: Response, path: Path) -> Response:
    """*response* with the file at *path*, or the part of it that is asked for.

    :raises RequestedRangeNotSatisfiable: when that part is not in it
    """
    size = path.stat().st_size
    part = _part_wanted(response, size)
    start, end = part or (0, size)
    if part:
        response.status_code = _PART
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.content_length = end - start
    return _with_body(response, pieces_of(path, start, end))


def _part_wanted(response: Response, size: int) -> tuple[int, int] | None:
    """Where the part begins and ends that is asked for. None for the whole: also where several parts are asked for, which need
    not be given, or where the client has a part of another file.
    """
    asked, known = request.range, request.if_range
    if request.method != "GET" or asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    if (known.etag and known.etag != response.get_etag()[0]) or (known.date and known.date != response.last_modified):
        return None
    found = asked.range_for_length(size)
    if found is None:
        raise RequestedRangeNotSatisfiable(size)
    return found


def _with_body(response: Response, pieces: Iterator[bytes]) -> Response:
    """*response* with a body of *pieces*; to HEAD none is made."""
    if request.method != "HEAD":
        response.response = Download(pieces)
    return response
