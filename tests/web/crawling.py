"""Follows the links of the site from its first page, as people and search engines do."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

FIRST = "/"
_SUFFIX = re.compile(r"\.[a-z0-9]+(?:\.[a-z0-9]+)?$")
_NEXT = re.compile(r"page=\d+")
_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@dataclass(frozen=True)
class Place:
    """An address that was asked for.

    :param clicks: how many links away from the first page it is
    :param found_on: the first page that links it
    :param html: what it answered, where that is a page
    """

    clicks: int
    found_on: str
    status: int
    html: str = ""


@dataclass
class Crawl:
    """Everything that is linked.

    :param each: how many are followed of the files beside the pages of a kind, and of the ways to narrow down or show these
        pages, which are endless; the pages of a list all are
    """

    client: FlaskClient
    each: int
    places: dict[str, Place] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Follow every link, the nearest first."""
        waiting = deque([(FIRST, 0, FIRST)])
        seen = {FIRST}
        while waiting:
            address, clicks, found_on = waiting.popleft()
            place = self.places[address] = self._visited(address, clicks, found_on)
            for link in links_of(place.html, address):
                if link not in seen and self._is_wanted(link):
                    seen.add(link)
                    waiting.append((link, clicks + 1, address))

    def _visited(self, address: str, clicks: int, found_on: str) -> Place:
        answer = self.client.get(address, headers=_BROWSER)
        if answer.status_code in {302, 303}:
            answer = self.client.get(urljoin(address, answer.headers["Location"]), headers=_BROWSER)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        return Place(clicks, found_on, answer.status_code, html)

    def _is_wanted(self, link: str) -> bool:
        """Whether *link* is followed: all pages are, and of what there is in thousands some of each kind."""
        path, _, query = link.partition("?")
        suffix = _SUFFIX.search(path)
        if suffix is None and (not query or _NEXT.fullmatch(query)):
            return True
        kind = "/".join(path.split("/")[:3] if path.count("/") > 2 else path.split("/")[:2]) + (suffix[0] if suffix else "?")
        self.left[kind] += 1
        return self.left[kind] <= self.each

    @property
    def pages(self) -> dict[str, str]:
        """The pages, by their addresses."""
        return {address: place.html for address, place in self.places.items() if place.html}


class _Links(HTMLParser):
    """Collects what links of a page lead to, also of one that is not well-formed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "link"}:
            self.found += [value for name, value in attrs if name == "href" and value]


def links_of(html: str, address: str) -> Iterator[str]:
    """The addresses within the site that the page at *address* links, without their fragments."""
    reader = _Links()
    reader.feed(html)
    for link in reader.found:
        target = urlsplit(urljoin(f"http://localhost{address}", link))
        if target.netloc == "localhost":
            yield target.path + (f"?{target.query}" if target.query else "")
