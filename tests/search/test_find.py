"""What a search finds, in which order, and how it takes what nobody should type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.namespaces import Naming
from graphapp.search.find import MOST_OFFERED, MOST_WORDS, Found, find, offer
from graphapp.search.listing import findable
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
def store(published: Published) -> Store:
    return findable(published.store, published.naming, "hampshire-2015")


def kinds(found: Found) -> list[str]:
    return [f"{entry.thing.kind}/{entry.thing.slug}" for entry in found.ranked]


def test_names_come_before_texts(store: Store, published: Published) -> None:
    found = find(store, published.naming, "portage")
    is_text = [entry.is_text for entry in found.ranked]
    assert is_text == sorted(is_text), "no statement comes before a thing with a name"
    assert is_text[0] is False
    assert is_text[-1] is True


def test_a_whole_name_comes_before_an_abbreviation_and_that_before_a_beginning(store: Store, published: Published) -> None:
    assert kinds(find(store, published.naming, "Early Help"))[0] == "service/hampshire-early-help"
    assert kinds(find(store, published.naming, "SEN"))[0] == "partner/hampshire-sen-service"


def test_the_name_of_a_kind_can_stand_beside_a_name(store: Store, published: Published) -> None:
    assert kinds(find(store, published.naming, "portage service")) == ["service/hampshire-portage"]


def test_a_slip_is_read_as_what_it_is_near_to_and_that_is_said(store: Store, published: Published) -> None:
    found = find(store, published.naming, "portgae")
    assert found.instead == (("portgae", "portage"),)
    assert kinds(found)[0] == "service/hampshire-portage"


def test_a_word_that_stands_in_a_text_is_no_slip(store: Store, published: Published) -> None:
    found = find(store, published.naming, "liaise")
    assert not found.instead
    assert found.ranked
    assert all("liais" in entry.text for entry in found.ranked), "with any of its endings"


def test_where_nothing_has_every_word_what_has_some_is_shown(store: Store, published: Published) -> None:
    found = find(store, published.naming, "portage helicopters")
    assert found.only_some
    assert "service/hampshire-portage" in kinds(found)[:5]


def test_what_is_counted_by_kind_is_what_was_found(store: Store, published: Published) -> None:
    found = find(store, published.naming, "health")
    assert sum(found.counts.values()) == len(found.ranked)
    assert all(len(found.of_kind(kind)) == count for kind, count in found.counts.items())


def test_a_hit_says_by_which_name_it_was_found(store: Store, published: Published) -> None:
    found = find(store, published.naming, "HPCN")
    hit = found.hit(found.ranked[0])
    assert "".join(piece.text for piece in hit.other_name) == "HPCN"
    assert all(piece.hit for piece in hit.other_name)


def test_names_are_offered_and_no_statements(store: Store, published: Published) -> None:
    offered = list(offer(store, published.naming, "health"))
    assert 0 < len(offered) <= MOST_OFFERED
    assert not any(entry.is_text for entry in offered)


def test_only_the_first_words_of_a_long_search_are_read(store: Store, published: Published) -> None:
    found = find(store, published.naming, " ".join(f"word{number}" for number in range(100)))
    assert len(found.terms) == MOST_WORDS
    assert found.cut


@pytest.mark.parametrize("text", ["", "😀", "?!", " ", "\u200f"])
def test_what_has_no_word_finds_nothing(text: str, store: Store, published: Published) -> None:
    assert find(store, published.naming, text) == Found(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_syntax(text: str, store: Store, published: Published) -> None:
    found = find(store, published.naming, f"{text} portage {text}")
    assert found.text == f"{text} portage {text}"


@given(text=st.text(max_size=60))
def test_any_text_can_be_looked_for(text: str, store: Store, published: Published) -> None:
    found = find(store, published.naming, text)
    assert all(found.hit(entry).title for entry in found.ranked[:3])


def test_no_quotation_is_in_the_index(tiny_store: Store, naming: Naming) -> None:
    """The exact words of a tiny statement are “Portage (Trust): home visits”; ours say “visits families at home”."""
    found = find(tiny_store, naming, "home visits")
    assert found.ranked
    assert not [entry for entry in found.ranked if "(Trust)" in f"{entry.thing.label} {entry.text}"]
