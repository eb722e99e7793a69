"""Running a saved question: the values are bound, and everything that comes back is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import ParameterError
from graphapp.queries.header import SavedQuery
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.remote import RemoteStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, saved

PORTAGE = str(NAMING.resolve("id/service/tiny-portage"))


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    return saved(tmp_path)


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, tiny_store: EmbeddedStore, remote_store: RemoteStore) -> Store:
    return tiny_store if request.param == "embedded" else remote_store


def run(store: Store, query: SavedQuery, **given: str) -> Answered:
    return run_query(store, query, given, NAMING)


def test_an_answer_has_a_row_of_cells_for_each_row_of_the_table(store: Store, query: SavedQuery) -> None:
    answered = run(store, query)
    assert answered.query is query
    assert answered.rows == (
        {
            "service": Cell("Tiny Portage", PORTAGE),
            "page": Cell("https://portage.example/", "https://portage.example/"),
            "visits": Cell("1.5", number=1.5),
            "remark": Cell("=1+1"),
        },
    )


def test_the_sentence_says_how_the_question_was_understood(store: Store, query: SavedQuery) -> None:
    assert run(store, query).understood == "Which services are in Health?"
    filled = run(store, query, sector="public-health", partner="the trust", size="small", wider="yes")
    assert filled.understood == "Which services are in Public health, provided by Tiny Trust, Small ones or narrower sectors too?"


def test_a_switch_that_is_off_is_not_named(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert run(tiny_store, query, wider="no").understood == "Which services are in Health?"


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ({"partner": "tiny-trust"}, 1),
        ({"partner": "tiny-network"}, 0),
        ({"sector": "social-care"}, 0),
        ({"sector": "public-health", "most-shown": "3"}, 1),
    ],
)
def test_values_decide_what_is_found(store: Store, query: SavedQuery, given: dict[str, str], rows: int) -> None:
    assert len(run_query(store, query, given, NAMING).rows) == rows


def test_the_sparql_is_complete_and_says_its_base(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    sparql = run(tiny_store, query, partner="tiny-trust").sparql
    assert sparql.startswith(f"BASE <{NAMING.base}>\nPREFIX")
    assert f"VALUES ?by {{ <{NAMING.resolve('id/partner/tiny-trust')}> }}" in sparql
    assert "VALUES ?size_wanted { UNDEF }" in sparql
    assert "#+" not in sparql, "no engine need read the header"
    assert len(tiny_store.select(sparql)) == 1


def test_a_relative_iri_of_the_question_is_one_of_the_base(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("?service sef:inSector ?in .", "?service sef:inSector ?in ; sef:providedBy <id/partner/tiny-trust> .")
    assert len(run(tiny_store, saved(tmp_path, text)).rows) == 1


def test_a_value_that_the_question_does_not_take_is_not_run(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    with pytest.raises(ParameterError):
        run(tiny_store, query, sector="} DROP ALL")


def test_an_empty_cell_is_empty(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    query = saved(tmp_path, QUESTION.replace('BIND("=1+1" AS ?remark)', "").replace("foaf:page ?page", "foaf:nick ?page"))
    (row,) = run(tiny_store, query).rows
    assert row["remark"] == row["page"] == Cell("")


@pytest.mark.parametrize(("value", "shown"), [('"many"', "many"), ('"NaN"', "NaN"), ("1e999", "INF")])
def test_what_is_no_number_in_a_column_of_numbers_is_shown_as_text(
    tiny_store: EmbeddedStore, tmp_path: Path, value: str, shown: str
) -> None:
    (row,) = run(tiny_store, saved(tmp_path, QUESTION.replace("BIND(1.5 AS", f"BIND({value} AS"))).rows
    assert row["visits"] == Cell(shown)


def test_the_query_may_bring_a_label_of_its_own(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("SELECT ?service", "SELECT ?service ?service_label").replace(
        "  BIND(1.5", '  BIND("the service" AS ?service_label)\n  BIND(1.5'
    )
    (row,) = run(tiny_store, saved(tmp_path, text)).rows
    assert row["service"] == Cell("the service", PORTAGE)
