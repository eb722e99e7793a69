"""What a search finds, in which order, and how it takes what nobody should type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.namespaces import Naming
from graphapp.search.find import MOST_OFFERED, MOST_WORDS, Found, find, offer
from graphapp.search.listing import Collection, collection_of
from graphapp.store.base import Store
from tests.hostile import ENDS_A_TERM, SPARQL
from tests.published import Published

HOSTILE = (
    *ENDS_A_TERM,
    *SPARQL,
    '"',
    "NEAR(a b)",
    "label:x",
    "{label} : x",
    "a NOT b",
    "a* -b ^c",
    "AND",
    "OR",
    "x" * 10_000,
    "\x00",
)


@pytest.fixture(scope="module")
def collection(published: Published) -> Collection:
    return collection_of(published.store, published.naming, "hampshire-2015")


def kinds(found: Found) -> list[str]:
    return [f"{entry.thing.kind}/{entry.thing.slug}" for entry in found.ranked]


def test_names_come_before_texts(collection: Collection) -> None:
    found = find(collection, "portage")
    is_text = [entry.is_text for entry in found.ranked]
    assert is_text == sorted(is_text), "no statement comes before a thing with a name"
    assert is_text[0] is False
    assert is_text[-1] is True


def test_a_whole_name_comes_before_an_abbreviation_and_that_before_a_beginning(collection: Collection) -> None:
    assert kinds(find(collection, "Early Help"))[0] == "service/hampshire-early-help"
    assert kinds(find(collection, "SEN"))[0] == "partner/hampshire-sen-service"


def test_the_name_of_a_kind_can_stand_beside_a_name(collection: Collection) -> None:
    assert kinds(find(collection, "portage service")) == ["service/hampshire-portage"]


def test_a_slip_is_read_as_what_it_is_near_to_and_that_is_said(collection: Collection) -> None:
    found = find(collection, "portgae")
    assert found.instead == (("portgae", "portage"),)
    assert kinds(found)[0] == "service/hampshire-portage"


def test_a_word_that_stands_in_a_text_is_no_slip(collection: Collection) -> None:
    found = find(collection, "liaise")
    assert not found.instead
    assert found.ranked
    assert all("liais" in entry.text for entry in found.ranked), "with any of its endings"


def test_where_nothing_has_every_word_what_has_some_is_shown(collection: Collection) -> None:
    found = find(collection, "portage helicopters")
    assert found.only_some
    assert "service/hampshire-portage" in kinds(found)[:5]


def test_what_is_counted_by_kind_is_what_was_found(collection: Collection) -> None:
    found = find(collection, "health")
    assert sum(found.counts.values()) == len(found.ranked)
    assert all(len(found.of_kind(kind)) == count for kind, count in found.counts.items())


def test_a_hit_says_by_which_name_it_was_found(collection: Collection) -> None:
    found = find(collection, "HPCN")
    hit = found.hit(found.ranked[0])
    assert "".join(piece.text for piece in hit.other_name) == "HPCN"
    assert all(piece.hit for piece in hit.other_name)


def test_names_are_offered_and_no_statements(collection: Collection) -> None:
    offered = list(offer(collection, "health"))
    assert 0 < len(offered) <= MOST_OFFERED
    assert not any(entry.is_text for entry in offered)


def test_only_the_first_words_of_a_long_search_are_read(collection: Collection) -> None:
    found = find(collection, " ".join(f"word{number}" for number in range(100)))
    assert len(found.terms) == MOST_WORDS
    assert found.cut


@pytest.mark.parametrize("text", ["", "😀", "?!", " ", "\u200f"])
def test_what_has_no_word_finds_nothing(text: str, collection: Collection) -> None:
    assert find(collection, text) == Found(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_syntax(text: str, collection: Collection) -> None:
    found = find(collection, f"{text} portage {text}")
    assert found.text == f"{text} portage {text}"


@given(text=st.text(max_size=60))
def test_any_text_can_be_looked_for(text: str, collection: Collection) -> None:
    found = find(collection, text)
    assert all(found.hit(entry).title for entry in found.ranked[:3])


def test_no_quotation_is_in_the_index(tiny_store: Store, naming: Naming) -> None:
    """The exact words of a tiny statement are “Portage (Trust): home visits”; ours say “visits families at home”."""
    found = find(Collection(tiny_store, naming), "home visits")
    assert found.ranked
    assert not [entry for entry in found.ranked if "(Trust)" in f"{entry.thing.label} {entry.text}"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("who holds the school nursing contract", "School Nursing contract"),
        ("who runs portage nowadays", "Portage"),
        ("tell me zebra about mytmaths", "MyTMaths"),
    ],
)
def test_where_nothing_has_every_word_the_longest_whole_name_comes_first(text: str, label: str, collection: Collection) -> None:
    found = find(collection, text)
    assert found.only_some
    assert found.ranked[0].thing.label == label
