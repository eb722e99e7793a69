"""The commands, as a person types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from openpyxl import load_workbook
from rdflib import Dataset, Graph
from rdflib.namespace import RDF

from graphapp import __version__
from graphapp.cli import main
from graphapp.exports.files import FILES
from graphapp.exports.shelf import Shelf
from graphapp.namespaces import RS, SCHEMA
from tests.published import Published

Run = Callable[..., Result]


@pytest.fixture
def run(published: Published, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the published edition."""
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_help_names_every_command(run: Run) -> None:
    help_text = run("--help").output
    for command in ("build", "check", "serve", "query", "export", "sparql", "versions", "format"):
        assert command in help_text
    assert __version__ in run("--version").output


def test_the_questions_are_listed_with_the_command_that_runs_them(run: Run, published: Published) -> None:
    listed = run("query", "list").output
    for name in published.library:
        assert f"graphapp query run {name}" in listed


def test_the_first_question_is_answered_in_the_terminal(run: Run) -> None:
    result = run("query", "run", "actions-by-sector-and-theme", "-p", "sector=health", "-p", "theme=transition-to-adulthood")
    assert result.exit_code == 0
    assert "Which planned actions involve Health and Transition to adulthood?" in result.output
    assert "3 row(s)" in result.output
    assert "Row 3c" in result.output
    assert result.output.count("derived") == 2


def test_json_has_the_shape_that_others_rely_on(run: Run) -> None:
    answer = json.loads(run("query", "run", "contracts-by-provider", "-p", "provider=Solent", "--format", "json").stdout)
    assert answer["query"] == "contracts-by-provider"
    assert answer["parameters"] == {"provider": "solent-nhs-trust"}
    assert answer["understood"] == "Which contracts are there that Solent NHS Trust holds?"
    (row,) = answer["rows"]
    assert set(row["contract"]) == {"value", "iri"}
    assert row["contract"]["iri"].endswith("/id/contract/hampshire-childrens-therapies-contract")


def test_an_answer_comes_as_turtle(run: Run, published: Published) -> None:
    result = run("query", "run", "contracts-by-provider", "-p", "provider=Solent", "--format", "ttl")
    graph = Graph().parse(data=result.stdout, format="turtle")
    (answer,) = graph.subjects(RDF.type, RS.ResultSet)
    assert str(answer).endswith("/queries/contracts-by-provider?edition=hampshire-2015&provider=solent-nhs-trust")
    assert str(graph.value(answer, SCHEMA.version)) == published.version.manifest.version


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "run", "rows-to-improv"), "Did you mean rows-to-improve"),
        (("query", "run", "planned-for-service", "-p", "service=portag"), "Did you mean hampshire-portage"),
        (("query", "run", "planned-for-service", "-p", "portage"), "write it as name=value"),
        (("export", "--all", "--out", "all.nq"), "leave out the others, or --all"),
        (("export", "--format", "nquads"), "There is no format called “nquads”"),
        (("sparql", "SELECT * { ?s ?p }"), "does not parse"),
        (("build", "--source", "nowhere.txt"), "There is no file nowhere.txt"),
        (("build", "--source", "README.md"), "is a .txt or .docx file"),
    ],
)
def test_a_wrong_argument_is_answered_with_a_sentence_and_exit_code_2(arguments: tuple[str, ...], words: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_wrong_base_iri_is_told_before_anything_is_done(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_BASE_IRI", "localhost:8000")
    result = run("export")
    assert result.exit_code == 2
    assert "ends in a slash" in result.stderr


def test_the_export_is_the_published_dataset(run: Run, published: Published, tmp_path: Path) -> None:
    out = tmp_path / "hampshire.nq"
    result = run("export", "--format", "nq", "--out", str(out))
    assert result.exit_code == 0
    assert out.read_bytes() == (published.version.folder / "dataset.nq").read_bytes()
    assert "N-Quads" in result.output
    dataset = Dataset()
    dataset.parse(out, format="nquads")
    assert sum(1 for _ in dataset.quads()) == published.version.manifest.quads


@pytest.mark.parametrize("suffix", ["nq", "ttl.gz", "rdf", "csv.zip"])
def test_the_export_has_the_bytes_that_the_site_sends(run: Run, client: FlaskClient, suffix: str) -> None:
    result = run("export", "--format", suffix)
    assert result.exit_code == 0
    assert result.stdout_bytes == client.get(f"/exports/latest.{suffix}", follow_redirects=True).data


def test_every_file_is_made_ahead_and_its_checksum_printed(run: Run, published: Published) -> None:
    result = run("export", "--all")
    shelf = Shelf(published.version)
    assert result.exit_code == 0
    assert set(shelf.known_sums()) == {file.suffix for file in FILES}
    assert result.stdout_bytes == shelf.checksums()


def test_tables_of_a_store_elsewhere_are_refused_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_STORE", "http://localhost:9/sparql")
    result = run("export", "--format", "csv.zip")
    assert result.exit_code == 2
    assert "GRAPHAPP_STORE names a store elsewhere" in result.stderr


def test_a_folder_that_is_not_there_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    result = run("export", "--out", str(tmp_path / "nowhere" / "hampshire.nq"))
    assert result.exit_code == 1
    assert "A file cannot be used." in result.stderr
    assert "No such file or directory" in result.stderr
    assert "Traceback" not in result.output


def test_an_empty_answer_says_that_silence_is_no_finding(run: Run) -> None:
    result = run("query", "run", "actions-by-sector-and-theme", "-p", "sector=youth-justice", "-p", "theme=accommodation")
    assert result.exit_code == 0
    assert "not a finding about the area" in " ".join(result.output.split())
    assert "0 row(s)" in result.output


def test_a_query_without_end_in_the_terminal_ends_with_ctrl_c(published: Published) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    environment = {**os.environ, "GRAPHAPP_HOME": published.settings.home}
    command = [sys.executable, "-m", "graphapp", "sparql", query]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=3)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) != 0


