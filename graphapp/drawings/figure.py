"""What every drawing is made of: marks, a table of the same data, and the figure that holds both."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.drawings.lettering import clipped, line_height
from graphapp.drawings.svg import Element, element

SMALL, BODY = 13.0, 14.0
"""Sizes of type in a drawing."""


@dataclass(frozen=True)
class Mark:
    """Words that stand for something.

    :param href: where it leads, by path or address
    :param iri: what the thing is called, where it is one
    """

    words: str
    href: str | None = None
    iri: str = ""


@dataclass(frozen=True)
class DataTable:
    """What a drawing shows, as a table. Cells of a column of *numbers* stand to the right.

    :param numbers: the places of these columns
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[Mark, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Figure:
    """A drawing with what it is called, what it shows in a sentence, and its data.

    :param notes: what the drawing leaves out
    """

    title: str
    description: str
    drawing: Element
    table: DataTable
    notes: tuple[Mark, ...] = ()


def lettered(lines: tuple[str, ...], x: float, y: float, size: float = BODY, **attributes: str | float) -> Element:
    """*lines* of words from the base line of the first at *y* down."""
    spans = (element("tspan", words, x=x, y=y + number * line_height(size)) for number, words in enumerate(lines))
    given = {"class_": f"size-{size:.0f} {attributes.pop('class_', '')}".strip(), **attributes}
    return element("text", *spans, **given)


def one_line(words: str, x: float, y: float, most: float, size: float = BODY, **attributes: str | float) -> Element:
    """*words* on one line, cut where they are wider than *most*."""
    given = {"class_": f"size-{size:.0f} {attributes.pop('class_', '')}".strip(), **attributes}
    return element("text", clipped(words, most, size), x=x, y=y, **given)
