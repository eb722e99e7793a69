"""What can be set from outside: one frozen value, read once and passed on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from graphapp.errors import InputError


def _setting(default: str, help_text: str) -> str:
    """A field with its default and the help that README and the tests read."""
    value: str = field(default=default, metadata={"help": help_text})
    return value


def _is_base(iri: str) -> bool:
    """Whether *iri* is an http address that other IRIs can be made from by adding to it."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and iri.endswith("/")


@dataclass(frozen=True)
class Settings:
    """The settings of one process. Each is read from ``GRAPHAPP_<NAME>``."""

    base_iri: str = _setting(
        "http://localhost:8000/", "The start of every IRI; the public address of the site, ending in a slash."
    )
    home: str = _setting(".graphapp", "The folder that published versions are kept in.")
    store: str = _setting("", "A SPARQL endpoint to answer from, instead of the embedded engine.")

    def __post_init__(self) -> None:
        if not _is_base(self.base_iri):
            message = f"GRAPHAPP_BASE_IRI must be an http address that ends in a slash, not “{self.base_iri}”."
            raise InputError(message)

    @property
    def home_folder(self) -> Path:
        """The folder of published versions as a path."""
        return Path(self.home)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from *environment* (default: the process's own).

        :raises InputError: when a value cannot be used
        """
        found = os.environ if environment is None else environment
        names = {item.name: f"GRAPHAPP_{item.name.upper()}" for item in fields(cls)}
        return cls(**{name: found[variable] for name, variable in names.items() if variable in found})
