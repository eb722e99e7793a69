"""Everything that is wrong with the values is told at once, and a short request gets no endless answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import Fault, ParameterError
from graphapp.queries.faults import MOST_TOLD, Faults
from graphapp.queries.parameters import Given
from graphapp.queries.run import run_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import saved


def faults_of(store: EmbeddedStore, folder: Path, given: Given) -> tuple[Fault, ...]:
    with pytest.raises(ParameterError) as error:
        run_query(store, saved(folder), given, NAMING)
    assert all(fault.detail in str(error.value) for fault in error.value.faults[:MOST_TOLD])
    return error.value.faults


def test_each_wrong_parameter_is_named_with_what_is_wrong(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    given = {"colour": "red", "sector": "helth", "most-shown": "many", "wider": "perhaps", "size": "small"}
    found = {fault.parameter: fault.detail for fault in faults_of(tiny_store, tmp_path, given)}
    assert list(found) == ["colour", "sector", "wider", "most-shown"]
    assert "has no gap called “colour”" in found["colour"]
    assert "Did you mean health?" in found["sector"]
    assert "takes yes or no" in found["wider"]
    assert "takes a whole number" in found["most-shown"]


def test_a_wrong_edition_is_told_with_the_rest(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    found = faults_of(tiny_store, tmp_path, {"edition": "nowhere", "sector": "helth"})
    assert [fault.parameter for fault in found] == ["edition", "sector"]


def test_an_edition_given_twice_is_told_with_the_rest(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    found = faults_of(tiny_store, tmp_path, {"edition": ("tiny", "tiny"), "colour": "red"})
    assert [fault.parameter for fault in found] == ["edition", "colour"]


def test_of_an_edition_that_is_not_there_no_names_of_things_are_judged(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    found = faults_of(tiny_store, tmp_path, {"edition": "nowhere", "partner": "someone-there", "size": "huge"})
    assert [fault.parameter for fault in found] == ["edition", "size"]


def test_thousands_of_faults_are_counted_and_not_told(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    given = {f"x{number}": "" for number in range(MOST_TOLD + 1_234)}
    with pytest.raises(ParameterError) as error:
        run_query(tiny_store, saved(tmp_path), given, NAMING)
    assert len(error.value.faults) == MOST_TOLD + 1_234
    assert str(error.value).endswith("There are 1,234 more of these.")
    assert str(error.value).count("no gap called") == MOST_TOLD


def test_nothing_is_told_where_nothing_was_found() -> None:
    faults = Faults()
    with faults.of("sector"):
        pass
    faults.end()


def test_other_errors_are_not_held_up() -> None:
    with pytest.raises(LookupError), Faults().of("sector"):
        raise LookupError
