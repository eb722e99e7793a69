"""``/healthz`` and ``/readyz``: whether the process answers, and whether questions are answered."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from threading import Event
from unittest.mock import Mock

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graphapp.errors import EngineFault
from graphapp.store.base import Memo, Store
from graphapp.store.remote import RemoteStore
from graphapp.web import create_app
from graphapp.web.operation import Probe
from graphapp.web.services import Site, site
from tests.published import Published

pytestmark = pytest.mark.alone


@pytest.fixture
def app(published: Published) -> Flask:
    return create_app(published.settings)


def site_of(app: Flask) -> Site:
    with app.app_context():
        return site()


def store_that(answer: object) -> Mock:
    store = Mock(spec=Store)
    store.memo, store.graphs = Memo(), ()
    store.answer.side_effect = answer
    return store


def test_the_process_is_well_whatever_its_store_does(published: Published) -> None:
    store = store_that(EngineFault("The store is away."))
    response = create_app(published.settings, store).test_client().get("/healthz")
    assert (response.status_code, response.get_json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"
    store.answer.assert_not_called()


def test_ready_says_what_is_served_from_where(client: FlaskClient, published: Published) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.get_json() == {
        "status": "ready",
        "version": published.version.manifest.version,
        "engine": "memory",
        "workers": True,
        "store_problem": "",
        "version_problem": "",
        "saved_problem": "",
        "questions_withheld": [],
    }


def test_a_damaged_file_of_saved_questions_is_told_while_everything_else_answers(published: Published, tmp_path: Path) -> None:
    (tmp_path / "saved.sqlite").write_bytes(b"no database at all\n" * 100)
    settings = replace(published.settings, saved=str(tmp_path / "saved.sqlite"))
    response = create_app(settings).test_client().get("/readyz")
    assert (response.status_code, response.get_json()["status"]) == (200, "ready")
    assert "their file is damaged" in response.get_json()["saved_problem"]


def test_a_version_that_could_not_be_opened_is_told_while_the_one_before_answers(app: Flask) -> None:
    site_of(app).serving.problem = "The file manifest.json cannot be read."
    response = app.test_client().get("/readyz")
    assert response.status_code == 200
    assert response.get_json()["version_problem"] == "The file manifest.json cannot be read."


def test_dead_workers_are_told_once_and_started_again(app: Flask) -> None:
    pool = site_of(app).serving.now.pool
    assert pool
    assert pool._spawner
    pool._spawner.kill()
    pool._spawner.wait()
    dead = app.test_client().get("/readyz")
    assert (dead.status_code, dead.get_json()["workers"]) == (503, False)
    again = app.test_client().get("/readyz")
    assert (again.status_code, again.get_json()["workers"]) == (200, True)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [(EngineFault("The store is away."), "The store is away."), ([False], "The store is empty.")],
)
def test_a_store_that_does_not_answer_is_not_ready(answer: object, problem: str, published: Published) -> None:
    response = create_app(published.settings, store_that(answer)).test_client().get("/readyz")
    assert response.status_code == 503
    assert response.get_json()["store_problem"] == problem
    assert response.get_json()["workers"] is None


def test_a_remote_store_that_answers_is_ready(remote_store: RemoteStore, published: Published) -> None:
    report = create_app(published.settings, remote_store).test_client().get("/readyz").get_json()
    assert (report["status"], report["engine"]) == ("ready", "remote")


def test_a_store_that_hangs_is_asked_once_and_not_waited_for() -> None:
    end = Event()
    store = store_that(lambda _: end.wait(10))
    probe = Probe()
    began = time.monotonic()
    assert probe.problem(store, 0.05) == probe.problem(store, 0.05) == "The store did not answer within 0.05 seconds."
    assert time.monotonic() - began < 5
    store.answer.assert_called_once()
    end.set()
