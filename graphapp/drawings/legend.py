"""What the marks of a drawing mean, in lines above it."""

from __future__ import annotations

from collections.abc import Iterable

from graphapp.drawings.figure import SMALL, one_line
from graphapp.drawings.lettering import width as width_of
from graphapp.drawings.svg import Element, element

_LINE, _BEFORE, _AFTER = 22.0, 18.0, 26.0


def legend(entries: Iterable[tuple[Element, str]], width: float, x: float, y: float) -> tuple[tuple[Element, ...], float]:
    """*entries*, each a mark around the origin with its words, in lines no wider than *width*; and where they end below *y*."""
    shapes, at, down = [], 0.0, 0.0
    for mark, words in entries:
        needed = _BEFORE + min(width_of(words, SMALL), width - _BEFORE) + _AFTER
        if at and at + needed - _AFTER > width:
            at, down = 0.0, down + _LINE
        moved = element("g", mark, transform=f"translate({x + at + 8:.1f} {y + down + 8:.1f})")
        shapes += [moved, one_line(words, x + at + _BEFORE, y + down + 13, width - _BEFORE, SMALL, class_="hint")]
        at += needed
    return tuple(shapes), y + down + (_LINE if shapes else 0)
