"""Pages and files of drawings: each part leads to the answer that it counts, and the counts are equal."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from graphapp.drawings.svg import NAMESPACE
from graphapp.drawings.tree import MOST
from graphapp.web.neighbourhood_view import neighbourhood
from graphapp.web.see import DRAWINGS, TIMELINE
from tests.published import Published

NETWORK = "/doc/partner/hampshire-parent-carer-network/neighbourhood"
NAMES = (*DRAWINGS, TIMELINE)
SVG = f"{{{NAMESPACE}}}"


def drawing(client: FlaskClient, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(path).get_data())  # noqa: S314 - what the site wrote


def cells(client: FlaskClient, name: str) -> list[tuple[int, str]]:
    """The count that each linked cell of a matrix prints, and where it leads."""
    links = [it for it in drawing(client, f"/see/{name}.svg").iter(f"{SVG}a") if it.find(f"{SVG}rect") is not None]
    return [(int("".join(it.find(f"{SVG}text").itertext())), _path(it.get("href", ""))) for it in links]  # type: ignore[union-attr]


def _path(address: str) -> str:
    return address.removeprefix("http://localhost:8000")


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_is_a_page_and_three_files(name: str, client: FlaskClient) -> None:
    page = client.get(f"/see/{name}").get_data(as_text=True)
    assert "<svg" in page
    for suffix, media_type in (("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv")):
        assert f'href="/see/{name}.{suffix}"' in page
        file = client.get(f"/see/{name}.{suffix}")
        assert (file.status_code, file.mimetype) == (200, media_type)
        assert client.get(f"/see/{name}.{suffix}", headers={"If-None-Match": file.headers["ETag"]}).status_code == 304


def test_the_overview_leads_to_every_drawing(client: FlaskClient) -> None:
    page = client.get("/see").get_data(as_text=True)
    assert all(f'href="/see/{name}"' in page for name in NAMES)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_cell_counts_the_rows_of_the_answer_that_it_leads_to(name: str, client: FlaskClient) -> None:
    found = cells(client, name)
    assert len(found) > 10
    for count, path in found[:: max(1, len(found) // 20)]:
        question, _, values = path.partition("?")
        assert client.get(f"{question}.json?{values}").get_json()["total"] == count, path


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_cells_of_a_drawing_are_those_of_its_table(name: str, client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get(f"/see/{name}.csv").get_data(as_text=True))))
    printed = sum(int(text) for row in rows[1:] for text in row if text.isdigit())
    assert printed == sum(count for count, _ in cells(client, name))


def test_the_timeline_says_how_many_actions_have_no_date_and_leads_to_them(client: FlaskClient) -> None:
    page = client.get(f"/see/{TIMELINE}").get_data(as_text=True)
    match = re.search(r'<a href="([^"]+)"><bdi>(\d+) planned actions have no date', page)
    assert match
    path = unescape(match[1]).replace("?", ".json?", 1)
    assert client.get(path).get_json()["total"] == int(match[2])


def test_the_timeline_has_the_dates_of_actions_in_the_words_of_the_document(client: FlaskClient) -> None:
    dates = {row["date"]["value"] for row in client.get("/queries/dates-and-deadlines.json?kind=action").get_json()["rows"]}
    table = list(csv.reader(io.StringIO(client.get(f"/see/{TIMELINE}.csv").get_data(as_text=True))))
    drawn = {row[0] for row in table[1:]}
    assert drawn <= dates
    assert drawn


def test_a_thing_is_drawn_with_what_its_page_links(client: FlaskClient) -> None:
    page = client.get(NETWORK.removesuffix("/neighbourhood")).get_data(as_text=True)
    links = {_path(it.get("href", "")) for it in drawing(client, f"{NETWORK}.svg").iter(f"{SVG}a")}
    assert len(links) > 20
    assert all(f'"{link}' in page or link == NETWORK.removesuffix("/neighbourhood") for link in links)
    assert f'href="{NETWORK}"' in page


def test_two_links_away_there_are_neighbours_of_neighbours(client: FlaskClient) -> None:
    near = client.get(NETWORK).get_data(as_text=True)
    far = client.get(f"{NETWORK}?depth=2").get_data(as_text=True)
    assert 'href="/doc/partner/hampshire-parent-carer-network/neighbourhood?depth=2"' in near
    svg = drawing(client, f"{NETWORK}.svg?depth=2")
    assert 20 < sum(1 for _ in svg.iter(f"{SVG}a")) <= MOST + 40
    assert "Two links away" in far


@pytest.mark.parametrize("path", ["def/sector/health", "def/sector/education"])
def test_of_a_hub_no_more_is_drawn_than_fits_and_the_rest_is_counted(path: str, published: Published) -> None:
    figure = neighbourhood(published.store, URIRef(published.naming.base + path), published.naming, 1)
    drawn = [row for row in figure.table.rows if row[3].words]
    more = [row[2] for row in figure.table.rows if not row[3].words]
    assert len(drawn) <= MOST
    assert more
    assert all(it.href == published.naming.page(published.naming.base + path) for it in more)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/see/timelin", 404, "timeline"),
        ("/see/ratings?editon=x", 400, "edition"),
        ("/see/ratings?edition=nowhere", 422, "nowhere"),
        (f"{NETWORK}?depth=9", 400, "1 or 2"),
        (f"{NETWORK}?dept=2", 400, "depth"),
        (f"{NETWORK}.bmp", 404, "bmp"),
        ("/doc/partner/nobody/neighbourhood", 404, "nobody"),
        ("/queries/ratings/chart?colour=red", 422, "colour"),
        ("/queries/nothing/chart", 404, "nothing"),
        ("/queries/ratings/chart.bmp", 404, "bmp"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_sentence(path: str, status: int, words: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert words in response.get_data(as_text=True)


def test_an_answer_leads_to_its_chart_where_one_fits(client: FlaskClient) -> None:
    assert 'href="/queries/ratings/chart"' in client.get("/queries/ratings").get_data(as_text=True)
    assert "/chart" not in client.get("/queries/actions-by-sector-and-theme").get_data(as_text=True)
    assert client.get("/queries/actions-by-sector-and-theme/chart").status_code == 404


def test_a_chart_leads_to_the_same_question_of_what_it_counts(client: FlaskClient) -> None:
    asked = "area=readiness-2014-9"
    links = [_path(it.get("href", "")) for it in drawing(client, f"/queries/actions-by-status/chart.svg?{asked}").iter(f"{SVG}a")]
    assert links
    assert all(asked in link and "status=" in link for link in links)
    found = client.get(links[0].replace("?", ".json?")).get_json()
    assert 0 < found["total"] < client.get(f"/queries/actions-by-status.json?{asked}").get_json()["total"]


def test_a_chart_has_one_address(client: FlaskClient) -> None:
    response = client.get("/queries/ratings/chart?area=&rating=Working+well")
    assert (response.status_code, response.headers["Location"]) == (302, "/queries/ratings/chart?rating=working-well")
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_file_of_svg_may_load_nothing_but_its_own_style(client: FlaskClient) -> None:
    policy = client.get("/see/ratings.svg").headers["Content-Security-Policy"]
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'", policy)
    assert "style=" not in client.get("/see/ratings").get_data(as_text=True)
