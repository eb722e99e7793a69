"""A second fetch of every page and of all data costs no body, until what it shows has changed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graphapp.settings import Settings
from graphapp.store.publishing import prune
from graphapp.web import close_app, create_app
from graphapp.web.services import site
from tests.numbered import BASE, _lines, publish_number

PORTAGE = "/doc/service/hampshire-portage"
QUESTION = "/queries/actions-by-status"
SUFFIXES = ("html", "ttl", "jsonld", "nt", "rdf", "nq", "trig", "csv")
ADDRESSES = (
    *("/", "/queries", "/ask", "/sparql", "/ns", "/openapi.json", "/queries/status", QUESTION, PORTAGE),
    *("/ontology/Partner", "/ontology/vocabularies/sector", "/queries/ratings/chart", "/queries/ratings/chart.svg"),
    *(f"{PORTAGE}.{suffix}" for suffix in SUFFIXES),
    *(f"{QUESTION}.{suffix}" for suffix in ("csv", "json", "xlsx", "ttl")),
)
OF_DATA = ("/ns", PORTAGE, f"{PORTAGE}.ttl", "/openapi.json")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_second_fetch_is_a_304_without_a_body(address: str, client: FlaskClient) -> None:
    first = client.get(address)
    assert first.status_code == 200
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    for method in (client.get, client.head):
        again = method(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers.get("Vary") == first.headers.get("Vary")
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200
    assert client.head(address).headers["Content-Length"] == str(len(first.get_data()))


@pytest.mark.parametrize("address", OF_DATA)
def test_who_knows_no_tag_may_ask_by_the_date(address: str, client: FlaskClient) -> None:
    date = client.get(address).headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": date}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}).status_code == 200, (
        "another version"
    )
    both = {"If-Modified-Since": date, "If-None-Match": '"another"'}
    assert client.get(address, headers=both).status_code == 200, "a tag says more than a date"


def test_each_representation_has_a_tag_of_its_own(client: FlaskClient) -> None:
    tags = [client.get(f"{PORTAGE}.{suffix}").headers["ETag"] for suffix in SUFFIXES]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(
    "address", [f"{PORTAGE}.ttl", f"{PORTAGE}.nothing", "/doc/service/nothing", "/id/service/hampshire-portage"]
)
def test_scripts_of_other_sites_may_ask_and_read(address: str, client: FlaskClient) -> None:
    assert client.get(address, headers={"Accept": "text/turtle"}).headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options(address)
    assert {"GET", "HEAD", "OPTIONS"} <= set(asked.headers["Allow"].replace(" ", "").split(","))
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    publish_number(tmp_path, 1)
    app = create_app(Settings(home=str(tmp_path), base_iri=BASE))
    yield app
    close_app(app)


def test_after_a_new_version_a_fetch_is_whole_again(app: Flask, tmp_path: Path) -> None:
    client, addresses = app.test_client(), ("/doc/service/tiny-portage", "/doc/service/tiny-portage.ttl")
    before = {address: client.get(address).headers for address in addresses}
    publish_number(tmp_path, 2)
    with app.app_context():
        site().serving.look()
    for address, headers in before.items():
        assert client.get(address, headers={"If-None-Match": headers["ETag"]}).status_code == 200
        assert client.get(address, headers={"If-Modified-Since": headers["Last-Modified"]}).status_code == 200


def test_what_a_version_before_had_is_gone_and_what_none_had_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = sorted(_lines().splitlines(keepends=True))
    for number, kept in ((1, lines), (2, [line for line in lines if "tiny-portage" not in line])):
        monkeypatch.setattr("tests.numbered._lines", lambda kept=kept: "".join(kept))
        publish_number(tmp_path, number)
    app = create_app(Settings(home=str(tmp_path), base_iri=BASE))
    response = app.test_client().get("/doc/service/tiny-portage")
    close_app(app)
    assert response.status_code == 410
    assert "number-1" in response.get_json()["detail"]
    assert app.test_client().get("/doc/service/tiny-portag").status_code == 404


def test_a_packed_page_is_another_representation_with_a_tag_of_its_own(client: FlaskClient) -> None:
    packed = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    for path in ("/queries", "/queries/rows-to-improve", "/doc/service/hampshire-portage"):
        plain, smaller = client.get(path, headers={"Accept": "text/html"}), client.get(path, headers=packed)
        assert gzip.decompress(smaller.data) == plain.data, path
        assert len(smaller.data) < len(plain.data) / 2, path
        assert smaller.headers["ETag"] == plain.headers["ETag"].rstrip('"') + '-gzip"', path
        assert all("Accept-Encoding" in it.vary for it in (plain, smaller)), path
        again = client.get(path, headers={**packed, "If-None-Match": smaller.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path
        assert "Content-Encoding" not in again.headers, path
        other = client.get(path, headers={**packed, "If-None-Match": plain.headers["ETag"]})
        assert other.status_code == 200, f"{path}: the bytes that the client has are not those that it would get"


def test_data_are_sent_as_they_are(client: FlaskClient) -> None:
    response = client.get("/queries/rows-to-improve.json", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers


def test_a_version_that_was_removed_is_gone_and_one_that_never_was_is_not_found(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        publish_number(tmp_path, number)
    prune(tmp_path, 2)
    app = create_app(Settings(home=str(tmp_path), base_iri=BASE))
    client = app.test_client()
    for path in ("/exports/number-1", "/exports/number-1.nq.gz", "/exports/number-1/SHA256SUMS", "/changes/number-1..number-3"):
        response = client.get(path)
        assert response.status_code == 410, path
        assert "GRAPHAPP_KEEP" in response.get_json()["detail"]
    assert client.get("/exports/number-2").status_code == 200
    for path in ("/exports/number-9", "/exports/number-9.nq", "/changes/number-9..number-3", "/exports/..removed"):
        assert client.get(path).status_code == 404, path
    close_app(app)
