"""SVG is well formed and says what it is given, whatever that is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.drawings.svg import NAMESPACE, element, link, picture, with_addresses, write

SVG = f"{{{NAMESPACE}}}"


@given(st.text(), st.text())
def test_any_words_are_well_formed_and_stay_words(words: str, title: str) -> None:
    drawn = picture(10, 10, title, words, [element("text", words), element("path", d=title)])
    root = ElementTree.fromstring(write(drawn))  # noqa: S314 - what we wrote ourselves
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}desc", f"{SVG}text", *([f"{SVG}path"])]


def test_what_is_printable_comes_back_as_it_was() -> None:
    words = "<script>alert(1)</script> & “R&D” \u202e עברית 😀"
    root = ElementTree.fromstring(write(picture(1, 1, words, "", [])))  # noqa: S314 - what we wrote ourselves
    assert root[0].text == words


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "", None])
def test_a_link_leads_nowhere_that_is_no_page(href: str | None) -> None:
    assert link(href, "a name").tag == "g"


@pytest.mark.parametrize("href", ["/doc/partner/x", "https://example.org/", "#data"])
def test_a_link_to_a_page_is_one_and_says_its_whole_name(href: str) -> None:
    made = link(href, "a name", element("text", "a n…"))
    assert (made.tag, made.attribute("href")) == ("a", href)
    assert made.children[0] == element("title", "a name")


def test_in_a_file_paths_become_addresses_and_addresses_stay() -> None:
    both = element("g", link("/doc/partner/x", "x"), link("https://other.example/y", "y"))
    moved = [it.attribute("href") for it in with_addresses(both, "https://example.org/") if it.tag == "a"]
    assert moved == ["https://example.org/doc/partner/x", "https://other.example/y"]
