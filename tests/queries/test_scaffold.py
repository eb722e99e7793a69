"""A question to begin with: whole, so that it can be checked and run before its author has changed a word."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapp.errors import InputError
from graphapp.queries.checks import check_query
from graphapp.queries.header import read_query
from graphapp.queries.run import run_query
from graphapp.queries.scaffold import GAPS, TO_WRITE, Heading, refuse_name, scaffold
from graphapp.store.base import Store
from tests.published import Published

TASK = "Judge ratings and evidence"


def heading(question: str, title: str = "A title", task: str = TASK, audience: tuple[str, ...] = ("inspector",)) -> Heading:
    return Heading(title, question, task, audience)


def written(folder: Path, text: str) -> Path:
    file = folder / "a-question.rq"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("gap", GAPS)
def test_every_gap_that_is_written_by_itself_gives_an_answer_at_once(gap: str, published: Published, tmp_path: Path) -> None:
    query = read_query(written(tmp_path, scaffold(heading(f"Which statements are about {{{gap}}}?"))))
    check_query(query, published.store, published.naming)
    answered = run_query(published.store, query, {}, published.naming)
    assert answered.rows
    assert "{" not in answered.understood
    for row in answered.rows:
        assert row["statement"].iri
        assert row["reason"].value.endswith(answered.filled[gap].words)


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_in_square_brackets_may_stay_empty(gap: str, published: Published, tmp_path: Path) -> None:
    query = read_query(written(tmp_path, scaffold(heading(f"Which actions are planned[ for {{{gap}}}]?"))))
    check_query(query, published.store, published.naming)
    everything = run_query(published.store, query, {}, published.naming)
    assert everything.understood == "Which actions are planned?"
    some = run_query(published.store, query, {gap: GAPS[gap].default}, published.naming)
    assert len(everything.rows) > len(some.rows)
    assert [row for row in everything.rows if row in some.rows] == list(some.rows), "each once, in the same order"


@pytest.mark.parametrize("gaps", list(combinations(GAPS, 2)), ids=" and ".join)
def test_gaps_go_together(gaps: tuple[str, str], published: Published, tmp_path: Path) -> None:
    query = read_query(written(tmp_path, scaffold(heading(f"Which statements name {{{gaps[0]}}} and {{{gaps[1]}}}?"))))
    check_query(query, published.store, published.naming)
    both = run_query(published.store, query, {}, published.naming).rows
    for gap in gaps:
        alone = read_query(written(tmp_path, scaffold(heading(f"Which statements name {{{gap}}}?"))))
        wider = {row["statement"] for row in run_query(published.store, alone, {}, published.naming).rows}
        assert {row["statement"] for row in both} <= wider


def test_every_engine_answers_to_the_letter(published: Published, disk: Store, tmp_path: Path) -> None:
    query = read_query(written(tmp_path, scaffold(heading("Which statements name {sector}[ in {area}]?"))))
    for given_ in ({}, {"area": "readiness-2014-9"}):
        answers = [run_query(store, query, given_, published.naming) for store in (published.store, disk)]
        assert answers[0].rows == answers[1].rows


@pytest.fixture
def disk(published: Published) -> Store:
    from graphapp.store import open_version

    return open_version(published.version, "disk")


def test_the_header_says_what_its_author_said(tmp_path: Path) -> None:
    said = Heading(
        title='Of "quotes", colons: and #hashes',
        question="Which “{sector}” {theme}[ in {area}]?",
        task=TASK,
        audience=("inspector", "data steward"),
    )
    query = read_query(written(tmp_path, scaffold(said)))
    assert (query.title, query.question, query.task, query.audience) == (said.title, said.question, said.task, said.audience)
    assert [item.name for item in query.parameters] == ["sector", "theme", "area"]
    assert [item.default is None for item in query.parameters] == [False, False, True]


def test_what_only_its_author_can_write_is_marked(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, scaffold(heading("Which are there?"))))
    assert query.description.startswith(TO_WRITE)
    assert query.cannot_tell.startswith(TO_WRITE)


@pytest.mark.parametrize("name", ["services", "services-of-a-sector", "top-10", "a"])
def test_a_name_is_small_letters_figures_and_hyphens(name: str) -> None:
    refuse_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "Services", "services_of", "services of", "-a", "a-", "a--b", "1a", "../a", "a/b", "a.rq", "ä", "a\n", "a" * 61, "a\0"],
)
def test_what_is_no_name_is_told_what_a_name_looks_like(name: str) -> None:
    with pytest.raises(InputError, match="is no name for a question: small letters and figures with single hyphens"):
        refuse_name(name)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Statements on {sector}", "is a sentence that ends with “?”"),
        ("Which {colour}?", "“colour” is no gap that can be written for you; those are area, need, partner"),
        ("Which {}?", "“” is no gap that can be written for you"),
        ("Which {sector?", "A brace of the question has no partner"),
        ("Which sector}?", "A brace of the question has no partner"),
        ("", "The question is a line of text"),
        ("Which\nare there?", "The question is a line of text"),
        ("a" * 200 + "?", "The question is a line of text of up to 200 characters"),
    ],
)
def test_a_question_that_cannot_be_begun_with_is_told_why(question: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        scaffold(heading(question))
    assert words in str(caught.value)


@pytest.mark.parametrize("field", ["title", "task"])
@pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\u202eb", "a\x00", "a" * 201])
def test_a_text_that_no_header_can_hold_is_refused(field: str, text: str) -> None:
    with pytest.raises(InputError, match=f"The {field} is a line of text of up to 200 characters"):
        scaffold(Heading(**{"title": "A", "question": "Which?", "task": TASK, "audience": ("a",), field: text}))  # type: ignore[arg-type]


@given(title=st.text(min_size=1, max_size=60), who=st.text(min_size=1, max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_its_author_says_stands_in_the_header_or_is_refused(title: str, who: str, tmp_path: Path) -> None:
    said = heading("Which statements name {sector}?", title, TASK, (who,))
    try:
        text = scaffold(said)
    except InputError:
        return
    query = read_query(written(tmp_path, text))
    assert (query.title, query.task, query.audience) == (title, TASK, (who,))
    assert query.body == read_query(written(tmp_path, scaffold(heading("Which statements name {sector}?")))).body
