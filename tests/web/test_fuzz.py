"""Whatever is sent to a question, or as a question, is answered or refused with a sentence, and is never a fault of ours.

The inputs of :mod:`tests.hostile` go to every gap of every question over HTTP, to ``/ask`` and to the command.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import quote, urlencode

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from graphapp import cli, store
from graphapp.queries.parameters import options
from graphapp.queries.scope import choose_edition, within_edition
from tests.hostile import FIXED, LONG, SURROGATES, look_alikes, mixtures
from tests.published import Published

pytestmark = pytest.mark.untraced
"""Thousands of inputs go the same way: other tests count the lines, and these take half the time without."""

FULL = bool(os.environ.get("CI"))
REQUESTS = 8_000 if FULL else 800
ASKED = 1_000 if FULL else 250
SUFFIXES = ("", ".json", ".csv", ".xlsx")
ACCEPTED = ("text/html", "application/json", "*/*")
FOUND = 302
REFUSALS = {400, 404, 413, 414, 422}


def address(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """*path* with *pairs*; halves of surrogate pairs are sent as the bytes that they would be."""
    return f"{path}?{urlencode(pairs, errors='surrogatepass')}"


def is_well(response: TestResponse, sent: object) -> None:
    """Fail unless *response* is an answer or a refusal with a sentence."""
    if response.status_code == FOUND and response.location.startswith("/queries/"):
        return  # the same question at the address that it is shown under
    assert response.status_code == 200 or response.status_code in REFUSALS, (response.status_code, sent)
    body = response.get_data()
    assert b"Traceback" not in body
    if response.status_code != 200:
        said = response.get_json()["detail"] if response.mimetype == "application/problem+json" else body.decode()
        assert re.search(r"\w[^.?]*[.?]", said), sent
        assert "\x1b" not in said, "and nothing that a terminal would obey"
        assert response.mimetype in ("text/html", "application/problem+json"), sent


@pytest.fixture(scope="module")
def texts(published: Published) -> Iterator[str]:
    """The fixed texts, what resembles values, and mixtures, in turn and without an end."""
    scoped = within_edition(published.store, published.naming, choose_edition(published.store, published.naming))
    gaps = [gap for query in published.library.values() for gap in query.parameters]
    known = [option for gap in gaps for option in options(scoped, gap, published.naming)[:4]]
    alike = [text for option in known[::9] for text in look_alikes(str(option.term), option.value, option.label)]
    chance = random.Random(4)  # noqa: S311 - a sample, not a secret

    def found() -> Iterator[str]:
        yield from FIXED
        mixed = mixtures(chance, [option.value for option in known])
        while True:
            yield from chance.sample(alike, 5)
            yield from (chance.choice((option.value, option.label)) for option in chance.sample(known, 5))
            yield from islice(mixed, 20)

    return found()


def test_every_gap_of_every_question_answers_or_refuses_with_a_sentence(
    client: FlaskClient, published: Published, texts: Iterator[str]
) -> None:
    told = Counter[int]()
    chance = random.Random(5)  # noqa: S311 - a sample, not a secret
    scoped = within_edition(published.store, published.naming, choose_edition(published.store, published.naming))
    gaps = [
        (query.name, gap.name, [option.value for option in options(scoped, gap, published.naming)] or ["3"])
        for query in published.library.values()
        for gap in query.parameters
    ]
    while told.total() < REQUESTS:
        for name, gap, values in gaps:
            pairs = [(gap, chance.choice(values) if chance.random() < 0.1 else next(texts))]
            if chance.random() < 0.1:
                pairs.append(
                    chance.choice(((gap, next(texts)), (next(texts), "x"), ("edition", next(texts)), ("page", next(texts))))
                )
            sent = address(f"/queries/{name}{chance.choice(SUFFIXES)}", pairs)
            response = client.get(sent, headers={"Accept": chance.choice(ACCEPTED)})
            is_well(response, sent)
            told[response.status_code] += 1
    print(f"{told.total()} requests: {dict(told)}")  # noqa: T201
    assert {200, 400, 422} <= set(told)


def test_the_name_of_a_question_may_be_anything(client: FlaskClient, published: Published, texts: Iterator[str]) -> None:
    for text in {*FIXED, *islice(texts, 100)} - set(published.library):
        sent = f"/queries/{quote(text, safe='', errors='surrogatepass')}"
        response = client.get(sent)
        assert response.status_code in (400, 404), (response.status_code, text[:80])
        is_well(response, sent)


@pytest.mark.parametrize(
    ("pairs", "status"),
    [
        ([("theme", f"theme-{number}") for number in range(10_000)], 414),
        ([("theme", "x")] * 9_000, 414),
        ([("theme", "feedback")] * 2_000, 422),
        ([("theme", "feedback"), ("theme", "nothing")], 422),
        ([("context", "true"), ("context", "false")], 422),
        ([("nothing", "x")], 422),
        ([("", "x")], 422),
        ([("theme", "a" * 60_000)], 422),
        ([("theme", "a" * 1_000_000)], 414),
        ([("edition", "x"), ("edition", "y")], 422),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_too_much_or_unknown_is_refused(
    client: FlaskClient, pairs: Sequence[tuple[str, str]], status: int, suffix: str
) -> None:
    response = client.get(address(f"/queries/actions-by-theme{suffix}", pairs))
    assert response.status_code == status
    is_well(response, pairs[0])


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_question_is_not_sent_a_body(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/queries/boards", data={"member": '"'})
    assert response.status_code == 405


# Questions in plain words


def test_any_text_can_be_asked(client: FlaskClient, texts: Iterator[str]) -> None:
    told = Counter[int]()
    for text in (*FIXED, *islice(texts, ASKED)):
        sent = address("/ask", [("q", text)])
        response = client.get(sent)
        is_well(response, sent)
        told[response.status_code] += 1
    print(f"{told.total()} texts were asked: {dict(told)}")  # noqa: T201
    assert told[200] > told.total() / 2, "what holds words is answered, or it is said that nothing fits"


@pytest.mark.parametrize(("letters", "status"), [(1_000, 400), (60_000, 400), (1_000_000, 414)])
def test_a_question_of_a_megabyte_is_refused(client: FlaskClient, letters: int, status: int) -> None:
    for sign in ("a", "which actions involve health ", '"', "é"):
        text = (sign * letters)[:letters]
        response = client.get(address("/ask", [("q", text)]))
        assert response.status_code in (status, 414), sign
        is_well(response, sign)


@pytest.mark.parametrize("kind", [{}, {"content_type": "text/plain"}])
def test_a_question_of_a_megabyte_cannot_be_posted_either(client: FlaskClient, kind: dict[str, str]) -> None:
    assert client.post("/ask", data=b"q=" + b"a" * 1_000_000, **kind).status_code in (405, 413)


@settings(max_examples=200 if FULL else 50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec=None), max_size=60), edition=st.text(max_size=5) | st.just(""))
def test_any_text_that_can_be_thought_of_can_be_asked(client: FlaskClient, text: str, edition: str) -> None:
    is_well(client.get(address("/ask", [("q", text), ("edition", edition)])), text)


@settings(max_examples=200 if FULL else 50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(
        st.tuples(st.sampled_from(("theme", "context", "edition")) | st.text(max_size=8), st.text(max_size=20)), max_size=4
    )
)
def test_any_pairs_that_can_be_thought_of_are_answered_or_refused(client: FlaskClient, pairs: list[tuple[str, str]]) -> None:
    is_well(client.get(address("/queries/actions-by-theme.json", pairs)), pairs)


# The commands


@pytest.fixture
def run(published: Published, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs commands on the published edition, which is not opened again for each."""
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    monkeypatch.setattr("graphapp.inputs.is_current", lambda *_: True)
    monkeypatch.setattr(store, "open_store", lambda _: published.store)
    return CliRunner()


COMMANDS = (*FIXED[:: 3 if FULL else 9], *SURROGATES, *LONG[:2], "which actions involve \udcff health")


@pytest.mark.parametrize("format_", ["table", "json"])
def test_any_text_can_be_asked_in_the_terminal(run: CliRunner, format_: str) -> None:
    for text in COMMANDS:
        done = run.invoke(cli.main, ["ask", "--format", format_, "--", text])
        assert done.exit_code in (0, 2), (text[:80], done.exception)
        assert done.output.strip()
        assert "Traceback" not in done.output


def test_any_value_can_be_given_in_the_terminal(run: CliRunner) -> None:
    for text in COMMANDS:
        done = run.invoke(cli.main, ["query", "run", "actions-by-theme", "-p", f"theme={text}", "--format", "json"])
        assert done.exit_code in (0, 2), (text[:80], done.exception)
        assert done.output.strip()
