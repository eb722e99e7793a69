"""Drawings in a browser: keyboards, forced colours, paper."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

NETWORK = "/doc/partner/hampshire-parent-carer-network/neighbourhood"


def test_a_neighbour_is_reached_and_followed_with_the_keyboard(page: Page) -> None:
    page.goto(NETWORK)
    page.locator("svg a").nth(1).focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/*/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_words_in_the_browser_are_no_wider_than_they_were_measured(page: Page) -> None:
    page.goto("/see/ratings")
    beyond = page.evaluate(
        """[...document.querySelectorAll("svg text")].filter(it => {
            const box = it.getBBox(), frame = it.ownerSVGElement.viewBox.baseVal
            return box.x < 0 || box.x + box.width > frame.width
        }).map(it => it.textContent)"""
    )
    assert beyond == []


def test_a_file_of_svg_is_shown_in_its_colours(page: Page) -> None:
    page.goto("/see/ratings.svg")
    assert page.evaluate("getComputedStyle(document.querySelector('.cell.shade-5')).fill") == "rgb(15, 56, 92)"


def test_in_forced_colours_lines_and_words_have_those_of_the_system(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, forced_colors="active")
    found = context.new_page()
    found.goto(NETWORK)
    line, words = (
        found.evaluate(f"getComputedStyle(document.querySelector('svg {what}')).{property_}")
        for what, property_ in ((".line", "stroke"), ("a text", "fill"))
    )
    context.close()
    assert line not in ("rgb(111, 119, 123)", "none")
    assert words != "rgb(26, 101, 166)"
