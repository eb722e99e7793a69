"""Styles and scripts: their addresses, how long they are kept, what they leave out; and what the front end is made from."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from graphapp.errors import SourceFault
from graphapp.web import assets, create_app
from tests.browser.samples import PAGES
from tests.published import Published

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "graphapp" / "web" / "frontend"
MOST_COLD = 150_000
"""Bytes of a page with all that it loads (issue 6)."""

MOST_WARM = 30_000
"""Bytes of a page alone, to somebody who was here before (issue 6)."""

PACKED = {"Accept-Encoding": "gzip", "Accept": "text/html"}


def loaded_by(page: str) -> list[str]:
    """The addresses that *page* loads."""
    return re.findall(r'(?:src|<link rel="(?:stylesheet|icon)"[^>]* href)="([^"]+)"', page)


def test_what_a_page_loads_is_kept_for_ever_at_an_address_of_its_own(client: FlaskClient) -> None:
    addresses = loaded_by(client.get("/").text)
    assert len(addresses) >= 4
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789abcdef"])
def test_at_any_other_address_it_is_asked_for_again(query: str, client: FlaskClient) -> None:
    assert client.get(f"/static/app.css{query}").headers["Cache-Control"] == "no-cache"


def test_it_is_packed_for_those_who_understand_that(client: FlaskClient) -> None:
    plain, packed = client.get("/static/app.css"), client.get("/static/app.css", headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert all("Accept-Encoding" in response.vary for response in (plain, packed))
    again = client.get("/static/app.css", headers={**PACKED, "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" in client.get("/static/app.css", headers={"Accept-Encoding": "*"}).headers
    assert "Content-Encoding" not in client.get("/static/app.css", headers={"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize("name", ["nothing.css", "../__init__.py", "..%2f__init__.py", "vendor", "%00", "vendor/../../data.py"])
def test_nothing_else_is_sent(name: str, client: FlaskClient) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_without_a_front_end_the_site_says_what_to_run(
    published: Published, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "_STAMP", tmp_path / ".stamp")
    with pytest.raises(SourceFault, match=re.escape("pip install -c constraints.txt -e '.[test]'")):
        create_app(published.settings)


def test_the_font_and_the_crown_of_gov_uk_are_left_out() -> None:
    for file in (assets.FOLDER / "vendor").rglob("*.*"):
        words = file.read_text()
        assert "GDS Transport" not in words, file
        assert "@font-face" not in words, file
    assert not list(assets.FOLDER.rglob("*.woff2"))


def test_what_is_bundled_comes_with_its_licence() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    bundled = [name.removeprefix("node_modules/") for name in packages if name and "esbuild" not in name]
    for name in bundled:
        licence = assets.FOLDER / "vendor" / "licences" / f"{name.removeprefix('@').replace('/', '-')}.txt"
        assert "MIT" in licence.read_text() or "Permission is hereby granted" in licence.read_text(), name


def test_macros_and_styles_are_those_of_one_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "govuk-frontend-jinja==4.1.0" in project["dependencies"], "its macros are those of 6.3.0; raise both together"
    assert json.loads((FRONTEND / "package.json").read_text())["dependencies"]["govuk-frontend"] == "6.3.0"


def test_no_lock_file_names_a_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = (project["project"]["dependencies"], *project["project"]["optional-dependencies"].values(), project["build-system"])
    for words in (
        (FRONTEND / "package-lock.json").read_text(),
        (FRONTEND / "package.json").read_text(),
        (ROOT / "constraints.txt").read_text(),
        str(lists),
    ):
        assert "://" not in words
        assert "file:" not in words


def with_imports(address: str, client: FlaskClient) -> set[str]:
    """*address*, and what it loads at once if it is a script; what it may import later is not loaded with the page."""
    found = re.findall(r'(?:from|import)"(\./[^"]+)"', client.get(address).text) if ".js" in address else []
    return {address}.union(*(with_imports(urljoin(address, it), client) for it in found))


def test_what_scripts_import_is_kept_for_ever_too(client: FlaskClient) -> None:
    (editor,) = (it for it in loaded_by(client.get("/sparql", headers={"Accept": "text/html"}).text) if "editor" in it)
    chunks = with_imports(editor, client)
    assert len(chunks) > 1
    assert all(client.get(it).headers["Cache-Control"] == "public, max-age=31536000, immutable" for it in chunks)


def weight(client: FlaskClient, address: str) -> int:
    return len(client.get(address, headers=PACKED, follow_redirects=True).data)


OF_VERSIONS = "whole..less"
"""Stands in addresses that need several versions."""


@pytest.mark.parametrize("address", [address for address in PAGES if OF_VERSIONS not in address])
def test_pages_are_light(address: str, client: FlaskClient) -> None:
    page = client.get(address, headers={"Accept": "text/html"}).text
    warm = weight(client, address)
    loaded = set().union(*(with_imports(it, client) for it in loaded_by(page)))
    cold = warm + sum(weight(client, it) for it in loaded)
    assert warm <= MOST_WARM
    assert cold <= MOST_COLD
