"""``/openapi.json``: the saved questions as calls, described for programs and for tools that make clients."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response

from graphapp.exports.api.description import describe_api
from graphapp.exports.api.inputs import Described
from graphapp.queries.scope import choose_edition
from graphapp.web.answers import Ready
from graphapp.web.data import respond_with_data
from graphapp.web.downloads import media_types
from graphapp.web.editions import rights_of
from graphapp.web.services import Services, services

pages = Blueprint("api", __name__)

_JSON = "application/json"


@pages.get("/openapi.json")
def description() -> Response:
    """The description of the version that is served."""
    found = services()
    return respond_with_data(found.opened.answers.get("openapi", lambda: _make(found)))


def _make(found: Services) -> Ready:
    rights = rights_of(found, choose_edition(found.store, found.naming))
    described = Described(found.library, found.store, found.naming, media_types(), found.opened.version, rights)
    return Ready(orjson.dumps(describe_api(described)), _JSON, 0)
