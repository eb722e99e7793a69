"""What a cell of a spreadsheet can hold: text without what no file for it can carry, and as long as it may be."""

from __future__ import annotations

import re

LONGEST_TEXT = 32_767
"""Characters of a cell, by Excel's specification; what is longer would be left out in silence."""

_IN_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def holdable(text: str) -> str:
    r"""*text* with a mark for each character that no XML can hold, and so no workbook.

    >>> holdable("a\0b")
    'a�b'
    """
    return _IN_NO_XML.sub("\ufffd", text)


def fitting(text: str) -> str:
    """*text* as a cell of a workbook can hold it: lines end alike, and what is too long is cut, and says so."""
    held = holdable(text).replace("\r\n", "\n").replace("\r", "\n")
    return held if len(held) <= LONGEST_TEXT else f"{held[: LONGEST_TEXT - 1]}…"


_BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠"
"""Signs behind which spreadsheets look for a formula, in their wide forms too."""


def unrunnable(text: str) -> str:
    """*text* for a cell of CSV; what a spreadsheet would run as a formula is kept from running by an apostrophe.

    >>> unrunnable("=1+1")
    "'=1+1"
    """
    held = holdable(text)
    return f"'{held}" if held[:1] in _BEGINS_A_FORMULA and held else held
