"""What changed as an Atom feed (RFC 4287): an entry for each version that is kept, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from graphapp.hints import printable

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """What a version changed.

    :param updated: when it was published, in ISO 8601 with its zone
    :param address: of the page that says more
    """

    version: str
    updated: str
    summary: str
    address: str


@dataclass(frozen=True)
class Feed:
    """What a feed is.

    :param address: where it is
    :param page: of the page that says more
    :param name: what tells it from every other, also when the site has moved
    :param begun: when the oldest version that is kept was published: the feed's date where it has no entries
    """

    title: str
    address: str
    page: str
    name: str
    begun: str


def feed(about: Feed, entries: Iterable[Entry]) -> bytes:
    """The feed *about* something, with its *entries*."""
    listed = list(entries)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _add(root, "id", _id(about.name))
    _add(root, "title", printable(about.title))
    _add(root, "updated", max((entry.updated for entry in listed), default=about.begun))
    _add(ET.SubElement(root, "author"), "name", "graphapp")
    ET.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=about.address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=about.page)
    for entry in listed:
        _write(ET.SubElement(root, "entry"), entry, _id(about.name, entry.version))
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _write(element: ET.Element, entry: Entry, name: str) -> None:
    _add(element, "id", name)
    _add(element, "title", f"Version {entry.version} of {entry.updated[:10]}")
    _add(element, "updated", entry.updated)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(element, "summary", printable(entry.summary))


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(parts))}"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
