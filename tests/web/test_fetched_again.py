"""A crawl of every route of the site: what is fetched a second time is a 304, until a new version changed what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graphapp.settings import Settings
from graphapp.web import close_app, create_app
from graphapp.web.services import site
from tests.numbered import BASE, publish_number

OF_DATA = {
    "/": "/",
    "/areas/<edition>": "/areas/tiny",
    "/queries/<name>": "/queries/partner-involvement.json?partner=tiny-trust",
    "/queries/<name>/print": "/queries/partner-involvement/print?partner=tiny-trust",
    "/doc/<kind>/<name>": "/doc/service/tiny-portage.csv",
    "/doc/<name>": "/doc/sector",
    "/search": "/search?q=portage",
    "/complete": "/complete?q=portage",
    "/browse/<name>": "/browse/service",
    "/doc/<kind>/<slug>/neighbourhood": "/doc/service/tiny-portage/neighbourhood",
    "/doc/<kind>/<slug>/neighbourhood.<suffix>": "/doc/service/tiny-portage/neighbourhood.svg",
    "/about": "/about",
    "/help": "/help",
    "/exports": "/exports",
    "/exports/catalogue.<suffix>": "/exports/catalogue.ttl",
    "/exports/partners": "/exports/partners",
    "/exports/partners/<name>": "/exports/partners/tiny-trust.ttl",
    "/exports/open-referral.json": "/exports/open-referral.json",
    "/changes": "/changes",
    "/changes.atom": "/changes.atom",
    "/ns": "/ns",
    "/ns.<suffix>": "/ns.ttl",
    "/changes/<old>..<new>": "/changes/number-1..number-2",
    "/changes/<old>..<new>/questions/<name>": "/changes/number-1..number-2/questions/ratings",
    "/changes/<old>..<new>/partners/<slug>": "/changes/number-1..number-2/partners/tiny-trust",
    "/ask": "/ask",
    "/see": "/see",
    "/see/<name>": "/see/ratings",
    "/accessibility": "/accessibility",
    "/ontology": "/ontology",
    "/browse": "/browse",
    "/queries": "/queries",
    "/queries/status": "/queries/status",
    "/openapi.json": "/openapi.json",
    "/sparql": "/sparql",
    "/sparql/complete": "/sparql/complete?q=portage",
    "/sparql/answer": "/sparql/answer?query=SELECT+%2A+%7B+%3Fs+a+%3Fkind+%7D+LIMIT+1",
    "/sparql/answer.<suffix>": "/sparql/answer.csv?query=SELECT+%2A+%7B+%3Fs+%3Fp+%3Fo+%7D+ORDER+BY+%3Fs+%3Fp+%3Fo",
    "/sparql/question.rq": "/sparql/question.rq?title=A&query=SELECT+%3Fo%7B%3Fs+%3Fp+%3Fo+FILTER+REGEX%28%3Fo%2C%22n+3%22%29%7D",
}
"""A sample of each route whose answer another version changes, if only by the version in the footer of a page."""

OF_ONE_VERSION = {
    "/exports/<name>": "/exports/number-1.nq.gz",
    "/exports/<asked>/SHA256SUMS": "/exports/number-1/SHA256SUMS",
    "/exports/<asked>/tables/<name>": "/exports/number-1/tables/csv-metadata.json",
    "/changes/<old>..<new>.json": "/changes/number-1..number-2.json",
    "/changes/<old>..<new>.patch": "/changes/number-1..number-2.patch",
    "/changes/<old>..<new>/questions/<name>.json": "/changes/number-1..number-2/questions/ratings.json",
    "/changes/<old>..<new>/partners/<slug>.json": "/changes/number-1..number-2/partners/tiny-trust.json",
    "/changes/<old>..<new>/partners/<slug>.patch": "/changes/number-1..number-2/partners/tiny-trust.patch",
}
"""A sample of each route whose answer never changes, as it names the version."""

OF_THE_SITE = {
    "/static/<path:name>": "/static/app.css",
    "/see/drawing.css": "/see/drawing.css",
    "/context.jsonld": "/context.jsonld",
    "/ns/alignments/<name>.<suffix>": "/ns/alignments/cids.ttl",
}
"""A sample of each route whose answer depends on the program alone."""

NOT_HERE = {
    "/ontology/<name>": "the tiny data hold no terms; test_conditional.py fetches it",
    "/ontology/vocabularies/<name>": "the tiny data hold no vocabularies; test_conditional.py fetches it",
    "/queries/<name>/chart": "no answer of the tiny data has a chart; test_conditional.py fetches it",
    "/queries/<name>/chart.<suffix>": "no answer of the tiny data has a chart; test_conditional.py fetches it",
    "/areas": "leads on, where there is one self-evaluation",
    "/areas/<edition>/rows/<row>": "the row of the tiny data is in no area; test_areas.py fetches one",
    "/id/<kind>/<slug>": "leads on",
    "/def/<kind>/<slug>": "leads on",
    "/def/<scheme>": "leads on",
    "/graph/<path:name>": "leads on",
    "/.well-known/void": "leads on",
    "/exports/catalogue": "leads on",
    "/healthz": "says how the machine is now",
    "/readyz": "says how the machine is now",
    "/queries/<name>/save": "a form with a ticket of its own",
    "/saved": "what people save is no business of caches",
    "/saved/<id_>": "leads on to a question, or has a key",
    "/saved/<id_>/delete": "has a key",
}
"""Routes that are not fetched again here, and why."""

SAMPLES = OF_ONE_VERSION | OF_DATA | OF_THE_SITE
"""In an order in which nothing that is made when it is asked for changes what was fetched before."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("numbered")


