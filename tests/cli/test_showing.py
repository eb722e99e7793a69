"""Empty answers in the terminal: why nothing came, and the commands that give something."""

from __future__ import annotations

import re
import shlex

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from graphapp.cli.showing import command
from tests.published import Published


@pytest.fixture(autouse=True)
def _home(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


EMPTY = ("query", "run", "actions-by-sector-and-theme", "-p", "sector=youth-justice")


def test_an_empty_answer_tells_silence_from_what_nothing_meets() -> None:
    output = run(*EMPTY).stdout
    assert "Nothing in the document meets all of this. That it does not say so is not a finding about the area." in output
    assert re.search(r"The document does speak of “Youth justice” \(sector\): \d+ statements? ha(s|ve) to do with it", output)
    assert "0 row(s)" in output


def test_each_command_that_is_named_gives_the_rows_that_it_promises() -> None:
    output = run(*EMPTY).stdout
    promised = re.findall(r": (\d+) row\(s\)\n\s+(graphapp query run .+)", output)
    assert promised
    for rows, line in promised:
        assert f"{rows} row(s)" in run(*shlex.split(line)[1:]).stdout.splitlines()[-1]


def test_where_no_change_helps_that_is_said() -> None:
    output = run(*EMPTY, "-p", "theme=accommodation").stdout
    assert "Changing one of the values alone would not help." in output


def test_a_question_in_plain_words_with_an_empty_answer_says_why_too() -> None:
    output = run("ask", "which actions involve youth justice and transition").stdout
    assert "The document does speak of “Youth justice” (sector)" in output


def test_a_command_names_each_value_of_a_gap() -> None:
    assert command("a", {"b": "c", "d": ["e", "f"]}) == "graphapp query run a -p b=c -p d=e -p d=f"
