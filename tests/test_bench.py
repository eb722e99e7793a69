"""``bench run`` and what its table says; the measurements themselves are no tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from graphapp.cli import bench, main
from tests.benchmarks import load, report
from tests.benchmarks.figures import Figure, Line, Target, compared, interleaved, summed_up

ABOUT = {"date": "1 May 2016", "machine": "2 cores", "versions": "Python 3.11"}


def test_it_runs_the_measurements_of_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], Path]] = []

    def run(command: list[str], cwd: Path, *, check: bool) -> SimpleNamespace:
        asked.append((command, cwd))
        return SimpleNamespace(returncode=int(check))

    monkeypatch.setattr(subprocess, "run", run)
    result = CliRunner().invoke(main, ["bench", "run", "--quick", "--markdown", "--only", "pool"])
    assert result.exit_code == 0
    root = Path(__file__).parents[1]
    assert asked == [([sys.executable, "-m", "tests.benchmarks", "--quick", "--markdown", "--only=pool"], root)]


def test_an_installation_says_that_it_has_no_measurements(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "__file__", str(tmp_path / "graphapp" / "cli" / "bench.py"))
    result = CliRunner().invoke(main, ["bench", "run"])
    assert result.exit_code == 2
    assert "part of a checkout of the project" in result.output


def test_each_round_has_a_ratio_of_its_own() -> None:
    line = compared("answers", Figure((90, 20, 50), "/s"), "another", Figure((100, 10, 50), "/s"), Target(0.9))
    assert line.ratio == Figure((0.9, 2, 1))
    assert (line.verdict, str(line.ours)) == ("yes", "50.0/s (20.0 to 90.0)")


@pytest.mark.parametrize(
    ("target", "ratio", "met"), [(Target(0.9), 0.896, True), (Target(0.9), 0.89, False), (Target(2, at_most=True), 2.1, False)]
)
def test_a_target_is_held_against_the_ratio_as_it_is_printed(target: Target, ratio: float, *, met: bool) -> None:
    assert target.is_met(ratio) is met


def test_the_middle_of_several_lines_is_one_line() -> None:
    lines = [compared(name, Figure((value,)), "another", Figure((2,))) for name, value in (("a", 2), ("b", 4), ("c", 8))]
    whole = summed_up("all", [*lines, Line("d", "another", note="it ended at once")], Target(1.5))
    assert (whole.ratio, whole.verdict) == (Figure((1, 2, 4)), "yes")
    assert summed_up("all", [Line("d", "another", note="it ended at once")]).note == "it ended at once"


def test_measures_take_turns_and_every_other_round_goes_backwards() -> None:
    order: list[str] = []

    def measure(name: str) -> float:
        order.append(name)
        return len(order)

    found = interleaved(2, {"a": lambda: measure("a"), "b": lambda: measure("b")})
    assert order == ["a", "b", "b", "a"]
    assert found == {"a": Figure((1, 4)), "b": Figure((2, 3))}


def test_the_table_says_what_was_not_measured_and_markdown_leaves_details_out() -> None:
    detail = compared("one question", Figure((9,), "/s"), "another", Figure((10,), "/s"))
    groups = {"Answers": [Line("one question", "another", detail.ours, detail.other, detail.ratio, detail=True), detail]}
    groups["Answers"].append(Line("all", "Virtuoso", target=Target(1.5), note="it is not installed"))
    found = report.Report(groups, ["a: 1 MB"], ABOUT, "graphapp bench run")
    text = report.as_text(found)
    assert text.count("one question") == 2
    assert "it is not installed" in text
    assert "1 May 2016 by `graphapp bench run`, on 2 cores" in text
    table = report.as_markdown(found)
    assert table.count("| one question | 9.00/s | another | 10.0/s | 0.90 |") == 1
    assert "| all (not measured: it is not installed) |" in table


WRK = """\
  Latency Distribution
     50%    1.23ms
     99%    1.50s
Requests/sec:   6172.50
"""


def test_what_wrk_says_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(text: str) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=text))

    monkeypatch.setattr("shutil.which", lambda _: "wrk")
    requests = load.Requests("http://127.0.0.1:1", ("/",), {})
    answer(WRK)
    assert load.load(requests, 1) == load.Load(6172.5, 1.23, 1500)
    answer(f"{WRK}\n  Non-2xx or 3xx responses: 12\n")
    with pytest.raises(load.CannotMeasure, match="12 requests were not answered"):
        load.load(requests, 1)
