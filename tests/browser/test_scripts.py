"""What scripts add to pages: an editor for SPARQL, and names that are offered while one types. Pages work without them."""

from __future__ import annotations

import json
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import NARROW
from tests.browser.test_questions import RULES, focused, tab_to

EDITOR = ".app-editor .cm-content"
QUERY = "SELECT ?board WHERE { ?board a sef:"


def editor(page: Page) -> None:
    """Open the SPARQL page, and wait for the editor to stand in the place of the text box."""
    page.goto("/sparql")
    expect(page.locator(EDITOR)).to_be_visible()
    expect(page.locator("#query")).to_be_hidden()


def test_axe_finds_nothing_in_the_editor(page: Page) -> None:
    editor(page)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_editor_is_called_and_reached_by_the_label_of_the_text_box(page: Page) -> None:
    editor(page)
    box = page.get_by_role("textbox", name="Query")
    expect(box).to_have_accessible_description(
        re.compile("^In SPARQL 1.1. Ctrl and Enter asks it. Names are offered while you write")
    )
    page.get_by_text("Query", exact=True).click()
    expect(page.locator(EDITOR)).to_be_focused()


def test_a_tab_leaves_the_editor(page: Page) -> None:
    editor(page)
    page.locator(EDITOR).focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Ask"


def test_a_prefix_that_is_used_is_declared_once(page: Page) -> None:
    editor(page)
    page.locator(EDITOR).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(f'# foaf: in a comment\n{QUERY}Board ; skos:prefLabel ?label FILTER(?label != "org:no") }} # unknown:x')
    written = page.locator("#query").input_value()
    assert written.count("PREFIX sef: <https://w3id.org/send-sef/ns#>\n") == 1
    assert written.count("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n") == 1
    assert written.count("PREFIX") == 2
    assert "?board a sef:Board ; skos:prefLabel ?label" in written


def test_control_and_enter_ask_the_query_and_show_the_answer(page: Page) -> None:
    editor(page)
    page.locator(EDITOR).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK {}")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql/answer?query=ASK+%7B%7D")
    expect(page.get_by_role("heading", name="Answer: Yes")).to_be_visible()


def test_without_scripts_the_text_box_is_there(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/sparql")
    expect(page.get_by_role("textbox", name="Query")).to_be_editable()
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    expect(page.get_by_role("link", name="Questions").first).to_be_visible()
    page.close()


# The menu of a narrow window


def narrow(browser: Browser, address: str) -> Page:
    return browser.new_page(base_url=address, viewport=NARROW)


def test_the_menu_is_folded_and_unfolds_with_the_keyboard(browser: Browser, address: str) -> None:
    page = narrow(browser, address)
    page.goto("/about")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions")).to_be_hidden()
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions")).to_be_visible()
    page.close()


def test_where_its_script_does_not_come_the_menu_unfolds_by_itself(browser: Browser, address: str) -> None:
    page = narrow(browser, address)
    page.route("**/site.js*", lambda route: route.abort())
    page.goto("/about")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions")
    expect(link).to_be_hidden()
    expect(link).to_be_visible(timeout=8_000)
    page.close()


# Names that are offered

OFFERED = [
    {"label": "Solent NHS Trust", "kind": "partner", "path": "/doc/partner/solent-nhs-trust"},
    {"label": "<img src=x onerror=alert(1)> Solent", "kind": "<b>", "path": "/nowhere"},
]


def with_offers(page: Page) -> list[str]:
    """The first page, whose box offers names; and what it has asked for so far."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="application/json", body=json.dumps(OFFERED))

    page.route("**/complete?*", answer)
    page.goto("/")
    page.evaluate("document.getElementById('q').dataset.complete = '/complete'")
    script = page.evaluate("document.querySelector('script[src*=\"site.js\"]').getAttribute('src')")
    page.add_script_tag(url=script.replace("site.js", "complete.js"), type="module")
    expect(page.get_by_role("combobox", name="Ask in plain words")).to_be_visible()
    return asked


def test_names_are_offered_once_somebody_stops_typing_and_are_words(page: Page) -> None:
    asked = with_offers(page)
    page.locator("#q").press_sequentially("solent")
    expect(page.get_by_role("option")).to_have_count(2)
    assert len(asked) == 1
    assert asked[0].endswith("/complete?q=solent")
    expect(page.get_by_role("option").last).to_contain_text("<img src=x onerror=alert(1)> Solent <b>")
    assert page.locator("[role=option] img").count() == 0
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_who_chooses_a_name_is_led_to_it_with_the_keyboard_alone(page: Page) -> None:
    with_offers(page)
    tab_to(page, "q")
    page.keyboard.type("solent")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/partner/solent-nhs-trust")


def test_who_goes_on_typing_sends_the_form(page: Page) -> None:
    with_offers(page)
    page.locator("#q").press_sequentially("contracts held by Solent")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?q=contracts+held+by+Solent")
