"""The first page and the frame around all pages."""

from __future__ import annotations

from flask.testing import FlaskClient

from graphapp.queries.tasks import TASKS
from graphapp.web.home_view import START
from tests.data.test_hampshire import ROWS
from tests.published import Published
from tests.web.markup import read_page


def test_the_first_page_says_what_the_graph_holds(client: FlaskClient, published: Published) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "Hampshire SEND self-evaluation, autumn 2015" in page
    assert f"{published.count('?it a sef:Statement')} statements" in page


def test_the_first_page_leads_to_questions_to_start_from(client: FlaskClient, published: Published) -> None:
    page = client.get("/").get_data(as_text=True)
    for name in START:
        assert f'href="/queries/{name}"' in page
    assert f"All {len(published.library)} questions" in page
    assert {published.library[name].task for name in START} == set(TASKS)


def test_questions_to_start_from_stand_as_they_are_asked(client: FlaskClient) -> None:
    page = read_page(client.get("/").get_data(as_text=True))
    assert "What is Hampshire Parent/Carer Network involved in?" in page.text


def test_the_first_page_shows_how_each_row_is_rated(client: FlaskClient) -> None:
    page = read_page(client.get("/").get_data(as_text=True))
    (glance,) = page.all("dl")
    shown = {it.text.partition(" ")[2].split()[0]: it.text for it in glance.all("li")}
    assert list(shown) == ROWS
    assert shown["9"] == "Row 9 Area to improve"
    assert shown["3b"] == "Row 3b Working well Area to improve"
    assert len(list(glance.all("dt"))) == 11


def test_the_first_page_leads_on_to_what_there_is(client: FlaskClient) -> None:
    (main,) = read_page(client.get("/").get_data(as_text=True)).all("main")
    for path in {it.attributes["href"] for it in main.all("a")}:
        assert client.get(path, follow_redirects=True).status_code == 200, path


def test_every_answer_forbids_scripts_and_other_hosts(client: FlaskClient) -> None:
    for path in ("/", "/queries", "/nowhere", "/doc/service/hampshire-portage.ttl"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
