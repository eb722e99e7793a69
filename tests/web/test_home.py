"""The first page and the frame around all pages."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.published import Published


def test_the_first_page_says_what_the_graph_holds(client: FlaskClient, published: Published) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "Hampshire SEND self-evaluation, autumn 2015" in page
    assert f"{published.count('?it a sef:Statement')} statements" in page


def test_the_first_page_leads_to_every_question_and_row(client: FlaskClient, published: Published) -> None:
    page = client.get("/").get_data(as_text=True)
    for name in published.library:
        assert f'href="/queries/{name}"' in page
    assert page.count('href="/doc/assessment/') == 17


def test_every_answer_forbids_scripts_and_other_hosts(client: FlaskClient) -> None:
    for path in ("/", "/queries", "/nowhere", "/doc/service/hampshire-portage.ttl"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
