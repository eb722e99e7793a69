"""Finding things in a browser: names are offered while one types, and the box works whatever becomes of the offers."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_questions import RULES, tab_to

BOX = "Find a name or words"
HOSTILE = ("“NEAR” OR NOT *", "😀", "<script>alert(1)</script>", "'; --", "the of and", "ا" * 60)


def opened(page: Page) -> None:
    page.goto("/search")
    expect(page.get_by_role("combobox", name=BOX)).to_be_visible()


def test_names_are_offered_and_told_and_one_is_chosen_with_the_keyboard(page: Page) -> None:
    opened(page)
    tab_to(page, "find")
    page.keyboard.type("hpcn")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Hampshire Parent/Carer Network partner")
    expect(page.get_by_role("status").filter(has_text=re.compile("results? (is|are) available")).first).to_be_attached()
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/partner/hampshire-parent-carer-network")


def test_with_names_offered_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page) -> None:
    opened(page)
    page.get_by_role("combobox", name=BOX).press_sequentially("scool nursing")
    expect(page.get_by_role("option").first).to_contain_text("School Nursing")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("combobox", name=BOX)).to_have_value("scool nursing")


def test_whatever_is_typed_is_looked_for_as_it_is(page: Page) -> None:
    for text in HOSTILE:
        opened(page)
        page.get_by_role("combobox", name=BOX).fill(text)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("combobox", name=BOX)).to_have_value(text)
        expect(page.get_by_role("status").filter(has_text="found").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, text


@pytest.mark.parametrize("failing", ["late", "broken"])
def test_where_no_names_come_the_form_is_sent_all_the_same(failing: str, page: Page) -> None:
    def answer(route: Route) -> None:
        if failing == "broken":
            route.fulfill(body="<html>no JSON</html>")

    page.route("**/complete?*", answer)
    opened(page)
    with page.expect_request("**/complete?*"):
        page.get_by_role("combobox", name=BOX).press_sequentially("portage")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Portage", exact=True).first).to_be_visible()


def test_without_scripts_the_box_is_a_field(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/search")
    page.get_by_role("searchbox", name=BOX).fill("portage")
    page.get_by_role("main").get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Portage", exact=True).first).to_be_visible()
    page.close()
