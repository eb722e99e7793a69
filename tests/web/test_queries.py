"""The library, and the page of one question: form, answer, downloads."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.published import Published
from tests.web.markup import foreign_scripts

ACTIONS = "/queries/actions-by-sector-and-theme"


def test_the_library_describes_every_question(client: FlaskClient, published: Published) -> None:
    page = client.get("/queries").get_data(as_text=True)
    for query in published.library.values():
        assert query.title in page


def test_every_question_answers_with_its_defaults(client: FlaskClient, published: Published) -> None:
    for name in published.library:
        response = client.get(f"/queries/{name}")
        assert response.status_code == 200, name
        assert "<table>" in response.get_data(as_text=True), f"{name}: the first run always answers something"


def test_the_heading_repeats_the_filled_sentence(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}?sector=education&theme=transition-to-school").get_data(as_text=True)
    assert "<h1>Which planned actions involve Education and Transition to school?</h1>" in page
    assert '<option value="education" selected>' in page


def test_each_row_links_to_its_statement_and_row(client: FlaskClient) -> None:
    page = client.get(ACTIONS).get_data(as_text=True)
    assert page.count('href="/doc/statement/') == 3
    assert 'href="/doc/assessment/hampshire-2015-10">Row 10</a>' in page


def test_the_switch_shows_more_and_marks_it(client: FlaskClient) -> None:
    answer = client.get(f"{ACTIONS}.json?context=yes").get_json()
    tiers = [row["tier"]["value"] for row in answer["rows"]]
    assert tiers[:3] == ["stated", "derived", "derived"]
    assert set(tiers[3:]) == {"context"}


def test_every_row_of_the_first_question_says_why_it_counts(client: FlaskClient) -> None:
    for row in client.get(f"{ACTIONS}.json").get_json()["rows"]:
        assert row["sector_reason"]["value"]
        assert row["theme_reason"]["value"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{ACTIONS}?sector=helth", ("“helth” is no value for sector", "Did you mean Health?", "Education")),
        (f"{ACTIONS}?colour=red", ("has no gap called “colour”", "sector, theme, context")),
        (f"{ACTIONS}?context=perhaps", ("takes yes or no",)),
        (f"{ACTIONS}?sector=health&sector=education", ("is given twice",)),
    ],
)
def test_a_wrong_value_is_answered_with_what_exists(address: str, words: tuple[str, ...], client: FlaskClient) -> None:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 422
    for word in words:
        assert word in response.get_data(as_text=True)


def test_a_wrong_value_in_a_download_is_a_problem_document(client: FlaskClient) -> None:
    response = client.get(f"{ACTIONS}.json?sector=helth", headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert "Did you mean health?" in response.get_json()["detail"]


def test_an_empty_answer_says_that_silence_is_no_finding(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}?sector=youth-justice&theme=accommodation").get_data(as_text=True)
    assert "0 rows" in page
    assert "not a finding" in page


def test_the_csv_has_a_label_and_an_iri_for_every_thing(client: FlaskClient) -> None:
    response = client.get(f"{ACTIONS}.csv")
    assert "attachment" in response.headers["Content-Disposition"]
    header, *rows = csv.reader(io.StringIO(response.get_data().decode("utf-8-sig")))
    assert header[:2] == ["Planned action", "Planned action (IRI)"]
    assert len(rows) == 3
    assert all(row[1].startswith("http://localhost:8000/id/statement/") for row in rows)


def test_an_unknown_question_names_the_nearest(client: FlaskClient) -> None:
    response = client.get("/queries/rows-to-improv", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "Did you mean rows-to-improve" in response.get_data(as_text=True)


def test_an_unknown_download_says_which_exist(client: FlaskClient) -> None:
    response = client.get("/queries/rows-to-improve.xls")
    assert response.status_code == 404


def test_a_value_cannot_bring_markup_into_the_page(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}?sector=<script>alert(1)</script>", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert not foreign_scripts(page)


def test_a_gap_offers_the_values_that_give_rows_with_how_many(client: FlaskClient) -> None:
    page = client.get(ACTIONS).get_data(as_text=True)
    assert '<option value="health" selected>Health (3)</option>' in page
    assert '<option value="youth-justice"' not in page


def test_an_empty_answer_leads_to_those_that_are_not(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}?sector=youth-justice").get_data(as_text=True)
    assert "There would be an answer if you changed one of these:" in page
    links = re.findall(r'<a href="/queries/[a-z-]+(\?[^"]+|)">[^<]+</a>: (\d+) row', page)
    assert links
    for address, rows in links:
        answer = client.get(f"{ACTIONS}.json{html.unescape(address)}").get_json()
        assert len(answer["rows"]) == int(rows) > 0


def test_the_answer_as_a_workbook_says_where_it_comes_from(client: FlaskClient, published: Published) -> None:
    response = client.get(f"{ACTIONS}.xlsx?sector=health")
    assert response.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert 'filename="actions-by-sector-and-theme.xlsx"' in response.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(response.get_data()))
    said = {str(name.value): str(text.value) for name, text in book["About"].iter_rows(max_col=2)}
    assert book["Answer"].max_row == 4
    assert said["Data version"].startswith(published.version.manifest.version)
    assert said["Rights"].startswith("The document states no licence.")
    assert "sector=health&theme=transition-to-adulthood" in said["Address"]


def test_csv_that_is_downloaded_tells_excel_its_encoding(client: FlaskClient) -> None:
    assert client.get(f"{ACTIONS}.csv").get_data().startswith(b"\xef\xbb\xbf")
