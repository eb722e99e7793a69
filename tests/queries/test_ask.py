"""Questions in plain words: which saved question is meant, with which values; and what is meant by none."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.errors import InputError
from graphapp.queries.ask.readings import LONGEST_TEXT, Reading, Understanding, understand
from graphapp.queries.header import SavedQuery
from graphapp.queries.library import Library
from graphapp.queries.parameters import options
from graphapp.queries.run import run_query
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import GRAPHS, NAMING
from tests.published import Published
from tests.queries.sample import QUESTION, saved

HERE = Path(__file__).parent
FIRST, FIRST_THREE = 0.95, 1.0


@dataclass(frozen=True)
class Phrasing:
    """A text with the question and the values that it asks for."""

    text: str
    query: str
    values: dict[str, str]

    def is_meant_by(self, reading: Reading | None) -> bool:
        """Whether *reading* is the question with these values, and its own where the text names none."""
        if reading is None or reading.query.name != self.query:
            return False
        wanted = {gap.name: self.values.get(gap.name, gap.default) for gap in reading.query.parameters}
        return {name: as_text(value) for name, value in reading.parameters.items()} == wanted


def as_text(value: str | list[str] | None) -> str | None:
    return "|".join(sorted(value)) or None if isinstance(value, list) else value


def phrasings() -> list[Phrasing]:
    with (HERE / "phrasings.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [Phrasing(row["phrasing"], row["query"], _values(row["values"])) for row in rows]


def _values(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split(";") if pair)


PHRASINGS = phrasings()
UNRELATED = (HERE / "unrelated.txt").read_text().splitlines()


def read(published: Published, text: str) -> Understanding:
    return understand(published.store, published.library, published.naming, text)


def readings(understood: Understanding) -> list[Reading | None]:
    """The readings in their order; the first is None where nothing is answered."""
    return [understood.best, *understood.others]


def test_the_right_question_comes_first_nearly_always_and_is_among_the_first_three_always(published: Published) -> None:
    asked = PHRASINGS
    found = [readings(read(published, each.text)) for each in asked]
    not_first = [each.text for each, (first, *_) in zip(asked, found, strict=True) if not each.is_meant_by(first)]
    not_near = [each.text for each, near in zip(asked, found, strict=True) if not any(map(each.is_meant_by, near[:3]))]
    first, three = (1 - len(missed) / len(asked) for missed in (not_first, not_near))
    print(f"{len(asked)} phrasings of {len(published.library)} questions: {first:.1%} first, {three:.1%} in the first three")  # noqa: T201
    assert first >= FIRST, not_first
    assert three >= FIRST_THREE, not_near


def test_there_are_enough_phrasings_and_every_question_is_asked_at_least_twice(published: Published) -> None:
    assert len(PHRASINGS) >= 120
    assert len({each.text for each in PHRASINGS}) == len(PHRASINGS)
    asked = Counter(each.query for each in PHRASINGS)
    assert [name for name in published.library if asked[name] < 2] == []


def test_what_is_about_something_else_is_not_answered(published: Published) -> None:
    answered = [text for text in UNRELATED if read(published, text).best]
    assert answered == []


def test_there_are_enough_sentences_about_something_else() -> None:
    assert len(set(UNRELATED)) >= 40


@pytest.mark.parametrize("name", ["HPCN", "Portage", "transition", "area 9"])
def test_a_name_alone_is_no_question_but_offers_some(published: Published, name: str) -> None:
    understood = read(published, name)
    assert understood.best is None
    assert understood.others
    assert understood.others[0].given


def test_what_was_understood_is_the_filled_sentence(published: Published) -> None:
    best = read(published, "which actions involve Health and transition").best
    assert best
    assert best.understood == "Which planned actions involve Health and Transition to adulthood?"
    assert best.parameters == {"sector": "health", "theme": "transition-to-adulthood", "context": "false"}


def test_a_slip_of_the_pen_is_read_and_said(published: Published) -> None:
    understood = read(published, "contarcts held by Solnet")
    assert understood.best
    assert understood.best.given == {"provider": "solent-nhs-trust"}
    assert understood.remarks == ("Read “contarcts” as “contracts”.", "Read “Solnet” as “solent”.")


def test_words_that_nothing_was_made_of_are_said(published: Published) -> None:
    understood = read(published, "which contracts does Solent hold in Surrey")
    assert understood.best
    assert "Not used: Surrey." in understood.remarks


def test_what_the_question_fills_itself_is_said(published: Published) -> None:
    understood = read(published, "what is planned for a service")
    assert understood.best
    assert understood.best.given == {}
    assert [remark.partition(": ")[0] for remark in understood.remarks] == ["Not said, so taken as the question has it"]


@pytest.mark.parametrize(
    "text",
    [
        "contracts not held by Solent",
        "which actions do not involve Health",
        "actions about transition but not Health",
        "which services are not for autism",
    ],
)
def test_a_text_that_denies_is_not_answered_with_what_it_denies(published: Published, text: str) -> None:
    understood = read(published, text)
    assert understood.best is None
    assert understood.others


def test_a_year_is_no_number_of_anything(published: Published) -> None:
    understood = read(published, "which tools are named in at least 2019 rows")
    assert all("rows" not in reading.given for reading in readings(understood) if reading)
    assert read(published, "services for autism in 2015").remarks == (), "the year of the self-evaluation is no surprise"


def test_an_abbreviation_that_is_a_small_word_counts_in_capitals_only(published: Published) -> None:
    capitals, small = (read(published, f"which boards does {name} sit on").best for name in ("AS", "as"))
    assert capitals
    assert small
    assert (capitals.given, small.given) == ({"member": "hampshire-adult-services"}, {})


def test_a_name_of_two_things_offers_both(published: Published) -> None:
    understood = read(published, "what is planned for speech and language therapy")
    given = [reading.given for reading in readings(understood) if reading]
    assert {"service": "hampshire-speech-and-language-therapy"} in given
    assert {"service": "hampshire-adult-speech-and-language-therapy"} in given


def test_a_text_that_is_too_long_is_refused(published: Published) -> None:
    with pytest.raises(InputError, match="may have 500 characters; this one has 501"):
        read(published, "a" * 501)


def filled(published: Published, query: SavedQuery, wording: str) -> str:
    """*wording* with a value in each gap."""
    store = within_edition(published.store, published.naming, choose_edition(published.store, published.naming))
    for gap in query.parameters:
        known = options(store, gap, published.naming)
        value = known.called(gap.default or "")[0] if known.called(gap.default or "") else next(iter(known), None)
        wording = wording.replace(f"{{{gap.name}}}", value.label if value else gap.default or "3")
    return wording


def test_every_other_wording_of_a_header_finds_its_question(published: Published) -> None:
    for query in published.library.values():
        for wording in query.also_asked:
            text = filled(published, query, wording)
            near = readings(read(published, text))[:3]
            assert query.name in [reading.query.name for reading in near if reading], f"{query.name}: {text}"


def test_the_self_evaluation_is_chosen_by_council_and_year(tiny_nquads: bytes, tmp_path: Path) -> None:
    graphs = [*GRAPHS[:2], *(str(NAMING.graph(name)) for name in ("rye-2014", "rye-2015", "ely-2015"))]
    store = EmbeddedStore(graphs)
    store.load(tiny_nquads.replace(str(NAMING.graph("tiny")).encode(), str(NAMING.graph("rye-2014")).encode()))
    saved(tmp_path)

    def edition(text: str) -> str:
        return understand(store, Library(tmp_path), NAMING, text).edition

    assert edition("services of a sector") == "rye-2015"
    assert edition("services of a sector in 2014") == "rye-2014"
    assert edition("services of Ely's health sector") == "ely-2015"
    assert understand(store, Library(tmp_path), NAMING, "services", "rye-2014").edition == "rye-2014"


def test_a_choice_of_edition_is_part_of_each_reading(tiny_nquads: bytes, tmp_path: Path) -> None:
    graphs = [*GRAPHS[:2], *(str(NAMING.graph(name)) for name in ("rye-2014", "rye-2015"))]
    store = EmbeddedStore(graphs)
    store.load(tiny_nquads.replace(str(NAMING.graph("tiny")).encode(), str(NAMING.graph("rye-2014")).encode()))
    saved(tmp_path)
    best = understand(store, Library(tmp_path), NAMING, "which services are in public health, 2014").best
    assert best
    assert best.given == {"edition": "rye-2014", "sector": "public-health"}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("which services are in health", {"sector": ["health"]}),
        ("which services are in health or social care", {"sector": ["health", "social-care"]}),
        ("services in social care, NHS and public health", {"sector": ["social-care", "health", "public-health"]}),
        ("small services in health provided by Tiny Trust", {"size": "small", "sector": ["health"], "partner": "tiny-trust"}),
        ("services in public health, narrower sectors too", {"sector": ["public-health"], "wider": "true"}),
        ("services in health, at most 5", {"sector": ["health"], "most-shown": "5"}),
    ],
)
def test_gaps_of_every_kind_are_filled(
    tiny_store: EmbeddedStore, tmp_path: Path, text: str, given: dict[str, str | list[str]]
) -> None:
    saved(tmp_path, QUESTION.replace("scheme: sector, default: health", "scheme: sector, many: any, default: health"))
    best = understand(tiny_store, Library(tmp_path), NAMING, text).best
    assert best
    assert best.given == given


def test_other_wordings_of_the_header_are_words_of_the_question(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = "where could somebody turn to in health"
    saved(tmp_path)
    assert understand(tiny_store, Library(tmp_path), NAMING, text).best is None
    saved(tmp_path, QUESTION.replace("#+ tags:", '#+ also_asked: ["where can one turn to in {sector}"]\n#+ tags:'), "turn")
    best = understand(tiny_store, Library(tmp_path), NAMING, text).best
    assert best
    assert best.query.name == "turn"


@given(text=st.text(max_size=600))
def test_any_text_has_readings_or_none(published: Published, text: str) -> None:
    try:
        understood = read(published, text)
    except InputError:
        assert len(text) > LONGEST_TEXT
        return
    assert understood == read(published, text)


WORDS = st.sampled_from([*" ".join(each.text for each in PHRASINGS).split(), "zebra", "not", "and"])


@given(words=st.lists(WORDS, max_size=60))
def test_words_of_questions_in_any_order_have_readings_that_can_be_asked(published: Published, words: list[str]) -> None:
    understood = read(published, " ".join(words)[:LONGEST_TEXT])
    for reading in readings(understood):
        if reading:
            run_query(published.store, reading.query, reading.given, published.naming)
    assert understood == read(published, understood.text)
