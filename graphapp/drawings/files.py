"""Drawings as files that stand alone: SVG with its style and with addresses that hold anywhere, and PNG for slides and papers."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files

from graphapp.drawings.figure import BODY, Figure, lettered
from graphapp.drawings.lettering import line_height, wrapped
from graphapp.drawings.svg import NAMESPACE, Element, element, picture, with_addresses, write
from graphapp.errors import GraphappError

SVG_TYPE, PNG_TYPE = "image/svg+xml", "image/png"

_MARGIN, _TITLE_LINES = 12.0, 3
_SHARP = 2
"""Points of a picture for each of the drawing, for print and for good screens."""
_MOST_POINTS = 40_000_000
"""Points of a picture, 160 MB while it is made: a larger drawing gets fewer for each of its own."""
_FAMILIES = ("Arial", "Liberation Sans", "Nimbus Sans", "DejaVu Sans", "Noto Sans")


class NoFont(GraphappError):
    """A machine without any font, on which a picture would come out without words."""

    status = 503
    title = "No picture can be made here"

    def __init__(self) -> None:
        super().__init__(
            "This machine has no font to draw words with, so there is no PNG; take the SVG, or install Liberation Sans."
        )


@cache
def style() -> str:
    """The style of drawings, on pages and in files."""
    return files("graphapp.drawings").joinpath("drawing.css").read_text()


@cache
def style_digest() -> str:
    """What a Content-Security-Policy calls the style of a file."""
    return f"sha256-{b64encode(sha256(style().encode()).digest()).decode()}"


def as_svg(figure: Figure, base: str) -> str:
    """*figure* as a document of SVG.

    :param base: the address of the site, ending in a slash, for its links
    """
    return write(_alone(figure, base))


def _alone(figure: Figure, base: str) -> Element:
    """*figure* with its title above it and its style within, and links that begin with *base*."""
    drawing = with_addresses(figure.drawing, base)
    width, height = (float(drawing.attribute(name)) for name in ("width", "height"))
    lines = wrapped(figure.title, width - 2 * _MARGIN, BODY, _TITLE_LINES, bold=True)
    top = _MARGIN + len(lines) * line_height(BODY)
    title = lettered(lines, _MARGIN, _MARGIN + BODY, class_="strong")
    below = element("g", *drawing.children[2:], transform=f"translate(0 {top:.1f})")
    shapes = (element("style", style()), element("rect", width=width, height=height + top, class_="paper"), title, below)
    return picture(width, height + top, figure.title, figure.description, shapes)


def as_png(figure: Figure) -> bytes:
    """*figure* as a picture, on white.

    :raises NoFont: where the machine has none
    """
    family = _family()
    width, height = (float(figure.drawing.attribute(name)) for name in ("width", "height"))
    zoom = min(_SHARP, (_MOST_POINTS / max(width * height, 1)) ** 0.5)
    return _picture(write(_without_links(_alone(figure, "/"))), family, zoom)


def _without_links(it: Element) -> Element:
    """*it* with groups instead of links, which no picture has."""
    attributes = tuple((name, value) for name, value in it.attributes if name != "href")
    children = tuple(_without_links(child) if isinstance(child, Element) else child for child in it.children)
    return replace(it, tag="g" if it.tag == "a" else it.tag, attributes=attributes, children=children)


def _picture(svg: str, family: str, zoom: float) -> bytes:
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, background="white", font_family=family, sans_serif_family=family, zoom=zoom, languages=["en"]
        )
    )


@cache
def _family() -> str:
    """The first of our fonts that this machine has.

    :raises NoFont: when it has none of them
    """
    blank = _letter("", _FAMILIES[0])
    found = next((family for family in _FAMILIES if _letter("A", family) != blank), None)
    if found is None:
        raise NoFont
    return found


def _letter(words: str, family: str) -> bytes:
    text = element("text", words, x=2, y=16, font_family=family, font_size="14")
    return _picture(write(element("svg", text, xmlns=NAMESPACE, width=20, height=20)), family, 1)
