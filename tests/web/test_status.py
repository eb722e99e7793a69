"""``/queries/status``: what was found of each question; what did not pass is not offered, and stops nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graphapp.queries.guard.verdicts import Report, Verdict, digest_of
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store.publishing import publish
from graphapp.store.remote import RemoteStore
from graphapp.store.versions import QUESTIONS
from graphapp.web import create_app, serving
from graphapp.web.services import site as site_of_app
from tests.conftest import GRAPHS, NAMING
from tests.published import Published
from tests.queries.sample import QUESTION, saved
from tests.store.sample import manifest, of_graphs

Site = Callable[..., FlaskClient]


def settings_of(folder: Path) -> Settings:
    return Settings(base_iri=NAMING.base, home=str(folder / "home"), log="off")


@pytest.fixture
def queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two questions, which the site takes for the real one."""
    place = tmp_path / "queries"
    place.mkdir()
    saved(place, name="good")
    saved(place, QUESTION.replace("title: Services", "title: Other services"), "bad")
    monkeypatch.setattr(serving, "folder", lambda _: place)
    return place


@pytest.fixture
def site(tmp_path: Path, queries: Path, tiny_nquads: bytes) -> Site:
    """Serves the tiny dataset with a report of the questions, in which “bad” did not pass."""

    good = Verdict("good", digest_of(queries / "good.rq"), "2015-11-01T10:20:30+00:00", 0.0124, 7, 3, "", ("it has no order.",))
    bad = Verdict("bad", digest_of(queries / "bad.rq"), "2015-11-01T10:20:31+00:00", problem="bad.rq, line 9: <it> is slow.")
    report = Report.of([good, bad])

    def serve(*, kept: bool = True) -> FlaskClient:
        said = replace(manifest("one"), base_iri=NAMING.base, graphs=GRAPHS, private_graphs=())
        beside = {QUESTIONS: report.as_json()} if kept else {}
        publish(tmp_path / "home", said, of_graphs(tiny_nquads, GRAPHS), beside)
        return create_app(settings_of(tmp_path)).test_client()

    return serve


def test_every_question_of_the_repository_passes_and_says_how(client: FlaskClient, published: Published) -> None:
    page = client.get("/queries/status").text
    assert f"Offered: {len(published.library)}" in page
    assert "Not offered" not in page
    for name, verdict in published.examined.questions.verdicts.items():
        assert f'href="/queries/{name}"' in page
        assert verdict.golden, f"{name} has golden answers, and gave them"


def test_the_page_says_when_how_long_and_with_how_many_rows(site: Site) -> None:
    page = site().get("/queries/status").text
    for words in ("2015-11-01 10:20", "12 ms", ">7</td>", ">3</td>", "Remark: it has no order."):
        assert words in page
    assert "Offered: 1" in page
    assert "Not offered: 1" in page
    assert "bad.rq, line 9: &lt;it&gt; is slow." in page


def test_what_did_not_pass_is_nowhere_offered(site: Site) -> None:
    browser = site()
    for address in ("/", "/queries", "/ask?q=other+services"):
        assert "Other services" not in browser.get(address).text
        assert browser.get(address).status_code == 200
    for address in ("/queries/bad", "/queries/bad.json"):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert "did not pass its checks" in answer.text
    assert browser.get("/queries/good.json").status_code == 200


def test_readiness_names_it_and_is_not_touched(site: Site) -> None:
    report = site().get("/readyz").get_json()
    assert (report["status"], report["questions_withheld"]) == ("ready", ["bad"])


def test_the_library_leads_to_the_page(site: Site) -> None:
    assert 'href="/queries/status"' in site().get("/queries").text


@pytest.mark.parametrize("damage", [b"SELECT * {}", b"\xff", b"#+ title: [", QUESTION.replace("SELECT", "SELEKT").encode()])
def test_a_file_that_is_damaged_after_the_build_keeps_itself_back_alone(site: Site, queries: Path, damage: bytes) -> None:
    (queries / "good.rq").write_bytes(damage)
    saved(queries, QUESTION.replace("title: Services", "title: New services"), "new")
    browser = site()
    assert "New services" in browser.get("/queries").text
    assert browser.get("/queries/new").status_code == 200
    assert browser.get("/queries/good").status_code == 404
    page = browser.get("/queries/status").text
    assert "good.rq" in page
    assert "not checked as it is now" in page, "of the new one"


def test_where_nothing_is_known_the_page_says_so_and_all_are_offered(site: Site) -> None:
    browser = site(kept=False)
    page = browser.get("/queries/status").text
    assert "What was found is not known here" in page
    assert "Offered: 2" in page
    assert browser.get("/queries/bad").status_code == 200


def test_a_store_elsewhere_goes_by_what_was_found_here(site: Site, tmp_path: Path, remote_store: RemoteStore) -> None:
    site()
    browser = create_app(settings_of(tmp_path), remote_store).test_client()
    assert browser.get("/queries/bad").status_code == 404
    assert browser.get("/queries/good.json").status_code == 200


@pytest.mark.usefixtures("queries")
def test_a_store_elsewhere_and_nothing_here_offers_all(tmp_path: Path, remote_store: RemoteStore) -> None:
    browser = create_app(settings_of(tmp_path), remote_store).test_client()
    assert browser.get("/queries/bad.json").status_code == 200


def test_a_version_built_with_other_questions_brings_them(site: Site, queries: Path, tmp_path: Path, tiny_nquads: bytes) -> None:
    browser = site()
    mended = saved(queries, QUESTION.replace("title: Services", "title: Mended services"), "bad")
    report = Report.of([Verdict("bad", digest_of(mended.file), "2015-11-02T10:00:00+00:00")])
    said = replace(manifest("two"), base_iri=NAMING.base, graphs=GRAPHS, private_graphs=())
    publish(tmp_path / "home", said, of_graphs(tiny_nquads, GRAPHS), {QUESTIONS: report.as_json()})
    with browser.application.app_context():
        site_of_app().serving.look()
    assert "Mended services" in browser.get("/queries").text
    assert browser.get("/queries/bad.json").status_code == 200


def test_the_questions_lie_where_the_page_says_nothing_of(client: FlaskClient) -> None:
    assert str(folder("queries")) not in client.get("/queries/status").text
