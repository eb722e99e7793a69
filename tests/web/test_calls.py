"""The calls that the page of a question offers, copied from it and run as they are."""

from __future__ import annotations

import ast
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphapp.exports.api.calls import calls
from graphapp.hints import repeated
from tests.published import Published
from tests.web.running import HOST, Running, running

QUESTION = "/queries/actions-by-theme"
VALUES = "?theme=local-offer&theme=personal-budgets&context=true"

needs_curl = pytest.mark.skipif(shutil.which("curl") is None and "CI" not in os.environ, reason="curl is not installed")


@pytest.fixture(scope="module")
def server(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(published, tmp_path_factory.mktemp("calls"), workers=1) as it:
        yield it


def offered(server: Running, address: str) -> dict[str, str]:
    """The calls on the page at *address*, by language, as somebody would copy them."""
    found = re.findall(r"<h3>([^<]+)</h3>\s*<p>[^<]*</p>\s*<pre[^>]*>(.*?)</pre>", server.get(address).text, re.DOTALL)
    return {language: html.unescape(code) for language, code in found}


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@needs_curl
@pytest.mark.parametrize("values", ["", VALUES])
def test_the_call_for_curl_gives_the_answer_of_the_page(values: str, server: Running) -> None:
    answer = json.loads(run("sh", "-c", offered(server, QUESTION + values)["curl"]))
    assert answer["rows"] == json.loads(server.get(f"{QUESTION}.json{values}").text)["rows"]
    assert answer["total"] > 0


@pytest.mark.parametrize("values", ["", VALUES])
def test_the_program_in_python_prints_the_rows_of_the_page(values: str, server: Running, tmp_path: Path) -> None:
    program = tmp_path / "call.py"
    program.write_text(offered(server, QUESTION + values)["Python"])
    printed = [ast.literal_eval(line) for line in run(sys.executable, "-I", str(program)).splitlines()]
    rows = json.loads(server.get(f"{QUESTION}.json{values}").text)["rows"]
    assert printed == [{name: cell["value"] for name, cell in row.items()} for row in rows]
    assert printed


@needs_curl
@pytest.mark.parametrize("value", ['it\'s $(echo hard) `id` "x" \\', "a&b=c#d%41+e", "two\nlines", "Größe 🙂"])
def test_a_hard_value_reaches_the_site_as_it_is(value: str, server: Running) -> None:
    (curl,) = (
        call.code
        for call in calls(f"http://{HOST}:{server.port}/", "queries/boards.json", {"edition": value})
        if call.language == "curl"
    )
    answered = subprocess.run(["sh", "-c", curl], capture_output=True, text=True, timeout=60, check=False)
    assert answered.returncode == 22, "curl says that the site refused it"
    assert f"There is no self-evaluation “{repeated(value)}” here." in json.loads(answered.stdout)["errors"][0]["detail"]


def test_every_question_offers_its_calls(server: Running, published: Published) -> None:
    for name in published.library:
        found = offered(server, f"/queries/{name}")
        assert list(found) == ["curl", "Python", "R", "Excel or Power BI"], name
        assert all(f"queries/{name}.json" in code for code in found.values())
