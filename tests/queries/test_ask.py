"""Questions in plain words: which saved question is meant, with which values; and what is meant by none."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.errors import InputError
from graphapp.queries.ask.readings import LONGEST_TEXT, Reading, Understanding, understand
from graphapp.queries.library import Library
from graphapp.queries.run import run_query
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
        return reading is not None and (reading.query.name, self._said(reading)) == (self.query, self.values)

    @staticmethod
    def _said(reading: Reading) -> dict[str, str]:
        return {name: value if isinstance(value, str) else "|".join(sorted(value)) for name, value in reading.given.items()}


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
    read_as = {each.text: (each, readings(read(published, each.text))) for each in PHRASINGS}
    not_first = [text for text, (each, found) in read_as.items() if not each.is_meant_by(found[0])]
    not_near = [text for text, (each, found) in read_as.items() if not any(map(each.is_meant_by, found[:3]))]
    total = len(PHRASINGS)
    print(f"first: {1 - len(not_first) / total:.1%}, in the first three: {1 - len(not_near) / total:.1%} of {total}")  # noqa: T201
    assert 1 - len(not_first) / total >= FIRST, not_first
    assert not not_near


def test_there_are_enough_phrasings_and_every_question_is_asked_at_least_twice(published: Published) -> None:
    assert len(PHRASINGS) >= 40
    assert len({each.text for each in PHRASINGS}) == len(PHRASINGS)
    asked = Counter(each.query for each in PHRASINGS)
    assert [name for name in published.library if asked[name] < 2] == []


@pytest.mark.parametrize("text", UNRELATED)
def test_what_is_about_something_else_is_not_answered(published: Published, text: str) -> None:
    assert read(published, text).best is None


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


def test_every_other_wording_of_a_header_finds_its_question(published: Published) -> None:
    for query in published.library.values():
        for wording in query.also_asked:
            plain = re.sub(r"\{[a-z0-9-]+\}", " ", wording)
            near = [reading.query.name for reading in readings(read(published, plain)) if reading]
            assert query.name in near, f"{query.name}: {wording}"


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
