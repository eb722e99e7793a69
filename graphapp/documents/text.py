"""A self-evaluation saved as text: a tab begins a cell, seven cells are a row."""

from __future__ import annotations

from pathlib import Path

from graphapp.documents.model import COLUMNS, Document, lay_out, normalise
from graphapp.errors import NotThisDocument


def read_text(path: Path) -> Document:
    """Read the text file *path*.

    :raises NotThisDocument: when it is not UTF-8, or holds no table of seven columns
    """
    try:
        text = normalise(path.read_bytes().decode())
    except UnicodeDecodeError as error:
        raise NotThisDocument(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error
    return parse_text(text, str(path))


def parse_text(text: str, name: str) -> Document:
    """Parse normalised *text*; *name* is what messages call it.

    A line that begins with a tab begins a cell. The number of a numbered row was lost when the table was saved as text; what
    is left of it is a blank before the tab: two cells, the first of them empty.
    """
    lines = text.split("\n")
    cells: list[list[int]] = []
    title: list[int] = []
    for index, line in enumerate(lines):
        if line.startswith(" \t"):
            cells += [[], [index]]
        elif line.startswith("\t"):
            cells.append([index])
        else:
            (cells[-1] if cells else title).append(index)
    if not cells or len(cells) % len(COLUMNS):
        message = (
            f"{name} is not a self-evaluation table: {len(COLUMNS)} columns are expected, and {len(cells)} cells "
            "(each begun by a tab) do not make whole rows."
        )
        raise NotThisDocument(message)
    return lay_out(lines, cells, title)
