"""Questions found by words."""

from __future__ import annotations

import pytest

from graphapp.queries.finding import Finder
from tests.published import Published


@pytest.fixture(scope="module")
def finder(published: Published) -> Finder:
    return Finder(published.library)


def names(finder: Finder, text: str) -> list[str]:
    return [query.name for query in finder.find(text).queries]


def test_every_question_is_found_by_its_title(finder: Finder, published: Published) -> None:
    for query in published.library.values():
        assert query.name in names(finder, query.title)[:3], query.title


def test_every_question_is_found_by_each_other_way_to_ask_it(finder: Finder, published: Published) -> None:
    for query in published.library.values():
        for wording in query.also_asked:
            assert query.name in names(finder, wording), wording


def test_what_has_all_the_words_comes_before_what_has_some(finder: Finder) -> None:
    assert names(finder, "contracts indicators")[0] == "contract-indicators"


def test_what_is_only_described_comes_after_what_is_asked(finder: Finder) -> None:
    found = names(finder, "chairs")
    assert found[0] == "boards"
    assert "seats-and-roles" in found[1:]


@pytest.mark.parametrize("text", ["zebra crossing", "Portage", "xyzzy"])
def test_what_no_question_says_finds_none(text: str, finder: Finder) -> None:
    assert not finder.find(text).queries


@pytest.mark.parametrize("text", ["", "?", "…", "'", "\x00", "𝔘", "the", "of the and"])
def test_no_text_is_a_fault(text: str, finder: Finder) -> None:
    assert isinstance(finder.find(text).queries, tuple)


def test_the_order_is_the_same_each_time(finder: Finder, published: Published) -> None:
    assert names(finder, "planned actions") == names(Finder(published.library), "planned actions")
