"""``/context.jsonld`` and the JSON-LD of things over HTTP."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any, cast

from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.compare import isomorphic

from graphapp.exports.catalogue.holdings import Coverage, Holdings
from graphapp.exports.files import FILES
from graphapp.exports.jsonld.schema_org import about, dataset
from graphapp.namespaces import Naming
from graphapp.things.view import ThingView
from tests.published import Published


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


def test_the_first_page_says_to_search_engines_which_dataset_there_is(client: FlaskClient, published: Published) -> None:
    said = cast("dict[str, Any]", said_in(client.get("/").text))
    assert (said["@type"], said["version"]) == ("Dataset", published.version.manifest.version)
    assert said["name"] == "Hampshire SEND self-evaluation, autumn 2015 as linked data"
    assert said["temporalCoverage"] == ["2015-09/2015-12"]
    assert [(place["name"], place["identifier"]) for place in said["spatialCoverage"]] == [("Hampshire", "E10000014")]
    assert "states no licence" in said["copyrightNotice"]
    assert said.keys().isdisjoint({"license", "publisher"}), "nothing is said that is not known"


def test_every_file_of_the_dataset_is_there(client: FlaskClient, published: Published) -> None:
    said = cast("dict[str, Any]", said_in(client.get("/").text))
    assert len(said["distribution"]) == len(FILES)
    for it in said["distribution"]:
        with client.head(published.naming.path(it["contentUrl"]), follow_redirects=True) as response:
            assert (response.status_code, response.mimetype) == (200, it["encodingFormat"])


def test_a_store_elsewhere_has_no_version_and_no_tables() -> None:
    said = dataset(Holdings(Naming("https://example.org/"), "Exampleshire", Coverage((), (), (), (), ())))
    assert said["publisher"] == {"@type": "Organization", "name": "Exampleshire"}
    assert "version" not in said
    assert "csv.zip" not in str(said["distribution"])
