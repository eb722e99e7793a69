"""Errors as answers: a page for people, a problem document for programs, no traces for anyone."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient

from graphapp.errors import EngineFault
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
