"""The real document, read from either of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.documents import read_document
from graphapp.documents.model import Document


@pytest.fixture
def real_text(hampshire_text: Path) -> Document:
    """Hampshire's self-evaluation, read from its text; skipped where the file is absent."""
    return read_document(hampshire_text)


@pytest.fixture
def real_word(hampshire_word: Path) -> Document:
    """Hampshire's self-evaluation, read from its Word table; skipped where the file is absent."""
    return read_document(hampshire_word)
