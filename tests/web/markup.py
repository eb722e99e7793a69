"""Reads pages as a browser would, to see what somebody who does not see them is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from graphapp.web.frame import SUPPORT_LINE

VOID = frozenset(("meta", "link", "input", "br", "hr", "img"))
CONTROLS = ("input", "select", "textarea")
LANDMARKS = {"header": "banner", "footer": "contentinfo", "main": "main", "nav": "navigation"}


@dataclass
class Element:
    """An element of a page with what stands in it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """This element and those in it, in their order; only *tags* where some are given."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            yield from child.all(*tags)

    def within(self, tag: str) -> Element | None:
        """The nearest *tag* around this element."""
        around = self.parent
        while around and around.tag != tag:
            around = around.parent
        return around

    @property
    def text(self) -> str:
        """What is written in it, in one line."""
        return " ".join(" ".join(self.words).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = self.here = Element("page", {})
        self.broken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        repeated = [name for name, times in Counter(name for name, _ in attrs).items() if times > 1]
        self.broken += [f"<{tag}> says {name} twice" for name in repeated]
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag:
            self.broken.append(f"</{tag}> closes <{self.here.tag}>")
        elif self.here.parent:
            self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        around: Element | None = self.here
        while around:
            around.words.append(data)
            around = around.parent


def read_page(html: str) -> Element:
    """The page that *html* is; every element is closed where it should be."""
    reader = _Reader()
    reader.feed(html)
    assert not reader.broken, reader.broken
    assert reader.here is reader.top, f"<{reader.here.tag}> is not closed"
    return reader.top


def faults_of(page: Element) -> list[str]:
    """What keeps people from using *page* who cannot see it or use no mouse."""
    return [*_ids(page), *_labels(page), *_headings(page), *_landmarks(page), *_tables(page), *_names(page)]


def _ids(page: Element) -> Iterator[str]:
    ids = Counter(element.attributes["id"] for element in page.all() if "id" in element.attributes)
    yield from (f"the id {name} stands {times} times" for name, times in ids.items() if times > 1)
    for element in page.all():
        for name in ("aria-describedby", "aria-labelledby", "for", "list"):
            missing = [target for target in element.attributes.get(name, "").split() if target not in ids]
            yield from (f"{name} of <{element.tag}> points to {target}, which is nowhere" for target in missing)
        target = element.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"a link leads to {target}, which is nowhere"


def _labels(page: Element) -> Iterator[str]:
    labelled = {label.attributes.get("for") for label in page.all("label")}
    for control in page.all(*CONTROLS):
        attributes = control.attributes
        if attributes.get("type") == "hidden":
            continue
        around = control.within("label")
        if not (attributes.get("id") in labelled or (around and around.text) or attributes.get("aria-label")):
            yield f"the control {attributes.get('name')} has no label"
    for fieldset in page.all("fieldset"):
        if not next(fieldset.all("legend"), None):
            yield "a group of controls has no legend"


def _headings(page: Element) -> Iterator[str]:
    headings = [(int(element.tag[1]), element.text) for element in page.all("h1", "h2", "h3", "h4")]
    ones = [text for level, text in headings if level == 1]
    if len(ones) != 1:
        yield f"{len(ones)} headings of the first level: {ones}"
    yield from (f"a heading of level {level} is empty" for level, text in headings if not text)
    after_first = headings[next((at for at, (level, _) in enumerate(headings) if level == 1), 0) :]
    for (above, _), (level, text) in pairwise(after_first):
        if level > above + 1:
            yield f"the heading “{text}” is {level - above} levels below the one before it"


def _landmarks(page: Element) -> Iterator[str]:
    found = Counter(element.tag for element in page.all(*LANDMARKS))
    yield from (f"{found[tag]} × <{tag}>" for tag in ("header", "main", "footer") if found[tag] != 1)
    named = [element.attributes.get("aria-label", "") for element in page.all("nav")]
    if len(set(named)) != len(named) or not all(named):
        yield f"the navigations are called {named}"
    (html,) = page.all("html")
    if not html.attributes.get("lang"):
        yield "the page says no language"


def _tables(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        heads = list(table.all("th"))
        if not heads or not all(head.attributes.get("scope") and head.text for head in heads):
            yield "a table has a heading without scope or words"


def _names(page: Element) -> Iterator[str]:
    for element in page.all("a", "button", "summary"):
        if not element.text:
            yield f"<{element.tag} {element.attributes}> has no words"
    (title,) = page.all("title")
    if not title.text:
        yield "the page has no title"


def foreign_scripts(html: str) -> list[str]:
    """The scripts of a page that the site did not write: any but its modules, GOV.UK's line, and data for search engines."""
    reader = _Reader()
    reader.feed(html)
    return [it.text for it in reader.top.all("script") if not _is_ours(it)]


def _is_ours(script: Element) -> bool:
    source, kind = script.attributes.get("src", ""), script.attributes.get("type", "")
    if source:
        return source.startswith("/static/")
    return kind == "application/ld+json" or script.text == SUPPORT_LINE
