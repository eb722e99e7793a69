"""``graphapp changes``: what an analyst types to see what came and went."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from graphapp.store.publishing import publish
from graphapp.store.versions import DATASET, read_version
from tests.numbered import BASE, publish_number
from tests.published import Published


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
        (("--partner", "x", "--format", "patch"), "A patch holds everything"),
        (("number-7",), "There is no version called “number-7”"),
        (("--question", "nothing-such"), "nothing-such"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_rows_that_a_question_lost_are_those_of_the_older_answer(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hampshire without one statement that names a partner: what the partner is involved in loses its row, and gains none."""
    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path))
    whole = published.version
    content = whole.dataset.read_bytes()
    row = published.store.select(
        "PREFIX sef: <https://w3id.org/send-sef/ns#>SELECT ?s ?p { ?s sef:mentions ?p . ?p a sef:Partner } ORDER BY ?p ?s LIMIT 1"
    ).rows[0]
    statement, partner = str(row[0]), str(row[1])
    kept = b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(f"<{statement}> ".encode()))
    publish(tmp_path, whole.manifest, content)
    publish(tmp_path, replace(whole.manifest, version="less", created="2999-01-01T00:00:00+00:00"), kept)
    assert (read_version(tmp_path / "versions" / "less").folder / DATASET).read_bytes() == kept
    found = json.loads(run("--partner", partner.rsplit("/", 1)[1], "--format", "json").stdout)
    assert statement in {each["statement"]["iri"] for each in found["removed"]}
    assert found["added"] == []
