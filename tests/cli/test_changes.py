"""``graphapp changes``: what an analyst types to see what came and went."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from tests.changed import NAME, PARTNER, Changed
from tests.numbered import BASE, publish_number


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("changes", *arguments))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with version 1, and version 2, which is served."""
    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path))
    for number in (1, 2):
        publish_number(tmp_path, number)
    return tmp_path


@pytest.mark.usefixtures("home")
def test_without_versions_the_one_that_is_served_is_compared_with_the_one_before() -> None:
    result = run("--thing", f"{BASE}id/service/tiny-portage")
    assert result.exit_code == 0
    assert result.stdout.startswith("From number-1 to number-2: ")
    assert any(line.startswith("  + ") and line.endswith("of version 2") for line in result.stdout.splitlines())
    assert any(line.startswith("  - ") and line.endswith("of version 1") for line in result.stdout.splitlines())


@pytest.mark.usefixtures("home")
def test_a_patch_is_one_transaction() -> None:
    lines = run("number-2", "number-1", "--format", "patch").stdout.splitlines()
    assert (lines[3], lines[-1]) == ("TX .", "TC .")
    assert {line[0] for line in lines[4:-1]} == {"A", "D"}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--thing", "x", "--question", "y"), "Give one of"),
        (("--question", "services", "--format", "patch"), "A patch holds everything"),
        (("--thing", ""), "it is empty"),
        (("--thing", "id/service/nothing-such"), "nothing-such"),
        (("--partner", "tiny-trusts"), "Did you mean tiny-trust"),
        (("--partner", "tiny-trust", "--edition", "nowhere"), "nowhere"),
        (("--edition", "tiny"), "--edition goes with --partner"),
        (("-p", "sector=health"), "say with --question of which"),
        (("--question", "services", "-p", "health"), "write it as name=value"),
        (("--question", "services", "-p", "sector=helth"), "helth"),
        (("number-",), "2 versions begin with"),
        (("number-1", "number-2", "number-3"), "unexpected extra argument"),
        (("--format", "xml"), "is not one of"),
        (("number-7",), "There is no version called “number-7”"),
        (("--question", "nothing-such"), "nothing-such"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_partner_s_pack_is_told_by_table_and_as_a_patch(changed: Changed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_HOME", str(changed.home))
    words, content = run("--partner", PARTNER).stdout, run("--partner", PARTNER, "--format", "patch").stdout
    assert "Statements: 1 row removed" in words
    assert f"  + name: {NAME}" in words.splitlines()
    assert f"H of <{changed.published.naming.base}exports/partners/{PARTNER}" in content


def test_rows_that_a_question_lost_are_those_of_the_older_answer(changed: Changed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hampshire without one statement that names a partner: what the partner is involved in loses its row, and gains none."""
    monkeypatch.setenv("GRAPHAPP_HOME", str(changed.home))
    found = json.loads(run("--question", "partner-involvement", "-p", f"partner={PARTNER}", "--format", "json").stdout)
    assert [each["statement"]["iri"] for each in found["removed"]] == [changed.statement]
    assert found["added"] == []


@pytest.mark.usefixtures("home")
def test_versions_the_wrong_way_round_are_compared_and_said_to_be() -> None:
    result = run("number-2", "number-1")
    assert result.exit_code == 0
    assert "This looks backwards" in result.stderr
    assert "A version does not differ from itself." in run("number-1", "number-1").stdout
