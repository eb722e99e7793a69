"""The report that a version keeps: it comes back as it was written, and what is none is told."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from graphapp.graph.findings import Severity
from graphapp.queries.guard.verdicts import Report, Verdict

GOOD = Verdict("good", "ab", "2015-11-01T10:00:00+00:00", 0.012, 3, 2, "", ("it has “no” order.",))
BAD = Verdict("bad", "cd", "2015-11-01T10:00:01+00:00", problem="bad.rq, line 3: the query does not parse.")
REPORT = Report.of([GOOD, BAD])


def test_a_report_comes_back_as_it_was_written() -> None:
    assert Report.from_json(REPORT.as_json()) == REPORT


def test_those_that_did_not_pass_are_withheld_with_the_sentence_why() -> None:
    assert REPORT.withheld == {"bad": "bad.rq, line 3: the query does not parse."}


def test_a_problem_is_a_violation_and_a_remark_a_warning() -> None:
    found = [(finding.record, finding.severity) for finding in REPORT.findings()]
    assert found == [("good", Severity.WARNING), ("bad", Severity.VIOLATION)]


def test_what_a_later_release_adds_is_passed_over() -> None:
    content = json.dumps([{**asdict(GOOD), "colour": "red"}]).encode()
    assert Report.from_json(content) == Report.of([GOOD])


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"7", b"[7]", b'[{"name": "x"}]', json.dumps([{**asdict(GOOD), "rows": "many"}]).encode(), b"\xff"],
)
def test_what_is_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Report.from_json(content)
