"""Files of drawings stand alone, and pictures are the same each time."""

from __future__ import annotations

import struct
from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree

import pytest

from graphapp.drawings import files
from graphapp.drawings.figure import Figure, Mark
from graphapp.drawings.files import NoFont, as_png, as_svg, style, style_digest
from graphapp.drawings.tree import Branch, Node, tree
from tests.drawings.shapes import LABELS, SVG


@pytest.fixture
def figure() -> Figure:
    leaves = tuple(Node(Mark(words, f"/doc/service/s{n}"), "work") for n, words in enumerate(LABELS))
    return tree(Node(Mark("A thing", "/doc/partner/p"), "body", (Branch("link", leaves),)), "A title", "A description")


def test_a_file_has_its_style_within_and_links_that_hold_anywhere(figure: Figure) -> None:
    root = ElementTree.fromstring(as_svg(figure, "https://example.org/"))  # noqa: S314 - what we wrote ourselves
    assert root.findtext(f"{SVG}style") == style()
    links = [it.get("href", "") for it in root.iter(f"{SVG}a")]
    assert links
    assert all(it.startswith("https://example.org/doc/") for it in links)


def test_a_file_says_its_title_where_people_see_it(figure: Figure) -> None:
    root = ElementTree.fromstring(as_svg(figure, "/"))  # noqa: S314 - what we wrote ourselves
    assert "A title" in [line.text for line in root.iter(f"{SVG}tspan")]


def test_the_policy_names_the_style_that_the_file_holds(figure: Figure) -> None:
    root = ElementTree.fromstring(as_svg(figure, "/"))  # noqa: S314 - what we wrote ourselves
    held = root.findtext(f"{SVG}style") or ""
    assert style_digest() == f"sha256-{b64encode(sha256(held.encode()).digest()).decode()}"


def test_the_style_asks_for_nothing_from_elsewhere() -> None:
    assert "url(" not in style()
    assert "@import" not in style()


def test_a_picture_is_twice_as_large_as_the_drawing_and_the_same_each_time(figure: Figure) -> None:
    picture = as_png(figure)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert width == pytest.approx(2 * float(figure.drawing.attribute("width")), abs=2)
    assert height > 2 * float(figure.drawing.attribute("height")), "the title stands above it"
    assert as_png(figure) == picture


def test_words_are_in_the_picture() -> None:
    other = tree(Node(Mark("Another thing", "/doc/partner/p"), "body"), "A title", "A description")
    same = tree(Node(Mark("A thing", "/doc/partner/p"), "body"), "A title", "A description")
    assert as_png(other) != as_png(same)


def test_a_drawing_of_thousands_is_no_picture_of_gigabytes() -> None:
    leaves = tuple(Node(Mark(f"{n}"), "work") for n in range(700))
    tall = tree(Node(Mark("A thing"), "body", (Branch("link", leaves),)), "A title", "A description")
    width, height = struct.unpack(">II", as_png(tall)[16:24])
    assert width * height <= 41_000_000


def test_without_a_font_there_is_a_sentence_and_no_picture_without_words(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_letter", lambda *_: b"blank")
    files._family.cache_clear()
    with pytest.raises(NoFont, match="no font"):
        as_png(figure)
    files._family.cache_clear()
