"""How wide words are in Arial, about: enough to know where to break or cut them, without a font."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, decomposition, east_asian_width

_WIDTHS = {
    222: "ijl'",
    278: " !,./:;I[]\\ft|",
    333: "()-`r{}",
    389: '*"',
    500: "Jcksvxyz^",
    556: "0123456789#$?Labdeghnopqu_–“”‘’",
    584: "+<=>~",
    667: "&ABEKPSVXYFTZ",
    722: "CDHNRUw",
    778: "GOQ",
    889: "Mm%",
    1015: "@W…—",
}
"""Thousandths of the size of the type, by the metrics of Helvetica, which Arial shares; rounded up where that saves a line."""

_BY_CHARACTER = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER, _WIDE, _BOLD = 800, 1040, 1.1
_TALLER = 1.25
"""From one line to the next, in sizes of the type."""

ELLIPSIS = "…"


@lru_cache(maxsize=10_000)
def _character(character: str) -> int:
    if combining(character):
        return 0
    if character in _BY_CHARACTER:
        return _BY_CHARACTER[character]
    base = decomposition(character).split(" ")[0]
    if base and not base.startswith("<") and chr(int(base, 16)) in _BY_CHARACTER:
        return _BY_CHARACTER[chr(int(base, 16))]
    return _WIDE if east_asian_width(character) in "WF" or character > "\uffff" else _OTHER


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide *words* are at *size*, at most a little less than shown."""
    return sum(map(_character, words)) / 1000 * size * (_BOLD if bold else 1)


def line_height(size: float) -> float:
    """From one line to the next."""
    return size * _TALLER


def clipped(words: str, most: float, size: float, *, bold: bool = False) -> str:
    """*words* on one line no wider than *most*, with an ellipsis where some had to go.

    >>> clipped("Hampshire Parent Carer Network", 100, 14)
    'Hampshire P…'
    """
    line = " ".join(words.split())
    if width(line, size, bold=bold) <= most:
        return line
    room = most - width(ELLIPSIS, size, bold=bold)
    return line[: _fitting(line, room, size, bold=bold)].rstrip() + ELLIPSIS


def _fitting(line: str, room: float, size: float, *, bold: bool) -> int:
    """How many characters of *line* fit into *room*."""
    used = 0.0
    for number, character in enumerate(line):
        used += width(character, size, bold=bold)
        if used > room:
            return number
    return len(line)


def wrapped(words: str, most: float, size: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """*words* on at most so many *lines*, none wider than *most*; the last is cut where there is more."""
    broken = list(_lines(words.split(), most, size, bold=bold))
    kept = broken[:lines]
    if len(broken) > lines:
        kept[-1] = clipped(" ".join(broken[lines - 1 :]), most, size, bold=bold)
    return tuple(clipped(line, most, size, bold=bold) for line in kept)


def _lines(words: list[str], most: float, size: float, *, bold: bool) -> Iterator[str]:
    """*words* in lines that fit, but for a word that is wider than a line."""
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > most:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
