"""The self-evaluation as a table in a browser: cards on narrow windows, keyboards, A3."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NARROW
from tests.browser.test_questions import pages_of, tab_to

TABLE = "/areas/hampshire-2015"
A3_ACROSS = (1191, 842)


def test_rows_are_lines_on_a_wide_window_and_cards_on_a_narrow_one(page: Page) -> None:
    page.goto(TABLE)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    cells = page.locator("#row-1\\.1 > *")
    boxes = [cell.bounding_box() for cell in cells.all()]
    tops = {round(box["y"]) for box in boxes if box}
    assert len(tops) == (len(boxes) if page.viewport_size == NARROW else 1)


def test_a_table_stays_one_for_who_hears_it(page: Page) -> None:
    """A browser that lays cells out as cards takes a table for none, if nothing says that it is one."""
    page.goto(TABLE)
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(6)
    expect(table.get_by_role("rowheader", name=re.compile("^Row "))).to_have_count(17)
    expect(page.locator("#row-9").get_by_role("cell")).to_have_count(5)


def test_heads_that_are_not_seen_show_when_the_keyboard_reaches_them(page: Page) -> None:
    page.goto(f"{TABLE}?area=readiness-2014-9")
    tab_to(page, "Early identification of need?", 60)
    box = page.get_by_role("link", name="Early identification of need?").bounding_box()
    assert box
    assert box["height"] >= 20
    expect(page.get_by_role("link", name="Early identification of need?")).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.activeElement.closest('thead')).clipPath") == "none"


def test_the_head_of_the_table_stays_in_sight(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    page.goto(f"{TABLE}#row-9")
    expect(page.get_by_role("columnheader", name="Working well OR Area to improve")).to_be_in_viewport()
    heading, row = (page.locator(it).bounding_box() for it in ("thead th >> nth=0", "#row-9 th a"))
    assert heading
    assert row
    assert row["y"] >= heading["y"] + heading["height"]
    page.close()


def test_filters_are_set_and_taken_away_with_the_keyboard_alone(page: Page) -> None:
    page.goto(TABLE)
    tab_to(page, "Filter by sector, theme, area, rating or partner")
    page.keyboard.press("Enter")
    tab_to(page, "sector-education")
    page.keyboard.press("Space")
    tab_to(page, "theme-participation", 80)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{TABLE}?sector=education&theme=participation")
    expect(page.get_by_role("status")).to_contain_text("of 299 statements fit")
    page.get_by_role("link", name="Remove Theme: Participation").press("Enter")
    page.wait_for_url(f"**{TABLE}?sector=education")


def test_one_area_is_found_and_printed_for_a_meeting(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.get_by_role("link", name="1. Participation of CYP").click()
    expect(page.get_by_role("rowheader", name=re.compile("^Row "))).to_have_count(5)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_text("Only what fits: Inspection area: Participation of CYP")).to_be_visible()
    page.close()


def test_the_table_prints_across_a3_with_all_its_columns(browser: Browser, address: str) -> None:
    assert set(pages_of(browser, f"{address}{TABLE}")) == {A3_ACROSS}
    page = browser.new_page(base_url=address, viewport={"width": 1512, "height": 1000})  # as wide as such a sheet without margins
    page.emulate_media(media="print")
    page.goto(TABLE)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for head in page.get_by_role("columnheader").all():
        expect(head).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
    page.close()
