"""``graphapp versions``: what an operator types to see, choose, remove and verify what was published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphapp import build as flow
from graphapp import inputs
from graphapp.cli import main
from graphapp.settings import Settings
from graphapp.store.publishing import publish, use
from graphapp.store.versions import current_version, is_pinned
from tests.published import Published
from tests.store.sample import BESIDE, NEW, OLD, manifest, names, publish_days

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of versions that the commands use, in which nothing is published yet."""
    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(main, ("versions", *arguments))


@pytest.fixture
def two(home: Path) -> Path:
    """A home with two versions of which the newer is served."""
    publish(home, manifest("aaa1", "2015-09-01T12:00:00.123456+00:00"), OLD, BESIDE)
    publish(home, manifest("aab2", "2015-10-01T12:00:00.123456+00:00"), NEW)
    return home


@pytest.mark.parametrize("arguments", [("list",), ("use", "aaa1"), ("prune",), ("verify",), ("verify", "aaa1")], ids=" ".join)
def test_where_nothing_is_published_every_command_says_what_to_run(home: Path, run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr == f"Nothing is published yet. Nothing is published in {home}. Run “graphapp build” first.\n"
    assert result.stdout == ""
    assert not home.exists(), "a folder that was mistyped is not made"


# list


@pytest.mark.usefixtures("two")
def test_the_versions_are_listed_with_a_star_at_the_one_that_is_served(run: Run) -> None:
    result = run("list")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "* aab2  2015-10-01T12:00:00  2 quads  tiny",
        "  aaa1  2015-09-01T12:00:00  1 quads  tiny",
    ]


def test_a_version_that_a_person_chose_is_marked(two: Path, run: Run) -> None:
    use(two, "aaa1")
    newer, older = run("list").output.splitlines()
    assert older == "* aaa1  2015-09-01T12:00:00  1 quads  tiny  chosen by “versions use”"
    assert newer.startswith("  aab2")
    assert "chosen" not in newer


def test_a_version_of_another_layout_is_listed_as_one_that_cannot_be_read(two: Path, run: Run) -> None:
    file = two / "versions" / "aaa1" / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "format": 1}))
    result = run("list")
    assert result.exit_code == 0
    assert result.output.splitlines()[1:] == ["? aaa1  cannot be read by this release"]


def test_while_none_can_be_served_the_others_are_still_listed_to_choose_from(two: Path, run: Run) -> None:
    (two / "versions" / "aab2" / "dataset.nq").unlink()
    result = run("list")
    assert result.exit_code == 0
    assert [line[:6] for line in result.stdout.splitlines()] == ["  aab2", "  aaa1"]
    assert "dataset.nq: No such file or directory. Run “graphapp build” first." in result.stderr
    assert run("use", "aaa1").exit_code == 0
    assert current_version(two).manifest.version == "aaa1"


# use


def test_a_version_is_chosen_by_the_beginning_of_its_id(two: Path, run: Run) -> None:
    result = run("use", "aaa")
    assert result.exit_code == 0
    assert result.output.startswith("Version aaa1 of 2015-09-01T12:00:00 is served now.")
    assert current_version(two).manifest.version == "aaa1"
    assert is_pinned(two)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("aaa1x", "Not found. There is no version called “aaa1x”. Did you mean aaa1?"),
        ("zzz", "Not found. There is no version called “zzz”."),
        ("aa", "That could not be understood. 2 versions begin with “aa”: aab2, aaa1. Write more of the one you mean."),
    ],
    ids=["nearly", "unknown", "ambiguous"],
)
@pytest.mark.parametrize("command", ["use", "verify"])
def test_a_version_that_is_not_there_is_told_in_a_sentence(two: Path, run: Run, command: str, name: str, sentence: str) -> None:
    result = run(command, name)
    assert (result.exit_code, result.stderr) == (2, sentence + "\n")
    assert current_version(two).manifest.version == "aab2"


def test_a_damaged_version_is_not_taken(two: Path, run: Run) -> None:
    file = two / "versions" / "aaa1" / "dataset.nq"
    file.write_bytes(NEW)
    result = run("use", "aaa1")
    assert result.exit_code == 1
    assert f"Version aaa1 is damaged and was not taken. {file} is not what was written." in result.stderr
    assert current_version(two).manifest.version == "aab2"


# prune


