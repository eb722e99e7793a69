"""``Link`` headers say what stands around an answer, and everything that they name is there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.negotiating import A_BROWSER

PARTNER, QUESTION = "/doc/partner/solent-nhs-trust", "/queries/actions-by-status?status=planned"
_LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?')
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def links(client: FlaskClient, address: str, accept: str = "*/*") -> dict[str, list[tuple[str, str]]]:
    """The targets and media types of each relation in the headers of what is at *address*."""
    response = client.get(address, headers={"Accept": accept})
    assert response.status_code == 200
    found: dict[str, list[tuple[str, str]]] = {}
    for target, relation, media_type in _LINK.findall(response.headers["Link"]):
        found.setdefault(relation, []).append((target, media_type))
    return found


@pytest.mark.parametrize(
    "address",
    [PARTNER, f"{PARTNER}.csv", QUESTION, QUESTION.replace("?", ".json?"), "/exports", "/exports/catalogue.ttl", "/ns.ttl"],
)
@pytest.mark.parametrize("accept", [A_BROWSER, "*/*"])
def test_each_alternate_is_there_in_the_form_that_is_said_and_the_catalogue_describes(
    address: str, accept: str, client: FlaskClient
) -> None:
    found = links(client, address, accept)
    assert len(found["alternate"]) >= 4
    for target, media_type in found["alternate"]:
        assert urlsplit(target).scheme, "whole addresses, as most clients do not resolve others"
        answer = client.get(target, headers={"Accept": media_type})
        assert (answer.status_code, answer.mimetype) == (200, media_type)
    ((catalogue, _),) = found["describedby"]
    assert client.get(catalogue, headers={"Accept": "text/turtle"}, follow_redirects=True).mimetype == "text/turtle"


def test_an_alternate_of_an_answer_has_the_values_that_were_asked(client: FlaskClient) -> None:
    targets = {media_type: target for target, media_type in links(client, QUESTION)["alternate"]}
    assert targets["application/json"].endswith("/queries/actions-by-status.json?status=planned")
    assert client.get(targets["application/json"]).json["parameters"]["status"] == "planned"  # type: ignore[index]


def test_values_that_are_long_are_not_repeated_in_headers(client: FlaskClient) -> None:
    long = "&".join(["partner=solent-nhs-trust"] * 40)
    response = client.get(f"/queries/partner-involvement.json?{long}")
    assert len(response.headers.get("Link", "")) < 8_000


def test_a_thing_is_in_the_graph_that_states_it(client: FlaskClient) -> None:
    collections = [target for target, _ in links(client, PARTNER)["collection"]]
    assert [urlsplit(target).path for target in collections] == ["/graph/hampshire-2015"]
    assert client.get(collections[0]).status_code == 303


def test_a_licence_is_told_where_the_data_state_one_and_nowhere_else(client: FlaskClient) -> None:
    assert links(client, "/ns")["license"] == [(LICENCE, "")]
    assert "license" not in links(client, PARTNER), "the self-evaluation states none"
    assert "license" not in links(client, "/exports")
