"""Where statements stand."""

from __future__ import annotations

import pytest

from graphapp.store.embedded import EmbeddedStore
from graphapp.things.places import Place, places
from tests.conftest import NAMING

TITLE, PRACTICE, PLAN = (str(NAMING.resolve(f"id/statement/tiny-{name}")) for name in ("title", "2-practice", "2-plan"))


def test_a_statement_stands_in_a_row_and_a_column(tiny_store: EmbeddedStore) -> None:
    assert places(tiny_store, [PRACTICE, PLAN]) == {PRACTICE: Place("2", "Practice", 2), PLAN: Place("2", "Further work", 10)}


def test_the_title_stands_in_no_row(tiny_store: EmbeddedStore) -> None:
    assert places(tiny_store, [TITLE]) == {TITLE: Place("", "Title", 1)}


@pytest.mark.parametrize(
    ("place", "words"), [(Place("3a", "Further work", 7), "Row 3a, further work"), (Place("", "Title", 1), "Title")]
)
def test_a_place_reads_as_people_say_it(place: Place, words: str) -> None:
    assert str(place) == words


def test_what_stands_nowhere_is_left_out(tiny_store: EmbeddedStore) -> None:
    assert places(tiny_store, [str(NAMING.resolve("id/service/tiny-portage")), PLAN]).keys() == {PLAN}


def test_a_statement_named_twice_is_looked_up_once(tiny_store: EmbeddedStore) -> None:
    assert places(tiny_store, iter([PLAN, PLAN])).keys() == {PLAN}


def test_without_statements_nothing_is_asked() -> None:
    assert places(EmbeddedStore(()), []) == {}


def test_a_statement_without_row_or_column_has_its_order_alone() -> None:
    store = EmbeddedStore(["urn:g"])
    store.load(b'<urn:s> <https://w3id.org/send-sef/ns#order> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .')
    assert places(store, ["urn:s"]) == {"urn:s": Place("", "", 3)}
