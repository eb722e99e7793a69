"""``/context.jsonld``: the short names of our JSON-LD, as a context that other documents can refer to."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response

from graphapp.exports.jsonld.names import names

pages = Blueprint("context", __name__)


@pages.get("/context.jsonld")
def context() -> Response:
    """Every short name and what it stands for (JSON-LD 1.1, section 3.1)."""
    content = orjson.dumps({"@context": {"@version": 1.1, **names().context}}, option=orjson.OPT_INDENT_2)
    response = Response(content, content_type="application/ld+json; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
