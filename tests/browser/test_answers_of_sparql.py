"""Answers in SPARQL in a browser: what axe finds in each view, narrow windows, and a query that is taken away as a question."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_questions import RULES, tab_to

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
AREAS = f"{PREFIX}SELECT ?area ?label {{ ?area a sef:InspectionArea ; skos:prefLabel ?label }}"
BOARDS = f"{PREFIX}DESCRIBE ?board {{ ?board a sef:Board }} LIMIT 2"
HOSTILE = f'CONSTRUCT {{ <urn:a> <urn:says> "<script>alert(1)</script>", "مرحبا بالعالم (1)", "{"x" * 500}" }} {{}}'
VIEWS = {
    "a table": (AREAS, "table"),
    "JSON": (AREAS, "json"),
    "a word": ("ASK {}", "table"),
    "Turtle": (BOARDS, "turtle"),
    "a drawing": (BOARDS, "drawing"),
    "a drawing of hostile words": (HOSTILE, "drawing"),
    "nothing": ("SELECT * { <urn:nothing> ?p ?o }", "table"),
}


def path(query: str, view: str) -> str:
    return f"/sparql/answer?{urlencode({'query': query, 'view': view})}"


@pytest.mark.parametrize(("query", "view"), VIEWS.values(), ids=VIEWS)
def test_axe_finds_nothing_and_only_the_answer_scrolls_sideways(query: str, view: str, page: Page) -> None:
    page.goto(path(query, view))
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_views_are_changed_with_the_keyboard(page: Page) -> None:
    page.goto(path(BOARDS, "turtle"))
    page.get_by_role("link", name="Drawing", exact=True).press("Enter")
    page.wait_for_url("**view=drawing#answer")
    expect(page.locator("svg.drawing")).to_be_in_viewport()
    page.get_by_role("link", name="Turtle", exact=True).first.press("Enter")
    expect(page.locator("pre")).to_contain_text("@prefix sef:")


def test_a_long_query_is_downloaded_and_shown_in_another_way(page: Page) -> None:
    page.goto("/sparql")
    page.evaluate(
        "query => { const box = document.querySelector('#query'); box.value = query; box.form.submit() }",
        f"{AREAS} #{'x' * 9_000}",
    )
    page.get_by_role("button", name="Show as JSON").click()
    expect(page.locator("pre")).to_contain_text('"bindings"')
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").click()
    assert started.value.suggested_filename == "answer.csv"


def test_a_query_is_taken_away_as_a_question_with_the_keyboard(page: Page) -> None:
    page.goto(path(AREAS, "table"))
    page.get_by_text("Save as a question").click()
    page.get_by_label("Title, as the library lists it").fill("Areas by name")
    tab_to(page, "Download the file", 1)
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "areas-by-name.rq"
    assert '#+ title: "Areas by name"' in started.value.path().read_text(encoding="utf-8")
