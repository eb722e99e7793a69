"""``/browse``: every thing by kind, with facets; every state is an address."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.published import Published

BROWSER = {"Accept": "text/html"}
ACTIONS = "/browse/statement?type=PlannedAction&sector=health&theme=transition-to-adulthood"


def links(page: str, start: str) -> set[str]:
    """The addresses on *page* that begin with *start*."""
    return {address.replace("&amp;", "&") for address in re.findall(r'href="([^"#]*)"', page) if address.startswith(start)}


def test_every_thing_is_within_four_clicks_of_the_first_page(client: FlaskClient, published: Published) -> None:
    assert "/browse" in links(client.get("/").text, "/browse"), "the first"
    kinds = links(client.get("/browse").text, "/browse/")
    lists = {address for kind in kinds for address in {kind, *links(client.get(kind).text, f"{kind}?page=")}}
    reached = {thing for address in lists for thing in links(client.get(address).text, "/doc/")}
    rows = published.select("SELECT DISTINCT ?it { ?it a ?class FILTER(ISIRI(?it)) }")
    known = {published.naming.page(str(row["it"])) for row in rows if published.naming.kind_and_slug(str(row["it"]))}
    assert len(known) > 1_000
    assert known <= reached


def test_the_overview_counts_each_kind(client: FlaskClient, published: Published) -> None:
    page = client.get("/browse").text
    count = published.count("?it a sef:Contract")
    assert f'<a href="/browse/contract">Contracts and arrangements</a> ({count})' in page


def test_a_list_is_narrowed_down_by_its_address(client: FlaskClient) -> None:
    page = client.get(ACTIONS).text
    assert "3 in all." in page
    assert 'value="health" checked' in page
    assert 'href="/browse/statement?type=PlannedAction&amp;theme=transition-to-adulthood"' in page, (
        "a link that leaves health out"
    )
    assert 'href="/queries/actions-by-sector-and-theme?' in page


def test_the_question_beside_a_list_can_be_asked(client: FlaskClient) -> None:
    (address,) = links(client.get(ACTIONS).text, "/queries/")
    assert client.get(address, follow_redirects=True).status_code == 200


def test_two_values_of_one_facet_are_two_ticked_boxes(client: FlaskClient) -> None:
    page = client.get("/browse/service?sector=health&sector=education").text
    assert page.count(" checked>") == 2


def test_statements_say_where_they_stand_and_come_in_their_order(client: FlaskClient) -> None:
    page = client.get("/browse/statement?theme=accommodation").text
    rows = [row for row in re.findall(r'class="hint">Row ([0-9.]+)', page) if row]
    assert rows == sorted(rows, key=lambda row: [int(part) for part in row.split(".")])
    assert len(rows) > 2


def test_nothing_that_has_all_of_it_is_said(client: FlaskClient) -> None:
    page = client.get("/browse/statement?sector=youth-justice&theme=market-shaping&status=need-stated").text
    assert "Nothing has all of this." in page
    assert page.count("Leave out<") == 3


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/browse/statment", 404, "Did you mean statement"),
        ("/browse/statement?sector=helth", 404, "Did you mean health"),
        ("/browse/partner?rating=working-well", 404, "There is no rating"),
        ("/browse/statement?colour=red", 400, "This address cannot have “colour”"),
        ("/browse/statement?sectr=health", 400, "Did you mean “sector”?"),
        ("/browse/statement?page=-1", 400, "pages are numbered from 1"),
        ("/browse/statement?page=١", 400, "pages are numbered from 1"),
        ("/browse/statement?page=9999", 404, "There is no page 9,999"),
        ("/browse?page=2", 400, "This address cannot have “page”"),
        ("/browse/statement?sector=<script>", 404, "&lt;script&gt;"),
    ],
)
def test_what_there_is_not_is_refused_in_a_sentence(path: str, status: int, sentence: str, client: FlaskClient) -> None:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == status
    assert sentence in response.text


def test_an_empty_value_says_nothing(client: FlaskClient) -> None:
    assert client.get("/browse/service?sector=").data == client.get("/browse/service").data
