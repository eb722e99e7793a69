"""Names of 400 letters without a space, in other scripts, and with markup: every page stands, and shows them as words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from graphapp.settings import Settings
from tests.assessments import tables
from tests.browser.conftest import NARROW, complaints_of, serving
from tests.conftest import NAMING

PAGES = (
    "/",
    "/areas/one",
    "/areas/one?partner=trust",
    "/areas/one/rows/1",
    "/areas/one/rows/2a",
    "/doc/partner/trust",
    "/doc/partner/trust/neighbourhood",
    "/doc/area/one",
    "/doc/assessment/one-2a",
    "/doc/statement/one-said",
    "/doc/statement/one-under",
    "/browse/assessment",
    "/browse/partner",
    "/search?q=alert",
    f"/search?q={'x' * 400}",
    f"/ask?q={'x' * 400}",
    "/queries/partner-involvement?partner=trust",
    "/see/ratings",
    "/see/partners-and-areas",
    "/sparql/answer?query=SELECT+*+%7B+%3Fit+skos%3AprefLabel+%3Fname+%7D",
    "/sparql/answer?query=SELECT+*+%7B+%3Fit+%3Chttp%3A%2F%2Fwww.w3.org%2F2004%2F02%2Fskos%2Fcore%23prefLabel%3E+%3Fname+%7D",
)


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site over an edition with strange names."""
    monkeypatch.setattr(tables, "LONG", "x" * 400)
    with serving(Settings(base_iri=NAMING.base), tables.store_of("one")) as address:
        yield address


def test_pages_stand_and_no_name_is_markup_or_wider_than_a_phone(strange: str, browser: Browser) -> None:
    page = browser.new_page(base_url=strange, viewport=NARROW)
    complaints = complaints_of(page, strange)
    page.on("dialog", lambda dialog: complaints.append(f"a script of a name ran: {dialog.message}"))
    beyond = {}
    for path in PAGES:
        response = page.goto(path)
        assert response
        assert response.status in (200, 400), path
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        beyond[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()
    assert complaints == []
    assert {path: width for path, width in beyond.items() if width > 0} == {}
