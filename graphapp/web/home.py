"""The first page: what the graph holds, and the questions to start from."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from graphapp.exports.catalogue.holdings import Holdings, coverage_of
from graphapp.exports.jsonld.schema_org import dataset
from graphapp.web.editions import asked_edition
from graphapp.web.home_view import home_view
from graphapp.web.services import Services, services

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> str:
    """Show the first page."""
    found = services()
    return render_template("home/home.html", view=home_view(found, asked_edition(found)), about=_about(found))


def _about(found: Services) -> dict[str, Any] | None:
    """The dataset for search engines; not of a store that is far away, which would have to be asked many small queries."""
    if not found.store.is_near:
        return None
    coverage, served = coverage_of(found.store, found.naming), found.opened.version
    return dataset(Holdings(found.naming, found.settings.publisher, coverage, served), found.opened.published)
