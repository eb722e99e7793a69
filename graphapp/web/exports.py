"""``/exports``: the whole dataset as a file, by the version that it is of."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from graphapp.errors import UnknownName
from graphapp.exports.dumps import dump
from graphapp.exports.formats import by_suffix
from graphapp.web.admission import Download
from graphapp.web.links import path_to
from graphapp.web.services import services

pages = Blueprint("exports", __name__, url_prefix="/exports")

LATEST = "latest"


@pages.get("/<version>.<suffix>")
def dataset(version: str, suffix: str) -> BaseResponse:
    """The dataset in the format with *suffix*: ``latest`` leads to the version that is served now."""
    found, item = services(), by_suffix(suffix)
    served = found.opened.version or LATEST
    if version == LATEST != served:
        return redirect(path_to("exports.dataset", version=served, suffix=suffix), 302)
    if version != served:
        raise UnknownName("version served here", version, [served])
    response = Response(Download(dump(found.store, item)), content_type=item.media_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Disposition"] = f'attachment; filename="graphapp-{version}.{suffix}"'
    return response
