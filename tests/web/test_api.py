"""``/openapi.json``: it is valid, the site answers as it says, and whatever fits or does not fit it is answered rightly."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from graphapp.web.downloads import media_types
from tests.published import Published
from tests.web.running import HOST, Running, running

pytestmark = pytest.mark.untraced
"""Thousands of inputs go the same way: other tests count the lines, and these take half the time without."""


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/openapi.json")
    assert response.content_type == "application/json"
    found: dict[str, Any] = response.get_json()
    return found


def test_the_description_is_valid(document: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_question_is_described_in_every_format(document: dict[str, Any], published: Published) -> None:
    suffixes = media_types()
    assert set(document["paths"]) == {f"/queries/{name}.{suffix}" for name in published.library for suffix in suffixes}
    named = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(set(named)) == len(named)


def test_every_answer_is_as_described(document: dict[str, Any], client: FlaskClient, published: Published) -> None:
    for name in published.library:
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        check = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for values in ("", "?per_page=1"):
            assert [error.message for error in check.iter_errors(client.get(f"/queries/{name}.json{values}").get_json())] == []


def test_a_problem_is_as_described(document: dict[str, Any], client: FlaskClient) -> None:
    schema = {"$ref": "#/components/schemas/ParameterProblem", "components": document["components"]}
    check = Draft202012Validator(schema)
    problem = client.get("/queries/boards.json?colour=red&member=nobody").get_json()
    assert [error.message for error in check.iter_errors(problem)] == []
    assert not check.is_valid({**problem, "errors": []})


def test_every_default_and_example_is_taken(document: dict[str, Any], client: FlaskClient, published: Published) -> None:
    for name, query in published.library.items():
        for gap in query.parameters:
            described = document["components"]["parameters"][f"{name}.{gap.name}"]
            examples = [example["value"] for example in described.get("examples", {}).values()]
            for value in (*examples, described["schema"].get("default")):
                given = str(value).lower() if isinstance(value, bool) else value
                answer = client.get(f"/queries/{name}.json", query_string={gap.name: given} if given is not None else {})
                assert answer.status_code == 200, (name, gap.name, value)


def test_what_is_taken_without_a_value_is_what_the_description_says(
    document: dict[str, Any], client: FlaskClient, published: Published
) -> None:
    for name, query in published.library.items():
        filled = client.get(f"/queries/{name}.json").get_json()["parameters"]
        for gap in query.parameters:
            default = document["components"]["parameters"][f"{name}.{gap.name}"]["schema"].get("default")
            said = str(default).lower() if isinstance(default, bool | int) else default
            assert (filled[gap.name] or None) == said, (name, gap.name)


def test_the_description_is_kept_by_its_tag(client: FlaskClient) -> None:
    tag = client.get("/openapi.json").headers["ETag"]
    assert client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304


@pytest.fixture(scope="module")
def server(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(published, tmp_path_factory.mktemp("api"), GRAPHAPP_LOG="off") as it:
        yield it


@pytest.mark.parametrize(
    "extent",
    [
        ("--include-path-regex", r"\.json$", "--phases", "examples,coverage,fuzzing", "--max-examples", "5"),
        ("--include-path-regex", r"/[a-d].*\.(?!json$)", "--phases", "examples,fuzzing", "--max-examples", "3"),
    ],
    ids=["json", "some questions in other formats"],
)
def test_whatever_fits_or_does_not_fit_is_answered_as_described(extent: tuple[str, ...], server: Running, tmp_path: Path) -> None:
    """schemathesis makes calls that fit the description and calls that do not, and makes all its checks on what comes back."""
    address = f"http://{HOST}:{server.port}"
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json", "--url", address, "--no-color"]
    repeatable = ("--generation-deterministic", "--workers", "2")
    ran = subprocess.run([*command, *extent, *repeatable], cwd=tmp_path, capture_output=True, text=True, timeout=500, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    tested = re.search(r"Tested: (\d+)$", ran.stdout, re.MULTILINE)
    assert tested
    assert int(tested[1]) > 20
