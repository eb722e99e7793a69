"""A browser that is installed here, and the site served to it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from graphapp.settings import Settings
from graphapp.store.base import Store
from graphapp.web import close_app, create_app
from tests.published import Published

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
"""As wide as a page of 1,280 pixels is at a zoom of 400 percent (WCAG 2.2, 1.4.10)."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as it is installed on this machine: nothing is downloaded. Without one the test is skipped, but not in CI."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        message = "no Chromium is installed: apt-get install chromium"
        if "CI" in os.environ:
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=path, args=list(_QUIET))
        yield launched
        launched.close()


@contextmanager
def serving(settings: Settings, store: Store | None = None) -> Iterator[str]:
    """Where the site with *settings* is served meanwhile, over *store* where one is given."""
    app = create_app(replace(settings, log="off"), store)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    close_app(app)


@pytest.fixture(scope="session")
def address(published: Published) -> Iterator[str]:
    """Where the published edition is served."""
    with serving(published.settings) as found:
        yield found


def complaints_of(page: Page, address: str) -> list[str]:
    """What *page* complains of from now on: messages, errors of scripts, and what is asked of any host but that at *address*.

    That a page itself was refused (4xx), which the browser tells as an error too, is none: the test has opened it.
    """
    complaints: list[str] = []
    refused: set[str] = set()

    def answered(response: Response) -> None:
        if response.request.is_navigation_request() and 400 <= response.status < 500:
            refused.add(response.url)

    def told(message: ConsoleMessage) -> None:
        is_of_page = message.text.startswith("Failed to load resource") and message.location["url"] in refused
        if message.type in ("error", "warning") and not is_of_page:
            complaints.append(message.text)

    page.on("response", answered)
    page.on("console", told)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(address) else complaints.append(f"asked {asked.url}"))
    return complaints


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A window, wide or narrow; what it complains of fails the test."""
    context = browser.new_context(base_url=address, viewport=request.param)
    found = context.new_page()
    complaints = complaints_of(found, address)
    yield found
    context.close()
    assert complaints == []
