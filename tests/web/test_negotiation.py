"""Which representation a client gets: q-values, the most specific range, suffixes, and what is told to who likes none."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from graphapp.errors import NotAcceptable
from graphapp.web.negotiation import negotiate
from tests.published import Published

PORTAGE = "/doc/service/hampshire-portage"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
OFFERS = {"text/html": "page", "text/turtle": "ttl", "application/ld+json": "jsonld"}


def choice(accept: str) -> str:
    with Flask(__name__).test_request_context(headers={"Accept": accept}):
        return negotiate(OFFERS)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (CHROME, "page"),
        ("", "page"),
        ("*/*", "page"),
        ("text/*", "page"),
        ("text/turtle, */*;q=0.1", "ttl"),
        ("text/turtle;q=0.4, application/ld+json;q=0.5", "jsonld"),
        ("text/html;q=0, */*", "ttl"),
        ("text/*;q=0.9, text/html;q=0.1", "ttl"),
        ("text/turtle;charset=utf-8", "ttl"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("image/png, text/turtle;q=0.001", "ttl"),
    ],
)
def test_the_most_specific_range_decides_how_much_a_type_is_liked(accept: str, expected: str) -> None:
    assert choice(accept) == expected


@pytest.mark.parametrize("accept", ["*/*;q=0", "image/png", "nonsense", "x/y," * 2000])
def test_who_likes_nothing_that_exists_is_told_what_does_and_where(accept: str, client: FlaskClient) -> None:
    response = client.get(PORTAGE, headers={"Accept": accept})
    assert response.status_code == 406
    assert response.mimetype == "application/problem+json"
    assert "text/turtle" in response.get_json()["detail"]
    assert f'<{PORTAGE}.ttl>; rel="alternate"; type="text/turtle"' in response.headers["Link"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{PORTAGE}.ttl", headers={"Accept": accept}).status_code == 200, "a suffix says more than Accept"


@given(st.text(max_size=80).filter(lambda text: "\r" not in text and "\n" not in text))
def test_whatever_is_accepted_one_is_chosen_or_none(accept: str) -> None:
    chosen = None
    with suppress(NotAcceptable):
        chosen = choice(accept)
    assert chosen in (None, *OFFERS.values())


def test_in_formats_with_graphs_what_was_added_stands_apart(client: FlaskClient, published: Published) -> None:
    del published
    texts = {suffix: client.get(f"{PORTAGE}.{suffix}").get_data() for suffix in ("trig", "nq", "nt")}
    trig, nquads = Dataset().parse(data=texts["trig"], format="trig"), Dataset().parse(data=texts["nq"], format="nquads")
    assert isinstance(trig, Dataset)
    assert isinstance(nquads, Dataset)
    assert set(trig.quads()) == set(nquads.quads())
    names = {str(graph) for _, _, _, graph in nquads.quads() if graph}
    assert any(name.endswith("/inferred") for name in names)
    assert any(name and not name.endswith("/inferred") for name in names)
    triples = {(subject, predicate, value) for subject, predicate, value, _ in nquads.quads()}
    assert triples == set(Graph().parse(data=texts["nt"], format="nt")), "the same triples as in the formats without graphs"


@pytest.mark.parametrize(
    "path", ["/doc/service/..%2f..%2fetc", "/doc/service/a%2fb", f"{PORTAGE}.xyz", "/doc/service/" + "a" * 10_000]
)
def test_an_address_of_nothing_is_a_404_in_the_form_that_the_client_reads(path: str, client: FlaskClient) -> None:
    for accept, mimetype in ((CHROME, "text/html"), ("text/turtle", "application/problem+json")):
        response = client.get(path, headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (404, mimetype)
