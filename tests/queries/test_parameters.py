"""What people write into a gap becomes a term that the graph knows, or a sentence that says what would."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from graphapp.errors import ParameterError
from graphapp.namespaces import Naming
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import Filled, Option, fill, options
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, saved

HEALTH = NAMING.resolve("def/sector/health")
TRUST = NAMING.resolve("id/partner/tiny-trust")


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    return saved(tmp_path)


@pytest.fixture
def demanding(tmp_path: Path) -> SavedQuery:
    """The question with gaps that have to be filled."""
    return saved(tmp_path, QUESTION.replace(", default: health", "").replace(", required: false", ""))


def term(store: EmbeddedStore, query: SavedQuery, name: str, value: str) -> URIRef | Literal | None:
    """The term that *value* becomes in the gap *name*."""
    option = fill(store, query, {name: value}, NAMING)[name].option
    return option.term if option else None


def complaint(store: EmbeddedStore, query: SavedQuery, given: dict[str, str]) -> str:
    with pytest.raises(ParameterError) as error:
        fill(store, query, given, NAMING)
    return str(error.value)


def choices(store: EmbeddedStore, query: SavedQuery, name: str) -> list[tuple[str, str]]:
    parameter = query.parameter(name)
    assert parameter is not None
    return [(option.value, option.label) for option in options(store, parameter, NAMING)]


@pytest.mark.parametrize("value", ["health", str(HEALTH), "Health", "hEALTH", "NHS", "nhs", "  health "])
def test_a_concept_is_known_by_slug_iri_label_and_other_names_in_any_case(
    tiny_store: EmbeddedStore, query: SavedQuery, value: str
) -> None:
    assert term(tiny_store, query, "sector", value) == HEALTH


@pytest.mark.parametrize("value", ["tiny-trust", str(TRUST), "tiny trust", "THE TRUST"])
def test_a_thing_is_known_by_the_same(tiny_store: EmbeddedStore, query: SavedQuery, value: str) -> None:
    assert term(tiny_store, query, "partner", value) == TRUST


def test_the_values_of_a_scheme_and_of_a_class_come_in_the_order_of_their_labels(
    tiny_store: EmbeddedStore, query: SavedQuery
) -> None:
    sectors = [("health", "Health"), ("public-health", "Public health"), ("social-care", "Social care")]
    assert choices(tiny_store, query, "sector") == sectors
    assert choices(tiny_store, query, "partner") == [("tiny-network", "Parent Network"), ("tiny-trust", "Tiny Trust")]


def test_a_thing_with_two_other_names_is_one_value(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    sector = query.parameter("sector")
    assert sector is not None
    (care,) = (option for option in options(tiny_store, sector, NAMING) if option.value == "social-care")
    assert sorted(care.others) == ["Care", "Wellbeing"]


def test_a_thing_of_another_base_is_chosen_by_its_iri(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    query = saved(tmp_path, QUESTION.replace("{label: Partner, ", "{label: Partner, "))
    partner = query.parameter("partner")
    assert partner is not None
    values = [option.value for option in options(tiny_store, partner, Naming("https://other.example/"))]
    assert str(TRUST) in values


def test_choices_switches_and_numbers_have_the_values_of_the_header(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert choices(tiny_store, query, "size") == [("small", "Small"), ("large", "Large")]
    assert choices(tiny_store, query, "wider") == [("false", "no"), ("true", "yes")]
    assert choices(tiny_store, query, "most-shown") == []


def test_an_unknown_value_names_the_nearest_and_lists_what_there_is(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert complaint(tiny_store, query, {"sector": "helth"}) == (
        "“helth” is no value for sector. Did you mean health? The values are health, public-health, social-care."
    )


def test_a_value_like_nothing_there_is_lists_what_there_is(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert complaint(tiny_store, query, {"size": "x"}) == "“x” is no value for size. The values are small, large."


def test_a_value_near_to_a_label_is_hinted_at_by_its_slug(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert "Did you mean tiny-network?" in complaint(tiny_store, query, {"partner": "Parents Network"})


def test_a_long_value_is_shown_cut(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    said = complaint(tiny_store, query, {"sector": "x" * 5000})
    assert "x" * 80 in said
    assert "x" * 81 not in said


def test_of_many_values_the_first_are_listed(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    many = ", ".join(f"v{number}: Value {number}" for number in range(15))
    query = saved(tmp_path, QUESTION.replace("small: Small, large: Large", many))
    assert complaint(tiny_store, query, {"size": "none of them"}).endswith("v10, v11 and 3 more.")


def test_a_name_that_means_several_values_says_which(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert complaint(tiny_store, query, {"sector": "wellbeing"}) == (
        "“wellbeing” means several values for sector: public-health, social-care. Choose one."
    )


def test_a_missing_value_says_which_there_are(tiny_store: EmbeddedStore, demanding: SavedQuery) -> None:
    given = {"partner": "tiny-trust", "size": "small", "most-shown": "1"}
    assert complaint(tiny_store, demanding, given) == (
        "The question needs a value for sector. The values are health, public-health, social-care."
    )
    assert complaint(tiny_store, demanding, {**given, "sector": ""}).startswith("The question needs a value for sector.")


def test_a_missing_number_has_no_values_to_list(tiny_store: EmbeddedStore, demanding: SavedQuery) -> None:
    given = {"sector": "health", "partner": "tiny-trust", "size": "small"}
    assert complaint(tiny_store, demanding, given).strip() == "The question needs a value for most-shown."


@pytest.mark.parametrize("given", [{}, {"sector": ""}, {"sector": "health"}])
def test_a_default_holds_when_nothing_is_given_and_may_be_repeated(
    tiny_store: EmbeddedStore, query: SavedQuery, given: dict[str, str]
) -> None:
    filled = fill(tiny_store, query, given, NAMING)
    assert filled["sector"].option == Option("health", "Health", HEALTH, ("NHS",))


def test_an_optional_gap_may_stay_empty(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    filled = fill(tiny_store, query, {"partner": ""}, NAMING)
    assert {name for name, item in filled.items() if item.option is None} == {"partner", "size", "most-shown"}
    assert isinstance(filled["partner"], Filled)


def test_every_gap_is_in_the_answer_in_the_order_of_the_header(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert list(fill(tiny_store, query, {"size": "large"}, NAMING)) == ["sector", "partner", "size", "wider", "most-shown"]


@pytest.mark.parametrize("value", ["true", "yes", "YES", "1", "on"])
def test_a_switch_is_on(tiny_store: EmbeddedStore, query: SavedQuery, value: str) -> None:
    assert term(tiny_store, query, "wider", value) == Literal(lexical_or_value=True)


@pytest.mark.parametrize("value", ["false", "no", "No", "0", "off", ""])
def test_a_switch_is_off(tiny_store: EmbeddedStore, query: SavedQuery, value: str) -> None:
    assert term(tiny_store, query, "wider", value) == Literal(lexical_or_value=False)


def test_a_switch_that_is_on_by_default_can_be_put_off(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    query = saved(tmp_path, QUESTION.replace("default: false", "default: true"))
    wider = fill(tiny_store, query, {}, NAMING)["wider"].option
    assert wider is not None
    assert wider.value == "true"
    assert term(tiny_store, query, "wider", "") == Literal(lexical_or_value=False)


def test_a_switch_takes_nothing_else(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert complaint(tiny_store, query, {"wider": "maybe"}) == "“maybe” is no value for wider: it takes yes or no."


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("12", 12), ("007", 7), (" 3 ", 3), ("999999999", 999_999_999)])
def test_a_whole_number_is_a_number(tiny_store: EmbeddedStore, query: SavedQuery, value: str, number: int) -> None:
    assert term(tiny_store, query, "most-shown", value) == Literal(number)


@pytest.mark.parametrize("value", ["-1", "1.5", "1e3", "x", "٣", "²", "1234567890", "1 2"])
def test_a_number_is_whole_plain_and_short(tiny_store: EmbeddedStore, query: SavedQuery, value: str) -> None:
    assert complaint(tiny_store, query, {"most-shown": value}).endswith("is no value for most-shown: it takes a whole number.")


def test_a_gap_that_the_question_does_not_have_names_those_it_has(tiny_store: EmbeddedStore, query: SavedQuery) -> None:
    assert complaint(tiny_store, query, {"colour": "red"}) == (
        "The question “services-of-sector” has no gap called “colour”. Its gaps are sector, partner, size, wider, most-shown."
    )


def test_a_question_without_gaps_says_so(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    query = saved(
        tmp_path,
        "#+ title: a\n#+ question: All?\n#+ description: a\n#+ task: Use numbers and outcomes\n#+ audience: [a]\n#+ tags: [a]\n"
        "#+ columns: {it: {}}\nSELECT ?it {}",
    )
    assert (
        complaint(tiny_store, query, {"colour": "red"})
        == "The question “services-of-sector” has no gap called “colour”. It has no gaps."
    )


@pytest.mark.parametrize("given", [" ", "\t", "\u00a0\n"])
def test_white_space_alone_is_no_value_and_not_taken_for_none(tiny_store: EmbeddedStore, query: SavedQuery, given: str) -> None:
    with pytest.raises(ParameterError, match="nothing but white space"):
        fill(tiny_store, query, {"sector": given}, NAMING)
