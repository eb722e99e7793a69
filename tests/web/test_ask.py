"""``/ask``: what was understood, the first rows, the next readings; a clear word where nothing fits."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

HPCN = "/queries/partner-involvement?partner=hampshire-parent-carer-network"


def page_of(client: FlaskClient, text: str, status: int = 200) -> str:
    response = client.get("/ask", query_string={"q": text}, headers={"Accept": "text/html"})
    assert response.status_code == status
    return html.unescape(response.get_data(as_text=True))


@pytest.mark.parametrize("address", ["/ask", "/ask?q=", "/ask?q=%20%20"])
def test_before_anything_is_asked_there_is_a_box_with_a_label(client: FlaskClient, address: str) -> None:
    page = client.get(address).get_data(as_text=True)
    assert 'for="q">Ask in plain words</label>' in page
    assert 'method="get" action="/ask"' in page
    assert "<h2>" not in page


def test_the_question_that_was_understood_is_shown_with_a_link_and_its_answer(client: FlaskClient) -> None:
    page = page_of(client, "what is HPCN involved in")
    assert f'<h2><a href="{HPCN}">What is Hampshire Parent/Carer Network involved in?</a></h2>' in page
    assert '<th scope="col">Statement</th>' in page
    assert 'href="/doc/statement/' in page
    assert 'value="what is HPCN involved in"' in page, "the box keeps what was asked"


def test_the_first_rows_are_shown_and_how_many_there_are(client: FlaskClient) -> None:
    page = page_of(client, "what is HPCN involved in")
    rows = len(client.get(f"{HPCN.replace('?', '.json?')}").get_json()["rows"])
    assert f"<caption>10 of {rows} rows</caption>" in page
    assert page.count("<tr>") == 1 + 10


def test_a_short_answer_is_shown_whole(client: FlaskClient) -> None:
    assert "<caption>All of 1 row</caption>" in page_of(client, "contracts held by Solent")


def test_the_next_readings_are_offered_as_links_with_their_sentences(client: FlaskClient) -> None:
    page = page_of(client, "what is planned for speech and language therapy")
    assert "Did you mean something else?" in page
    assert page.count('href="/queries/planned-for-service?service=') == 2


def test_slips_and_words_that_were_not_used_are_said(client: FlaskClient) -> None:
    page = page_of(client, "which contarcts does Solent hold in Surrey")
    assert "Read “contarcts” as “contracts”." in page
    assert "Not used: Surrey." in page


def test_where_no_question_fits_the_things_that_were_named_are_offered(client: FlaskClient) -> None:
    page = page_of(client, "who holds the school nursing contract")
    assert "No saved question fits" in page
    first = page[page.index("Things that your words may name") :]
    assert first.index('href="/doc/contract/hampshire-school-nursing-contract"') < first.index('href="/doc/service/')
    assert 'href="/search?q=who%20holds%20the%20school%20nursing%20contract"' in page
    assert "Things that your words may name" not in page_of(client, "what is HPCN involved in")


def test_what_fits_no_question_is_not_answered_but_the_nearest_are_offered(client: FlaskClient) -> None:
    page = page_of(client, "HPCN")
    assert "Nothing was answered: no saved question asks “HPCN”." in page
    assert "The nearest questions" in page
    assert HPCN in page
    assert "<table>" not in page


def test_what_is_about_something_else_says_so_and_leads_to_all_questions(client: FlaskClient) -> None:
    page = page_of(client, "how tall is Mount Everest")
    assert "No saved question fits" in page
    assert '<a href="/queries">All questions</a>' in page


def test_an_empty_answer_says_that_silence_is_no_finding(client: FlaskClient) -> None:
    page = page_of(client, "contracts held by NATSPEC")
    assert "Which contracts are there that NATSPEC holds?" in page
    assert "That it does not say so is not a finding about the area." in page
    assert "The document does speak of “" in page


def test_a_text_that_is_too_long_is_answered_with_a_sentence(client: FlaskClient) -> None:
    assert "A question in plain words may have 500 characters; this one has 501." in page_of(client, "a" * 501, 400)


def test_two_questions_at_once_are_refused(client: FlaskClient) -> None:
    assert client.get("/ask?q=one&q=two").status_code == 400


def test_an_edition_that_does_not_exist_is_said(client: FlaskClient) -> None:
    assert client.get("/ask?q=boards&edition=atlantis-2015").status_code == 422


def test_what_was_typed_is_never_markup(client: FlaskClient) -> None:
    text = "<script>alert(1)</script>"
    response = client.get("/ask", query_string={"q": text})
    assert text not in response.get_data(as_text=True)


ODD = ("%00", "%1b%5b31m", "%ff%fe", "%ed%a0%80", "%e2%80%ae", "%F0%9F%98%80", "%0d%0aSet-Cookie:a", "{{7*7}}")


@pytest.mark.parametrize("raw", ODD)
@pytest.mark.parametrize("address", ["/ask?q=", "/ask?q=contracts%20held%20by%20Solent%20"])
def test_no_character_is_a_fault(client: FlaskClient, address: str, raw: str) -> None:
    assert client.get(f"{address}{raw}").status_code in (200, 400)


@given(text=st.text(max_size=600))
def test_no_text_is_a_fault(client: FlaskClient, text: str) -> None:
    address = f"/ask?q={quote(text, errors='replace')}"
    assert client.get(address).status_code in (200, 400)
