"""Versions that change while requests run: each answer is of one version, whole, and what cannot be opened changes nothing."""

from __future__ import annotations

import gc
import json
import re
import shutil
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from flask import Flask

from graphapp.errors import NotPublished
from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.settings import Settings
from graphapp.store.publishing import use
from graphapp.store.versions import MANIFEST
from graphapp.web import close_app, create_app
from graphapp.web.services import site
from graphapp.web.serving import Opened, Serving, serve_published
from graphapp.workers.messages import Job
from tests.numbered import BASE, publish_number
from tests.workers.processes import eventually, is_there, spawner_of, workers_of, works

LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?one ?other { <https://example.org/id/service/tiny-portage> skos:prefLabel ?one .
                     <https://example.org/id/partner/tiny-trust> skos:prefLabel ?other }
"""
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with version 2, and version 1, which is current."""
    publish_number(tmp_path, 2)
    publish_number(tmp_path, 1)
    return tmp_path


@pytest.fixture(params=["memory", "disk"])
def serving(home: Path, request: pytest.FixtureRequest) -> Iterator[Serving]:
    """What is served from that home."""
    with served(home, request.param) as it:
        yield it


@contextmanager
def served(home: Path, engine: str = "memory") -> Iterator[Serving]:
    serving = serve_published(Settings(base_iri=BASE, home=str(home), engine=engine, sparql_seconds=5))
    try:
        yield serving
    finally:
        serving.close()
        if serving.now.pool:
            serving.now.pool.close()


@pytest.fixture
def app(home: Path) -> Iterator[Flask]:
    """The site over that home."""
    made = create_app(Settings(base_iri=BASE, home=str(home), log="off", sparql_seconds=2, sparql_waiting=50))
    yield made
    close_app(made)


def look(app: Flask) -> None:
    with app.app_context():
        site().serving.look()


def numbers(text: str) -> set[int]:
    """The versions that *text* says it is of."""
    return {int(number) for number in re.findall(r"of version (\d+)", text)}


def told(opened: Opened) -> set[int]:
    """The versions that the pages and the workers read from."""
    assert opened.pool
    from_workers = opened.pool.ask(Job(LABELS, RESULTS_JSON, "text/turtle")).content.decode()
    return numbers(str(opened.store.select(LABELS).rows)) | numbers(from_workers)


def point_to(home: Path, words: str) -> None:
    """Switch the pointer by hand, as only a broken program would."""
    (home / "by-hand").write_text(words)
    (home / "by-hand").replace(home / "current")


def test_what_is_published_is_served_at_the_next_look(serving: Serving, home: Path) -> None:
    assert told(serving.now) == {1}
    publish_number(home, 3)
    serving.look()
    assert (serving.now.version, told(serving.now)) == ("number-3", {3})


def test_what_is_published_is_noticed_by_itself(serving: Serving, home: Path) -> None:
    publish_number(home, 3)
    assert eventually(lambda: serving.now.version == "number-3")


def test_a_look_without_a_change_opens_nothing(serving: Serving) -> None:
    before = serving.now
    serving.look()
    assert serving.now is before


def test_many_looks_at_once_open_a_version_once(serving: Serving, home: Path) -> None:
    publish_number(home, 3)
    with ThreadPoolExecutor(8) as lookers:
        list(lookers.map(lambda _: serving.look(), range(8)))
        opened = list(lookers.map(lambda _: serving.now, range(8)))
    assert {found.version for found in opened} == {"number-3"}
    assert len(set(map(id, opened))) == 1


def test_a_chosen_older_version_comes_back_and_a_newer_one_again(serving: Serving, home: Path) -> None:
    for wanted in (2, 1, 2):
        use(home, f"number-{wanted}")
        serving.look()
        assert told(serving.now) == {wanted}


def test_who_holds_a_version_reads_on_from_it_and_its_workers_end_with_the_last(serving: Serving, home: Path) -> None:
    holding = [serving.now]
    assert holding[0].pool
    processes = [spawner_of(holding[0].pool), *workers_of(spawner_of(holding[0].pool))]
    publish_number(home, 3)
    serving.look()
    assert (told(holding[0]), told(serving.now)) == ({1}, {3})
    assert is_there(processes[0])
    holding.clear()
    assert eventually(lambda: not any(map(is_there, processes)))


def test_who_holds_a_version_reads_on_though_its_folder_is_gone(serving: Serving, home: Path) -> None:
    holding = serving.now
    publish_number(home, 3)
    serving.look()
    assert told(holding) == {1}
    shutil.rmtree(home / "versions" / "number-1")
    assert told(holding) == {1}


def cut(file: str) -> Callable[[Path], None]:
    """Take away the second half of *file*."""

    def damage(version: Path) -> None:
        content = (version / file).read_bytes()
        (version / file).write_bytes(content[: len(content) // 2])

    return damage


def cut_store(version: Path) -> None:
    """Take away the second half of the largest file that is read from disk."""
    sizes = json.loads((version / MANIFEST).read_text())["sizes"]
    cut(max((name for name in sizes if name.startswith("store/")), key=sizes.__getitem__))(version)


def lose_dataset(version: Path) -> None:
    (version / "dataset.nq").unlink()


def lose_manifest(version: Path) -> None:
    (version / MANIFEST).unlink()


def spoil_dataset(version: Path) -> None:
    """As long as before, but no N-Quads."""
    file = version / "dataset.nq"
    file.write_bytes(b"x" * file.stat().st_size)


def told_otherwise(version: Path, **values: object) -> None:
    file = version / MANIFEST
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


def name_other_graphs(version: Path) -> None:
    told_otherwise(version, graphs=["https://example.org/graph/another"])


def name_no_graph(version: Path) -> None:
    told_otherwise(version, graphs=["not an IRI"])


def name_numbers(version: Path) -> None:
    told_otherwise(version, graphs=[1, 2, 3])


def another_layout(version: Path) -> None:
    told_otherwise(version, format=99)


DAMAGES = {
    "a dataset cut short": (cut("dataset.nq"), "is not as long as it was written"),
    "a store cut short": (cut_store, "is not as long as it was written"),
    "a manifest cut short": (cut(MANIFEST), "is no manifest"),
    "no dataset": (lose_dataset, "No such file"),
    "no manifest": (lose_manifest, "No such file"),
    "no folder": (shutil.rmtree, "No such file"),
    "another layout": (another_layout, "layout 99"),
    "graphs that are not in it": (name_other_graphs, "graphs that are not published"),
    "graphs that are no IRIs": (name_no_graph, "cannot be opened"),
    "graphs that are no text": (name_numbers, "is no manifest"),
}


@pytest.mark.parametrize(("damage", "words"), DAMAGES.values(), ids=DAMAGES)
def test_a_new_version_that_is_broken_leaves_the_old_one_serving(
    serving: Serving, home: Path, damage: Callable[[Path], None], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    damage(home / "versions" / "number-2")
    point_to(home, "number-2\n")
    serving.look()
    assert words in serving.problem
    assert "a new version cannot be opened" in caplog.text
    assert told(serving.now) == {1}
    publish_number(home, 3)
    assert eventually(lambda: serving.now.version == "number-3"), "it goes on looking"
    assert (serving.problem, told(serving.now)) == ("", {3})


def test_a_dataset_that_is_none_leaves_the_old_one_serving(home: Path) -> None:
    with served(home, "memory") as serving:
        spoil_dataset(home / "versions" / "number-2")
        point_to(home, "number-2\n")
        serving.look()
        assert "The dataset cannot be read" in serving.problem
        assert told(serving.now) == {1}


@pytest.mark.parametrize("pointer", ["", "\n", "nowhere\n", "../../etc\n", "\0\n", "number-2\0"])
def test_a_pointer_that_leads_nowhere_leaves_the_old_one_serving(serving: Serving, home: Path, pointer: str) -> None:
    point_to(home, pointer)
    serving.look()
    assert serving.problem
    assert told(serving.now) == {1}


def test_a_pointer_that_is_gone_leaves_the_old_one_serving(serving: Serving, home: Path) -> None:
    (home / "current").unlink()
    serving.look()
    assert "Nothing is published" in serving.problem
    assert told(serving.now) == {1}


def test_a_broken_version_that_is_published_again_is_served(serving: Serving, home: Path) -> None:
    lose_dataset(home / "versions" / "number-2")
    point_to(home, "number-2\n")
    serving.look()
    assert serving.problem
    publish_number(home, 2)
    serving.look()
    assert (serving.problem, told(serving.now)) == ("", {2})


def test_nothing_is_served_where_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="Run “graphapp build” first"):
        serve_published(Settings(home=str(tmp_path)))


ADDRESSES = (
    f"/sparql?query={quote(LABELS)}",
    "/queries/planned-for-service.json?service=tiny-portage",
    "/queries/planned-for-service?service=tiny-portage",
    "/doc/service/tiny-portage",
    "/doc/service/tiny-portage.ttl",
)


def test_every_answer_is_of_one_version_while_others_are_published(app: Flask, home: Path) -> None:
    done = Event()

    def read(address: str) -> list[set[int]]:
        browser, found = app.test_client(), []
        while not done.is_set():
            response = browser.get(address)
            assert response.status_code == 200, response.text
            found.append(numbers(response.text))
        return found

    with ThreadPoolExecutor(len(ADDRESSES)) as readers:
        reading: list[Future[list[set[int]]]] = [readers.submit(read, address) for address in ADDRESSES]
        try:
            for number in range(3, 9):
                publish_number(home, number)
                look(app)
        finally:
            done.set()
    for answers in (found.result() for found in reading):
        assert {len(answer) for answer in answers} == {1}, "each answer names one version"
        versions = [min(answer) for answer in answers]
        assert versions == sorted(versions), "no version comes back after a newer one"
    assert numbers(app.test_client().get(ADDRESSES[0]).text) == {8}


@pytest.mark.parametrize("address", ["/", *ADDRESSES, "/doc/service/nothing", "/queries/planned-for-service?service=nothing"])
def test_no_page_holds_a_version_longer_than_its_request(app: Flask, home: Path, address: str) -> None:
    gc.collect()
    gc.disable()  # a template leaves cycles: what they hold would stay until there is a lot of garbage
    try:
        with app.app_context():
            held = weakref.ref(site().serving.now)
        app.test_client().get(address)
        publish_number(home, 3)
        look(app)
        assert held() is None
    finally:
        gc.enable()


def test_a_query_that_runs_is_not_ended_by_the_next_version(app: Flask, home: Path) -> None:
    with app.app_context():
        pool = site().serving.now.pool
    assert pool
    spawner = spawner_of(pool)
    del pool
    with ThreadPoolExecutor(1) as executor:
        asking = executor.submit(lambda: app.test_client().get("/sparql", query_string={"query": LONG}))
        assert eventually(lambda: any(map(works, workers_of(spawner))))
        publish_number(home, 3)
        look(app)
        assert numbers(app.test_client().get(ADDRESSES[0]).text) == {3}
        response = asking.result()
    assert (response.status_code, "took longer than 2 seconds" in response.text) == (503, True)
    assert eventually(lambda: not is_there(spawner)), "then nobody needs the old workers any more"
