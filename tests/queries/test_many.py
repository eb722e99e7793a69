"""Gaps that take several values: any of them, all of them, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import ParameterError, SourceFault
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import Given, fill
from graphapp.queries.run import Answered, run_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, line, saved

SEVERAL = (
    QUESTION.replace("scheme: sector, default: health", "scheme: sector, many: any, default: health")
    .replace("?service sef:inSector ?in .\n", "?service sef:inSector ?in .\n  BIND($sector AS ?wanted)\n")
    .replace(
        "?in = $sector || ($wider && EXISTS { ?in skos:broader $sector })",
        "?in = ?wanted || ($wider && EXISTS { ?in skos:broader ?wanted })",
    )
)


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    return saved(tmp_path, SEVERAL)


def answered(store: EmbeddedStore, query: SavedQuery, given: Given) -> Answered:
    return run_query(store, query, given, NAMING)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (["health"], "Which services are in Health?"),
        (["health", "social-care"], "Which services are in Health or Social care?"),
        (["public-health", "Health", "social-care"], "Which services are in Public health, Health or Social care?"),
        (["health", "NHS", "Health"], "Which services are in Health?"),
    ],
)
def test_the_sentence_names_every_value_once(
    tiny_store: EmbeddedStore, query: SavedQuery, values: list[str], sentence: str
) -> None:
    assert answered(tiny_store, query, {"sector": values}).understood == sentence


def test_any_of_the_values_will_do(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    found = {row["service"].value for row in answered(tiny_store, query, {"sector": ["social-care", "health"]}).rows}
    assert found == {"Tiny Portage"}
    assert not answered(tiny_store, query, {"sector": ["social-care"]}).rows


def test_without_a_value_the_default_is_taken(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    nothing: list[Given] = [{}, {"sector": []}, {"sector": ""}]
    for given in nothing:
        assert fill(tiny_store, query, given, NAMING)["sector"].value == ["health"]


def test_a_value_that_does_not_exist_is_named_among_others(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    with pytest.raises(ParameterError, match="“wealth” is no value for sector"):
        fill(tiny_store, query, {"sector": ["health", "wealth"]}, NAMING)


def test_a_gap_for_one_value_takes_one(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="“sector” is given twice; give it one value"):
        fill(tiny_store, saved(tmp_path), {"sector": ["health", "social-care"]}, NAMING)


def test_too_many_values_are_refused_before_they_are_looked_up(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    with pytest.raises(ParameterError, match="is given 10000 values; it takes no more than 100"):
        fill(tiny_store, query, {"sector": ["health"] * 10_000}, NAMING)


@pytest.mark.parametrize("many", ["some", "true", "[any]"])
def test_the_header_says_whether_any_all_or_none_count(tmp_path: Path, many: str) -> None:
    text = SEVERAL.replace("many: any", f"many: {many}")
    with pytest.raises(SourceFault, match="“many” of “sector” is any, all, none") as fault:
        saved(tmp_path, text)
    assert fault.value.line == line(text, "sector: {")


def test_a_switch_takes_one_value(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="“many” of “wider”"):
        saved(tmp_path, QUESTION.replace("type: boolean,", "type: boolean, many: any,"))
