"""What a person may write to a question that they save: a name of one line and a short note.

Both are shown to others, so nothing is taken that hides, turns around or overprints what stands beside it. Letters of every
language are welcome.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from graphapp.errors import TextRefused

LONGEST_NAME, LONGEST_NOTE = 100, 500
"""Characters."""

_MOST_LINES = 10
_MOST_MARKS = 4
"""Marks on one letter: Vietnamese needs two, pointed Hebrew three."""

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
"""Invisible, but Persian, Hindi and many emoji are not written without them."""

_REFUSED = {
    "Cc": "a control character",
    "Cf": "an invisible character",
    "Cs": "one half of a character",
    "Co": "a character that has no meaning for others",
    "Cn": "a character that does not exist",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
"""The kinds of characters (Unicode, general category) that are not taken."""

_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Wording:
    """The name and the note of a question, ready to be kept: normalised, without spaces that nobody sees."""

    name: str
    note: str = ""

    @classmethod
    def read(cls, name: str, note: str = "") -> Wording:
        """Take what a person wrote.

        :raises TextRefused: when it is too long, or holds what is not taken; the sentence says what
        """
        found = cls(_read("name", name, LONGEST_NAME), _read("note", note.replace("\r\n", "\n"), LONGEST_NOTE, "\n"))
        if not any(char.isalnum() for char in found.name):
            raise TextRefused("The question needs a name with a letter or a figure in it.")
        if found.note.count("\n") >= _MOST_LINES:
            raise TextRefused(f"The note has {found.note.count(chr(10)) + 1} lines; the most is {_MOST_LINES}.")
        return found


def _read(what: str, text: str, longest: int, also: str = "") -> str:
    """The *text* as it is kept.

    :param also: characters that are taken here although they are of a kind that is not
    """
    if len(text) > longest * 4:  # what is far too long is not looked through
        raise TextRefused(f"The {what} has {len(text)} characters; the most is {longest}.")
    normal = unicodedata.normalize("NFC", text)
    for fault in _faults(normal, also):
        raise TextRefused(f"The {what} holds {fault}; write it without.")
    tidy = "\n".join(line.strip() for line in _SPACES.sub(" ", normal).strip().split("\n"))
    tidy = _EMPTY_LINES.sub("\n\n", tidy)
    if len(tidy) > longest:
        raise TextRefused(f"The {what} has {len(tidy)} characters; the most is {longest}.")
    return tidy


def _faults(text: str, also: str) -> Iterator[str]:
    """What in *text* is not taken, in words."""
    marks = 0
    for char in text:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if char in _TURNING:
            yield f"a mark that turns the direction of writing ({_code(char)})"
        elif kind in _REFUSED and char not in _JOINERS and char not in also:
            yield f"{_REFUSED[kind]} ({_code(char)})"
        elif char == "\ufffd":
            yield f"a mark in the place of a character that was lost ({_code(char)})"
        elif marks > _MOST_MARKS:
            yield f"more than {_MOST_MARKS} marks on one letter"


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
