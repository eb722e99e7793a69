"""Looks at what was drawn: its words, and whether all of it stands within the frame."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from graphapp.drawings.figure import Figure
from graphapp.drawings.lettering import width
from graphapp.drawings.svg import NAMESPACE, write

SVG = f"{{{NAMESPACE}}}"
LABELS = (
    "Plain words",
    "x" * 400,
    "many words " * 40,
    "<script>alert(1)</script>",
    "שלום עולם " * 20,
    "😀" * 50,
    "",
    "a\0b\n\tc",
)
"""Labels that have broken drawings elsewhere."""


def root_of(figure: Figure) -> ElementTree.Element:
    """The drawing as a parser reads it."""
    return ElementTree.fromstring(write(figure.drawing))  # noqa: S314 - what we wrote ourselves


def words_of(figure: Figure) -> str:
    """All that the drawing says, names of links in full among it."""
    return " ".join(root_of(figure).itertext())


def outside(figure: Figure) -> list[str]:
    """Lines of words that would stand beyond the frame, by the measure."""
    root = root_of(figure)
    wide, high = float(root.get("width", 0)), float(root.get("height", 0))
    return [words for words, left, right, y in _lines(root) if words and (left < 0 or right > wide or not 0 < y <= high)]


def _lines(root: ElementTree.Element) -> Iterator[tuple[str, float, float, float]]:
    """Each line of words with its left and right end and the height of its base line."""
    for text in root.iter(f"{SVG}text"):
        size = 13 if "size-13" in text.get("class", "") else 14
        for line in [*text.findall(f"{SVG}tspan")] or [text]:
            words = line.text or ""
            long = width(words, size, bold="strong" in text.get("class", ""))
            x = float(line.get("x", 0)) - (long / 2 if text.get("text-anchor") == "middle" else 0)
            yield words, x, x + long, float(line.get("y", 0))
