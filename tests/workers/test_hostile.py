"""No query stops the service: each is answered or refused in time, and the next one is answered as if nothing had been."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from graphapp.errors import EngineFault, QueryRefused, QueryStopped
from graphapp.web import close_app, create_app
from graphapp.workers import Pool
from tests.published import Published
from tests.workers.conftest import job
from tests.workers.hostile import DEEP, HARMLESS, HOSTILE, LARGE_ANSWERS, LONG_QUERIES, STRANGE, UPDATES, WITHOUT_END, Hostile

pytestmark = [pytest.mark.alone, pytest.mark.untraced]
"""Thousands of inputs go the same way: other tests count the lines, and these take half the time without."""

LATE = 5.0
"""Seconds beyond its time after which nobody should wait any more, also on a machine that does much else."""


def assert_all_is_well(pool: Pool) -> None:
    """The next queries are answered, and rightly."""
    for number in (1, 20, 300):
        reply = json.loads(pool.ask(job(f"SELECT ({number} + 1 AS ?n) {{}}")).content)
        assert reply["results"]["bindings"][0]["n"]["value"] == str(number + 1)


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_hostile_query_gets_a_sentence_in_time(hasty: Pool, hostile: Hostile) -> None:
    began = time.monotonic()
    with pytest.raises((QueryRefused, QueryStopped, EngineFault), match=hostile.words):
        hasty.ask(job(hostile.query))
    assert time.monotonic() - began < 0.4 + LATE
    assert_all_is_well(hasty)


@pytest.mark.parametrize("harmless", HARMLESS, ids=str)
def test_what_only_looks_hostile_is_answered(pool: Pool, harmless: Hostile) -> None:
    assert json.loads(pool.ask(job(harmless.query)).content)["boolean"] is True


def status_of(hostile: Hostile) -> set[int]:
    """The statuses that may tell what *hostile* says."""
    sentences = {
        413: "the most is 50000",
        400: "does not parse: line 1, column 1; nests more than 100 brackets; is no text; cannot be read; more than 1 rows",
        503: "took longer than 1 seconds",
        502: "not supported",
    }
    return {status for status, sentence in sentences.items() if re.search(hostile.words, sentence)}


@pytest.fixture(scope="module")
def browser(published: Published) -> Iterator[FlaskClient]:
    app = create_app(replace(published.settings, sparql_seconds=0.4, sparql_rows=10_000, sparql_memory=128, log="off"))
    yield app.test_client()
    close_app(app)


OVER_HTTP = [*WITHOUT_END[:2], LARGE_ANSWERS[0], LARGE_ANSWERS[3], DEEP[0], *DEEP[5:7], *LONG_QUERIES, *STRANGE, UPDATES[0]]


@pytest.mark.parametrize("hostile", OVER_HTTP, ids=str)
def test_over_http_the_sentence_comes_as_a_problem_document(browser: FlaskClient, hostile: Hostile) -> None:
    body = hostile.query.encode(errors="surrogatepass")
    response = browser.post("/sparql", data=body, content_type="application/sparql-query")
    assert response.content_type == "application/problem+json"
    problem = response.get_json()
    assert problem["status"] == response.status_code
    assert response.status_code in status_of(hostile)
    assert browser.get("/sparql?query=ASK{}").get_json()["boolean"] is True
