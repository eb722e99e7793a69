"""A self-evaluation file becomes rows, cells and lines with places; statements are found again by place or by digest.

One module for each kind of file (:mod:`.text`, :mod:`.word`); both give the same :class:`.model.Document`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphapp.documents.model import Document
from graphapp.errors import NotThisDocument


def _read_text(path: Path) -> Document:
    from graphapp.documents.text import read_text

    return read_text(path)


def _read_word(path: Path) -> Document:
    from graphapp.documents.word import read_word

    return read_word(path)


READERS: dict[str, Callable[[Path], Document]] = {".txt": _read_text, ".docx": _read_word}


def read_document(path: Path) -> Document:
    """Read the self-evaluation in *path*, by the ending of its name.

    :raises NotThisDocument: when there is no such file, or it is no kind that can be read, or holds no table
    """
    if not path.is_file():
        raise NotThisDocument(f"There is no file {path}.")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = " or ".join(READERS)
        message = f"{path} cannot be read: a self-evaluation is a {kinds} file. Save an older Word file as .docx first."
        raise NotThisDocument(message)
    return reader(path)
