"""Questions beside a question, and the values that they take from it."""

from __future__ import annotations

from graphapp.queries.parameters import fill
from graphapp.queries.related import carried, related
from tests.published import Published


def names(published: Published, name: str) -> list[str]:
    return [query.name for query in related(published.library, published.library[name])]


def test_every_question_has_five_beside_it_and_never_itself(published: Published) -> None:
    for name in published.library:
        beside = names(published, name)
        assert len(set(beside)) == 5, name
        assert name not in beside


def test_what_is_about_the_same_kind_of_thing_comes_first(published: Published) -> None:
    assert set(names(published, "planned-for-service")[:3]) == {"everything-about-service", "reviews", "where-facts-come-from"}


def test_a_rare_subject_counts_for_more_than_a_common_task(published: Published) -> None:
    assert names(published, "contract-indicators")[0] == "contract-gaps"


def test_values_are_carried_into_gaps_for_the_same_things(published: Published) -> None:
    library, store, naming = published.library, published.store, published.naming
    filled = fill(store, library["actions-by-sector-and-theme"], {"theme": "local-offer"}, naming)
    assert carried(filled, library["actions-by-theme"]) == {"theme": ["local-offer"]}
    assert carried(filled, library["partner-codes"]) == {"sector": "health"}
    assert carried(filled, library["boards"]) == {}


def test_of_several_values_one_goes_into_a_gap_that_takes_one(published: Published) -> None:
    library, store, naming = published.library, published.store, published.naming
    filled = fill(store, library["joint-actions"], {"partner": ["hampshire-ccgs", "hampshire-county-council"]}, naming)
    assert carried(filled, library["boards"]) == {"member": "hampshire-ccgs"}
