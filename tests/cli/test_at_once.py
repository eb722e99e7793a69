"""What is wrong in a command is said before anything is built, for which its author would wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from graphapp.cli import main


@pytest.fixture(autouse=True)
def nothing_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home where every command that goes on has to build, which is a failure here."""

    def build(*_: object) -> None:
        raise AssertionError("it was built")

    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path))
    monkeypatch.setattr("graphapp.build.build", build)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--format", "nqq"), "Did you mean nq"),
        (("export", "--format", "zip"), "say with --partner whose"),
        (("export", "--partner", "x", "--format", "jsonl"), "Did you mean jsonld?"),
        (("query", "run", "board"), "Did you mean boards?"),
        (("sparql", "SELECT * { ?s ?p }"), "The query does not parse: line 1"),
        (("search", " "), "There is no word in that."),
        (("ask", " "), "There is no question in that."),
        (("bench", "generate", "--triples", "many"), "“many” is no size."),
    ],
)
def test_it_is_refused_at_once(arguments: tuple[str, ...], told: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize("arguments", [("export",), ("query", "run", "boards")])
def test_a_file_in_no_folder_is_refused_at_once(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, (*arguments, "--out", "no/folder/x.nq"))
    assert (result.exit_code, result.stderr) == (1, "A file cannot be used. no/folder: No such file or directory.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("query", "run", "boards", "-p", "edition=hampshire-2015"),
        ("sparql", "SELECT * FROM <urn:x> { ?s ?p ?o }"),
        ("search", "portage"),
        ("ask", "boards"),
    ],
)
def test_what_is_right_goes_on_to_build(arguments: tuple[str, ...]) -> None:
    """Else nothing above would show that a refusal comes first."""
    assert str(CliRunner().invoke(main, arguments).exception) == "it was built"
