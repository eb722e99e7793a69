"""Settings are read once, from one prefix of the environment, and refused with a sentence."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from graphapp.errors import InputError
from graphapp.settings import Settings, variable_of


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
            "GRAPHAPP_ENGINE": "disk",
            "GRAPHAPP_SPARQL_SECONDS": "2.5",
            "GRAPHAPP_STORE": "https://example.org/sparql",
        }
    )
    assert found == Settings(
        base_iri="https://data.example.org/send/",
        home="/var/graphapp",
        engine="disk",
        sparql_seconds=2.5,
        store="https://example.org/sparql",
    )


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


# The file of saved questions


@pytest.mark.parametrize(
    ("saved", "file"),
    [
        ("saved.sqlite", Path("home/saved.sqlite")),
        ("people/own.sqlite", Path("home/people/own.sqlite")),
        ("/var/saved.sqlite", Path("/var/saved.sqlite")),
        ("", None),
    ],
)
def test_what_people_save_lies_in_the_home_folder_or_where_it_is_set(saved: str, file: Path | None) -> None:
    assert Settings(home="home", saved=saved).saved_file == file


@pytest.mark.parametrize("saved", ["versions", "versions/saved.sqlite", "versions/1/store/x", "x/../versions/y", "./versions/a"])
def test_what_people_save_does_not_lie_where_versions_are_removed(saved: str, tmp_path: Path) -> None:
    for home, file in (("home", saved), (str(tmp_path), f"{tmp_path}/{saved}")):
        with pytest.raises(InputError, match="GRAPHAPP_SAVED must lie outside the folder “versions”"):
            Settings(home=home, saved=file)
    assert Settings(home="home", saved=f"/elsewhere/{saved}").saved_file


# Numbers, choices and secrets


def of_kind(kind: type) -> list[str]:
    return [item.name for item in fields(Settings) if type(item.default) is kind]


_TEXTS = {"contact": "send.team+graph@hants.example"}
"""What the settings take that are no text of any kind."""


@pytest.mark.parametrize(
    "address", ["nobody", "a@b", "a@@b.example", "a b@c.example", "a@b.example?cc=d@e.example", "a@b.example,d@e.example"]
)
def test_a_contact_is_one_address_that_can_stand_in_a_link(address: str) -> None:
    with pytest.raises(InputError, match="GRAPHAPP_CONTACT must be an e-mail address such as"):
        Settings(contact=address)


@pytest.mark.parametrize("name", of_kind(str))
def test_a_text_is_taken_as_it_is(name: str) -> None:
    item = Settings.__dataclass_fields__[name]
    text = item.metadata["choices"][-1] if item.metadata["choices"] else _TEXTS.get(name, "https://example.org/a b/")
    assert getattr(Settings.from_environment({variable_of(item): text}), name) == text


@pytest.mark.parametrize("name", of_kind(int))
@pytest.mark.parametrize("text", ["1000", " 1000 "])
def test_a_whole_number_is_read_as_one(name: str, text: str) -> None:
    found = getattr(Settings.from_environment({f"GRAPHAPP_{name.upper()}": text}), name)
    assert (found, type(found)) == (1000, int)


@pytest.mark.parametrize("name", of_kind(int))
@pytest.mark.parametrize("text", ["", "many", "2.5", "1e3", "nan"])
def test_what_is_no_whole_number_is_refused(name: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        Settings.from_environment({f"GRAPHAPP_{name.upper()}": text})
    assert str(caught.value) == f"GRAPHAPP_{name.upper()} must be a whole number, not “{text}”."


@pytest.mark.parametrize("name", of_kind(float))
@pytest.mark.parametrize("text", ["2.5", "2", "1e3"])
def test_a_number_is_read_as_one(name: str, text: str) -> None:
    found = getattr(Settings.from_environment({f"GRAPHAPP_{name.upper()}": text}), name)
    assert (found, type(found)) == (float(text), float)


@pytest.mark.parametrize("name", of_kind(float))
@pytest.mark.parametrize("text", ["", "long", "2,5", "nan", "inf", "-inf"])
def test_what_is_no_number_is_refused(name: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        Settings.from_environment({f"GRAPHAPP_{name.upper()}": text})
    assert str(caught.value) == f"GRAPHAPP_{name.upper()} must be a number, not “{text}”."


LEAST = {
    "keep": 2,
    "workers": 0,
    "cache_megabytes": 0,
    "sparql_workers": 1,
    "sparql_waiting": 0,
    "sparql_seconds": 0.05,
    "sparql_rows": 1,
    "sparql_megabytes": 1,
    "sparql_memory": 64,
    "proxies": 0,
}


def test_every_number_has_a_least_that_is_tested() -> None:
    assert LEAST.keys() >= {*of_kind(int), *of_kind(float)}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_the_least_is_taken_and_less_is_refused(name: str, least: float) -> None:
    variable = f"GRAPHAPP_{name.upper()}"
    assert getattr(Settings.from_environment({variable: str(least)}), name) == least
    with pytest.raises(InputError) as caught:
        Settings.from_environment({variable: str(least - 1)})
    assert str(caught.value) == f"{variable} must be at least {least}, not {least - 1:g}."


def test_a_value_is_also_looked_at_where_no_environment_gives_it() -> None:
    with pytest.raises(InputError, match="GRAPHAPP_KEEP must be at least 2, not 1"):
        Settings(keep=1)


@pytest.mark.parametrize(
    ("name", "choices", "words"),
    [("engine", ("auto", "memory", "disk"), "auto, memory or disk"), ("log", ("json", "off"), "json or off")],
)
def test_a_choice_is_one_of_its_words(name: str, choices: tuple[str, ...], words: str) -> None:
    variable = f"GRAPHAPP_{name.upper()}"
    for choice in choices:
        assert getattr(Settings.from_environment({variable: choice}), name) == choice
    for other in ("", "Memory", "none"):
        with pytest.raises(InputError) as caught:
            Settings.from_environment({variable: other})
        assert str(caught.value) == f"{variable} must be {words}, not “{other}”."


def test_every_choice_is_tested_and_begins_with_the_default() -> None:
    chosen = {item.name: item for item in fields(Settings) if item.metadata["choices"]}
    assert set(chosen) == {"engine", "log"}
    assert all(item.default == item.metadata["choices"][0] for item in chosen.values())


def test_secrets_are_in_no_repr() -> None:
    settings = Settings(store="https://me:hidden@example.org/sparql", store_user="somebody", store_password="open sesame")  # noqa: S106
    assert "hidden" not in repr(settings), "an address may hold a password"
    assert "somebody" not in repr(settings)
    assert "open sesame" not in f"{settings} {[settings]!r}"


def test_whatever_is_a_password_is_a_secret() -> None:
    shown = {item.name for item in fields(Settings) if item.repr}
    assert not shown & {"store", "store_user", "store_password"}
    assert "store_password_file" in shown, "a place is no secret"
