"""``graphapp query new`` and ``query check``: from a name to a question that runs, and what is still to be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import authoring, main
from graphapp.cli.authoring import PHRASINGS
from graphapp.resources import folder
from tests.published import Published

Run = Callable[..., Result]
GOLDEN = Path("queries") / "golden" / "rye-2014"
"""Answers of an edition that is not published here, so they are not compared."""

QUESTION = "Which statements name {sector}[ in {area}]?"


@pytest.fixture
def run(published: Published, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the published edition."""
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    return lambda *arguments, input_="": CliRunner().invoke(main, ("query", *arguments), input=input_)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """The folder of questions of a checkout in which nothing was written yet."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "queries").mkdir()
    (tmp_path / GOLDEN).mkdir(parents=True)
    (tmp_path / PHRASINGS).parent.mkdir(parents=True)
    return tmp_path / "queries"


def new(run: Run, questions: Path, name: str = "my-question", question: str = QUESTION) -> Result:
    return run("new", name, "--dir", str(questions), "--title", "My title", "--question", question)


def test_a_new_question_is_written_checked_and_run(run: Run, questions: Path) -> None:
    result = new(run, questions)
    assert result.exit_code == 0, result.output
    assert "my-question.rq was written." in result.output
    assert "Which statements name Health?" in result.output
    assert "28 row(s)" in result.output
    assert "The question holds together and runs." in result.output
    assert [file.name for file in questions.glob("*.*")] == ["my-question.rq"]


def test_a_name_that_cannot_be_is_refused_before_anything_is_asked_for(run: Run, questions: Path) -> None:
    result = run("new", "My Question", "--dir", str(questions))
    assert result.exit_code == 2
    assert "is no name for a question" in result.stderr
    assert "Title" not in result.output


def test_title_and_question_are_asked_for(run: Run, questions: Path) -> None:
    result = run("new", "my-question", "--dir", str(questions), input_=f"My title\n{QUESTION}\n")
    assert result.exit_code == 0, result.output
    assert "Title, as the library lists it: " in result.output
    assert 'title: "My title"' in (questions / "my-question.rq").read_text()


def test_what_is_still_to_be_done_is_said_until_it_is_done(run: Run, questions: Path) -> None:
    output = new(run, questions).output
    for words in (
        "in line 4, write what is listed",
        "in line 6, write what the answer does not say",
        "queries/golden/EDITION/my-question.csv",
        "two other ways to ask it",
    ):
        assert words in output
    file = questions / "my-question.rq"
    file.write_text(file.read_text().replace("To be written: ", "Says "))
    (questions.parent / GOLDEN / "my-question--sector=health.csv").touch()
    phrasings = questions.parent / PHRASINGS
    phrasings.write_text("phrasing,query,values\nwho,my-question,\nwhat,my-question-2,\n")
    output = run("check", str(file)).output
    assert "golden" not in output
    assert f"  1. {PHRASINGS}: two other ways to ask it" in output
    phrasings.write_text("phrasing,query,values\nwho,my-question,\nwhat,my-question,sector=health\n")
    assert "Nothing is left to be done" in run("check", str(file)).output


def test_the_golden_answer_of_another_question_is_not_its_own(run: Run, questions: Path) -> None:
    (questions.parent / GOLDEN / "my-question-2.csv").touch()
    assert "queries/golden/EDITION/my-question.csv" in new(run, questions).output


def test_another_answer_than_the_golden_one_is_told(run: Run, questions: Path) -> None:
    place = questions / "golden" / "hampshire-2015"
    place.mkdir()
    (place / "my-question.csv").write_text("row\n1.1\n")
    result = new(run, questions)
    assert result.exit_code == 1
    assert "my-question.rq: its answer is not the golden one: it" in result.stderr
    assert "holds together" not in result.output


def test_rows_in_no_order_are_a_step(run: Run, questions: Path) -> None:
    new(run, questions)
    file = questions / "my-question.rq"
    file.write_text(file.read_text().replace("ORDER BY ?order\n", ""))
    assert "  1. it has no ORDER BY" in run("check", str(file)).output


def test_outside_a_checkout_the_next_step_is_to_copy_it(run: Run, tmp_path: Path) -> None:
    assert "Copy it into the folder queries/ of a checkout" in new(run, tmp_path).output


def test_a_question_that_exists_is_not_written_over(run: Run, questions: Path) -> None:
    new(run, questions)
    before = (questions / "my-question.rq").read_bytes()
    again = new(run, questions, question="Which others are there?")
    assert again.exit_code == 2
    assert "There is a question called “my-question” already" in again.stderr
    assert (questions / "my-question.rq").read_bytes() == before


def test_without_a_folder_the_one_of_the_checkout_is_taken(run: Run) -> None:
    result = run("new", "rows-to-improve", "--title", "A", "--question", "Which?")
    assert result.exit_code == 2
    assert "There is a question called “rows-to-improve” already" in result.stderr


def test_an_installation_asks_for_a_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authoring, "_checkout", lambda _: None)
    result = run("new", "my-question", "--title", "A", "--question", "Which?")
    assert result.exit_code == 2
    assert "Say with --dir where to write it" in result.stderr


@pytest.mark.parametrize(
    ("name", "question", "words"),
    [
        ("My Question", QUESTION, "is no name for a question"),
        ("../my-question", QUESTION, "is no name for a question"),
        ("my-question", "Which {colour}?", "“colour” is no gap that can be written for you"),
        ("my-question", "No question", "ends with “?”"),
    ],
)
def test_what_cannot_be_begun_with_is_told_and_nothing_is_written(
    name: str, question: str, words: str, run: Run, questions: Path
) -> None:
    result = new(run, questions, name, question)
    assert result.exit_code == 2
    assert words in result.stderr
    assert list(questions.glob("*.rq")) == []


def test_defaults_without_an_answer_are_said(run: Run, questions: Path) -> None:
    output = new(run, questions, question="Which statements name {sector} and {need} in {area}?").output
    assert "0 row(s)" in output
    assert "With its default values it has no rows; choose defaults that give some" in output


def test_a_fault_is_told_with_its_line(run: Run, questions: Path) -> None:
    new(run, questions)
    file = questions / "my-question.rq"
    file.write_text(file.read_text().replace("  tier: {", "  colour: {"))
    result = run("check", str(file))
    assert result.exit_code == 1
    assert "my-question.rq, line 17: the column “colour” is not among the variables of SELECT." in result.stderr


@pytest.mark.parametrize(
    ("file", "words"), [("README.md", "is no question; the name of its file ends in “.rq”"), ("nowhere.rq", "does not exist")]
)
def test_what_is_no_question_is_told(file: str, words: str, run: Run) -> None:
    result = run("check", file)
    assert result.exit_code == 2
    assert words in result.stderr


def test_every_question_of_the_library_has_all_that_is_needed(run: Run) -> None:
    result = run("check", str(folder("queries") / "rows-to-improve.rq"))
    assert result.exit_code == 0
    assert "Nothing is left to be done" in result.output


def test_nothing_is_built_for_a_question_that_is_being_written(
    run: Run, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        pytest.fail("the published version answers as it is")

    monkeypatch.setattr(authoring, "build_if_needed", never)
    assert new(run, questions).exit_code == 0


def test_where_nothing_is_published_it_is_built_first(
    run: Run, questions: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHAPP_HOME", str(questions.parent / "home"))
    built: list[str] = []

    def build(_: object, source: object) -> None:
        built.append(f"{source}")
        (questions.parent / "home").symlink_to(published.settings.home)

    monkeypatch.setattr(authoring, "build_if_needed", build)
    assert new(run, questions).exit_code == 0
    assert built == ["None"]
