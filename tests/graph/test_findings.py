"""A finding says what, where and how bad; the index knows the line of a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.graph.findings import Finding, Severity, SourceIndex, blocking, unexplained

VIOLATION = Finding(Severity.VIOLATION, "shape", "id/service/a", "has no name.")
WARNING = Finding(Severity.WARNING, "shape", "id/service/b", "has no provider.")
EXPLAINED = Finding(Severity.WARNING, "shape", "id/service/c", "has no provider.", explanation="The document does not say.")
INFO = Finding(Severity.INFO, "shape", "id/service/d", "has a short name.")


@pytest.fixture
def index(tmp_path: Path) -> SourceIndex:
    (tmp_path / "one.ttl").write_text("PREFIX x: <http://x/>\n\n<id/service/a>\n    x:p <id/service/b> , <id/service/c> .\n")
    (tmp_path / "two.ttl").write_text("<id/service/b>\n    x:p <id/service/a> .\n\n<id/service/a>\n    x:q 1 .\n")
    return SourceIndex([tmp_path / "one.ttl", tmp_path / "two.ttl"])


def test_a_finding_reads_as_place_severity_record_message_and_check() -> None:
    finding = Finding(Severity.WARNING, "sef:ledBy", "id/action/a", "has no owner.", place="actions.ttl:7")
    assert str(finding) == "actions.ttl:7: warning: id/action/a: has no owner. [sef:ledBy]"


def test_a_finding_without_a_place_begins_with_its_severity() -> None:
    assert str(VIOLATION) == "violation: id/service/a: has no name. [shape]"


def test_only_violations_fail_a_build() -> None:
    assert blocking([INFO, VIOLATION, WARNING]) == [VIOLATION]


def test_a_warning_that_a_curator_explained_is_known() -> None:
    assert unexplained([EXPLAINED, WARNING]) == [WARNING]


def test_violations_and_notes_are_not_warnings_to_explain() -> None:
    assert unexplained([VIOLATION, INFO]) == []


def test_a_record_is_placed_where_it_is_described_first(index: SourceIndex, tmp_path: Path) -> None:
    assert index.place("id/service/a") == f"{tmp_path / 'one.ttl'}:3"


def test_a_description_goes_before_an_earlier_mention(index: SourceIndex, tmp_path: Path) -> None:
    assert index.place("id/service/b") == f"{tmp_path / 'two.ttl'}:1"


def test_a_record_without_a_description_is_placed_where_it_is_first_used(index: SourceIndex, tmp_path: Path) -> None:
    assert index.place("id/service/c") == f"{tmp_path / 'one.ttl'}:4"


def test_a_part_is_placed_where_its_whole_is_described(index: SourceIndex, tmp_path: Path) -> None:
    assert index.place("id/service/b#anchor-position") == f"{tmp_path / 'two.ttl'}:1"


def test_a_record_that_no_file_holds_has_no_place(index: SourceIndex) -> None:
    assert index.place("id/service/none") == ""
