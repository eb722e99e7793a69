"""Golden answers: how they are read, and how an answer that differs is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import SourceFault
from graphapp.queries.guard.golden import Golden, golden_files, read_golden
from graphapp.queries.run import Answered, run_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import saved


def golden(folder: Path, text: str, name: str = "services-of-sector") -> Golden:
    place = folder / "golden" / "tiny"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.csv").write_text(text)
    return read_golden(place / f"{name}.csv")


@pytest.fixture
def answered(tiny_store: EmbeddedStore, tmp_path: Path) -> Answered:
    return run_query(tiny_store, saved(tmp_path), {}, NAMING)


def test_its_name_says_the_question_its_values_and_the_edition(tmp_path: Path) -> None:
    found = golden(tmp_path, "service\nTiny Portage\n", "services-of-sector--sector=health,most-shown=5")
    assert (found.query, found.edition) == ("services-of-sector", "tiny")
    assert found.given == {"sector": "health", "most-shown": "5"}
    assert (found.columns, found.lines) == (("service",), (("Tiny Portage",),))


def test_all_of_a_folder_are_found(tmp_path: Path) -> None:
    for name in ("b", "a"):
        golden(tmp_path, "service\n", name)
    (tmp_path / "golden" / "notes.csv").write_text("no answer")
    assert [file.stem for file in golden_files(tmp_path)] == ["a", "b"]
    assert golden_files(tmp_path / "golden") == []


def test_the_answer_that_it_says_does_not_differ(tmp_path: Path, answered: Answered) -> None:
    assert golden(tmp_path, "service,service_slug,remark\nTiny Portage,tiny-portage,=1+1\n").difference(answered) == ""


def test_what_an_answer_lacks_and_adds_is_told_with_the_values(tmp_path: Path, answered: Answered) -> None:
    found = golden(tmp_path, "service\nTiny Clinic\n", "services-of-sector--sector=health")
    assert found.difference(answered) == (
        "its answer with sector=health is not the golden one: it lacks 1 row (Tiny Clinic) and adds 1 row (Tiny Portage)."
    )


def test_a_row_that_comes_once_too_often_is_told(tmp_path: Path, answered: Answered) -> None:
    twice = golden(tmp_path, "service,visits\nTiny Portage,1.5\nTiny Portage,1.5\n")
    assert twice.difference(answered) == "its answer is not the golden one: it lacks 1 row (Tiny Portage, 1.5)."


def test_of_many_rows_the_first_are_told(tmp_path: Path, answered: Answered) -> None:
    many = golden(tmp_path, "service\nTiny Portage\nA\nD\nC\nE\nB\n")
    assert many.difference(answered).endswith("it lacks 5 rows (A; B; C; and 2 more).")


def test_a_column_that_the_question_lacks_is_named(tmp_path: Path, answered: Answered) -> None:
    with pytest.raises(SourceFault, match=r"csv, line 1: the question “services-of-sector” has no column for “price_slug”"):
        golden(tmp_path, "price_slug\nx\n").difference(answered)


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("", "x", "this is no golden answer"),
        ('a\n"b', "x", "this is no golden answer"),
        ("a\nb\n", "x--sector", "“sector” in its name is no gap=value"),
        ("a,b\nc,d\ne\n", "x", "row 3 has another number of columns than the heading"),
    ],
)
def test_what_is_no_answer_is_named(tmp_path: Path, text: str, name: str, says: str) -> None:
    with pytest.raises(SourceFault, match=says):
        golden(tmp_path, text, name)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    golden(tmp_path, "a\n", "x")
    (file,) = golden_files(tmp_path)
    file.write_bytes(b"a\n\xff\n")
    with pytest.raises(SourceFault, match="this is no golden answer"):
        read_golden(file)
