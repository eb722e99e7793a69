"""The family of errors: what a command exits with, what a page answers, and sentences that help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphapp import errors
from graphapp.errors import GraphappError, InputError, SourceFault, UnknownName
from graphapp.hints import nearest

FAMILY = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, GraphappError)]
TABLE = {
    name: (int(exit_code), int(status))
    for name, exit_code, status in re.findall(r"(\w+)\s+exit (\d)\s+(\d{3})", errors.__doc__ or "")
}


@pytest.mark.parametrize("error", FAMILY, ids=lambda error: error.__name__)
def test_the_table_of_the_module_says_what_each_error_does(error: type[GraphappError]) -> None:
    assert (error.exit_code, error.status) == TABLE[error.__name__]


@pytest.mark.parametrize("error", FAMILY, ids=lambda error: error.__name__)
def test_a_page_has_a_title_for_each_error(error: type[GraphappError]) -> None:
    assert error.title
    assert not error.title.endswith("."), "titles are no sentences"


def test_the_table_names_no_error_that_is_gone() -> None:
    assert set(TABLE) == {error.__name__ for error in FAMILY}


def test_a_fault_of_a_person_and_a_fault_of_ours_can_be_told_apart() -> None:
    assert {error for error in FAMILY if error.exit_code == 2} == {error for error in FAMILY if issubclass(error, InputError)}


def test_an_unknown_name_names_the_nearest() -> None:
    error = UnknownName("saved question", "contract-by-provider", ["contracts-by-provider", "boards"])
    assert str(error) == ("There is no saved question called “contract-by-provider”. Did you mean contracts-by-provider?")
    assert (error.name, error.nearest) == ("contract-by-provider", ["contracts-by-provider"])


def test_an_unknown_name_names_two_when_two_are_near() -> None:
    error = UnknownName("sector", "healt", ["health", "health-2", "education"])
    assert str(error).endswith("Did you mean health or health-2?")


def test_an_unknown_name_that_resembles_none_gets_no_guess() -> None:
    assert str(UnknownName("sector", "xyzzy", ["health"])) == "There is no sector called “xyzzy”."


def test_an_unknown_name_needs_no_list_of_known_ones() -> None:
    assert str(UnknownName("page", "x")) == "There is no page called “x”."


def test_a_fault_in_a_file_names_file_and_line() -> None:
    fault = SourceFault("a full stop was expected.", "data/a.ttl", 7)
    assert str(fault) == "data/a.ttl, line 7: a full stop was expected."
    assert (fault.file, fault.line) == (Path("data/a.ttl"), 7)


def test_a_fault_without_a_line_names_the_file() -> None:
    assert str(SourceFault("it is empty.", Path("data/a.ttl"))) == "data/a.ttl: it is empty."


def test_the_nearest_names_are_no_more_than_asked_for() -> None:
    assert len(nearest("plan", ["plans", "plant", "planned"], count=1)) == 1


def test_names_may_come_from_anything_that_can_be_gone_through_once() -> None:
    assert nearest("helth", iter(["health", "education"])) == ["health"]


def test_the_questions_that_are_named_are_near_indeed() -> None:
    assert nearest("nothing", ["ratings", "training", "who-pays"]) == []
    assert nearest("who-pay", ["ratings", "who-pays"]) == ["who-pays"]
