"""What fits a selection, held against the questions that ask the same, and against its own counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.assessments.facets import FACETS, Selection, read_selection
from graphapp.assessments.narrowing import Passage, counts, fitting, passages, rows_with
from graphapp.assessments.reading import table_of
from graphapp.assessments.table import AssessmentTable, Named, Statement, Tier
from graphapp.queries.parameters import options
from graphapp.queries.run import run_query
from graphapp.queries.scope import within_edition
from graphapp.store.base import Store
from tests.assessments.tables import store_of
from tests.conftest import NAMING
from tests.published import Published

HAMPSHIRE = "hampshire-2015"


@pytest.fixture(scope="module")
def hampshire(published: Published) -> Store:
    return within_edition(published.store, published.naming, HAMPSHIRE)


@pytest.fixture(scope="module")
def small() -> AssessmentTable:
    return table_of(store_of("small"), NAMING, "small")


def ends(found: dict[str, Tier]) -> dict[str, str]:
    return {iri.rpartition("small-")[2]: str(tier) for iri, tier in found.items()}


def select(**values: str | list[str]) -> Selection:
    return read_selection(within_edition(store_of("small"), NAMING, "small"), NAMING, values)


def test_without_a_choice_everything_fits(small: AssessmentTable) -> None:
    assert ends(fitting(small, Selection())) == dict.fromkeys(("said", "free", "rated", "plan"), "stated")


def test_of_one_facet_any_value_suffices_and_the_strongest_tier_counts(small: AssessmentTable) -> None:
    assert ends(fitting(small, select(sector="care"))) == {"said": "derived", "free": "derived"}
    assert ends(fitting(small, select(sector=["care", "health"]))) == {"said": "stated", "free": "derived", "plan": "stated"}


def test_all_facets_have_to_fit_and_the_weakest_tier_counts(small: AssessmentTable) -> None:
    assert ends(fitting(small, select(sector="care", partner="trust"))) == {"free": "derived"}


def test_context_counts_only_where_it_is_wanted(small: AssessmentTable) -> None:
    assert fitting(small, select(theme="inclusion")) == {}
    assert ends(fitting(small, select(theme="inclusion", context="true"))) == {"said": "context"}


def test_a_rating_chooses_whole_rows(small: AssessmentTable) -> None:
    found = fitting(small, select(rating="works"))
    assert ends(found).keys() == {"said", "free", "rated"}
    assert [row.id for row in rows_with(small, found)] == ["1"]
    assert fitting(small, select(rating="fails")) == {}


def test_an_area_chooses_its_rows(small: AssessmentTable) -> None:
    assert [row.id for row in rows_with(small, fitting(small, select(area="two")))] == ["2a"]
    assert ends(fitting(small, select(area=["one", "two"], sector="health"))).keys() == {"said", "plan"}


def test_a_partner_is_involved_in_what_its_question_says(hampshire: Store, published: Published) -> None:
    table, partner = table_of(published.store, published.naming, HAMPSHIRE), FACETS["partner"].parameter
    question = published.library["partner-involvement"]
    known = options(hampshire, partner, published.naming)
    assert len(known) > 50
    for option in known:
        asked = run_query(published.store, question, {"partner": option.value}, published.naming)
        expected = {row["statement"].iri: row["tier"].value for row in asked.rows}
        found = {iri: str(tier) for iri, tier in fitting(table, Selection({"partner": (option,)})).items()}
        assert expected.items() <= found.items()
        assert {found[iri] for iri in found.keys() - expected} <= {"derived"}  # by two rules, one upon the other


def test_each_count_is_what_choosing_that_value_gives(hampshire: Store, published: Published) -> None:
    table = table_of(published.store, published.naming, HAMPSHIRE)
    selection = read_selection(hampshire, published.naming, {"sector": ["health"], "rating": ["area-to-improve"]})
    found = counts(table, selection)
    for facet in FACETS.values():
        for option in options(hampshire, facet.parameter, published.naming):
            alone = Selection({**selection.chosen, facet.name: (option,)})
            assert found[facet.name].get(str(option.term), 0) == len(fitting(table, alone)), option.value


# What stands together


def statement(name: str, heading: str = "", *, is_heading: bool = False, rating: Named | None = None) -> Statement:
    return Statement(name, name, "practice", heading, is_heading=is_heading, rating=rating)


HEADING = statement("H", is_heading=True)
CELL = (statement("a"), HEADING, statement("b", "H"), statement("c", "H"), statement("d", "elsewhere"))


def test_a_heading_scopes_what_stands_under_it() -> None:
    assert passages(CELL) == (
        Passage(None, (CELL[0],)),
        Passage(HEADING, CELL[2:4]),
        Passage(None, (CELL[4],)),
    )


def test_a_heading_stays_with_what_is_kept_of_its_scope() -> None:
    assert passages(CELL, {"c"}) == (Passage(HEADING, (CELL[3],)),)
    assert passages(CELL, {"a"}) == (Passage(None, (CELL[0],)),)
    assert passages(CELL, ()) == ()


def test_a_heading_without_a_scope_is_shown_in_the_whole_table_alone() -> None:
    assert passages((HEADING,)) == (Passage(HEADING, ()),)
    assert passages((HEADING,), {"a"}) == ()


def test_judgements_are_kept_always() -> None:
    rated = statement("r", rating=Named("works", "Works"))
    assert passages((rated, statement("a")), ()) == (Passage(None, (rated,)),)


NAMES = st.sampled_from("abcdef")
STATEMENTS = st.lists(
    st.builds(statement, NAMES, st.sampled_from(["", "a", "b", "z"]), is_heading=st.booleans()), unique_by=lambda it: it.iri
)


@given(STATEMENTS)
def test_whatever_the_headings_everything_is_shown_once_and_in_its_order(cell: list[Statement]) -> None:
    shown = [it for passage in passages(cell) for it in (passage.heading, *passage.statements) if it]
    assert [it.iri for it in shown if not it.is_heading] == [it.iri for it in cell if not it.is_heading]
    assert {it.iri for it in shown} == {it.iri for it in cell}
