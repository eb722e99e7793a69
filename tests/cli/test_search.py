"""``graphapp search``: things by name or words, in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from tests.published import Published

Run = Callable[..., Result]


@pytest.fixture
def run(published: Published, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Search the published edition."""
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    return lambda *arguments: CliRunner().invoke(main, ("search", *arguments))


def test_the_likeliest_thing_is_the_first_line(run: Run) -> None:
    first = run("parent", "carer", "network").stdout.splitlines()[0]
    assert first.startswith("partner")
    assert first.endswith("Hampshire Parent/Carer Network  <id/partner/hampshire-parent-carer-network>")


def test_a_slip_and_what_is_not_shown_are_said(run: Run) -> None:
    lines = run("portgae", "--most", "2").stdout.splitlines()
    assert lines[0] == "“portgae” was read as “portage”."
    assert lines[-1].startswith("2 of ")


def test_json_has_what_was_found_by_kind(run: Run) -> None:
    found = json.loads(run("nursing", "--kind", "contract", "--format", "json").stdout)
    assert [it["kind"] for it in found["things"]] == ["contract"]
    assert found["counts"]["contract"] == 1
    assert found["counts"]["statement"] > 1


def test_nothing_found_is_no_error(run: Run) -> None:
    result = run("zzzzzz")
    assert (result.exit_code, result.stdout) == (0, "Nothing was found with “zzzzzz”.\n")


def test_a_kind_that_there_is_not_is_refused(run: Run) -> None:
    result = run("x", "--kind", "contrct")
    assert result.exit_code == 2
    assert "Did you mean contract" in result.stderr


@pytest.mark.parametrize("words", ["", "  ", "?!", "😀"])
def test_who_types_no_word_is_told_what_to_type(words: str, run: Run) -> None:
    result = run(words)
    assert result.exit_code == 2
    assert "Type a name, an abbreviation or words of a statement: graphapp search portage" in result.stderr
