"""What changed, on the site: the versions, one pair as pages and as data, and the feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graphapp.settings import Settings
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.publishing import publish
from graphapp.web import close_app, create_app
from tests.changed import GONE, NAME, PARTNER, Changed
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


def test_a_thing_that_neither_version_knows_is_not_found(client: FlaskClient) -> None:
    response = client.get(f"{PAIR}.json?thing=id/service/nothing-such")
    assert response.status_code == 404
    assert "nothing-such" in response.get_json()["detail"]


def test_the_head_of_a_page_says_which_version_is_which_when_they_are_swapped_or_the_same(client: FlaskClient) -> None:
    backwards = client.get("/changes/number-2..number-1").get_data(as_text=True)
    same = client.get("/changes/number-2..number-2").get_data(as_text=True)
    assert "This looks backwards" in backwards
    assert f'href="{PAIR}"' in backwards
    assert "A version does not differ from itself" in same
    assert "This looks backwards" not in client.get(PAIR).get_data(as_text=True)


def test_the_form_leads_to_the_two_versions_that_were_chosen(client: FlaskClient) -> None:
    response = client.get("/changes?from=number-2&to=number-1")
    assert (response.status_code, response.location) == (302, "/changes/number-2..number-1")


def test_a_value_that_took_the_place_of_another_is_one_change(client: FlaskClient) -> None:
    page = client.get(f"{PAIR}?thing={SERVICE}").get_data(as_text=True)
    assert re.search(r"Changed</strong> Name:\s+was <del>.*of version 1</del>, is now <ins>.*of version 2</ins>", page)


def test_where_the_store_is_elsewhere_the_page_says_that_there_is_nothing_to_compare(tiny_store: EmbeddedStore) -> None:
    app = create_app(Settings(store="http://localhost:9/sparql", base_iri=BASE), tiny_store)
    pages = app.test_client()
    assert "a store elsewhere" in pages.get("/changes").get_data(as_text=True)
    assert pages.get(PAIR).status_code == 404
    close_app(app)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/changes/number-1..number-9.json", 404, "There is no version called “number-9”. Did you mean"),
        ("/changes/number-..number-2.json", 400, "2 versions begin with “number-”"),
        (f"{PAIR}?page=2000", 404, "There is no page 2,000"),
        (f"{PAIR}?page=-1", 400, "from 1"),
        (f"{PAIR}/questions/nothing-such", 404, "nothing-such"),
        (f"{PAIR}/questions/services?provider=nobody", 422, "nobody"),
        (f"{PAIR}/partners/tiny-trusts", 404, "tiny-trust"),
        (f"{PAIR}/partners/tiny-trust?edition=nowhere", 422, "nowhere"),
        (f"{PAIR}/partners/tiny-trust?page=2", 400, "takes only edition"),
        (f"{PAIR}?question=services", 400, "“question” means nothing here"),
        (f"{PAIR}.patch?thing=x", 400, "takes nothing"),
        ("/changes?to=number-9", 404, "number-9"),
        ("/changes.atom?thing=x&partner=y", 400, "Ask for two feeds"),
        ("/changes.atom?thing=http://[", 404, "http://["),
        ("/changes.atom?question=nothing-such", 404, "nothing-such"),
        ("/changes.atom?partner=nobody", 404, "nobody"),
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
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "http://localhost/changes.atom", "alternate": "http://localhost/changes"}
    assert entry.findtext(f"{ATOM}summary") == "2 facts were added and 1 were removed."


def test_a_feed_of_one_thing_has_only_the_versions_that_changed_it(client: FlaskClient, pages: FlaskClient) -> None:
    changed = _read(client.get(f"/changes.atom?thing={SERVICE}").get_data())
    same = _read(pages.get("/changes.atom?thing=def/rating/working-well").get_data())
    assert "of version 2" in (changed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    assert same.findtext(f"{ATOM}title") == "What changed in: Working well"
    assert not same.findall(f"{ATOM}entry")


def test_the_patch_is_sent_once(client: FlaskClient) -> None:
    tag = client.get(f"{PAIR}.patch").headers["ETag"]
    again = client.get(f"{PAIR}.patch", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert client.get("/changes/number-2..number-1.patch").headers["ETag"] != tag


def test_a_question_shows_the_rows_that_changed_and_its_feed_the_version(client: FlaskClient) -> None:
    page = client.get(f"{PAIR}/questions/services").get_data(as_text=True)
    found = client.get(f"{PAIR}/questions/services.json").get_json()
    feed = _read(client.get("/changes.atom?question=services").get_data())
    assert "of version 2" in page
    assert found["added"] or found["changed"]
    assert len(feed.findall(f"{ATOM}entry")) == 1


def test_two_feeds_never_have_the_same_ids(client: FlaskClient) -> None:
    paths = ("", f"?thing={SERVICE}", "?question=services", "?question=services&sector=health", "?partner=tiny-trust")
    feeds = [_read(client.get(f"/changes.atom{query}").get_data()) for query in paths]
    ids = [element.text for feed in feeds for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) > len(paths)


@pytest.fixture(scope="module")
def pages(changed: Changed) -> Iterator[FlaskClient]:
    """The site over three versions of Hampshire's edition."""
    app = create_app(changed.settings)
    yield app.test_client()
    close_app(app)


