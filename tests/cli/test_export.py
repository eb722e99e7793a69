"""``graphapp export --partner``: the bytes that the site gives, and a sentence where that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from graphapp.cli import main
from tests.published import Published

SOLENT = "solent-nhs-trust"


@pytest.fixture
def home(published: Published, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    return published.settings.home


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def test_another_process_writes_the_bytes_that_the_site_gives(client: FlaskClient, home: str, tmp_path: Path) -> None:
    """With another order of sets in memory: a checksum that depended on it would mean nothing."""
    out = tmp_path / "pack.zip"
    environment = {**os.environ, "GRAPHAPP_HOME": home, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "graphapp", "export", "--partner", SOLENT, "--out", str(out)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    assert out.read_bytes() == client.get(f"/exports/partners/{SOLENT}.zip").get_data()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("suffix", ["csv", "nq", "ttl"])
def test_a_format_can_be_chosen(suffix: str, client: FlaskClient) -> None:
    result = run("--partner", SOLENT, "--format", suffix)
    assert result.exit_code == 0
    assert result.stdout_bytes == client.get(f"/exports/partners/{SOLENT}.{suffix}").get_data()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--partner", "solent-nhs-trus"), "Did you mean solent-nhs-trust?"),
        (("--partner", SOLENT, "--format", "jsonl"), "Did you mean jsonld?"),
        (("--partner", SOLENT, "--edition", "hampshire-2014"), "Did you mean hampshire-2015?"),
        (("--edition", "hampshire-2015"), "say with --partner whose"),
        (("--format", "zip"), "“zip” is a format of a partner's pack; say with --partner whose."),
        (("--format", "xlx"), "There is no format called “xlx”. Did you mean xlsx"),
        (("--format", "nqq"), "Did you mean nq"),
    ],
)
def test_what_cannot_be_is_told(arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
