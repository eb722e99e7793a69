"""Questions are tried in a process of their own, and one that never ends or ends that process costs itself alone."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from graphapp.errors import EngineFault
from graphapp.queries.guard import trial
from graphapp.queries.guard.trial import try_questions
from graphapp.queries.guard.verdicts import Report
from tests.conftest import GRAPHS, NAMING
from tests.queries.sample import QUESTION, saved
from tests.store.sample import of_graphs

ENDLESS = QUESTION.replace(
    "?service sef:inSector ?in .", "?service sef:inSector ?in . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l ."
)


def tried(folder: Path, nquads: bytes, budget: float = 5.0) -> Report:
    return try_questions(folder, of_graphs(nquads, GRAPHS), GRAPHS, NAMING, budget)


def test_each_file_has_its_verdict(tmp_path: Path, tiny_nquads: bytes) -> None:
    saved(tmp_path, name="good")
    (tmp_path / "bad.rq").write_text("SELECT * {}")
    report = tried(tmp_path, tiny_nquads)
    assert list(report.verdicts) == ["bad", "good"]
    assert list(report.withheld) == ["bad"]
    assert report.verdicts["good"].rows == 1


def test_a_folder_without_questions_has_no_verdicts(tmp_path: Path, tiny_nquads: bytes) -> None:
    assert tried(tmp_path, tiny_nquads) == Report({})


def test_a_question_that_does_not_end_is_ended_and_the_others_are_tried(tmp_path: Path, tiny_nquads: bytes) -> None:
    saved(tmp_path, name="before")
    saved(tmp_path, ENDLESS, "endless")
    saved(tmp_path, name="the-last")
    report = tried(tmp_path, tiny_nquads, budget=1.0)
    assert report.withheld == {"endless": "endless.rq: an answer takes longer than 1 seconds. Put the selective pattern first."}
    assert report.verdicts["the-last"].rows == 1


def ended(monkeypatch: pytest.MonkeyPatch, returncode: int, *lines: object) -> None:
    """Let the process end as it is said."""
    stdout = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=returncode, stdout=stdout))


def test_a_question_that_ends_its_process_is_kept_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = saved(tmp_path).file
    ended(monkeypatch, -signal.SIGSEGV, {"begins": str(file)})
    report = try_questions(tmp_path, b"", (), NAMING)
    assert report.withheld["services-of-sector"].endswith("it ends the process that answers it (SIGSEGV).")


@pytest.mark.parametrize("returncode", [1, -signal.SIGKILL])
def test_a_process_that_ends_before_any_question_is_a_fault_of_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returncode: int
) -> None:
    saved(tmp_path)
    ended(monkeypatch, returncode)
    with pytest.raises(EngineFault, match="The saved questions could not be tried"):
        try_questions(tmp_path, b"", (), NAMING)


def test_the_job_is_done_line_by_line(
    tmp_path: Path, tiny_nquads: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limits: list[float] = []
    monkeypatch.setattr(trial, "_end_in", limits.append)
    dataset = tmp_path / "dataset.nq"
    dataset.write_bytes(b"\n".join(line for line in tiny_nquads.splitlines() if b"/graph/reference>" in line))
    file = saved(tmp_path).file
    job = {"files": [str(file)], "dataset": str(dataset), "graphs": GRAPHS, "base": NAMING.base, "budget": 3.0}
    monkeypatch.setattr("sys.argv", ["trial", json.dumps(job)])
    trial.main()
    begins, verdict = map(json.loads, capsys.readouterr().out.splitlines())
    assert begins == {"begins": str(file)}
    assert verdict["name"] == "services-of-sector"
    assert limits[:2] == [3.0, 0], "each answer has its own time"
