"""What changed, on the site: the versions, one pair as pages and as data, and the feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graphapp.settings import Settings
from graphapp.store.publishing import publish
from graphapp.web import close_app, create_app
from tests.changes.test_quads import applied
from tests.numbered import BASE, publish_number
from tests.store.sample import NEW, OLD, manifest

ATOM = "{http://www.w3.org/2005/Atom}"
PAIR = "/changes/number-1..number-2"
SERVICE = f"{BASE}id/service/tiny-portage"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with versions 1 and 2, in which every text differs."""
    folder = tmp_path_factory.mktemp("changes")
    for number in (1, 2):
        publish_number(folder, number)
    return folder


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(home=str(home), base_iri=BASE))
    yield app.test_client()
    close_app(app)


def _read(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - written by ourselves


def test_the_versions_are_listed_with_what_came_and_went(client: FlaskClient) -> None:
    page = client.get("/changes").get_data(as_text=True)
    assert f'href="{PAIR}"' in page
    assert f'href="{PAIR}.patch"' in page


def test_a_page_says_in_words_what_came_and_what_went(client: FlaskClient) -> None:
    page = client.get(f"{PAIR}?thing={SERVICE}").get_data(as_text=True)
    assert "of version 1</del>" in page
    assert "of version 2</ins>" in page
    assert 'href="/doc/service/tiny-portage"' in page


def test_the_patch_makes_the_newer_dataset_of_the_older(client: FlaskClient, home: Path) -> None:
    response = client.get(f"{PAIR}.patch")
    old, new = ((home / "versions" / f"number-{number}" / "dataset.nq").read_bytes() for number in (1, 2))
    assert response.mimetype == "application/rdf-patch"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert applied(old, response.get_data()) == b"".join(sorted(new.splitlines(keepends=True)))


def test_json_holds_the_same_facts_as_the_patch(client: FlaskClient) -> None:
    things = client.get(f"{PAIR}.json").get_json()["things"]
    lines = client.get(f"{PAIR}.patch").get_data().splitlines()
    assert sum(len(each["added"]) for each in things) == sum(line.startswith(b"A ") for line in lines) > 0
    assert sum(len(each["removed"]) for each in things) == sum(line.startswith(b"D ") for line in lines) > 0


def test_a_thing_that_did_not_change_says_so(client: FlaskClient) -> None:
    assert "Nothing of it changed." in client.get(f"{PAIR}?thing=urn:nothing").get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/changes/number-1..number-9.json", 404, "There is no version called “number-9”. Did you mean"),
        ("/changes/number-..number-2.json", 400, "2 versions begin with “number-”"),
        (f"{PAIR}?page=2000", 404, "There is no page 2,000"),
        (f"{PAIR}?page=-1", 400, "from 1"),
        (f"{PAIR}.json?question=nothing-such", 404, "nothing-such"),
    ],
)
def test_what_cannot_be_compared_is_told(client: FlaskClient, path: str, status: int, words: str) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == status
    assert words in json.loads(response.get_data())["detail"]


def test_the_feed_has_what_atom_asks_for_and_ids_that_stay(tmp_path: Path) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, dates of RFC 3339, an author, a link to itself."""
    publish(tmp_path, manifest("aaa1", "2015-09-01T12:00:00.123456+00:00"), OLD)
    publish(tmp_path, manifest("aab2", "2015-10-01T12:00:00.123456+00:00"), NEW)
    app = create_app(Settings(home=str(tmp_path)))
    response, again = app.test_client().get("/changes.atom"), app.test_client().get("/changes.atom")
    close_app(app)
    root = _read(response.get_data())
    (entry,) = root.findall(f"{ATOM}entry")
    assert response.mimetype == "application/atom+xml"
    assert again.get_data() == response.get_data()
    for element in (root, entry):
        assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href") for link in root.findall(f"{ATOM}link")] == ["http://localhost/changes.atom"]
    assert (entry.findtext(f"{ATOM}summary") or "").endswith("went.")


def test_a_feed_of_one_thing_has_only_the_versions_that_changed_it(client: FlaskClient) -> None:
    changed = _read(client.get(f"/changes.atom?thing={SERVICE}").get_data())
    same = _read(client.get("/changes.atom?thing=urn:nothing").get_data())
    assert "of version 2" in (changed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    assert not same.findall(f"{ATOM}entry")


def test_a_question_shows_the_rows_that_changed_and_its_feed_the_version(client: FlaskClient) -> None:
    page = client.get(f"{PAIR}?question=services").get_data(as_text=True)
    found = client.get(f"{PAIR}.json?question=services").get_json()
    feed = _read(client.get("/changes.atom?question=services").get_data())
    assert "of version 2" in page
    assert found["added"] or found["changed"]
    assert len(feed.findall(f"{ATOM}entry")) == 1


def test_a_partner_that_neither_version_has_is_refused(client: FlaskClient) -> None:
    response = client.get(f"{PAIR}.json?partner=nobody")
    assert response.status_code == 422
    assert "“nobody” is no value for partner" in response.get_json()["detail"]


def test_the_feed_of_a_partner_has_an_entry_only_where_its_rows_changed(client: FlaskClient) -> None:
    found = client.get(f"{PAIR}.json?partner=tiny-trust").get_json()
    feed = _read(client.get("/changes.atom?partner=tiny-trust").get_data())
    assert found["question"] == "partner-involvement"
    assert len(feed.findall(f"{ATOM}entry")) == bool(found["added"] or found["removed"] or found["changed"])
