"""The files that a published version is offered as: each format, packed and not, and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphapp.exports.csvw.tables import write_tables
from graphapp.exports.dumps import dump_file, packed, while_written
from graphapp.exports.formats import FORMATS, Format, with_suffix
from graphapp.store.versions import Version

GZIP, ZIP = "application/gzip", "application/zip"

Write = Callable[[Version], Iterator[bytes]]
"""Gives a file of a version piece by piece, in the same bytes each time."""


@dataclass(frozen=True)
class ExportFile:
    """A file that each version is offered as.

    :param suffix: in addresses, in names of files and on the command line
    :param media_type: of the file itself
    :param content_type: of what is in it, where it is packed; else the same
    :param format: in which RDF is written; None for tables
    """

    suffix: str
    media_type: str
    content_type: str
    label: str
    write: Write
    format: Format | None = None

    @property
    def is_packed(self) -> bool:
        """Whether a file of another type is in it."""
        return self.media_type != self.content_type


def _of(item: Format) -> Iterator[ExportFile]:
    """The files of the format *item*: as it is, and packed."""

    def write(version: Version) -> Iterator[bytes]:
        return dump_file(version.dataset, item)

    yield ExportFile(item.suffix, item.media_type, item.media_type, item.label, write, item)
    suffix, label = f"{item.suffix}.gz", f"{item.label}, gzip"
    yield ExportFile(suffix, GZIP, item.media_type, label, lambda version: packed(write(version)), item)


def _tables(version: Version) -> Iterator[bytes]:
    return while_written(lambda target: write_tables(version, target), TABLES)


TABLES = "csv.zip"
"""The suffix of the tables."""

FILES: tuple[ExportFile, ...] = (
    ExportFile(TABLES, ZIP, "text/csv", "CSV tables, one for each kind of thing", _tables),
    *(file for item in FORMATS for file in _of(item)),
)


def file_with(suffix: str) -> ExportFile:
    """The file with *suffix*.

    :raises UnknownName: naming the nearest
    """
    return with_suffix(suffix, FILES)
