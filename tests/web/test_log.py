"""The line for each request: what it says, what it never says, and that nothing in a request can forge one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from graphapp.web import create_app
from tests.published import Published

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def logged(published: Published) -> FlaskClient:
    return create_app(replace(published.settings, log="json")).test_client()


def lines(captured: Captured) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.readouterr().err.splitlines()]


def test_a_question_is_logged_with_its_name_its_rows_and_no_value(
    logged: FlaskClient, published: Published, capsys: Captured
) -> None:
    address = "/queries/actions-by-sector-and-theme.json?sector=health&theme=transition-to-adulthood"
    answer = logged.get(address, headers={"Authorization": "Bearer secret", "Cookie": "a=secret"})
    (line,) = lines(capsys)
    assert line["path"] == "/queries/actions-by-sector-and-theme.json"
    assert (line["method"], line["status"], line["bytes"]) == ("GET", 200, len(answer.data))
    assert line["version"] == published.version.manifest.version
    assert (line["question"], line["rows"]) == ("actions-by-sector-and-theme", len(answer.get_json()["rows"]))
    assert len(line["parameters"]) == 16
    assert line["ms"] > 0
    assert line["time"].endswith("Z")
    assert "transition" not in json.dumps(line)
    assert "secret" not in json.dumps(line)
    assert "127.0.0.1" not in json.dumps(line)


def test_the_same_parameters_have_the_same_digest_in_any_order(logged: FlaskClient, capsys: Captured) -> None:
    for values in ("sector=health&theme=participation", "theme=participation&sector=health", "sector=education"):
        logged.get(f"/queries/actions-by-sector-and-theme.json?{values}")
    first, second, third = (line["parameters"] for line in lines(capsys))
    assert first == second != third


def test_sparql_is_logged_by_its_digest_and_rows(logged: FlaskClient, capsys: Captured) -> None:
    logged.get("/sparql", query_string={"query": "SELECT * { ?secret ?p ?o } LIMIT 3"})
    (line,) = lines(capsys)
    assert line["rows"] == 3
    assert len(line["query"]) == 16
    assert "secret" not in json.dumps(line)


def test_a_query_that_fails_is_logged_with_its_status(logged: FlaskClient, capsys: Captured) -> None:
    logged.get("/sparql", query_string={"query": "SELECT secret"})
    (line,) = lines(capsys)
    assert (line["status"], "rows" in line) == (400, False)
    assert "secret" not in json.dumps(line)


def test_an_answer_that_is_streamed_is_counted_to_its_end(logged: FlaskClient, published: Published, capsys: Captured) -> None:
    with logged.get(f"/exports/{published.version.manifest.version}.nq") as answer:
        size = len(answer.data)
    (line,) = lines(capsys)
    assert line["bytes"] == size > 1_000_000


def test_no_body_is_counted_where_none_is_sent(logged: FlaskClient, published: Published, capsys: Captured) -> None:
    logged.head("/queries")
    logged.head(f"/exports/{published.version.manifest.version}.nq")
    assert [(line["method"], line["bytes"]) for line in lines(capsys)] == [("HEAD", 0)] * 2


@pytest.mark.parametrize(
    "path", ['/%0a{"status":200}', "/%1b[31m", "/%c2%9b31m", "/%e2%80%a8", "/%22%7d", "/%ff%00", "/" + "a" * 5_000]
)
def test_no_path_can_end_a_line_or_steer_a_terminal(path: str, logged: FlaskClient, capsys: Captured) -> None:
    logged.get(path)
    written = capsys.readouterr().err
    assert written.count("\n") == 1
    assert len(written) < 1_000
    assert written.isascii()
    assert written.rstrip("\n").isprintable()
    assert json.loads(written)["status"] in (400, 404)


def test_nothing_is_logged_where_that_is_switched_off(published: Published, capsys: Captured) -> None:
    create_app(replace(published.settings, log="off")).test_client().get("/queries")
    assert capsys.readouterr().err == ""
