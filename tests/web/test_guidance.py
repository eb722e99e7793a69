"""Pages that say what the site is and how to use it; they are easy to read, and their examples are true."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from graphapp.web import close_app, create_app
from tests.published import Published
from tests.reading import grade
from tests.web.markup import read_page

PAGES = ("/about", "/help", "/accessibility")
HARDEST = 9
"""The grade that the issue asks for: what most adults read with ease."""


def sentences(client: FlaskClient, path: str) -> str:
    """The words of the page at *path*, each paragraph and item as a sentence of its own."""
    page = read_page(client.get(path).get_data(as_text=True))
    (main,) = page.all("main")
    return " ".join(f"{part.text.rstrip('.')}." for part in main.all("p", "li", "dd"))


@pytest.mark.parametrize("path", PAGES)
def test_it_is_easy_to_read(path: str, client: FlaskClient) -> None:
    assert grade(sentences(client, path)) <= HARDEST


def test_what_questions_say_of_themselves_is_easy_to_read(published: Published) -> None:
    grades = {query.name: grade(query.description) for query in published.library.values()}
    assert {name: found for name, found in grades.items() if found > HARDEST} == {}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_it(path: str, client: FlaskClient) -> None:
    assert f'href="{path}"' in client.get("/queries").get_data(as_text=True)


def test_the_site_says_what_it_holds_and_from_when(client: FlaskClient, published: Published) -> None:
    page = client.get("/about").get_data(as_text=True)
    assert "Hampshire SEND self-evaluation, autumn 2015" in page
    assert published.version.manifest.version in page


def test_the_examples_lead_to_the_rows_that_they_promise(client: FlaskClient) -> None:
    page = client.get("/help").get_data(as_text=True)
    links = re.findall(r'so that it reads: <a href="([^"]+)">', page)
    promised = [int(found) for found in re.findall(r"You get (\d+) rows?\.", page)]
    assert len(links) == len(promised) == 3
    for link, rows in zip(links, promised, strict=True):
        path, _, values = unescape(link).partition("?")
        assert len(client.get(f"{path}.json?{values}").get_json()["rows"]) == rows > 0


def test_an_example_that_cannot_be_asked_here_is_left_out(published: Published) -> None:
    app = create_app(replace(published.settings, log="off"))
    serving = app.extensions["graphapp"].serving
    withheld = dict.fromkeys(("rows-to-improve", "contract-gaps"), "It is not offered.")
    serving._now = replace(serving.now, library=serving.now.library.without(withheld))
    assert app.test_client().get("/help").get_data(as_text=True).count("You get ") == 1
    close_app(app)
