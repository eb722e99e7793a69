"""The site over somebody else's engine: the same pages, the same downloads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

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
        "/areas/hampshire-2015",
        "/areas/hampshire-2015?sector=health&theme=transition-to-adulthood&context=true",
        "/areas/hampshire-2015/rows/3c",
        "/queries",
        "/queries/rows-to-improve",
        "/queries/contracts-by-provider?provider=solent-nhs-trust",
        "/doc/service/hampshire-portage",
        "/doc/statement/hampshire-2015-3c-further-work-d54695c5",
        "/doc/sector/health",
        "/doc/measurement/hampshire-2015-readiness-survey-areas",
        "/search?q=portage",
        "/browse/statement?sector=health",
    ],
)
def test_a_page_is_the_same(browser: FlaskClient, client: FlaskClient, path: str) -> None:
    ours, theirs = client.get(path), browser.get(path)
    assert (theirs.status_code, theirs.content_type) == (ours.status_code, ours.content_type)
    assert ours.status_code == 200
    assert without_labels(theirs.text) == without_labels(ours.text)


def without_labels(page: str) -> str:
    """*page* without the labels of blank nodes, which every engine makes for itself, and without what is there only where the
    store is near: the rows of each value in the form of a question, the dataset for search engines on the first page, and
    which version of the data it is."""
    page = re.sub(r'  <script type="application/ld\+json">[^<]*"@type": "Dataset"[^<]*</script>\n', "", page)
    page = re.sub(r" *<p[^>]*>Data of [^<]*<code>[^<]*</code>.</p>\n", "", page)
    page = re.sub(r"<form.*?</form>", "", page, flags=re.DOTALL)
    return re.sub(r"<dd>(?:[0-9a-f]{30,32}|nodeIDb\d+)\b", "<dd>_", page)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld"])
def test_the_data_of_a_thing_are_the_same(browser: FlaskClient, client: FlaskClient, suffix: str) -> None:
    path, kind = f"/doc/service/hampshire-portage.{suffix}", {"jsonld": "json-ld"}.get(suffix, suffix)
    ours, theirs = (Graph().parse(data=each.get(path).text, format=kind) for each in (client, browser))
    assert terms(theirs) == terms(ours)
    assert len(theirs) == len(ours) > 0


def terms(graph: Graph) -> set[str]:
    """The words and names of *graph*."""
    return {str(term) for triple in graph for term in triple}


def test_the_whole_dataset_can_be_taken_away(browser: FlaskClient, published: Published) -> None:
    answer = browser.get("/exports/latest.nq")
    assert answer.status_code == 200
    theirs = [line for line in answer.text.splitlines() if line]
    assert len(theirs) == published.version.manifest.quads
    assert plain(theirs) == plain(published.version.dataset.read_text().splitlines())


def plain(lines: Iterable[str]) -> set[str]:
    """The *lines* that every engine writes alike: without blank nodes and escapes; language tags may be in small letters."""
    return {line.casefold() for line in lines if "_:" not in line and "\\" not in line}


def test_a_query_is_answered(browser: FlaskClient) -> None:
    query = "PREFIX sef: <https://w3id.org/send-sef/ns#> SELECT (COUNT(*) AS ?n) { ?s a sef:AreaAssessment }"
    answer = browser.get("/sparql", query_string={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.get_json()["results"]["bindings"][0]["n"]["value"] == "17"
