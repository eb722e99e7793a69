"""An answer as programs get it: in pages, with links to the others, by its tag, and with every fault named."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graphapp.web import create_app
from tests.published import Published

PAGES = {"first", "prev", "next", "last"}
ACTIONS = "/queries/actions-by-status"
"""A question with many rows."""


def links(response: TestResponse) -> dict[str, str]:
    """The addresses of the pages in the Link header by their relation, as RFC 8288 has them."""
    found = re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers.get("Link", ""))
    return {relation: address for address, relation in found if relation in PAGES}


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def walk(client: FlaskClient, address: str, relation: str = "next") -> list[TestResponse]:
    """The answer at *address* and every one that is reached from it by links of one *relation*."""
    found = [client.get(address)]
    while relation in links(found[-1]):
        found.append(client.get(path_of(links(found[-1])[relation])))
        assert len(found) < 1_000, "the links never end"
    return found


def test_following_next_gives_every_row_once_and_ends(client: FlaskClient) -> None:
    whole = client.get(f"{ACTIONS}.json").get_json()
    pages = walk(client, f"{ACTIONS}.json?per_page=7")
    rows = [row for page in pages for row in page.get_json()["rows"]]
    assert rows == whole["rows"]
    assert len(pages) == -(-whole["total"] // 7) > 2
    assert "next" not in links(pages[-1])
    assert "prev" not in links(pages[0])


def test_following_prev_leads_back_to_the_first(client: FlaskClient) -> None:
    last = links(client.get(f"{ACTIONS}.json?per_page=20"))["last"]
    pages = walk(client, path_of(last), "prev")
    assert [page.get_json()["page"] for page in pages] == list(range(len(pages), 0, -1))
    assert {links(page)["first"] for page in pages} == {links(pages[0])["first"]}
    assert {links(page)["last"] for page in pages} == {last}


def test_pages_of_csv_can_be_joined(client: FlaskClient) -> None:
    def rows(response: TestResponse) -> list[list[str]]:
        return list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig"), newline="")))

    header, *whole = rows(client.get(f"{ACTIONS}.csv"))
    pages = [rows(page) for page in walk(client, f"{ACTIONS}.csv?per_page=15")]
    assert all(page[0] == header for page in pages)
    assert [row for page in pages for row in page[1:]] == whole


def test_links_keep_the_values_and_the_host(client: FlaskClient) -> None:
    response = client.get(
        "/queries/actions-by-theme.json?theme=local-offer&theme=Personal%20budgets&context=yes&per_page=1",
        headers={"Host": "data.example:8443"},
    )
    address = links(response)["last"]
    assert address.startswith("http://data.example:8443/queries/actions-by-theme.json?")
    assert "theme=local-offer&theme=Personal+budgets&context=yes&per_page=1&page=" in address


@pytest.mark.parametrize("host", ['a"<b>', "a>; rel=next", "a\\b", "a:99999", "é", ""])
def test_where_a_client_names_no_host_links_have_the_public_address(host: str, client: FlaskClient) -> None:
    link = client.get(f"{ACTIONS}.json?per_page=7", headers={"Host": host}).headers["Link"]
    assert re.fullmatch(r'(<http://localhost:8000/[^<>"\s]*>; rel="\w+"(; type="[^"]+")?(, )?)+', link)
    assert "&#39;http://localhost:8000/queries/" in client.get(ACTIONS, headers={"Host": host}).text


def test_every_page_says_of_which_version_it_is(client: FlaskClient, published: Published) -> None:
    sources = [page.get_json()["source"] for page in walk(client, f"{ACTIONS}.json?per_page=20")]
    assert {source["version"] for source in sources} == {published.version.manifest.version}
    assert sources[0]["address"] == f"http://localhost:8000{ACTIONS}?edition=hampshire-2015"
    assert sources[0]["rights"].startswith("The document states no licence.")


def test_a_whole_answer_has_no_pages(client: FlaskClient) -> None:
    response = client.get(f"{ACTIONS}.json")
    content = response.get_json()
    assert links(response) == {}
    assert content["total"] == len(content["rows"])
    assert not {"page", "per_page", "pages"} & set(content)


def test_an_empty_answer_has_one_page(client: FlaskClient) -> None:
    empty = "/queries/actions-by-sector-and-theme.json?sector=youth-justice&theme=accommodation&page=1"
    response = client.get(empty)
    assert (response.get_json()["total"], response.get_json()["pages"], response.get_json()["rows"]) == (0, 1, [])
    assert set(links(response)) == {"first", "last"}


def test_beyond_the_end_is_no_page(client: FlaskClient) -> None:
    for suffix in ("json", "csv"):
        response = client.get(f"{ACTIONS}.{suffix}?page=1000000")
        assert (response.status_code, response.content_type) == (404, "application/problem+json")
        assert "There is no page 1,000,000" in response.get_json()["detail"]


@pytest.mark.parametrize("address", [f"{ACTIONS}?page=1", f"{ACTIONS}.xlsx?per_page=5"])
def test_what_is_read_by_people_comes_whole(address: str, client: FlaskClient) -> None:
    response = client.get(address)
    assert response.status_code == 422


def problem_of(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    problem: dict[str, Any] = response.get_json()
    assert problem["status"] == 422
    return problem


def test_all_that_is_wrong_is_told_at_once_to_programs(client: FlaskClient) -> None:
    wrong = "sector=helth&theme=local-offer&context=perhaps&colour=red&edition=kent-1066&page=0&per_page=a"
    problem = problem_of(client, f"/queries/actions-by-sector-and-theme.json?{wrong}")
    told = {fault["parameter"]: fault["detail"] for fault in problem["errors"]}
    assert set(told) == {"sector", "context", "colour", "edition", "page", "per_page"}
    assert "Did you mean health?" in told["sector"]
    assert all(detail in problem["detail"] for detail in told.values())


def test_all_that_is_wrong_is_told_at_once_to_people(client: FlaskClient) -> None:
    page = client.get("/queries/actions-by-sector-and-theme?sector=helth&colour=red").get_data(as_text=True)
    assert "Did you mean Health?" in page
    assert "no gap called “colour”" in page


def test_a_short_request_gets_no_endless_answer(client: FlaskClient) -> None:
    problem = problem_of(client, f"{ACTIONS}.json?" + "&".join(f"x{number}" for number in range(5_000)))
    assert len(problem["errors"]) == 50
    assert problem["detail"].endswith("There are 4,950 more of these.")


@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".json?per_page=5"])
def test_an_answer_that_a_client_has_is_not_sent_again(suffix: str, client: FlaskClient) -> None:
    first = client.get(f"{ACTIONS}{suffix}")
    tag = first.headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    again = client.get(f"{ACTIONS}{suffix}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(f"{ACTIONS}{suffix}", headers={"If-None-Match": '"another"'}).status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"


def test_each_representation_has_a_tag_of_its_own(client: FlaskClient) -> None:
    addresses = ("", ".json", ".csv", ".json?per_page=5", ".json?per_page=5&page=2", ".json?status=under-review")
    assert len({client.get(f"{ACTIONS}{address}").headers["ETag"] for address in addresses}) == len(addresses)


def test_a_tag_is_the_same_in_every_process(client: FlaskClient, published: Published) -> None:
    other = create_app(replace(published.settings, cache_megabytes=0)).test_client()
    assert other.get(f"{ACTIONS}.json").headers["ETag"] == client.get(f"{ACTIONS}.json").headers["ETag"]


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx", ".json?per_page=5"])
def test_asked_for_its_head_it_says_the_same_without_a_body(suffix: str, client: FlaskClient) -> None:
    whole, head = client.get(f"{ACTIONS}{suffix}"), client.head(f"{ACTIONS}{suffix}")
    assert head.status_code == 200
    assert head.data == b""
    assert {name: value for name, value in head.headers.items() if name != "Date"} == {
        name: value for name, value in whole.headers.items() if name != "Date"
    }


def test_a_script_of_another_site_may_read_answer_links_and_tag(client: FlaskClient) -> None:
    headers = client.get(f"{ACTIONS}.json?per_page=5").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Expose-Headers"] == "ETag, Last-Modified, Link, Allow"
    assert "Access-Control-Allow-Origin" not in client.get(ACTIONS).headers


def test_the_page_of_a_question_names_the_host_that_was_asked(client: FlaskClient) -> None:
    for host in ("one.example", "two.example:81"):
        page = client.get(ACTIONS, headers={"Host": host}).get_data(as_text=True)
        assert f"http://{host}/queries/actions-by-status.json" in page
        assert page.count(".example") == page.count(host.partition(":")[0])


def test_the_log_counts_the_rows_of_the_page(published: Published, capsys: pytest.CaptureFixture[str]) -> None:
    create_app(replace(published.settings, log="json")).test_client().get(f"{ACTIONS}.json?per_page=5")
    (line,) = [json.loads(text) for text in capsys.readouterr().err.splitlines()]
    assert line["rows"] == 5
