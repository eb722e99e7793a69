"""The answer as a committee paper: where each row is stated stands in numbered notes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.published import Published
from tests.web.markup import Element, read_page

ACTIONS = "/queries/actions-by-sector-and-theme"


def paper(client: FlaskClient, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read_page(response.get_data(as_text=True))


def notes(found: Element) -> dict[str, str]:
    return {it.attributes["id"]: it.text for it in found.all("li") if it.attributes.get("id", "").startswith("note-")}


def test_each_statement_is_a_note_with_row_column_words_and_address(client: FlaskClient) -> None:
    found = notes(paper(client, f"{ACTIONS}/print"))
    assert list(found) == ["note-1", "note-2", "note-3"]
    assert found["note-1"] == (
        "Row 3c, further work required or planned: Some joint planning of a strategic kind is to be undertaken by the health "
        "services for adults and for children. http://localhost:8000/id/statement/hampshire-2015-3c-further-work-d54695c5"
    )


def test_every_row_points_to_its_note(client: FlaskClient, published: Published) -> None:
    for name in published.library:
        found = paper(client, f"/queries/{name}/print")
        marks = [link.attributes["href"] for row in found.all("tbody") for link in row.all("a")]
        assert list(dict.fromkeys(marks)) == [f"#{id_}" for id_ in notes(found)], f"{name}: numbered as they come up"
        assert len(set(notes(found).values())) == len(notes(found)), f"{name}: each statement once"


def test_a_statement_far_to_the_right_is_its_number_alone(client: FlaskClient) -> None:
    table = next(paper(client, "/queries/contracts-by-provider/print").all("tbody"))
    last = [list(row.all("td"))[-1].text for row in table.all("tr")]
    assert all(re.fullmatch(r"note \d+", words) for words in last)


def test_a_paper_says_where_it_comes_from(client: FlaskClient, published: Published) -> None:
    found = paper(client, f"{ACTIONS}/print?sector=education")
    (about,) = [it for it in found.all("dl") if it.attributes.get("class") == "about"]
    said = dict(zip((it.text for it in about.all("dt")), (it.text for it in about.all("dd")), strict=True))
    today = datetime.now(UTC).date()
    assert said["Sector"] == "Education"
    assert said["Data version"].startswith(published.version.manifest.version)
    assert said["Rights"].startswith("The document states no licence.")
    assert "sector=education&theme=transition-to-adulthood" in said["Address"], "every value, as defaults may change"
    assert said["Printed from the site on"] == f"{today.day} {today:%B %Y}"
    assert "What this cannot tell" in [it.text for it in found.all("h2")]
    assert "Hampshire SEND self-evaluation, autumn 2015" in found.text


def test_a_paper_of_nothing_says_so(client: FlaskClient) -> None:
    found = paper(client, f"{ACTIONS}/print?sector=youth-justice")
    assert "Nothing in the document meets all of this." in found.text
    assert not list(found.all("table"))


def test_a_paper_keeps_all_columns(client: FlaskClient, published: Published) -> None:
    (head,) = paper(client, f"{ACTIONS}/print?hide=tier").all("thead")
    assert [it.text for it in head.all("th")] == [column.label for column in published.library[ACTIONS[9:]].columns]


@pytest.mark.parametrize(("values", "status"), [("sector=helth", 422), ("colour=red", 422)])
def test_a_wrong_value_leads_to_the_form(values: str, status: int, client: FlaskClient) -> None:
    response = client.get(f"{ACTIONS}/print?{values}", headers={"Accept": "text/html"})
    assert response.status_code == status
    assert "There is a problem" in response.get_data(as_text=True)


def test_no_paper_of_what_is_no_question(client: FlaskClient) -> None:
    assert client.get("/queries/nothing/print", headers={"Accept": "text/html"}).status_code == 404