def test_old_versions_are_removed_and_named(home: Path, run: Run) -> None:
    publish_days(home, 1, 2, 3, 4)
    result = run("prune", "--keep", "2")
    assert (result.exit_code, result.output) == (0, "2 version(s) removed: day-02, day-01\n")
    assert names(home) == {"day-03", "day-04"}


def test_without_a_number_the_setting_says_how_many_stay(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_days(home, 1, 2, 3, 4)
    assert run("prune").output == "0 version(s) removed.\n"
    monkeypatch.setenv("GRAPHAPP_KEEP", "3")
    assert run("prune").output == "1 version(s) removed: day-01\n"


def test_fewer_than_two_versions_never_stay(home: Path, run: Run) -> None:
    publish_days(home, 1, 2, 3)
    result = run("prune", "--keep", "1")
    assert result.exit_code == 2
    assert "At least 2 versions stay" in result.stderr
    assert len(names(home)) == 3


# verify


@pytest.mark.usefixtures("two")
def test_versions_that_are_as_they_were_written_are_told_so(run: Run) -> None:
    result = run("verify")
    assert (result.exit_code, result.output) == (0, "aab2: as it was written\naaa1: as it was written\n")


def test_a_file_that_changed_is_named_and_ends_with_1(two: Path, run: Run) -> None:
    file = two / "versions" / "aaa1" / "quotations.nq"
    file.write_bytes(b"")
    result = run("verify")
    assert result.exit_code == 1
    assert result.output == f"aab2: as it was written\naaa1: {file} is not what was written.\n"
    assert run("verify", "aaa").exit_code == 1
    assert run("verify", "aab").exit_code == 0, "the version that was asked about is whole"


@pytest.mark.parametrize("all_of_them", [False, True])
def test_a_folder_without_a_manifest_is_named_and_ends_with_1(two: Path, run: Run, all_of_them: bool) -> None:
    (two / "versions" / "aaa1" / "manifest.json").unlink()
    if all_of_them:
        shutil.rmtree(two / "versions" / "aab2")
    result = run("verify")
    assert result.exit_code == 1
    assert "aaa1: its manifest is missing or cannot be read by this release." in result.output


# What the other commands do with a version that was chosen


@pytest.fixture
def real(published: Published, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the published edition, and a newer version that was made from other inputs."""
    shutil.copytree(published.settings.home, home)
    version = published.version
    said = version.manifest
    older = {**said.__dict__, "version": "from-other-inputs", "created": "2014-01-01T00:00:00"}
    publish(home, type(said)(**older), version.dataset.read_bytes())
    monkeypatch.setattr("graphapp.graph.reason.find_java", lambda: None)
    return home


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.usefixtures("real")
def test_without_a_choice_a_version_of_other_inputs_is_not_current(home: Path) -> None:
    assert not inputs.is_current(Settings(home=str(home)))


@pytest.mark.parametrize(
    "command",
    [
        ("query", "run", "rows-to-improve"),
        ("sparql", "ASK { ?s ?p ?o }"),
        ("export", "--format", "nq"),
        ("serve", "--port", "8123"),
    ],
    ids=lambda command: command[0],
)
def test_a_chosen_version_is_answered_from_though_the_inputs_changed(
    real: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    from graphapp.web import server

    def never(*_: object) -> None:
        raise AssertionError("nothing may be built while a person has chosen")

    monkeypatch.setattr(server, "run_server", lambda *_: None)
    monkeypatch.setattr(flow, "build", never)
    use(real, "from-other-inputs")
    assert inputs.is_current(Settings(home=str(real)))
    result = asked(*command)
    assert result.exit_code == 0, result.output
    assert current_version(real).manifest.version == "from-other-inputs"
    assert is_pinned(real)


def test_build_publishes_the_newest_inputs_and_ends_the_choice(real: Path, published: Published) -> None:
    use(real, "from-other-inputs")
    assert asked("build").exit_code == 0
    assert not is_pinned(real)
    assert current_version(real).manifest.version == published.version.manifest.version


def test_build_mends_a_version_of_which_a_file_was_cut(real: Path, published: Published) -> None:
    chosen = use(real, published.version.manifest.version)
    table = max((chosen.folder / "store").glob("*.sst"), key=lambda file: file.stat().st_size)
    table.write_bytes(table.read_bytes()[:1000])
    listed = asked("versions", "list")
    assert str(table) in listed.stderr
    assert asked("build").exit_code == 0
    assert asked("versions", "verify").exit_code == 0
    assert current_version(real).folder == chosen.folder
