"""Errors as answers: a page for people, a problem document for programs, no traces for anyone."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient

from graphapp.errors import Busy, EngineFault, GraphappError, QueryStopped
from graphapp.store.base import Memo, Store
from graphapp.web import create_app
from tests.published import Published


def test_people_get_a_page_and_programs_a_problem_document(client: FlaskClient) -> None:
    page = client.get("/nowhere", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "<h1>Not Found</h1>" in page.get_data(as_text=True)
    problem = client.get("/nowhere", headers={"Accept": "application/json"})
    assert problem.content_type == "application/problem+json"
    assert problem.get_json()["status"] == 404


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.delete("/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(("error", "status"), [(EngineFault("The store is away."), 502), (ValueError("secret detail"), 500)])
def test_a_fault_behind_the_page_is_told_without_its_trace(error: Exception, status: int, published: Published) -> None:
    store = Mock(spec=Store)
    store.memo, store.graphs = Memo(), ()
    store.within.return_value = store
    store.select.side_effect = store.quads.side_effect = error
    response = create_app(published.settings, store).test_client().get("/", headers={"Accept": "text/html"})
    assert response.status_code == status
    assert "secret" not in response.get_data(as_text=True)
    assert "Traceback" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("error", "words"),
    [(Busy(), "Ask again in 2 seconds."), (QueryStopped("The query took too long."), "The query took too long.")],
)
def test_who_is_sent_away_is_told_when_to_come_back(error: GraphappError, words: str, published: Published) -> None:
    store = Mock(spec=Store)
    store.answer.side_effect = error
    response = create_app(published.settings, store).test_client().get("/sparql?query=ASK%7B%7D")
    assert response.status_code == 503
    assert words in response.get_json()["detail"]
    assert response.headers.get("Retry-After") == ("2" if isinstance(error, Busy) else None)


@pytest.mark.parametrize(
    "path", ["/sparql?query=x", "/queries/nothing.json", "/queries/nothing.csv", "/doc/partner/nobody.ttl", "/exports/nothing.nq"]
)
def test_a_script_of_another_site_may_read_what_went_wrong_with_data(path: str, client: FlaskClient) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code in (400, 404, 406)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_an_error_says_that_it_depends_on_what_is_accepted(client: FlaskClient) -> None:
    assert "Accept" in client.get("/nowhere").headers["Vary"]
