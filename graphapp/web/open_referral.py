"""``/exports/open-referral.json``: organisations and services for service directories."""

from __future__ import annotations

from flask import Blueprint, Response

from graphapp.exports.openreferral import open_referral
from graphapp.exports.source import Source
from graphapp.web.answers import Ready
from graphapp.web.data import respond_with_data
from graphapp.web.services import services

pages = Blueprint("open_referral", __name__)


@pages.get("/exports/open-referral.json")
def show() -> Response:
    """Everything that service directories take, written once for each version."""
    found = services()
    address = str(found.naming.resolve("exports/open-referral.json"))
    source = Source(address, found.opened.version, found.opened.published)

    def make() -> Ready:
        return Ready(open_referral(found.store, source), "application/json", 0)

    return respond_with_data(found.opened.answers.get(("open referral",), make))
