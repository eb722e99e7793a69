"""Settings are read once, from one prefix of the environment, and refused with a sentence."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from graphapp.errors import InputError
from graphapp.settings import Settings


def test_without_an_environment_the_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_has_help(field: object) -> None:
    assert getattr(field, "metadata")["help"].endswith(".")  # noqa: B009  the type of a field is not that of its value


def test_each_setting_is_read_from_its_variable() -> None:
    found = Settings.from_environment(
        {
            "GRAPHAPP_BASE_IRI": "https://data.example.org/send/",
            "GRAPHAPP_HOME": "/var/graphapp",
            "GRAPHAPP_STORE": "https://example.org/sparql",
        }
    )
    assert found == Settings("https://data.example.org/send/", "/var/graphapp", "https://example.org/sparql")


def test_other_variables_are_left_alone() -> None:
    assert Settings.from_environment({"BASE_IRI": "nonsense", "GRAPHAPP_OTHER": "x"}) == Settings()


def test_the_environment_of_the_process_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHAPP_HOME", "elsewhere")
    assert Settings.from_environment().home_folder == Path("elsewhere")


@pytest.mark.parametrize(
    "base", ["", "localhost:8000/", "http://localhost:8000", "ftp://example.org/", "http:///", "urn:x/", "http://[::1/"]
)
def test_a_base_that_no_iri_can_be_made_from_is_refused(base: str) -> None:
    with pytest.raises(InputError) as caught:
        Settings.from_environment({"GRAPHAPP_BASE_IRI": base})
    assert str(caught.value) == f"GRAPHAPP_BASE_IRI must be an http address that ends in a slash, not “{base}”."


@pytest.mark.parametrize("base", ["http://localhost:8000/", "https://example.org/a/b/", "http://[::1]:8000/"])
def test_a_base_may_have_a_port_and_a_path(base: str) -> None:
    assert Settings(base_iri=base).base_iri == base


def test_settings_do_not_change_while_a_process_runs() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().home = "elsewhere"  # type: ignore[misc]
