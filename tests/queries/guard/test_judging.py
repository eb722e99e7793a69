"""The verdict on one file: whatever is wrong with it keeps it back, with a sentence; what passes says how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from graphapp.errors import EngineFault
from graphapp.queries.guard import judging
from graphapp.queries.guard.judging import BUDGET, Judge
from graphapp.queries.guard.verdicts import Verdict
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, line

TWO_ROWS = QUESTION.replace('BIND("=1+1" AS ?remark)', 'VALUES ?remark { "a" "b" }')


@pytest.fixture
def judged(tiny_store: EmbeddedStore, tmp_path: Path) -> Callable[..., Verdict]:
    """Judges a question."""

    def judge(text: str = QUESTION, budget: float = BUDGET) -> Verdict:
        file = tmp_path / "services-of-sector.rq"
        file.write_text(text)
        return Judge(tmp_path, tiny_store, NAMING, budget).judge(file)

    return judge


def golden(folder: Path, text: str, edition: str = "tiny", name: str = "services-of-sector") -> None:
    place = folder / "golden" / edition
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.csv").write_text(text)


def test_what_passes_says_when_how_long_and_with_what(judged: Callable[..., Verdict], tmp_path: Path) -> None:
    golden(tmp_path, "service\nTiny Portage\n")
    golden(tmp_path, "service\nTiny Portage\n", name="services-of-sector--sector=public-health")
    verdict = judged()
    assert (verdict.name, verdict.rows, verdict.golden, verdict.problem) == ("services-of-sector", 1, 2, "")
    assert verdict.digest == sha256(QUESTION.encode()).hexdigest()
    assert datetime.fromisoformat(verdict.checked).tzinfo
    assert 0 < verdict.seconds < BUDGET


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT * {}", "line 1: a saved question begins with a header"),
        (QUESTION.replace("#+ title:", "#+ titel:"), "line 1: the header lacks title"),
        (QUESTION.replace("SELECT ?service", "SELEKT ?service"), "the query does not parse"),
        (QUESTION.replace("?page ?visits", "?page"), f"line {line(QUESTION, '#+   visits')}: the column “visits” is not among"),
        (QUESTION.replace("?page ?visits", "?page ?by ?visits"), "?by is selected and is no column of the header"),
        (
            QUESTION.replace("OPTIONAL", "MINUS { ?service a sef:X FILTER NOT EXISTS { ?service a sef:Y } } OPTIONAL"),
            "NOT EXISTS",
        ),
    ],
)
def test_what_is_wrong_keeps_it_back_with_file_and_line(judged: Callable[..., Verdict], text: str, says: str) -> None:
    problem = judged(text).problem
    assert says in problem
    assert problem.startswith("services-of-sector.rq"), "and not where the file lies"


def test_another_answer_than_the_golden_one_keeps_it_back(judged: Callable[..., Verdict], tmp_path: Path) -> None:
    golden(tmp_path, "service\nTiny Clinic\n")
    assert "its answer is not the golden one: it lacks 1 row (Tiny Clinic) and adds 1 row (Tiny Portage)" in judged().problem


def test_a_golden_answer_that_cannot_be_read_keeps_it_back(judged: Callable[..., Verdict], tmp_path: Path) -> None:
    golden(tmp_path, "service,page\nTiny Portage\n")
    assert judged().problem.startswith("services-of-sector.csv: row 2 has another number of columns")


def test_the_golden_answers_of_another_edition_are_not_asked_for(judged: Callable[..., Verdict], tmp_path: Path) -> None:
    golden(tmp_path, "service\nTiny Clinic\n", edition="rye-2014")
    verdict = judged()
    assert (verdict.problem, verdict.golden, verdict.remarks) == ("", 0, ())


def test_a_question_without_one_where_others_have_some_is_remarked(judged: Callable[..., Verdict], tmp_path: Path) -> None:
    golden(tmp_path, "service\n", name="another")
    assert judged().remarks == ("it has no golden answer; work one out from the document.",)


def test_an_answer_that_takes_too_long_keeps_it_back(judged: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "process_time", count(0, 10).__next__)
    assert "an answer takes longer than 9.5 seconds" in judged(budget=9.5).problem
    assert judged(budget=10).problem == ""


def test_an_engine_that_fails_keeps_it_back(judged: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EngineFault("The engine stumbled.")

    monkeypatch.setattr(judging, "run_query", fail)
    assert judged().problem == "services-of-sector.rq: The engine stumbled."


def test_rows_in_no_order_are_remarked(judged: Callable[..., Verdict]) -> None:
    assert judged(TWO_ROWS).remarks == ("it has no ORDER BY, so engines may give its rows in any order.",)


def test_rows_whose_order_is_left_open_are_remarked(judged: Callable[..., Verdict]) -> None:
    (remark,) = judged(f"{TWO_ROWS}ORDER BY ?visits ?service\n").remarks
    assert remark.startswith("2 of its rows share all that ORDER BY names")
    assert judged(f"{TWO_ROWS}ORDER BY ?visits ?remark\n").remarks == ()
