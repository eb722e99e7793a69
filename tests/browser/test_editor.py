"""The editor for SPARQL: what it completes, where it marks a mistake, and the queries that were asked in this browser."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_questions import RULES, focused
from tests.browser.test_scripts import EDITOR, editor


def write(page: Page, *texts: str) -> None:
    """Write *texts* in the place of what the editor has, slowly enough to be offered names after each."""
    page.locator(EDITOR).focus()
    page.keyboard.press("Control+A")
    for text in texts:
        page.keyboard.type(text)


def opened(page: Page, *texts: str) -> None:
    """Open the editor once it completes, and write *texts*."""
    page.goto("/sparql")
    with page.expect_response("**/chunks/completion-*"):
        page.locator(EDITOR).focus()
    write(page, *texts)


def offers(page: Page) -> Sequence[str]:
    """What is offered, once it is."""
    offered = page.get_by_role("listbox", name="Completions")
    expect(offered).to_be_visible()
    return offered.get_by_role("option").all_inner_texts()


def choose(page: Page, name: str) -> None:
    """Go down to *name* with the keyboard, and take it."""
    chosen = page.get_by_role("listbox", name="Completions").get_by_role("option", name=name, selected=True)
    for _ in range(len(offers(page))):
        page.wait_for_timeout(100)  # the editor takes no arrow for a choice just after something was offered
        page.keyboard.press("ArrowDown")
        if chosen.count():
            break
    page.keyboard.press("Enter")


def query(page: Page) -> str:
    return page.locator("#query").input_value()


def faultless(page: Page) -> None:
    """Axe finds nothing, and no line is wider than the window."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_terms_and_things_are_completed_with_the_keyboard_alone(page: Page) -> None:
    opened(page, "SELECT * WHERE { ?it a sef:PlannedAc")
    assert offers(page) == ["sef:PlannedActionplanned action (class)"]
    page.wait_for_timeout(100)
    page.keyboard.press("ArrowDown")
    told = page.locator(EDITOR).get_attribute("aria-activedescendant")
    expect(page.locator(".app-editor [role=option][aria-selected]")).to_have_id(str(told))
    expect(page.get_by_text("A statement of something to be done")).to_be_visible()
    faultless(page)
    page.keyboard.press("Enter")
    page.keyboard.type(" ; ?p hpcn")
    choose(page, "Hampshire Parent/Carer Network")
    assert "?it a sef:PlannedAction ; ?p <http://localhost:8000/id/partner/hampshire-parent-carer-network>" in query(page)
    assert query(page).startswith("PREFIX sef: <https://w3id.org/send-sef/ns#>\n")


def test_a_prefix_of_ones_own_completes_what_it_stands_for(page: Page) -> None:
    opened(page, "PREFIX mine: <https://w3id.org/send-sef/ns#> ASK { ?it a mine:PlannedAc")
    choose(page, "mine:PlannedAction")
    assert query(page).count("PREFIX") == 1
    assert "mine:PlannedAction" in query(page)


def test_variables_keywords_and_prefixes_are_completed(page: Page) -> None:
    opened(page, "PREFIX sko")
    choose(page, "skos:")
    page.keyboard.type("\nSELECT ?action ?label WHE")
    choose(page, "WHERE")
    page.keyboard.type(" { ?ac")
    choose(page, "?action")
    assert query(page).startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT ?action ?label WHERE { ?action")


def test_escape_closes_what_is_offered_tab_leaves_and_enter_begins_a_line(page: Page) -> None:
    opened(page, "ASK { ?it a sef:PlannedAc")
    offers(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("t")
    offers(page)
    page.keyboard.press("Enter")
    assert "sef:PlannedAct\n" in query(page)
    page.keyboard.type("sef:PlannedAc")
    offers(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Ask"


def test_nothing_is_offered_within_words_or_comments(page: Page) -> None:
    opened(page, 'ASK { ?it ?p "hpcn', "hpcn")
    page.wait_for_timeout(500)
    expect(page.get_by_role("listbox")).to_have_count(0)
    write(page, "# sef:PlannedAc")
    page.wait_for_timeout(500)
    expect(page.get_by_role("listbox")).to_have_count(0)


def asked(page: Page, text: str) -> None:
    write(page, text)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql/answer?**")
    expect(page.locator(EDITOR)).to_be_visible()


def test_a_mistake_is_marked_at_its_place_until_the_text_there_changes(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address)
    editor(page)
    asked(page, "ASK {\n  ?it ?p ;; ?o\n}")
    mark = page.locator(".cm-mistake")
    expect(mark).to_have_count(1)
    line = page.locator(".cm-line", has=mark)
    said = page.locator("#query-error").inner_text()
    assert f"line {line.evaluate('it => [...it.parentNode.children].indexOf(it) + 1')}, column" in said
    page.evaluate("document.querySelector('.app-asked').open = true")
    faultless(page)
    page.get_by_role("link", name="The query does not parse").click()
    expect(page.locator(EDITOR)).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# a comment\n")
    expect(mark).to_have_count(1)
    page.reload()
    page.get_by_role("link", name="The query does not parse").click()
    page.keyboard.press("Delete")
    expect(mark).to_have_count(0)
    page.close()


def test_queries_that_were_asked_are_put_back_and_removed(page: Page) -> None:
    editor(page)
    folded = page.get_by_text("Queries you asked in this browser")
    folded.click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    for text in ("ASK { }", "ASK { ?it ?p 1 }", "ASK { }"):
        asked(page, text)
    folded.click()
    listed = page.locator(".app-asked li code")
    assert listed.all_inner_texts() == ["ASK { }", "ASK { ?it ?p 1 }"]
    expect(page.get_by_text("never leave it")).to_be_visible()
    faultless(page)
    page.get_by_role("button", name="Put back query 2").click()
    expect(page.locator(EDITOR)).to_be_focused()
    assert query(page) == "ASK { ?it ?p 1 }"
    page.get_by_role("button", name="Remove query 1").press("Enter")
    expect(page.get_by_role("button", name="Remove query 1")).to_be_focused()
    assert listed.all_inner_texts() == ["ASK { ?it ?p 1 }"]
    page.get_by_role("button", name="Remove all").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_twenty_are_kept_and_what_others_left_there_is_no_error(page: Page) -> None:
    page.goto("/sparql")
    page.evaluate("localStorage.setItem('graphapp-asked', JSON.stringify([7, ...Array(30).keys()].map(String)))")
    asked(page, "ASK {}")
    assert page.locator(".app-asked li").count() == 20
    page.evaluate("localStorage.setItem('graphapp-asked', '{')")
    page.reload()
    assert page.locator(".app-asked li").count() == 0


def test_a_browser_that_keeps_nothing_says_so_and_asks_all_the_same(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    editor(page)
    page.get_by_text("Queries you asked in this browser").click()
    expect(page.get_by_text("This browser is set to keep nothing")).to_be_visible()
    asked(page, "ASK {}")
    expect(page.get_by_role("heading", name="Answer: Yes")).to_be_visible()


def test_without_scripts_no_list_is_promised(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/sparql")
    expect(page.get_by_text("Queries you asked in this browser")).to_be_hidden()
    page.close()
