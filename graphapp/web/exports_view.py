"""What the page about files shows: those of one version, and which versions there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.exports.catalogue.holdings import Holdings, KeptVersion
from graphapp.exports.files import FILES

_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_THOUSAND = 1000


@dataclass(frozen=True)
class FileRow:
    """A file, as the page shows it.

    :param size: in words; empty where the file is made when it is asked for
    """

    label: str
    name: str
    href: str
    size: str = ""
    digest: str = ""


@dataclass(frozen=True)
class VersionRow:
    """A version, as the page shows it.

    :param published: when, to the minute, in UTC
    """

    version: str
    published: str
    quads: int
    href: str
    is_served: bool


@dataclass(frozen=True)
class ExportsView:
    """What the page shows.

    :param chosen: the version whose files are listed; None where a store elsewhere answers
    :param is_all: whether it is the page of all versions, not of one
    """

    chosen: VersionRow | None
    files: tuple[FileRow, ...]
    versions: tuple[VersionRow, ...]
    rights: tuple[str, ...]
    is_all: bool


def exports_view(holdings: Holdings, chosen: KeptVersion | None, *, is_all: bool) -> ExportsView:
    """The page about the files of *chosen*."""
    rows = tuple(_version_row(holdings, item) for item in holdings.versions)
    row = _version_row(holdings, chosen) if chosen else None
    return ExportsView(row, tuple(_file_rows(chosen)), rows, holdings.coverage.rights, is_all)


def _version_row(holdings: Holdings, item: KeptVersion) -> VersionRow:
    it = item.manifest
    is_served = it.version == holdings.served
    return VersionRow(it.version, it.created[:16].replace("T", " "), it.quads, f"/exports/{it.version}", is_served)


def _file_rows(chosen: KeptVersion | None) -> Iterator[FileRow]:
    stem = chosen.manifest.version if chosen else "latest"
    for file in FILES:
        if not chosen and not file.format:
            continue
        found = chosen.sums.get(file.suffix) if chosen else None
        href, name = f"/exports/{stem}.{file.suffix}", f".{file.suffix}"
        yield FileRow(file.label, name, href, in_words(found.size) if found else "", found.digest if found else "")


def in_words(size: int) -> str:
    r"""A number of bytes, as people read it.

    >>> in_words(999), in_words(4_430_176)
    ('999\xa0bytes', '4.4\xa0MB')
    """
    value, unit = float(size), 0
    while value >= _THOUSAND and unit < len(_UNITS) - 1:
        value, unit = value / _THOUSAND, unit + 1
    return f"{value:.1f}\N{NO-BREAK SPACE}{_UNITS[unit]}" if unit else f"{size}\N{NO-BREAK SPACE}bytes"
