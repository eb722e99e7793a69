"""What strategists come for, done as they would: from the first page, by what they read there, without knowing an address.

Each is done in five steps at most: a step is a click, or words that are typed and sent.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graphapp.resources import folder
from tests.browser.conftest import NARROW, WIDE

MOST_STEPS = 5


@dataclass
class Visitor:
    """Somebody who has just opened the first page, and reads.

    :ivar steps: what was done so far
    """

    page: Page
    steps: int = 0

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Click the first link of the page's content that is called *name*, or has it in its name."""
        self._step()
        link = self.page.get_by_role("main").get_by_role("link", name=name, exact=exact).first
        expect(link).to_be_visible()
        link.click()

    def ask(self, text: str) -> None:
        """Type into the box of the first page, and send it."""
        self._step()
        self.page.get_by_label("Ask in plain words").fill(text)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def download(self, name: str) -> list[dict[str, str]]:
        """Save a table by its link, and read its rows."""
        self._step()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name, exact=True).first.click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST_STEPS


@pytest.fixture(params=[(WIDE, True), (NARROW, True), (NARROW, False)], ids=["wide", "narrow", "narrow without scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visitor]:
    size, scripts = request.param
    context = browser.new_context(base_url=address, viewport=size, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/")
    yield Visitor(page)
    context.close()


def rows_of(answer: str) -> list[dict[str, str]]:
    """The golden answer with this name."""
    file = folder("queries") / "golden" / "hampshire-2015" / f"{answer}.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_find_what_actions_of_health_and_transition_there_are_and_download_them(visitor: Visitor) -> None:
    visitor.ask("which actions involve Health and transition")
    visitor.follow("Which planned actions involve Health and Transition to adulthood?")
    rows = visitor.download("CSV")
    expected = rows_of("actions-by-sector-and-theme")
    assert [(row["Planned action (IRI)"].rpartition("/")[2], row["How it counts"]) for row in rows] == [
        (row["action_slug"], row["tier"]) for row in expected
    ]
    assert visitor.steps == 3


def test_see_which_rows_are_to_improve_and_why(visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow("Rows rated “area to improve”")
    table = page.get_by_role("table")
    shown = [row.get_by_role("cell").first.inner_text() for row in table.get_by_role("row").all()[1:]]
    assert shown == [f"Row {row['row']}" for row in rows_of("rows-to-improve")]
    visitor.follow("Adult Health area to improve")
    expect(page.get_by_role("main")).to_contain_text("Row 3c")
    expect(page.get_by_role("main")).to_contain_text("Area to improve")
    assert visitor.steps == 2


def test_see_what_a_partner_is_involved_in_who_is_known_by_an_abbreviation(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("what is HPCN involved in")
    visitor.follow("What is Hampshire Parent/Carer Network involved in?")
    expect(page.get_by_role("main")).to_contain_text("Answer: 35 rows")
    visitor.follow("Hampshire Parent/Carer Network", exact=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hampshire Parent/Carer Network")
    assert visitor.steps == 3


def test_see_who_holds_a_contract_and_what_is_not_stated_of_it(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("who holds the school nursing contract")
    visitor.follow("School Nursing contract")
    for name, value in (
        ("Held by", "Southern Health"),
        ("Commissioned by", "Not stated in the document"),
        ("Period", "Not stated in the document"),
    ):
        row = page.locator("dl > div").filter(has=page.get_by_text(name, exact=True))
        expect(row.first).to_contain_text(value)
    assert visitor.steps == 2


def test_print_one_area_for_a_meeting(visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow("10. Transition to adult social care")
    expect(page.get_by_role("rowheader", name=re.compile("^Row "))).to_have_count(1)
    page.emulate_media(media="print")
    for hidden in ("nav", "form", "footer"):
        assert not any(it.is_visible() for it in page.locator(hidden).all()), hidden
    expect(page.get_by_role("main")).to_contain_text("improvement plan between them")
    assert visitor.steps == 1
