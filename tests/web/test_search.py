"""``/search`` and ``/complete``: pages of what was found, names for whoever types."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from graphapp.namespaces import SEF
from graphapp.settings import Settings
from graphapp.store.embedded import EmbeddedStore
from graphapp.web import create_app

BROWSER = {"Accept": "text/html"}


def test_the_likeliest_thing_is_the_first_link(client: FlaskClient) -> None:
    page = client.get("/search?q=hpcn").text
    results = page.partition('class="found"')[2]
    assert results.index("/doc/partner/hampshire-parent-carer-network") < results.index("/doc/document/")
    assert "<mark>HPCN</mark>" in page


def test_what_was_found_stands_by_kind_with_counts_and_more_on_a_page_of_its_own(client: FlaskClient) -> None:
    page = client.get("/search?q=health").text
    assert 'href="/search?q=health&amp;kind=statement"' in page
    count = int(page.partition("Statements (")[2].partition(")")[0]) if "Statements (" in page else 0
    alone = client.get("/search?q=health&kind=statement").text
    assert f"{count} things found; these are 1 to 20." in alone
    assert 'aria-current="page"' in alone


def test_pages_follow_each_other_without_a_gap(client: FlaskClient) -> None:
    first = client.get("/search?q=health&kind=statement").text
    second = client.get("/search?q=health&kind=statement&page=2").text
    links = [{part.partition('"')[0] for part in page.split('<a href="/doc/')[1:]} for page in (first, second)]
    assert len(links[0]) == 20
    assert not links[0] & links[1]


def test_nothing_found_says_what_else_to_do(client: FlaskClient) -> None:
    page = client.get("/search?q=zzzzzz").text
    assert "Nothing was found." in page
    assert 'href="/browse"' in page
    assert 'href="/ask?q=zzzzzz"' in page


def test_without_words_there_is_the_box(client: FlaskClient) -> None:
    page = client.get("/search").text
    assert 'data-complete="/complete"' in page
    assert "found" not in page.partition("<main")[2].partition("</main>")[0].replace("find", "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("portgae", "it was read as “portage”"),
        ("😀", "There is no word in this"),
        ("x" * 10_000, "only its beginning was looked for"),
        ("portage helicopters", "This is what is called by some of them"),
    ],
)
def test_what_was_made_of_the_words_is_said(words: str, sentence: str, client: FlaskClient) -> None:
    response = client.get("/search", query_string={"q": words}, headers=BROWSER)
    assert response.status_code == 200
    assert sentence in response.text


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("q=a&q=b", 400, "twice"),
        ("q=x&knd=a", 400, "Did you mean “kind”?"),
        ("q=x&kind=partnr", 404, "Did you mean partner"),
        ("q=health&kind=statement&page=-1", 400, "pages are numbered from 1"),
        ("q=health&kind=statement&page=9999", 404, "There is no page 9,999"),
        ("q=health&page=0", 400, "pages are numbered from 1"),
        ("q=x&edition=hampshire-2051", 422, "Did you mean hampshire-2015?"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(query: str, status: int, sentence: str, client: FlaskClient) -> None:
    response = client.get(f"/search?{query}", headers=BROWSER)
    assert response.status_code == status
    assert sentence in response.text


def test_what_is_typed_is_escaped(client: FlaskClient) -> None:
    page = client.get("/search?q=<script>alert(1)</script>", headers=BROWSER).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_second_fetch_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search?q=portage")
    assert client.get("/search?q=portage", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_names_are_completed_as_an_array_of_label_kind_and_path(client: FlaskClient) -> None:
    response = client.get("/complete?q=hpc")
    assert response.mimetype == "application/json"
    assert response.json
    assert response.json[0] == {
        "label": "Hampshire Parent/Carer Network",
        "kind": "partner",
        "path": "/doc/partner/hampshire-parent-carer-network",
    }
    assert all(set(it) == {"label", "kind", "path"} for it in response.json)
    assert len(response.json) <= 10


@pytest.mark.parametrize("words", ["", "😀", "zzzzzz", '"'])
def test_where_there_is_nothing_to_complete_the_array_is_empty(words: str, client: FlaskClient) -> None:
    assert client.get("/complete", query_string={"q": words}).json == []


def test_names_are_completed_while_one_types(client: FlaskClient) -> None:
    client.get("/complete?q=a")
    times = []
    for words in ("h", "he", "hea", "heal", "health", "health v", "portgae", "parent carer n"):
        start = time.thread_time()
        client.get("/complete", query_string={"q": words})
        times.append(time.thread_time() - start)
    assert sorted(times)[len(times) // 2] < 0.01, "of the processor, as other tests may run beside this one"


NASTY = {
    "script": "<script>alert(1)</script> portage",
    "long": "portage " + "long " * 80,
    "turned": "\u202eportage\u202c בדיקה",
    "quoted": "portage \" ' > & {{ 7*7 }}",
}


@pytest.fixture(scope="module")
def nasty() -> FlaskClient:
    """A site whose things are called what nobody should call a thing."""
    dataset, base = Dataset(), "https://example.org/"
    graph = dataset.graph(URIRef(f"{base}graph/nasty"))
    for slug, label in NASTY.items():
        thing = URIRef(f"{base}id/service/{slug}")
        graph.add((thing, RDF.type, SEF.Service))
        graph.add((thing, SKOS.prefLabel, Literal(label)))
    store = EmbeddedStore((f"{base}graph/nasty",))
    store.load(dataset.serialize(format="nquads", encoding="utf-8"))
    return create_app(Settings(base_iri=base), store).test_client()


@pytest.mark.parametrize("path", ["/search?q=portage", "/browse/service", "/browse"])
def test_labels_that_hold_markup_or_turn_round_are_shown_as_they_are(path: str, nasty: FlaskClient) -> None:
    page = nasty.get(path, headers=BROWSER)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    if path != "/browse":
        assert page.text.count("/doc/service/") == len(NASTY)
        assert page.text.count("<bdi>") >= len(NASTY), "text from right to left turns nothing around it"
