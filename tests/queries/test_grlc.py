"""grlc can read the folder: what its reader finds in each file is what the question says (CONTRIBUTING, “grlc”).

grlc takes the lines that begin with ``#+``, strips these signs from their left, and reads the rest as YAML; other lines are the
query. It asks for ``tags``, ``summary``, ``description`` and others by name, and leaves alone what it does not know.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from graphapp.queries.header import read_query
from graphapp.resources import folder

FILES = sorted(folder("queries").glob("*.rq"))


def decorators(text: str) -> tuple[dict[str, Any], str]:
    """The header and the query as grlc 1.3 takes them apart."""
    rows = text.split("\n")
    header = "\n".join(row.lstrip("#+") for row in rows if row.startswith("#+"))
    return yaml.safe_load(header), "\n".join(row for row in rows if not row.startswith("#+"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_grlc_finds_in_the_header_what_the_question_says(file: Path) -> None:
    query = read_query(file)
    found, body = decorators(file.read_text())
    assert found["description"].strip() == query.description
    assert found["tags"] == list(query.tags)
    assert body.strip() == query.body.strip()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_grlc_can_parse_the_query_and_finds_its_columns(file: Path) -> None:
    """It leaves out of its list what rdflib cannot parse as it stands."""
    parsed = translateQuery(parseQuery(file.read_text()), base="https://example.org/").algebra
    assert parsed.name == "SelectQuery"
    assert {column.name for column in read_query(file).columns} <= set(map(str, parsed["PV"]))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_grlc_makes_a_path_of_the_name_of_the_file(file: Path) -> None:
    assert file.name.split(".") == [read_query(file).name, "rq"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_word_of_the_header_means_something_else_to_grlc(file: Path) -> None:
    """Fields that grlc acts on are none of ours, but for the two that mean the same."""
    found, _ = decorators(file.read_text())
    acts_on = {"summary", "method", "pagination", "endpoint", "endpoint_in_url", "enumerate", "defaults", "mime", "transform"}
    assert not acts_on & set(found)
