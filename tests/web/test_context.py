"""``/context.jsonld`` and the JSON-LD of things over HTTP."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import cast

from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.compare import isomorphic

from graphapp.exports.jsonld.schema_org import about
from graphapp.things.view import ThingView


def test_the_context_can_be_used_from_other_sites(client: FlaskClient) -> None:
    answer = client.get("/context.jsonld")
    assert answer.content_type.startswith("application/ld+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.get_json()["@context"]["name"]["@id"] == "http://www.w3.org/2004/02/skos/core#prefLabel"


def test_a_document_says_of_its_names_what_the_context_says(client: FlaskClient) -> None:
    context = client.get("/context.jsonld").get_json()["@context"]
    document = client.get("/doc/partner/southern-health.jsonld").get_json()
    assert document["name"] == "Southern Health"
    assert document["@context"].items() <= context.items()


def test_the_json_of_a_partner_is_its_n_triples(client: FlaskClient) -> None:
    as_json = Graph().parse(data=client.get("/doc/partner/southern-health.jsonld").data, format="json-ld")
    as_lines = Graph().parse(data=client.get("/doc/partner/southern-health.nt").data, format="nt")
    assert isomorphic(as_json, as_lines)


def said_in(page: str) -> dict[str, object]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    found: dict[str, object] = json.loads(block)
    return found


def test_the_page_of_a_partner_says_to_search_engines_what_it_is(client: FlaskClient) -> None:
    said = said_in(client.get("/doc/partner/southern-health").text)
    assert (said["@context"], said["@type"], said["name"]) == ("https://schema.org", ["Organization"], "Southern Health")


def test_a_name_cannot_end_the_block(client: FlaskClient) -> None:
    with client.application.app_context():
        view = SimpleNamespace(iri="urn:x", title="</script><b>&", kinds=(), other_names=(), definition="")
        text = client.application.jinja_env.from_string("{{ said|tojson }}").render(said=about(cast("ThingView", view)))
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><b>&"
