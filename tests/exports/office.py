"""Opens files in LibreOffice without a window, and says what it took each cell for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

_SECONDS = 300
_HARMLESS = ("javaldx",)
"""What it says of itself, and of no file: that it has no Java."""

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


@dataclass(frozen=True)
class OfficeCell:
    """A cell as LibreOffice has it.

    :param kind: ``string``, ``float``, ``date``, ``boolean`` and the like; empty for an empty cell
    :param value: of a number, as it is kept
    """

    kind: str
    text: str
    value: str = ""
    formula: str = ""
    link: str = ""


Sheets = dict[str, list[list[OfficeCell]]]
"""The rows of each sheet, without what is empty at their ends."""


def soffice() -> str:
    """Where LibreOffice is; without it tests are skipped, but not where everything has to be tested."""
    found = shutil.which("soffice")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("LibreOffice is not installed and is required under CI: Debian's package libreoffice-calc")
    pytest.skip("LibreOffice is not installed: Debian's package libreoffice-calc")


def convert(files: Sequence[Path], form: str, target: Path, *options: str) -> list[Path]:
    """Open *files*, which have different names, and save each in another *form* in the folder *target*.

    :param options: such as how a file is read
    """
    suffix = form.partition(":")[0]
    profile = f"-env:UserInstallation={(target / 'profile').as_uri()}"
    command = [soffice(), "--headless", profile, *options, "--convert-to", form, "--outdir", str(target), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
    said = [line for line in done.stderr.splitlines() if line.strip() and not any(word in line for word in _HARMLESS)]
    assert not said, "opened without a warning"
    written = [target / f"{file.stem}.{suffix}" for file in files]
    assert done.stdout.count("convert ") == len(files), done.stdout
    assert all(file.is_file() for file in written)
    return written


def open_all(files: Sequence[Path], target: Path, *options: str) -> dict[str, Sheets]:
    """What LibreOffice sees in each of *files*, by the name of the file without its suffix."""
    return {file.stem: read(file) for file in convert(files, "fods", target, *options)}


def read(file: Path) -> Sheets:
    """The sheets of a flat OpenDocument *file*."""
    tables = ET.parse(file).getroot().iter(_name("table:table"))  # noqa: S314 - it was written a moment ago
    return {table.get(_name("table:name"), ""): list(_rows(table)) for table in tables}


def _rows(table: ET.Element) -> Iterator[list[OfficeCell]]:
    empty = 0
    for row in table.iter(_name("table:table-row")):
        cells = _cells(row)
        repeated = int(row.get(_name("table:number-rows-repeated"), "1"))
        if not cells:
            empty += repeated
            continue
        yield from ([] for _ in range(empty))
        empty = 0
        yield from (cells for _ in range(repeated))


def _cells(row: ET.Element) -> list[OfficeCell]:
    cells: list[OfficeCell] = []
    for element in row:
        if element.tag in (_name("table:table-cell"), _name("table:covered-table-cell")):
            repeated = int(element.get(_name("table:number-columns-repeated"), "1"))
            cells += [_cell(element)] * min(repeated, 100)
    while cells and not cells[-1].kind:
        cells.pop()
    return cells


def _cell(element: ET.Element) -> OfficeCell:
    link = next(element.iter(_name("text:a")), None)
    return OfficeCell(
        kind=element.get(_name("office:value-type"), ""),
        text="\n".join(_text(part) for part in element.findall("text:p", _NS)),
        value=element.get(_name("office:value"), ""),
        formula=element.get(_name("table:formula"), ""),
        link="" if link is None else link.get(_name("xlink:href"), ""),
    )


def _text(element: ET.Element) -> str:
    """The text in *element*, in which spaces, tabs and line breaks are elements too."""
    said = element.text or ""
    for part in element:
        if part.tag == _name("text:s"):
            said += " " * int(part.get(_name("text:c"), "1"))
        elif part.tag == _name("text:tab"):
            said += "\t"
        elif part.tag == _name("text:line-break"):
            said += "\n"
        elif part.tag != _name("office:annotation"):
            said += _text(part)
        said += part.tail or ""
    return said
