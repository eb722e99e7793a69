"""What can be set from outside: one frozen value, read once and passed on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from math import isfinite
from os.path import normpath
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from graphapp.errors import InputError

V = TypeVar("V", str, int, float)

VERSIONS = "versions"
"""The folder of published versions in the home folder: each is written once, and removed whole."""


def _setting(default: V, help_text: str, *, choices: tuple[str, ...] = (), least: float = 0, secret: bool = False) -> V:
    """A field with its default, the help that README and the tests read, and what its value has to be.

    A *secret* has no place in ``repr()``, and so in no log and no trace.
    """
    metadata = {"help": help_text, "choices": choices, "least": least}
    value: V = field(default=default, metadata=metadata, repr=not secret)
    return value


_MAILBOX = re.compile(r"[\w.!#$*+/=^`{|}~'-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
"""One e-mail address that stands in a link as it is."""


def _is_base(iri: str) -> bool:
    """Whether *iri* is an http address that other IRIs can be made from by adding to it."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and iri.endswith("/")


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether *file* is in *folder*, also where its path takes a way round."""
    return Path(normpath(file.absolute())).is_relative_to(normpath(folder.absolute()))


@dataclass(frozen=True)
class Settings:
    """The settings of one process. Each is read from ``GRAPHAPP_<NAME>``."""

    base_iri: str = _setting(
        "http://localhost:8000/", "The start of every IRI; the public address of the site, ending in a slash."
    )
    publisher: str = _setting("", "Who publishes the data, as the catalogue names them; the address of the site where empty.")
    home: str = _setting(".graphapp", "The folder that published versions are kept in.")
    keep: int = _setting(5, "How many published versions stay.", least=2)
    engine: str = _setting(
        "auto",
        "Where the published version is read from; auto: memory up to a million quads.",
        choices=("auto", "memory", "disk"),
    )
    cache_megabytes: int = _setting(64, "How much memory each process gives to answers that it has worked out, in MB.")
    sparql_workers: int = _setting(2, "How many SPARQL queries each process of the site answers at a time.", least=1)
    sparql_waiting: int = _setting(16, "How many more may wait; beyond that they are sent away for a moment.")
    sparql_seconds: float = _setting(10.0, "How long a SPARQL query may take, in seconds.", least=0.05)
    sparql_rows: int = _setting(100_000, "How many rows or triples an answer to a SPARQL query may have.", least=1)
    sparql_megabytes: int = _setting(32, "How large an answer to a SPARQL query may be, in MB.", least=1)
    sparql_memory: int = _setting(512, "How much memory a SPARQL query may take, in MB.", least=64)
    store: str = _setting("", "A SPARQL endpoint to answer from, instead of the embedded engine.", secret=True)
    store_user: str = _setting("", "The name that the endpoint knows us by.", secret=True)
    store_password: str = _setting("", "The password for the endpoint.", secret=True)
    store_password_file: str = _setting("", "A file that holds the password for the endpoint.")
    saved: str = _setting(
        "saved.sqlite",
        "The file that people's own questions are saved in, seen from the home folder; none are saved where empty.",
    )
    workers: int = _setting(0, "How many processes answer; 0: one for each processor, at most four.")
    contact: str = _setting("", "The e-mail address that pages of things offer for reporting a problem; none where empty.")
    hosts: str = _setting("", "The host names that the site answers to, with commas between; all where empty.")
    proxies: int = _setting(0, "How many proxies stand before the site, whose forwarding headers are believed.")
    log: str = _setting("json", "Whether each request is logged, a line of JSON on standard error.", choices=("json", "off"))

    def __post_init__(self) -> None:
        if not _is_base(self.base_iri):
            message = f"GRAPHAPP_BASE_IRI must be an http address that ends in a slash, not “{self.base_iri}”."
            raise InputError(message)
        for item in fields(self):
            _check(item, getattr(self, item.name))
        if self.contact and not _MAILBOX.fullmatch(self.contact):
            raise InputError(f"GRAPHAPP_CONTACT must be an e-mail address such as send@council.example, not “{self.contact}”.")
        if self.saved_file and _lies_in(self.saved_file, self.home_folder / VERSIONS):
            raise InputError(f"GRAPHAPP_SAVED must lie outside the folder “{VERSIONS}”, from which old versions are removed.")

    @property
    def home_folder(self) -> Path:
        """The folder of published versions as a path."""
        return Path(self.home)

    @property
    def saved_file(self) -> Path | None:
        """The file of people's own questions; None where none are saved."""
        return self.home_folder / self.saved if self.saved else None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from *environment* (default: the process's own).

        :raises InputError: when a value cannot be used
        """
        found = os.environ if environment is None else environment
        names = {item: variable_of(item) for item in fields(cls)}
        given: dict[str, Any] = {item.name: _read(item, found[name]) for item, name in names.items() if name in found}
        return cls(**given)


def variable_of(item: Field[Any]) -> str:
    """The environment variable of a field of :class:`Settings`."""
    return f"GRAPHAPP_{item.name.upper()}"


def _read(item: Field[Any], text: str) -> str | int | float:
    """The *text* of a variable as the kind of value that its default is."""
    kind: Callable[[str], str | int | float] = type(item.default)  # type: ignore[assignment]  # every field has one
    try:
        value = kind(text)
        if isinstance(value, float) and not isfinite(value):
            raise ValueError(text)
        return value
    except ValueError as error:
        words = "a whole number" if kind is int else "a number"
        raise InputError(f"{variable_of(item)} must be {words}, not “{text}”.") from error


def _check(item: Field[Any], value: Any) -> None:  # noqa: ANN401 - text or a number, as the field has it
    """Hold *value* against what the field takes."""
    choices, least = item.metadata["choices"], item.metadata["least"]
    if choices and value not in choices:
        raise InputError(f"{variable_of(item)} must be {', '.join(choices[:-1])} or {choices[-1]}, not “{value}”.")
    if not isinstance(value, str) and not value >= least:
        raise InputError(f"{variable_of(item)} must be at least {least:g}, not {value:g}.")
