"""Answers that are kept: worked out once for each version, question, value and format, and never more than there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest
from flask import Flask

from graphapp.queries.run import run_query
from graphapp.settings import Settings
from graphapp.web import close_app, create_app
from graphapp.web.answers import AnswerCache, Ready
from graphapp.web.services import site
from tests.numbered import BASE, publish_number

MEGABYTE = 1024 * 1024


class Maker:
    """Makes answers, and counts how many."""

    def __init__(self, size: int = 10) -> None:
        self.size, self.made = size, 0

    def __call__(self) -> Ready:
        self.made += 1
        return Ready(b"x" * self.size, "text/plain", self.made)


def test_what_was_made_elsewhere_is_kept_and_found() -> None:
    cache, ready = AnswerCache(1), Ready(b"x", "text/plain", 1)
    assert cache.find("a") is None
    cache.keep("a", ready)
    assert cache.find("a") is ready
    none = AnswerCache(0)
    none.keep("a", ready)
    assert none.find("a") is None


def test_what_was_made_is_kept() -> None:
    cache, make = AnswerCache(1), Maker()
    assert cache.get("a", make) is cache.get("a", make)
    assert make.made == 1


def test_each_key_has_its_own_answer() -> None:
    cache, make = AnswerCache(1), Maker()
    assert [cache.get(key, make).rows for key in ("a", "b", "a", "b")] == [1, 2, 1, 2]


def test_nothing_is_kept_where_there_is_no_room_at_all() -> None:
    cache, make = AnswerCache(0), Maker()
    assert [cache.get("a", make).rows for _ in range(3)] == [1, 2, 3]


def test_an_answer_larger_than_all_the_room_is_given_and_not_kept() -> None:
    cache, make, large = AnswerCache(1), Maker(), Maker(MEGABYTE)
    cache.get("small", make)
    assert [len(cache.get("large", large).content) for _ in range(2)] == [MEGABYTE, MEGABYTE]
    assert (large.made, cache.get("small", make).rows, make.made) == (2, 1, 1)


def test_the_bytes_that_are_kept_have_a_bound() -> None:
    cache, make = AnswerCache(1), Maker(100_000)
    for number in range(1_000):
        cache.get(number, make)
    again = Maker(100_000)
    for number in reversed(range(1_000)):
        cache.get(number, again)
    assert 5 <= 1_000 - again.made <= MEGABYTE // 100_000


def test_small_answers_are_not_kept_without_end_either() -> None:
    cache, make = AnswerCache(1), Maker(0)
    for number in range(10_000):
        cache.get(number, make)
    cache.get(0, make)
    assert make.made == 10_001


def test_what_was_used_last_stays_longest() -> None:
    cache, make = AnswerCache(1), Maker(300_000)
    for key in ("a", "b", "c", "a", "d"):
        cache.get(key, make)
    made = make.made
    cache.get("a", make)
    assert make.made == made == 4
    cache.get("b", make)
    assert make.made == 5


def test_many_who_ask_for_the_same_at_once_have_it_made_once() -> None:
    cache, make, go, all_ask = AnswerCache(1), Maker(), Event(), Barrier(9)

    def slowly() -> Ready:
        go.wait(20)
        return make()

    def ask() -> Ready:
        all_ask.wait(20)
        return cache.get("a", slowly)

    with ThreadPoolExecutor(8) as askers:
        asked = [askers.submit(ask) for _ in range(8)]
        all_ask.wait(20)
        other = cache.get("b", Maker())
        go.set()
        answers = [asking.result() for asking in asked]
    assert make.made == 1
    assert all(answer is answers[0] for answer in answers)
    assert other is not answers[0], "who asks for something else waits for nobody"


def test_a_fault_is_not_kept_and_who_waited_tries_again() -> None:
    cache, make, first = AnswerCache(1), Maker(), Event()

    def fail() -> Ready:
        first.set()
        raise LookupError

    with ThreadPoolExecutor(4) as askers:
        failing = askers.submit(cache.get, "a", fail)
        first.wait(20)
        waiting = [askers.submit(cache.get, "a", make) for _ in range(3)]
        assert isinstance(failing.exception(20), LookupError)
        assert {asking.result(20).rows for asking in waiting} == {1}
    assert make.made == 1


# Over HTTP


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were worked out, in turn."""
    found: list[str] = []

    def noted(store: object, query: object, *more: object) -> object:
        found.append(getattr(query, "name", ""))
        return run_query(store, query, *more)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr("graphapp.web.queries.run_query", noted)
    return found


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes a site over a small version; settings can be given."""
    publish_number(tmp_path, 1)
    made: list[Flask] = []

    def make(**more: int) -> Flask:
        made.append(create_app(replace(Settings(base_iri=BASE, home=str(tmp_path), log="off"), **more)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for app in made:
        close_app(app)


QUESTION = "/queries/planned-for-service"


def test_a_second_request_is_not_worked_out_again(make_app: Callable[..., Flask], worked_out: list[str]) -> None:
    browser = make_app().test_client()
    answers = [browser.get(f"{QUESTION}.json?service=tiny-portage") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.data for answer in answers}) == 1
    assert worked_out == ["planned-for-service"]


def test_another_format_or_value_is_worked_out(make_app: Callable[..., Flask], worked_out: list[str]) -> None:
    browser = make_app().test_client()
    for address in (
        f"{QUESTION}.json?service=tiny-portage",
        f"{QUESTION}.csv?service=tiny-portage",
        f"{QUESTION}?service=tiny-portage",
    ):
        browser.get(address)
    assert len(worked_out) == 3
    browser.get(f"{QUESTION}.json?service=tiny-clinic")
    assert len(worked_out) == 4


def test_the_order_of_values_makes_no_difference(make_app: Callable[..., Flask], worked_out: list[str]) -> None:
    browser = make_app().test_client()
    first = browser.get(f"{QUESTION}.json?service=tiny-portage&edition=tiny")
    second = browser.get(f"{QUESTION}.json?edition=tiny&service=tiny-portage")
    assert (first.status_code, first.data, len(worked_out)) == (200, second.data, 1)


def test_a_wrong_value_is_refused_each_time_and_nothing_of_it_kept(make_app: Callable[..., Flask], worked_out: list[str]) -> None:
    browser = make_app().test_client()
    assert [browser.get(f"{QUESTION}.json?service=nothing").status_code for _ in range(2)] == [422, 422]
    assert len(worked_out) == 2


def test_another_version_is_worked_out_anew(make_app: Callable[..., Flask], worked_out: list[str], tmp_path: Path) -> None:
    app = make_app()
    browser = app.test_client()
    before = browser.get(f"{QUESTION}.json?service=tiny-portage").text
    publish_number(tmp_path, 2)
    with app.app_context():
        site().serving.look()
    after = browser.get(f"{QUESTION}.json?service=tiny-portage").text
    assert ("of version 1" in before, "of version 2" in before) == (True, False)
    assert ("of version 1" in after, "of version 2" in after) == (False, True)
    assert len(worked_out) == 2


def test_a_site_that_may_keep_nothing_works_out_everything(make_app: Callable[..., Flask], worked_out: list[str]) -> None:
    browser = make_app(cache_megabytes=0).test_client()
    for _ in range(3):
        assert browser.get(f"{QUESTION}.json?service=tiny-portage").status_code == 200
    assert len(worked_out) == 3
