"""What every page needs, put on the application once and fetched by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g

from graphapp.namespaces import Naming
from graphapp.queries.library import Library
from graphapp.settings import Settings
from graphapp.store.base import Store
from graphapp.web.serving import Opened, Serving

_KEY = "graphapp"


@dataclass(frozen=True)
class Site:
    """What an application keeps as long as it runs."""

    settings: Settings
    serving: Serving


@dataclass(frozen=True)
class Services:
    """What one request answers with: the version that was served when it began, to its end.

    :param library: the saved questions that are offered
    """

    settings: Settings
    opened: Opened
    library: Library
    naming: Naming

    @property
    def store(self) -> Store:
        """The published dataset."""
        return self.opened.store


def attach_site(app: Flask, site: Site) -> None:
    """Keep *site* on *app*."""
    app.extensions[_KEY] = site
    app.teardown_appcontext(_let_go)


def _let_go(_: BaseException | None) -> None:
    """Hold the version no longer than the request: a template leaves a cycle that holds ``g`` until garbage is collected."""
    g.pop("services", None)


def site() -> Site:
    """What the application that handles this request keeps."""
    return cast("Site", current_app.extensions[_KEY])


def services() -> Services:
    """What this request answers with."""
    if "services" not in g:
        kept = site()
        now = kept.serving.now
        g.services = Services(kept.settings, now, now.library, Naming(kept.settings.base_iri))
    return cast("Services", g.services)
