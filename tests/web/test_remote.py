"""The site over somebody else's engine: the same pages, the same downloads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from graphapp.store.remote import RemoteStore
from graphapp.web import create_app
from tests.published import Published
from tests.store.engines import ENGINES


@pytest.fixture(params=ENGINES)
def browser(request: pytest.FixtureRequest, published: Published, published_in: Callable[[str], RemoteStore]) -> FlaskClient:
    return create_app(published.settings, published_in(request.param)).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/queries/",
        "/queries/rows-to-improve",
        "/queries/actions-by-sector-and-theme?sector=health&theme=transition-to-adulthood",
        "/doc/service/hampshire-portage",
        "/doc/statement/hampshire-2015-3c-further-work-d54695c5",
        "/doc/sector/health",
        "/doc/measurement/hampshire-2015-readiness-survey-areas",
    ],
)
def test_a_page_is_the_same(browser: FlaskClient, client: FlaskClient, path: str) -> None:
    ours, theirs = client.get(path), browser.get(path)
    assert (theirs.status_code, theirs.content_type) == (ours.status_code, ours.content_type)
    assert ours.status_code == 200
    assert theirs.text == ours.text


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld"])
def test_the_data_of_a_thing_are_the_same(browser: FlaskClient, client: FlaskClient, suffix: str) -> None:
    path, kind = f"/doc/service/hampshire-portage.{suffix}", {"jsonld": "json-ld"}.get(suffix, suffix)
    ours, theirs = (Graph().parse(data=each.get(path).text, format=kind) for each in (client, browser))
    assert {str(term).casefold() for triple in theirs for term in triple} == {
        str(t).casefold() for triple in ours for t in triple
    }
    assert len(theirs) == len(ours) > 0


def test_a_query_is_answered(browser: FlaskClient) -> None:
    query = "PREFIX sef: <https://w3id.org/send-sef/ns#> SELECT (COUNT(*) AS ?n) { ?s a sef:AreaAssessment }"
    answer = browser.get("/sparql", query_string={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.get_json()["results"]["bindings"][0]["n"]["value"] == "17"
