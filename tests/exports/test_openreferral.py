"""The file for service directories: it is Open Referral UK, and says what the graph states and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker

from tests.published import Published

SCHEMA = json.loads((Path(__file__).parent / "open-referral-uk.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def content(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/exports/open-referral.json").get_json()
    return found


def named(content: dict[str, Any], published: Published, path: str) -> dict[str, Any]:
    iri = str(published.naming.resolve(path))
    (found,) = [it for it in (*content["organizations"], *content["services"]) if iri in (it.get("url"), it.get("uri"))]
    return dict(found)


def test_it_is_open_referral_uk(content: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []


@pytest.mark.parametrize("field", ["id", "name", "status", "url"])
def test_without_what_the_profile_demands_of_a_service_it_would_not_be(content: dict[str, Any], field: str) -> None:
    lacking = {name: value for name, value in content["services"][0].items() if name != field}
    assert not VALIDATOR.is_valid({**content, "services": [lacking]})


def test_it_holds_every_partner_and_every_service_once(content: dict[str, Any], published: Published) -> None:
    assert len({it["uri"] for it in content["organizations"]}) == published.count("?it a sef:Partner")
    assert len({it["url"] for it in content["services"]}) == published.count("?it a sef:Service")
    ids = [it["id"] for it in (*content["organizations"], *content["services"])]
    assert len(ids) == len(set(ids))


def test_identifiers_are_made_of_the_iris(content: dict[str, Any]) -> None:
    for it in (*content["organizations"], *content["services"]):
        assert it["id"] == str(uuid5(NAMESPACE_URL, it.get("url") or it["uri"]))
        assert {attribute["link_id"] for attribute in it["attributes"]} <= {it["id"]}


def test_a_service_has_its_provider_only_where_just_one_is_stated(content: dict[str, Any], published: Published) -> None:
    known = {it["id"]: it["name"] for it in content["organizations"]}
    therapies = named(content, published, "id/service/hampshire-childrens-therapies")
    assert known[therapies["organization_id"]] == "Solent NHS Trust" == therapies["organization"]["name"]
    assert "organization_id" not in named(content, published, "id/service/hampshire-camhs"), "no provider is stated"
    advice = named(content, published, "id/service/hampshire-information-advice-support")
    assert "organization_id" not in advice
    assert len([it for it in advice["attributes"] if it["label"] == "Provided by"]) == 2


def test_every_link_to_an_organisation_leads_to_one(content: dict[str, Any]) -> None:
    known = {it["id"] for it in content["organizations"]}
    links = [
        it.get("parent_organization_id") or it.get("organization_id") for it in (*content["organizations"], *content["services"])
    ]
    assert len([it for it in links if it]) >= 10
    assert {it for it in links if it} <= known


def test_everything_says_where_it_is_stated(content: dict[str, Any], published: Published) -> None:
    found = {it["value"] for service in content["services"] for it in service["attributes"] if it["label"] == "Stated in"}
    assert len(found) == published.count("?s a sef:Service ; sef:mentionedIn ?it")


def test_it_says_of_which_version_it_is_and_what_is_known_of_rights(content: dict[str, Any], published: Published) -> None:
    assert content["source"]["version"] == published.version.manifest.version
    assert "states no licence" in content["source"]["rights"][0]
    assert all("Whether the service still runs is not stated" in it["alert"] for it in content["services"])


def test_another_process_writes_the_bytes_that_the_site_gives(client: FlaskClient, published: Published) -> None:
    """With another order of sets in memory, from the command line."""
    environment = {**os.environ, "GRAPHAPP_HOME": published.settings.home, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "graphapp", "export", "--format", "open-referral"]
    written = subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    assert written.stdout == client.get("/exports/open-referral.json").get_data()


def test_scripts_of_other_sites_may_read_it(client: FlaskClient) -> None:
    response = client.get("/exports/open-referral.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/exports/open-referral.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
