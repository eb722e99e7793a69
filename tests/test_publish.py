"""``graphapp publish``, as a person types it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from graphapp.store.remote import RemoteStore
from tests.published import Published
from tests.store.engines import Start

Run = Callable[..., Result]


@pytest.fixture
def run(published: Published, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the published edition."""
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    return lambda *arguments: CliRunner().invoke(main, ["publish", *arguments])


def test_each_step_is_shown_and_the_second_time_nothing_is_sent(
    run: Run, start_engine: Start, published_in: Callable[[str], RemoteStore], published: Published
) -> None:
    published_in("oxigraph")
    engine = start_engine("oxigraph")
    result = run("--to", engine.query, "--graph-store", engine.graph_store)
    assert result.exit_code == 0
    for words in ("Group by graph", "6 graphs are there whole", "nothing to send", "Note the version"):
        assert words in result.stderr
    assert result.stdout == f"{engine.query} answers from version {published.version.manifest.version}.\n"


@pytest.mark.parametrize("setting", ["GRAPHAPP_STORE_PASSWORD", "GRAPHAPP_STORE_PASSWORD_FILE"])
def test_name_and_password_come_from_the_settings(
    run: Run, start_engine: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str
) -> None:
    engine = start_engine("virtuoso")
    (tmp_path / "password").write_text("dba\n")
    monkeypatch.setenv("GRAPHAPP_STORE_USER", "dba")
    monkeypatch.setenv(setting, str(tmp_path / "password") if setting.endswith("FILE") else "dba")
    result = run("--to", engine.query, "--update-endpoint", engine.update.replace("dba:dba@", ""))
    assert result.exit_code == 0, result.output


def test_a_wrong_password_is_told_and_not_shown(run: Run, start_engine: Start) -> None:
    engine = start_engine("virtuoso")
    result = run("--to", engine.query, "--update-endpoint", engine.update.replace("dba:dba@", "dba:s3cret@"))
    assert result.exit_code == 1
    assert "does not accept the name and the password that it was given." in result.stderr
    assert "s3cret" not in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "http://a/", "--graph-store", "http://a/", "--update-endpoint", "http://a/"), "give one of them"),
        (("--to", "localhost:7878"), "begins with http:// or https://"),
        ((), "Missing option '--to'"),
    ],
)
def test_a_wrong_argument_is_answered_with_a_sentence_and_exit_code_2(arguments: tuple[str, ...], words: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_an_engine_that_is_down_is_told(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        result = run("--to", f"http://127.0.0.1:{taken.getsockname()[1]}/query")
    assert result.exit_code == 1
    assert "did not answer: nothing listens there." in result.stderr
    assert "Traceback" not in result.output


def test_without_a_version_it_is_said_what_to_run(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path))
    result = run("--to", "http://127.0.0.1:1/query")
    assert result.exit_code == 1
    assert "Run “graphapp build” first." in result.stderr
