"""SVG as values: elements that are escaped when they are written, by whatever their words hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.w3.org/2000/svg"

_IN_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEADS_SOMEWHERE = ("/", "#", "http://", "https://")


@dataclass(frozen=True)
class Element:
    """An element with its attributes in order, and what stands in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()

    def attribute(self, name: str) -> str:
        """The value of the attribute *name*; empty where there is none."""
        return dict(self.attributes).get(name, "")

    def __iter__(self) -> Iterator[Element]:
        """The element and all in it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child


def element(tag: str, *children: Element | str, **attributes: str | float) -> Element:
    """An element. A name that is a word of Python ends in ``_``, and ``_`` within one is a hyphen: ``class_``, ``text_anchor``.

    >>> write(element("text", "R&D", x=1.50, class_="hint"))
    '<text x="1.5" class="hint">R&amp;D</text>'
    """
    given = ((name.rstrip("_").replace("_", "-"), _said(value)) for name, value in attributes.items() if value != "")
    return Element(tag, tuple(given), children)


def _said(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def write(it: Element | str) -> str:
    """*it* as text: no words of the data can end an element or begin one."""
    if isinstance(it, str):
        return escape(_IN_NO_XML.sub("\ufffd", it))
    attributes = "".join(f" {name}={quoteattr(_IN_NO_XML.sub(chr(0xFFFD), value))}" for name, value in it.attributes)
    inside = "".join(map(write, it.children))
    return f"<{it.tag}{attributes}>{inside}</{it.tag}>" if inside else f"<{it.tag}{attributes}/>"


def link(href: str | None, title: str, *children: Element) -> Element:
    """*children* as a link, which is said as *title* in full; without a link where there is none that can be followed safely."""
    named = (element("title", title), *children)
    leads = href is not None and href.startswith(_LEADS_SOMEWHERE)
    return element("a", *named, href=href or "") if leads else element("g", *named)


def picture(width: float, height: float, title: str, description: str, children: Iterable[Element]) -> Element:
    """A whole drawing, which says what it is to those who do not see it."""
    named = (element("title", title, id="drawing-title"), element("desc", description, id="drawing-description"))
    attributes = {
        "class": "drawing",
        "xmlns": NAMESPACE,
        "width": _said(width),
        "height": _said(height),
        "viewBox": f"0 0 {_said(width)} {_said(height)}",
        "role": "group",
        "aria-labelledby": "drawing-title",
        "aria-describedby": "drawing-description",
    }
    return Element("svg", tuple(attributes.items()), (*named, *children))


def with_addresses(it: Element, base: str) -> Element:
    """*it* with links that hold wherever it is opened: paths become addresses below *base*, which ends in a slash."""
    attributes = tuple(
        (name, base + value[1:] if name == "href" and value.startswith("/") else value) for name, value in it.attributes
    )
    children = tuple(with_addresses(child, base) if isinstance(child, Element) else child for child in it.children)
    return replace(it, attributes=attributes, children=children)
