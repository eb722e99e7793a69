"""What sentences for people are made with: names that are near to a wrong one, and paths as they read them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


def shown(file: Path) -> str:
    """The path of *file* as people read it: from the folder they stand in, where it lies below that."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def nearest(name: str, known: Iterable[str], count: int = 2) -> list[str]:
    """Return up to *count* of the *known* names that look most like *name*.

    >>> nearest("helth", ["health", "education"])
    ['health']
    """
    return difflib.get_close_matches(name, list(known), n=count, cutoff=0.6)


def printable(text: str) -> str:
    """*text* without what a terminal would obey or a page not show."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


_REPEATED = 80


def repeated(text: str) -> str:
    """What somebody sent, as a sentence repeats it: no more than the beginning, and nothing that a terminal would obey.

    >>> repeated(f"to{chr(7)}{chr(0x202E)} day")
    'to�� day'
    """
    begin = printable(text[:_REPEATED])
    return begin if len(text) <= _REPEATED else f"{begin}…"