@pytest.fixture(scope="module")
def app(home: Path) -> Iterator[Flask]:
    for number in (1, 2):
        publish_number(home, number)
    app = create_app(Settings(home=str(home), base_iri=BASE))
    yield app
    close_app(app)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass(frozen=True)
class Fetched:
    """What came of a fetch."""

    status: int
    tag: str
    content: bytes


def fetch(client: FlaskClient, path: str, tag: str = "") -> Fetched:
    """What is at *path* for who has what is called *tag*."""
    with client.get(path, headers={"If-None-Match": tag} if tag else {}) as response:
        return Fetched(response.status_code, response.headers.get("ETag", ""), response.get_data())


@pytest.fixture(scope="module")
def tags(client: FlaskClient) -> dict[str, str]:
    """The tag of each sample, as it was first fetched."""
    answers = {path: fetch(client, path) for path in SAMPLES.values()}
    assert [path for path, answer in answers.items() if answer.status != 200 or not answer.tag] == []
    return {path: answer.tag for path, answer in answers.items()}


def test_every_route_is_fetched_or_says_why_not(app: Flask) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert routes == SAMPLES.keys() | NOT_HERE.keys(), "give each new route a sample here"


def test_a_second_fetch_of_anything_is_a_304(client: FlaskClient, tags: dict[str, str]) -> None:
    again = {path: fetch(client, path, tag) for path, tag in tags.items()}
    assert [path for path, answer in again.items() if (answer.status, answer.content) != (304, b"")] == []


@pytest.mark.parametrize(
    "path", ["/id/service/tiny-portage", "/def/sector", "/.well-known/void", "/exports/catalogue", "/graph/tiny"]
)
def test_what_leads_on_does_so_again(path: str, client: FlaskClient) -> None:
    assert fetch(client, path, '"any"').status in {302, 303}


def test_after_a_new_version_what_shows_it_is_sent_whole_and_what_does_not_is_a_304(
    app: Flask, home: Path, client: FlaskClient, tags: dict[str, str]
) -> None:
    publish_number(home, 3)
    with app.app_context():
        site().serving.look()
    answers = {path: fetch(client, path, tag) for path, tag in tags.items()}
    changed = {path for path, answer in answers.items() if answer.status == 200 and answer.tag != tags[path]}
    assert set(OF_DATA.values()) - changed == set()
    assert {answers[path].status for path in OF_ONE_VERSION.values()} == {304}