def test_sparql_is_answered_from_a_text_and_from_a_file(run: Run, tmp_path: Path) -> None:
    query = "PREFIX sef: <https://w3id.org/send-sef/ns#> SELECT (COUNT(*) AS ?n) { ?s a sef:AreaAssessment }"
    file = tmp_path / "rows.rq"
    file.write_text(query)
    for argument in (query, str(file)):
        answer = json.loads(run("sparql", argument).stdout)
        assert answer["results"]["bindings"][0]["n"]["value"] == "17"
    assert (
        "a sef:InspectionArea"
        in run("sparql", query.replace("SELECT (COUNT(*) AS ?n)", "CONSTRUCT { ?s a sef:InspectionArea }")).stdout
    )


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere/rows.rq", "There is no file “nowhere/rows.rq”."), ("rows.rq", "is not text in UTF-8")]
)
def test_a_file_with_sparql_that_cannot_be_read_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.rq").write_bytes(b"ASK { ?s ?p '\xff' }")
    result = run("sparql", name)
    assert result.exit_code == 2
    assert words in result.stderr


def test_format_puts_turtle_into_its_order_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "things.ttl"
    file.write_text(
        "@prefix sef: <https://w3id.org/send-sef/ns#> . <id/service/b> a sef:Service . <id/service/a> a sef:Service ."
    )
    assert "rewritten" in run("format", str(file)).output
    assert "in order" in run("format", str(file)).output


def test_check_reports_and_build_publishes(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from graphapp.graph import reason

    monkeypatch.setattr(reason, "find_java", lambda: None)
    checked = run("check")
    assert checked.exit_code == 0
    assert "warning" in checked.output
    assert "no Java" in checked.stderr
    built = run("build", "--out", str(tmp_path / "home"))
    assert built.exit_code == 0
    assert (tmp_path / "home" / "current").is_file()


def test_serve_builds_only_what_is_missing_and_then_serves(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphapp.web import server

    served: list[tuple[str, int, int]] = []
    monkeypatch.setattr(server, "run_server", lambda host, port, settings: served.append((host, port, settings.workers)))
    result = run("serve", "--port", "8123", "--workers", "3")
    assert result.exit_code == 0
    assert served == [("127.0.0.1", 8123, 3)]
    assert "http://127.0.0.1:8123/" in result.output
    assert "HermiT" not in result.stderr, "what is published is current, so nothing is built"


def test_an_answer_is_written_to_a_file_in_every_format(run: Run, tmp_path: Path) -> None:
    for format_ in ("table", "csv", "json", "xlsx"):
        file = tmp_path / f"answer.{format_}"
        result = run("query", "run", "rows-to-improve", "--format", format_, "--out", str(file))
        assert result.exit_code == 0
        assert result.stdout == f"{file}: {file.stat().st_size} bytes\n"
    assert load_workbook(tmp_path / "answer.xlsx")["Answer"].max_row == 10
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    result = run("query", "run", "rows-to-improve", "--out", str(tmp_path / "missing" / "answer.csv"))
    assert result.exit_code == 1
    assert "A file cannot be used." in result.stderr
