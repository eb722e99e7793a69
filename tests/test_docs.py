"""What README and CONTRIBUTING say is so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import Field, fields
from pathlib import Path

import click
import pytest

from graphapp.cli import main
from graphapp.cli.versions import versions
from graphapp.exports.files import TABLES
from graphapp.exports.formats import FORMATS
from graphapp.settings import Settings, variable_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()


def test_the_first_two_commands_are_those_of_the_design() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[test]' && .venv/bin/graphapp serve" in README
    assert "```sh\n.venv/bin/pytest\n```" in README


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_documented_with_its_default_and_choices(field: Field[str | float]) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{variable_of(field)}` |")]
    _, _, words, default, _ = row.split("|")
    assert default.strip() == (f"`{field.default}`" if field.default != "" else "")
    for choice in field.metadata["choices"]:
        assert f"`{choice}`" in words


def test_no_setting_is_documented_that_is_gone() -> None:
    documented = re.findall(r"^\| `(GRAPHAPP_\w+)` \|", README, re.MULTILINE)
    assert sorted(documented) == sorted(map(variable_of, fields(Settings)))


def test_every_command_of_the_readme_exists() -> None:
    context = click.Context(main)
    for name in re.findall(r"\.venv/bin/graphapp (\w+)", README):
        assert main.get_command(context, name), name


def test_every_command_for_versions_is_documented() -> None:
    described = re.findall(r"\.venv/bin/graphapp versions (\w+)", README)
    assert sorted(described) == sorted(versions.commands)


def test_every_format_is_documented() -> None:
    for item in FORMATS:
        assert f"`{item.suffix}`" in README or f"`.{item.suffix}`" in README
    assert f"`{TABLES}`" in README


def test_contributing_says_why_each_dependency_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    for requirement in (*project["dependencies"], *extras):
        name = re.split(r"[\[>=<]", requirement)[0]
        if name not in ("graphapp", "types-pyyaml"):
            assert re.search(rf"\b{re.escape(name)}\b", CONTRIBUTING, re.IGNORECASE), f"say in CONTRIBUTING why {name} is there"


def test_the_constraints_name_no_host() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text()


def test_nothing_refers_to_what_lies_beside_the_project() -> None:
    for file in (*ROOT.glob("*.md"), *ROOT.glob("graphapp/**/*.py"), *ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("queries/*.rq")):
        assert "../shared" not in file.read_text(), file
