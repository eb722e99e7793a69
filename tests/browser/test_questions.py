"""The pages of questions in a browser: keyboards, paper. What holds for every page, ``test_every_page.py`` looks at."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

ACTIONS = "/queries/actions-by-sector-and-theme"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not looked up, which takes half of the time
}


def focused(page: Page) -> str:
    """What a key would act on: the id or the words of the element with the focus."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
    return found


def tab_to(page: Page, target: str, most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == target:
            return
    pytest.fail(f"{target} is not reached in {most} steps")


def test_the_first_step_leads_past_the_header(page: Page) -> None:
    page.goto(ACTIONS)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()


def test_a_question_is_asked_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/queries/everything-about-service")
    tab_to(page, "gap-service")
    page.keyboard.press("Control+A")
    page.keyboard.type("school nursing")
    page.keyboard.press("Enter")
    page.wait_for_url("**/everything-about-service?service=hampshire-school-nursing")
    expect(page.get_by_role("heading", level=1)).to_contain_text("School Nursing", ignore_case=True)


def test_a_switch_is_turned_and_columns_are_hidden_with_the_keyboard(page: Page) -> None:
    page.goto(ACTIONS)
    tab_to(page, "gap-context")
    page.keyboard.press("Space")
    tab_to(page, "Show the answer")
    page.keyboard.press("Enter")
    page.wait_for_url("**?context=true")
    tab_to(page, "Columns and addresses", 200)
    page.keyboard.press("Enter")
    tab_to(page, "Hide Status")
    page.keyboard.press("Enter")
    page.wait_for_url("**?context=true&hide=status#answer")
    expect(page.get_by_role("columnheader", name="Status")).to_have_count(0)
    page.get_by_role("link", name="show Status").press("Enter")
    page.wait_for_url("**?context=true#answer")
    expect(page.get_by_role("columnheader", name="Status")).to_be_visible()


def test_the_summary_of_what_is_wrong_leads_to_the_control(page: Page) -> None:
    page.goto("/queries/everything-about-service?service=Portidge")
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("alert").get_by_role("link").press("Enter")
    assert focused(page) == "gap-service"
    expect(page.locator("#gap-service")).to_have_accessible_description(re.compile("is no value for service"))


def test_every_control_is_called_by_its_label(page: Page) -> None:
    page.goto("/queries/measurements")
    for name in ("About", "With or without a date"):
        expect(page.get_by_role("combobox", name=name)).to_be_visible()
    group = page.get_by_role("group", name="Value")
    for name in ("At least", "At most"):
        expect(group.get_by_role("spinbutton", name=name)).to_be_visible()


# On paper


def pages_of(browser: Browser, address: str) -> list[tuple[int, int]]:
    """The width and the height of each page that is printed, in points."""
    page = browser.new_page()
    page.goto(address)
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


A4 = (595, 842)


def test_a_paper_is_a4_and_a_wide_one_lies_across(browser: Browser, address: str) -> None:
    upright = pages_of(browser, f"{address}/queries/evidence-in-rated-rows/print?kind=feedback")
    assert set(upright) == {A4}
    assert pages_of(browser, f"{address}/queries/training/print")[0] == A4[::-1]


def test_the_page_itself_is_printed_without_what_only_a_screen_can_do(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{ACTIONS}")
    page.emulate_media(media="print")
    for hidden in ("nav", "form", "details", "footer"):
        assert not any(it.is_visible() for it in page.locator(hidden).all()), hidden
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_text(f"From http://localhost:8000{ACTIONS}.")).to_be_visible()
    page.close()