def test_the_answer_is_compared_with_the_values_of_the_address(pages: FlaskClient, changed: Changed) -> None:
    whole = pages.get("/changes/whole..less/questions/partner-involvement.json", query_string={"partner": PARTNER}).get_json()
    actions = pages.get(
        "/changes/whole..less/questions/partner-involvement.json", query_string={"partner": PARTNER, "kind": "PlannedAction"}
    ).get_json()
    assert [row["statement"]["iri"] for row in whole["removed"]] == [changed.statement]
    assert actions["removed"] == []


def test_the_page_of_a_pack_says_what_changed_and_offers_it_as_data(pages: FlaskClient) -> None:
    address = f"/changes/whole..less/partners/{PARTNER}"
    page = pages.get(address).get_data(as_text=True)
    assert f"What changed in the data for {NAME}" in page
    assert f'href="{address}.patch"' in page
    assert pages.get(f"{address}.patch").mimetype == "application/rdf-patch"
    assert pages.get(f"{address}.json").get_json()["partner"] == {"slug": PARTNER, "label": NAME}


def test_a_partner_that_is_gone_has_a_page_and_no_link_to_a_pack(pages: FlaskClient) -> None:
    page = pages.get(f"/changes/whole..less/partners/{GONE}").get_data(as_text=True)
    assert "does not know this partner any more" in page
    assert "Take the whole pack" not in page


def test_the_feed_of_a_partner_tells_each_version_by_table(pages: FlaskClient) -> None:
    feed = _read(pages.get(f"/changes.atom?partner={PARTNER}").get_data())
    newest = feed.find(f"{ATOM}entry")
    assert newest is not None
    assert "statements: 1 row removed" in (newest.findtext(f"{ATOM}summary") or "")
    (link,) = newest.findall(f"{ATOM}link")
    assert pages.get(str(link.get("href")).removeprefix("http://localhost")).status_code == 200


def test_pages_of_things_lead_to_what_changed_in_them_where_anything_did(pages: FlaskClient, changed: Changed) -> None:
    """The partner has another name; the parents' network is as it was."""
    page = pages.get(f"/doc/partner/{PARTNER}").get_data(as_text=True)
    (address,) = re.findall(r'href="(/changes/whole\.\.less\?[^"]+)"', page)
    assert NAME in pages.get(address).get_data(as_text=True)
    assert "/changes/whole..less" not in pages.get("/doc/partner/hampshire-parent-carer-network").get_data(as_text=True)
    assert changed.pair().changed(changed.iri(PARTNER))


def test_questions_and_packs_lead_to_what_changed_since_the_version_before(pages: FlaskClient) -> None:
    for path in (f"/queries/partner-involvement?partner={PARTNER}", f"/exports/partners/{PARTNER}"):
        page = pages.get(path, follow_redirects=True).get_data(as_text=True)
        (address,) = re.findall(r'href="(/changes/whole\.\.less/[^"]+)"', page)
        assert pages.get(address.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/partners/{GONE}",
        "/partners/{PARTNER}",
        "/questions/partner-involvement?partner={PARTNER}",
        "/questions/partner-involvement?partner={GONE}",
    ],
)
@pytest.mark.parametrize("versions", ["whole..less", "less..whole"])
def test_what_is_no_longer_published_is_named_and_not_linked(path: str, versions: str, pages: FlaskClient) -> None:
    """The version that is served does not know one partner and one statement, wherever in the comparison it stands."""
    page = pages.get(f"/changes/{versions}{path.format(GONE=GONE, PARTNER=PARTNER)}").get_data(as_text=True)
    linked = set(re.findall(r'href="(/(?:doc|exports|queries)/[^"]+)"', page))
    assert linked or "{GONE}" in path
    assert not [it for it in linked if pages.get(it.replace("&amp;", "&"), follow_redirects=True).status_code != 200]
    assert ("no longer published" in page) == (not path.endswith("={PARTNER}"))


def test_the_first_version_has_nothing_to_lead_to(client_of_one: FlaskClient) -> None:
    for path in ("/doc/service/tiny-portage", "/queries/services"):
        assert "/changes/" not in client_of_one.get(path).get_data(as_text=True)
    assert "One version is kept" in client_of_one.get("/changes").get_data(as_text=True)


@pytest.fixture
def client_of_one(tmp_path: Path) -> Iterator[FlaskClient]:
    """The site over a single version."""
    publish_number(tmp_path, 1)
    app = create_app(Settings(home=str(tmp_path), base_iri=BASE))
    yield app.test_client()
    close_app(app)
