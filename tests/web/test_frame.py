"""What stands around every page: the parts of the site, the version of the data, and the one script that a page may hold."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import govuk_frontend_jinja
import pytest
from flask.testing import FlaskClient

from graphapp.web.assets import FOLDER
from graphapp.web.frame import FURTHER, NAVIGATION
from tests.published import Published
from tests.web.markup import faults_of, read_page


@pytest.mark.parametrize("address", ["/", "/queries", "/exports/partners", "/nowhere"])
def test_the_policy_allows_the_one_script_that_stands_in_a_page(address: str, client: FlaskClient) -> None:
    response = client.get(address, headers={"Accept": "text/html"})
    (script,) = re.findall("<script>(.*?)</script>", response.text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = response.headers["Content-Security-Policy"]
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_no_page_has_styles_or_handlers_of_its_own(client: FlaskClient) -> None:
    for address in ("/", "/queries", "/queries/measurements", "/doc/service/hampshire-portage", "/exports", "/sparql"):
        page = read_page(client.get(address, headers={"Accept": "text/html"}).text)
        for element in page.all():
            assert element.tag != "style", address
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], element


def test_every_class_in_a_template_has_a_look() -> None:
    styles = "".join((FOLDER / name).read_text() for name in ("app.css", "vendor/site.css"))
    known = {name.replace("\\", "") for name in re.findall(r"\.((?:[\w-]|\\.)+)", styles)}
    macros = "".join(it.read_text() for it in Path(govuk_frontend_jinja.__path__[0]).rglob("*.html"))
    for file in sorted((FOLDER.parent / "templates").rglob("*.html")):
        words = re.sub(r"{{.*?}}|{%.*?%}", " ", file.read_text())
        for name in " ".join(re.findall(r'class="([^"]*)"', words)).split():
            assert name.endswith("--") or name in known or name in macros, f"{file.name}: no style knows the class {name}"


@pytest.mark.parametrize(
    ("address", "label"), [("/", "Home"), ("/ask", "Questions"), ("/exports/partners", "Partners"), ("/changes", "What changed")]
)
def test_the_header_marks_the_part_that_a_page_belongs_to(address: str, label: str, client: FlaskClient) -> None:
    page = read_page(client.get(address).text)
    (here,) = [it.text for it in page.all("a") if "aria-current" in it.attributes]
    assert here == label


def test_every_link_of_the_frame_leads_somewhere(client: FlaskClient) -> None:
    page = read_page(client.get("/nowhere", headers={"Accept": "text/html"}).text)
    links = {it.text: it.attributes["href"] for nav in page.all("nav") for it in nav.all("a")}
    assert len(links) == len(NAVIGATION) + len(FURTHER)
    for href in links.values():
        assert client.get(href, follow_redirects=True).status_code == 200, href


def test_every_page_says_which_version_of_the_data_it_shows(client: FlaskClient, published: Published) -> None:
    for address in ("/", "/queries", "/nowhere", "/doc/service/hampshire-portage"):
        page = read_page(client.get(address, headers={"Accept": "text/html"}).text)
        (footer,) = page.all("footer")
        assert published.version.folder.name in footer.text


@pytest.mark.parametrize("address", ["/nowhere", "/changes", "/sparql", "/exports", "/queries/status", "/saved"])
def test_people_who_do_not_see_the_page_are_told_the_same(address: str, client: FlaskClient) -> None:
    assert faults_of(read_page(client.get(address, headers={"Accept": "text/html"}).text)) == []
