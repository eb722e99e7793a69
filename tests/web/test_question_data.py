"""A question as data: its page says what it is called."""

from __future__ import annotations

from flask.testing import FlaskClient

from graphapp.settings import Settings
from graphapp.store.embedded import EmbeddedStore
from graphapp.web import create_app

ACTIONS = "/queries/actions-by-sector-and-theme"
BASE = "http://localhost:8000"


def test_the_page_of_a_question_says_what_it_is_called_and_leads_to_its_data(client: FlaskClient) -> None:
    page = client.get(ACTIONS).get_data(as_text=True)
    assert f"<code>{BASE}/id/question/actions-by-sector-and-theme</code>" in page
    assert 'href="/doc/question/actions-by-sector-and-theme"' in page
    assert client.get("/doc/question/actions-by-sector-and-theme.ttl").status_code == 200


def test_a_store_that_says_nothing_of_the_question_is_not_led_to(tiny_store: EmbeddedStore) -> None:
    browser = create_app(Settings(base_iri="https://example.org/"), tiny_store).test_client()
    page = browser.get("/queries/reviews").get_data(as_text=True)
    assert "What this cannot tell" in page
    assert "/doc/question/" not in page
