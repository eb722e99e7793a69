"""What every page needs, put on the application once and fetched by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from graphapp.namespaces import Naming
from graphapp.queries.library import Library
from graphapp.settings import Settings
from graphapp.store.base import Store

_KEY = "graphapp"


@dataclass(frozen=True)
class Services:
    """The settings, the store and the saved questions of one application."""

    settings: Settings
    store: Store
    library: Library

    @property
    def naming(self) -> Naming:
        """How IRIs are written."""
        return Naming(self.settings.base_iri)


def attach_services(app: Flask, services: Services) -> None:
    """Keep *services* on *app*."""
    app.extensions[_KEY] = services


def services() -> Services:
    """The services of the application that handles this request."""
    return cast("Services", current_app.extensions[_KEY])
