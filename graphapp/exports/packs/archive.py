"""A pack as files: each format alone, and all of them in one ZIP archive with a cover page and checksums."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graphapp.exports import workbook
from graphapp.exports.formats import FORMATS, with_suffix
from graphapp.exports.ordered import write_quads
from graphapp.exports.packs.contents import Maker, Pack
from graphapp.exports.packs.cover import about_pack, cover
from graphapp.exports.packs.graph import pack_quads
from graphapp.exports.tables import BYTE_ORDER_MARK, as_csv
from graphapp.queries.run import Answered
from graphapp.queries.scope import graphs_of


@dataclass(frozen=True)
class PackFormat:
    """A way to take a pack.

    :param says: what the file holds, for people
    """

    suffix: str
    media_type: str
    label: str
    says: str


_ALL, _TABLE, _WORKBOOK = "zip", "csv", "xlsx"

PACK_FORMATS: tuple[PackFormat, ...] = (
    PackFormat(_ALL, "application/zip", "ZIP archive", "everything below, with a cover page, the queries and checksums"),
    PackFormat(_WORKBOOK, workbook.MEDIA_TYPE, "Excel workbook", "a sheet for each table"),
    PackFormat(_TABLE, "text/csv; charset=utf-8", "CSV", "the statements alone"),
    *(PackFormat(item.suffix, f"{item.media_type}; charset=utf-8", item.label, "everything as linked data") for item in FORMATS),
)
"""The formats of a pack: suffixes of addresses, and names on the command line."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of files in the archive where the store does not say when it was published; ZIP knows none before."""

_READABLE, _ON_UNIX = 0o644 << 16, 3


def pack_format(suffix: str) -> PackFormat:
    """The format with *suffix*.

    :raises UnknownName: naming the nearest
    """
    return with_suffix(suffix, PACK_FORMATS, "format of a partner's pack")


def write_pack(pack: Pack, maker: Maker, item: PackFormat) -> bytes:
    """*pack* in the format *item*: the same pack gives the same bytes."""
    if item.suffix == _ALL:
        return _archive(pack, maker)
    if item.suffix == _TABLE:
        return _table(pack.statements)
    if item.suffix == _WORKBOOK:
        return _workbook(pack)
    (chosen,) = (each for each in FORMATS if each.suffix == item.suffix)
    return write_quads(pack_quads(pack, maker), chosen)


def _table(answered: Answered) -> bytes:
    return (BYTE_ORDER_MARK + as_csv(answered)).encode()


def _workbook(pack: Pack) -> bytes:
    sheets = {part.name.capitalize(): part.answered for part in pack.parts}
    return workbook.write_workbook(pack.title, sheets, about_pack(pack), pack.source)


@dataclass(frozen=True)
class _File:
    """A file of the archive, with what it is."""

    name: str
    says: str
    content: bytes


def _archive(pack: Pack, maker: Maker) -> bytes:
    """The files in a folder that is called like the partner, the cover page first and the checksums last."""
    files = list(_files(pack, maker))
    listed = [*((file.name, file.says) for file in files), ("SHA256SUMS", "the checksums of all the others")]
    readme = _File("README.txt", "", cover(pack, maker, listed).encode())
    sums = "".join(f"{sha256(file.content).hexdigest()}  {file.name}\n" for file in (readme, *files))
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file in (readme, *files, _File("SHA256SUMS", "", sums.encode())):
            archive.writestr(_entry(pack, file.name), file.content)
    return target.getvalue()


def _files(pack: Pack, maker: Maker) -> Iterator[_File]:
    """Every file but the cover page and the checksums."""
    slug = pack.partner.value
    yield _File(f"{slug}.xlsx", "all tables as an Excel workbook", _workbook(pack))
    for part in pack.parts:
        yield _File(f"tables/{part.name}.csv", part.says, _table(part.answered))
    quads = pack_quads(pack, maker)
    for item in FORMATS:
        yield _File(f"data/{slug}.{item.suffix}", f"everything as {item.label}", write_quads(quads, item))
    for part in pack.parts:
        yield _File(f"queries/{part.name}.rq", f"the query for the {part.name}", _query(part.answered, maker).encode())


def _query(answered: Answered, maker: Maker) -> str:
    """What was asked, ready to run, with the graphs to ask it of."""
    graphs = "".join(f"# default-graph-uri: {graph}\n" for graph in graphs_of(maker.naming, answered.edition))
    return f"# {answered.understood}\n# The saved question “{answered.query.name}”, asked of\n{graphs}{answered.sparql}"


def _entry(pack: Pack, name: str) -> ZipInfo:
    """The place of the file *name*, dated when the data were published."""
    published = pack.source.published
    date = datetime.fromisoformat(published).timetuple()[:6] if published else _EARLIEST
    entry = ZipInfo(f"{pack.partner.value}/{name}", date)
    entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, _READABLE, _ON_UNIX
    return entry
