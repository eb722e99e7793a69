"""Every kind of page in a browser, wide and narrow: what axe finds, what is beyond the window, keyboards, colours, scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from graphapp.search.listing import collection_of
from graphapp.web import create_app
from tests.browser.conftest import NARROW, WIDE, complaints_of, serving
from tests.browser.samples import LEADING_ON, PAGES, SAMPLES, SLUGS
from tests.browser.test_questions import RULES
from tests.changed import Changed
from tests.published import Published

LOOKING = Path(__file__).with_name("every_page.js").read_text(encoding="utf-8")
WATCHING = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) globalThis.movedSoFar = (globalThis.movedSoFar ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true });"""

MOST_MOVED = 0.01
"""A tenth of what web.dev calls good."""


@dataclass
class Visit:
    """What was found on a page, by the width of the window.

    :ivar text: what the page says in its main part, with scripts; :attr:`plain` without
    """

    path: str
    status: int = 0
    complaints: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    beyond: dict[str, int] = field(default_factory=dict)
    unreached: dict[str, list[str]] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)
    moved: dict[str, float] = field(default_factory=dict)
    text: str = ""
    plain: str = ""


@pytest.fixture(scope="module")
def changed_address(changed: Changed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where three versions are served, with a file for questions that people save."""
    with serving(replace(changed.settings, saved=str(tmp_path_factory.mktemp("saved") / "saved.sqlite"))) as found:
        yield found


@pytest.fixture(scope="module")
def windows(browser: Browser, changed_address: str) -> Iterator[dict[str, Page]]:
    """A wide window, a narrow one, and one without scripts."""
    ways: dict[str, dict[str, Any]] = {
        "wide": {"viewport": WIDE},
        "narrow": {"viewport": NARROW},
        "plain": {"viewport": WIDE, "java_script_enabled": False},
    }
    contexts = {name: browser.new_context(base_url=changed_address, **way) for name, way in ways.items()}
    for name in ("wide", "narrow"):
        contexts[name].add_init_script(WATCHING)
    yield {name: context.new_page() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def look(page: Page, what: str) -> Any:  # noqa: ANN401 - what a function of the script gives
    return page.evaluate(f"({LOOKING}).{what}()")


BY_SCRIPTS = "Queries you asked in this browser"
"""All that scripts add to a page: a list, folded, that the browser alone keeps."""


def words_of(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().replace(BY_SCRIPTS, "").split())


@pytest.fixture(scope="module", params=list(PAGES), ids=list(PAGES))
def visit(request: pytest.FixtureRequest, windows: dict[str, Page], changed_address: str) -> Visit:
    """A page, looked at once for all tests."""
    path, found = request.param, Visit(request.param)
    for name in ("wide", "narrow"):
        page = windows[name]
        complaints = complaints_of(page, changed_address)
        response = page.goto(path)
        assert response
        found.status = response.status
        found.moved[name] = look(page, "moved")
        found.text = found.text or words_of(page)
        look(page, "unfold")
        found.beyond[name] = look(page, "beyond")
        report = Axe().run(page, options=RULES)
        found.violations += [report.generate_report()] if report.violations_count else []
        page.keyboard.press("Tab")
        found.unreached[name] = look(page, "unreached")
        page.emulate_media(forced_colors="active")
        found.unseen += look(page, "unseen")
        page.emulate_media(forced_colors="none")
        found.complaints += complaints
    windows["plain"].goto(path)
    found.plain = words_of(windows["plain"])
    return found


def test_it_answers_with_its_status_and_the_browser_has_nothing_to_complain_of(visit: Visit) -> None:
    """No error, no message of the Content-Security-Policy, nothing asked of another host."""
    assert visit.status == PAGES[visit.path]
    assert visit.complaints == []


def test_axe_finds_nothing_also_where_everything_is_unfolded(visit: Visit) -> None:
    assert visit.violations == []


def test_nothing_but_frames_scrolls_sideways(visit: Visit) -> None:
    """A window of 320 pixels is one of 1,280 at a zoom of 400 percent (WCAG 2.2, 1.4.10)."""
    assert visit.beyond == {"wide": 0, "narrow": 0}


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Visit) -> None:
    """WCAG 2.2, 2.1.1, 2.4.7 and 2.4.11."""
    assert visit.unreached == {"wide": [], "narrow": []}


def test_in_forced_colours_everything_is_seen(visit: Visit) -> None:
    assert visit.unseen == []


def test_nothing_moves_while_it_loads(visit: Visit) -> None:
    assert max(visit.moved.values()) < MOST_MOVED


def test_without_scripts_it_says_the_same(visit: Visit) -> None:
    assert visit.plain == visit.text


# The samples


def test_every_rule_that_shows_a_page_has_a_sample(changed: Changed) -> None:
    """What answers in another type than HTML is no page; ``tests/web/test_fetched_again.py`` fetches these."""
    app = create_app(changed.settings)
    rules = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    left = {rule for rule in rules - SAMPLES.keys() if not rule.startswith(LEADING_ON)}
    with_suffix = {rule for rule in left if "." in rule or rule.endswith("SHA256SUMS")}
    assert left - with_suffix == NO_PAGES


NO_PAGES = {
    "/complete",
    "/sparql/complete",
    "/healthz",
    "/readyz",
    "/ns",
    "/exports/<name>",
    "/exports/<asked>/tables/<name>",
    "/static/<path:name>",
}
"""Rules whose answers are data or files; “/ns” leads browsers on to the pages of the ontology."""


def test_every_kind_of_thing_has_a_sample(published: Published) -> None:
    assert collection_of(published.store, published.naming, "hampshire-2015").kinds.keys() == SLUGS.keys()


def test_no_page_is_empty(client: FlaskClient) -> None:
    """So that the other tests look at something."""
    assert all("<h1" in client.get(path, headers={"Accept": "text/html"}).text for path in PAGES if "whole..less" not in path)
