"""The real document, which lies beside a checkout and is not part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.documents import read_document
from graphapp.documents.model import Document

_SOURCES = Path(__file__).parents[3] / "shared" / "sources"


def _source(name: str) -> Document:
    file = _SOURCES / name
    if not file.is_file():
        pytest.skip(f"the document {name} is not part of the repository and does not lie in ../shared/sources")
    return read_document(file)


@pytest.fixture(scope="session")
def real_text() -> Document:
    """Hampshire's self-evaluation, read from its text."""
    return _source("hampshire-sef-2015.txt")


@pytest.fixture(scope="session")
def real_word() -> Document:
    """Hampshire's self-evaluation, read from its Word table."""
    return _source("hampshire-sef-2015.docx")
