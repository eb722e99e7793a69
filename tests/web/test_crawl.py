"""From the first page, every link leads somewhere, and every thing in the graph is near."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.published import Published
from tests.web.crawling import Crawl
from tests.web.npm_clients import faults_in

pytestmark = pytest.mark.untraced

MOST_CLICKS = 4


@pytest.fixture(scope="module")
def crawl(client: FlaskClient) -> Crawl:
    """All pages, and of each kind of files beside them and of ways to show them five."""
    found = Crawl(client, each=5)
    found.run()
    return found


def test_every_link_leads_somewhere(crawl: Crawl) -> None:
    broken = {address: (place.status, place.found_on) for address, place in crawl.places.items() if place.status != 200}
    assert broken == {}


def test_every_thing_is_near_the_first_page(crawl: Crawl, published: Published) -> None:
    base = published.naming.base
    query = f'SELECT DISTINCT ?it {{ ?it a ?kind FILTER(STRSTARTS(STR(?it), "{base}id/")) }}'
    things = {str(row["it"]).replace(f"{base}id/", "/doc/").partition("#")[0] for row in published.store.select(query)}
    near = {address for address, place in crawl.places.items() if place.clicks <= MOST_CLICKS}
    assert sorted(things - near) == []


def test_every_page_is_valid_html(crawl: Crawl, tmp_path: Path) -> None:
    addresses = {f"{number}.html": address for number, address in enumerate(crawl.pages)}
    for name, address in addresses.items():
        (tmp_path / name).write_text(crawl.pages[address])
    faults = [(addresses[it["url"].rpartition("/")[2]], it["message"], it.get("extract")) for it in faults_in(tmp_path)]
    assert faults == []
