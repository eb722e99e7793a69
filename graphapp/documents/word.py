"""A self-evaluation as a Word table (.docx), read with python-docx."""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from graphapp.documents.model import COLUMNS, Document, lay_out, normalise
from graphapp.errors import NotThisDocument


def read_word(path: Path) -> Document:
    """Read the Word file *path*: the paragraphs before the table are the title, every paragraph of a cell is a line.

    :raises NotThisDocument: when it is not a .docx file, or holds no table of seven columns
    """
    try:
        source = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, zlib.error, SyntaxError, KeyError, ValueError) as error:  # SyntaxError: broken XML
        raise NotThisDocument(f"{path} is not a Word document (.docx) that can be opened.") from error
    if not source.tables or not source.tables[0].rows:
        raise NotThisDocument(f"{path} holds no table, and a self-evaluation is one long table.")
    lines: list[str] = []
    title = _append(lines, [paragraph.text for paragraph in source.paragraphs if paragraph.text.strip()])
    cells = [_append(lines, texts) for texts in _cells(source.tables[0], path)]
    return lay_out(lines, cells, title)


def _append(lines: list[str], texts: list[str]) -> list[int]:
    """Add *texts* to *lines*, a line each; return their indexes. A line break inside a paragraph begins a new line."""
    new = [line for text in texts for line in normalise(text).split("\n")]
    lines += new
    return list(range(len(lines) - len(new), len(lines)))


def _cells(table: Table, path: Path) -> list[list[str]]:
    """The paragraphs of each cell, row by row."""
    cells = []
    for number, row in enumerate(table.rows, 1):
        if len(row.cells) != len(COLUMNS):
            message = f"{path}: row {number} of the table has {len(row.cells)} cells instead of {len(COLUMNS)}."
            raise NotThisDocument(message)
        cells += [[paragraph.text for paragraph in cell.paragraphs] for cell in row.cells]
    return cells
