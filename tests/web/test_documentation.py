"""``/ontology`` explains every term, and every term's IRI leads there."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.namespace import RDFS

from graphapp.namespaces import SEF
from graphapp.web import close_app, create_app
from tests.published import Published

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture(scope="module")
def overview(client: FlaskClient) -> str:
    return client.get("/ontology").text


def linked(page: str) -> set[str]:
    """The paths within the site that a page links."""
    return {unescape(path) for path in re.findall(r'href="(/[^"#]*)', page)}


def test_a_browser_that_follows_the_iri_of_a_term_comes_to_the_overview(client: FlaskClient) -> None:
    response = client.get("/ns", headers={"Accept": BROWSER})
    assert (response.status_code, response.location) == (303, "/ontology")
    assert response.headers["Vary"] == "Accept"


def test_each_term_of_ours_has_its_place_on_the_overview_once(client: FlaskClient, overview: str) -> None:
    graph = Graph().parse(data=client.get("/ns.nt").data, format="nt")
    terms = {str(iri).removeprefix(str(SEF)) for iri in graph.subjects(RDFS.isDefinedBy) if str(iri).startswith(str(SEF))}
    places = Counter(re.findall(r' id="([^"]+)"', overview))
    assert terms <= places.keys()
    assert set(places.values()) == {1}


def test_every_link_of_every_page_of_the_ontology_leads_somewhere(client: FlaskClient, overview: str) -> None:
    pages = {path for path in linked(overview) if path.startswith("/ontology/")}
    assert len(pages) > 200
    texts = [client.get(path) for path in pages]
    assert {text.status_code for text in texts} == {200}
    found = {path for text in texts for path in linked(text.text) if not path.startswith("/sparql?")} | linked(overview)
    of_terms = {path for path in found if path.startswith("/ontology")}
    assert of_terms <= {"/ontology", *pages}
    elsewhere = sorted(found - of_terms)[::10]
    assert {client.get(path).status_code for path in elsewhere} <= {200, 302, 303}


def test_a_class_is_explained(client: FlaskClient) -> None:
    text = client.get("/ontology/ContractedService").text
    assert "A service that the document places under a contract." in text
    words = re.sub(r"<[^>]+>", "", text)
    assert "sef:Service and (sef:underContract some sef:Contract)" in words
    assert 'href="/doc/service/' in text


def test_what_is_near_in_other_standards_comes_with_the_reason(client: FlaskClient) -> None:
    text = client.get("/ontology/Outcome").text
    assert "https://ontology.commonapproach.org/cids#Outcome" in text
    assert "a statement of a document claims it" in text
    assert 'href="/ns/alignments/cids.ttl"' in text


def test_all_that_the_data_say_with_a_term_is_one_link_away(client: FlaskClient) -> None:
    link = next(iter(re.findall(r'href="(/sparql\?[^"]+)"', client.get("/ontology/Contract").text)))
    answer = client.get(unescape(link), headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200
    assert answer.get_json()["results"]["bindings"]


def test_a_vocabulary_links_its_concepts(client: FlaskClient) -> None:
    text = client.get("/ontology/vocabularies/sector").text
    assert 'href="/doc/sector/adult-health"' in text
    assert "Health services for adults." in text


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/ontology/partner", "Did you mean Partner"),
        ("/ontology/dcterms:titel", "dcterms:title"),
        ("/ontology/vocabularies/sektor", "sector"),
        ("/ontology/<script>", "There is no"),
        (f"/ontology/{'x' * 3000}", "no term of the ontology"),
    ],
)
def test_a_slip_is_told_the_nearest(path: str, hint: str, client: FlaskClient) -> None:
    response = client.get(path, headers={"Accept": BROWSER})
    assert response.status_code == 404
    assert hint in response.text
    assert "ontology/<script>" not in response.text


@pytest.mark.parametrize("path", ["/ontology", "/ontology/Partner", "/ontology/vocabularies/theme"])
def test_a_browser_that_has_it_is_not_sent_it_again(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_who_asks_at_once_of_a_new_version_gets_the_same(published: Published, client: FlaskClient) -> None:
    app = create_app(published.settings)
    try:
        with ThreadPoolExecutor(4) as pool:
            texts = set(pool.map(lambda path: app.test_client().get(path).text, ["/ontology/Partner"] * 8))
    finally:
        close_app(app)
    assert texts == {client.get("/ontology/Partner").text}
