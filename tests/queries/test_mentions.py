"""What a self-evaluation is silent about, and what it speaks of without meeting a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.queries.mentions import Mention, mentions
from graphapp.queries.parameters import Given, fill
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.published import Published
from tests.queries.sample import saved


def found(store: EmbeddedStore, folder: Path, given: Given) -> dict[str, int]:
    scoped = within_edition(store, NAMING, "tiny")
    return {it.option.value: it.statements for it in mentions(scoped, fill(scoped, saved(folder), given, NAMING))}


def test_statements_that_have_to_do_with_a_value_are_counted(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    counted = found(tiny_store, tmp_path, {"sector": "health", "partner": "tiny-trust"})
    assert counted["health"] >= 1
    assert set(counted) == {"health", "tiny-trust"}


def test_a_value_that_no_statement_has_to_do_with_counts_none(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    assert found(tiny_store, tmp_path, {"sector": "social-care"})["social-care"] == 0


def test_what_is_no_thing_is_not_looked_for(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    assert set(found(tiny_store, tmp_path, {"size": "small", "wider": "yes", "most-shown": "3"})) == {"health"}


@pytest.mark.parametrize(
    ("statements", "words"),
    [(0, "does not say anything about “Health” (sector)"), (1, "1 statement has to do"), (2, "2 statements have to do")],
)
def test_silence_and_speech_are_two_sentences(statements: int, words: str, tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    (option,) = fill(tiny_store, saved(tmp_path), {}, NAMING)["sector"].options
    assert words in Mention("Sector", option, statements).words


def test_an_area_is_spoken_of_by_the_statements_of_its_rows(published: Published) -> None:
    scoped = within_edition(published.store, published.naming, choose_edition(published.store, published.naming))
    filled = fill(scoped, published.library["ratings"], {"area": "readiness-2014-9"}, published.naming)
    (area,) = mentions(scoped, filled)
    assert area.statements > 10


def test_a_rule_is_nothing_that_a_document_could_speak_of(published: Published) -> None:
    filled = fill(published.store, published.library["derived-by-rule"], {}, published.naming)
    assert not list(mentions(published.store, filled))
