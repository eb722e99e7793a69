"""A question as data: its page says what it is called, and its answer comes as linked data too."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.namespaces import RS, SCHEMA
from graphapp.settings import Settings
from graphapp.store.embedded import EmbeddedStore
from graphapp.web import create_app
from tests.published import Published

ACTIONS = "/queries/actions-by-sector-and-theme"
BASE = "http://localhost:8000"


def test_the_page_of_a_question_says_what_it_is_called_and_leads_to_its_data(client: FlaskClient) -> None:
    page = client.get(ACTIONS).get_data(as_text=True)
    assert f"<code>{BASE}/id/question/actions-by-sector-and-theme</code>" in page
    assert 'href="/doc/question/actions-by-sector-and-theme"' in page
    assert client.get("/doc/question/actions-by-sector-and-theme.ttl").status_code == 200


def test_a_store_that_says_nothing_of_the_question_is_not_led_to(tiny_store: EmbeddedStore) -> None:
    browser = create_app(Settings(base_iri="https://example.org/"), tiny_store).test_client()
    page = browser.get("/queries/reviews").get_data(as_text=True)
    assert "What this cannot tell" in page
    assert "/doc/question/" not in page


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_the_answer_comes_as_linked_data(item: Format, client: FlaskClient, published: Published) -> None:
    response = client.get(f"{ACTIONS}.{item.suffix}?sector=health&theme=transition-to-adulthood")
    assert response.mimetype == item.media_type
    graph = Graph().parse(data=response.get_data(), format=item.rdflib_name)
    (answer,) = graph.subjects(RDF.type, RS.ResultSet)
    asked = f"{ACTIONS}?edition=hampshire-2015&sector=health&theme=transition-to-adulthood&context=false"
    assert answer == URIRef(f"{BASE}{asked}")
    assert graph.value(answer, RS.size) == Literal(3)
    assert str(graph.value(answer, SCHEMA.version)) == published.version.manifest.version
    assert graph.value(answer, DCTERMS.rights), "what may be done with it goes with it"


def test_a_wrong_value_is_a_problem_document(client: FlaskClient) -> None:
    response = client.get(f"{ACTIONS}.ttl?sector=helth")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")


def test_every_question_answers_as_linked_data(client: FlaskClient, published: Published) -> None:
    for name in published.library:
        rows = len(client.get(f"/queries/{name}.json").get_json()["rows"])
        graph = Graph().parse(data=client.get(f"/queries/{name}.ttl").get_data(), format="turtle")
        (answer,) = graph.subjects(RDF.type, RS.ResultSet)
        assert len(list(graph.objects(answer, RS.solution))) == rows > 0, name
