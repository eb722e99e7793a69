"""Pools over the published version, in either engine, that stop queries soon so that the tests are fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.store.versions import Version
from graphapp.workers import Limits, Pool
from graphapp.workers.limits import MEGABYTE
from graphapp.workers.messages import Job
from tests.published import Published

MakePool = Callable[..., Pool]
"""Makes a pool over the published version that ends with the test: ``(engine, seconds, workers, waiting)``."""

MOST_ROWS, MOST_BYTES = 10_000, 4 * MEGABYTE


def limits(seconds: float, engine: str = "memory") -> Limits:
    """What a query may take."""
    return Limits(seconds, MOST_ROWS, MOST_BYTES, 128 * MEGABYTE, on_disk=engine == "disk")


def started(version: Version, engine: str, seconds: float, workers: int = 2, waiting: int = 16) -> Pool:
    """A pool that has answered a first query, so that no test waits for its start."""
    pool = Pool(version, engine, limits(seconds, engine), workers, waiting)
    pool.ask(job("ASK {}"))
    return pool


def job(query: str, triples: str = "text/turtle") -> Job:
    return Job(query, RESULTS_JSON, triples)


@pytest.fixture
def make_pool(published: Published) -> Iterator[MakePool]:
    with ExitStack() as stack:

        def make(engine: str = "memory", seconds: float = 5, workers: int = 2, waiting: int = 16) -> Pool:
            return stack.enter_context(closing(started(published.version, engine, seconds, workers, waiting)))

        yield make


@pytest.fixture(scope="module", params=["memory", "disk"])
def pool(published: Published, request: pytest.FixtureRequest) -> Iterator[Pool]:
    """Two workers that have enough time for what should be answered."""
    with closing(started(published.version, request.param, 5)) as it:
        yield it


@pytest.fixture(scope="module", params=["memory", "disk"])
def hasty(published: Published, request: pytest.FixtureRequest) -> Iterator[Pool]:
    """Two workers that are ended soon."""
    with closing(started(published.version, request.param, 0.4)) as it:
        yield it
