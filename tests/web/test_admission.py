"""What a request may be: a sentence for what is too long, is no text, is for another host, or comes when too many do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import request
from flask.testing import FlaskClient

from graphapp.web import admission, create_app
from graphapp.web.admission import LONGEST_ADDRESS, LONGEST_BODY
from tests.published import Published

SECURITY = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")
EVERYWHERE = [
    "/",
    "/queries",
    "/queries/rows-to-improve",
    "/queries/rows-to-improve.json",
    "/sparql",
    "/ns",
    "/exports/latest.nq",
]


@pytest.mark.parametrize(
    "path",
    ["/doc/service/a%20b", "/doc/service/%3E", "/doc/service/%0A", "/doc/%3C/x", "/id/x/%00", "/id/service/a b", "/id/x/%zz",
     "/def/sector/%7B", "/doc/service/%FF", "/queries/%FF.json", "/exports/%00.nq", "/%C3%28", "/doc/service/%ED%A0%80"],
)  # fmt: skip
def test_an_address_that_nothing_can_have_is_no_fault_of_ours(path: str, client: FlaskClient) -> None:
    response = client.get(path, headers={"Accept": "application/json"}, follow_redirects=True)
    assert response.status_code in (400, 404)
    assert response.get_json()["detail"].endswith((".", "?"))


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("value", ["%00", "a%00b", "%FF", "%C3%28", "%ED%A0%80"])
def test_what_is_no_text_is_refused_in_every_query_string(path: str, value: str, client: FlaskClient) -> None:
    for name in ("query", "edition", "development", "property", value):
        response = client.get(f"{path}?{name}={value}", headers={"Accept": "application/json"})
        assert response.status_code == 400
        assert "The address holds" in response.get_json()["detail"]


def test_raw_bytes_in_the_address_are_refused_too(client: FlaskClient) -> None:
    response = client.get("/sparql", environ_overrides={"QUERY_STRING": "query=\xff"})
    assert response.status_code == 400


def test_letters_of_every_language_are_text(client: FlaskClient) -> None:
    assert client.get("/queries", query_string={"x": "Grüße, 你好, 👋"}).status_code == 200


def test_an_address_that_is_too_long_is_told_the_limit(client: FlaskClient) -> None:
    fits = client.get("/queries?" + "a" * (LONGEST_ADDRESS - len("/queries")))
    assert fits.status_code == 200
    response = client.get("/queries.json?" + "a" * LONGEST_ADDRESS)
    assert response.status_code == 414
    assert f"the most is {LONGEST_ADDRESS}" in response.get_json()["detail"]


def test_a_body_that_is_too_long_is_not_read(client: FlaskClient) -> None:
    response = client.post("/sparql", data=b"a" * (LONGEST_BODY + 1))
    assert response.status_code == 413
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_slow_bodies_leave_room_for_everybody_else(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "_BODIES_AT_ONCE", 0)
    client = create_app(published.settings).test_client()
    refused = client.post("/sparql", data={"query": "ASK {}"})
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/queries").status_code == 200


def test_slow_downloads_leave_room_for_everybody_else(client: FlaskClient, published: Published) -> None:
    address = f"/exports/{published.version.manifest.version}.nq"
    under_way = [client.get(address) for _ in range(3)]
    refused = client.get(address)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/queries").status_code == 200
    for response in under_way:
        response.close()
    assert client.head(address).status_code == 200
    assert client.get(address).status_code == 200, "the places of downloads that ended are free again"


def test_another_host_gets_a_sentence_and_nothing_made_from_its_name(published: Published) -> None:
    client = create_app(replace(published.settings, hosts="send.example.org, .council.example")).test_client()
    for host in ("send.example.org", "send.example.org:8000", "a.council.example"):
        assert client.get("/", headers={"Host": host}).status_code == 200
    for path in ("/", "/sparql?query=ASK{}", "/nowhere", "/doc/a b/c"):
        response = client.get(path, headers={"Host": "evil.example", "Accept": "text/html"})
        assert response.status_code == 400
        assert response.get_data(as_text=True) == "The site does not answer to this host name.\n"
        assert all(name in response.headers for name in SECURITY)


@pytest.mark.parametrize(
    ("proxies", "seen"), [(0, ("http", "10.0.0.9")), (1, ("https", "192.0.2.2")), (2, ("https", "192.0.2.1"))]
)
def test_forwarding_headers_are_believed_of_as_many_proxies_as_are_set(
    proxies: int, seen: tuple[str, str], published: Published
) -> None:
    app = create_app(replace(published.settings, proxies=proxies))
    app.add_url_rule("/seen", view_func=lambda: [request.scheme, request.remote_addr])
    forwarded = {
        "X-Forwarded-For": "192.0.2.1, 192.0.2.2",
        "X-Forwarded-Proto": "https, https",
        "X-Forwarded-Host": "evil.example",
    }
    response = app.test_client().get("/seen", headers=forwarded, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert response.get_json() == list(seen)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nowhere",
        "/healthz",
        "/static/app.css",
        "/sparql?query=x",
        "/id/area/row-1",
        "/exports/latest.nq",
        "/queries/x.csv",
        "/doc/x/%20",
    ],
)
def test_every_answer_has_the_security_headers(path: str, client: FlaskClient) -> None:
    response = client.get(path, buffered=True)
    assert all(name in response.headers for name in SECURITY), response.status


def test_an_answer_that_has_not_changed_has_them_too(client: FlaskClient) -> None:
    with client.get("/static/app.css") as first:
        etag = first.headers["ETag"]
    response = client.get("/static/app.css", headers={"If-None-Match": etag}, buffered=True)
    assert response.status_code == 304
    assert all(name in response.headers for name in SECURITY)
