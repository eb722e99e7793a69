"""``graphapp ask``: a question in plain words, in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from graphapp.cli import main
from tests.published import Published

Run = Callable[..., Result]


@pytest.fixture
def run(published: Published, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ask the published edition."""
    monkeypatch.setenv("GRAPHAPP_HOME", published.settings.home)
    return lambda *arguments: CliRunner().invoke(main, ("ask", *arguments))


def test_the_answer_is_a_table_under_the_sentence_that_was_understood(run: Run) -> None:
    result = run("which actions involve Health and transition")
    assert result.exit_code == 0
    assert result.stdout.startswith("Which planned actions involve Health and Transition to adulthood?")
    assert "3 row(s)" in result.stdout


def test_words_need_no_quotation_marks(run: Run) -> None:
    assert run("contracts", "held", "by", "Solent").stdout == run("contracts held by Solent").stdout


def test_json_has_the_answer_and_the_next_readings(run: Run) -> None:
    answer = json.loads(run("contracts held by Solent", "--format", "json").stdout)
    assert (answer["query"], answer["parameters"]) == ("contracts-by-provider", {"provider": "solent-nhs-trust"})
    assert answer["understood"] == "Which contracts are there that Solent NHS Trust holds?"
    assert set(answer["rows"][0]["contract"]) == {"value", "iri"}


def test_a_name_of_two_things_is_answered_for_one_and_offered_for_the_other(run: Run) -> None:
    answer = json.loads(run("what is planned for speech and language therapy", "--format", "json").stdout)
    given = {answer["parameters"]["service"], answer["alternatives"][0]["parameters"]["service"]}
    assert given == {"hampshire-speech-and-language-therapy", "hampshire-adult-speech-and-language-therapy"}
    assert answer["alternatives"][0]["understood"].startswith("What is planned for ")


def test_json_of_what_fits_nothing_says_so(run: Run) -> None:
    answer = json.loads(run("how tall is Mount Everest", "--format", "json").stdout)
    assert (answer["query"], answer["understood"], answer["parameters"], answer["rows"]) == (None, None, {}, [])


def test_what_fits_nothing_is_said_with_the_nearest_and_how_to_ask_them(run: Run) -> None:
    output = run("HPCN").stdout
    assert "No saved question fits “HPCN”. Nothing was answered." in output
    assert "graphapp query run partner-involvement -p partner=hampshire-parent-carer-network" in output


def test_slips_and_unused_words_are_said(run: Run) -> None:
    output = run("contarcts held by Solent in Surrey").stdout
    assert "Read “contarcts” as “contracts”." in output
    assert "Not used: Surrey." in output


def test_a_text_that_is_too_long_is_refused_with_a_sentence(run: Run) -> None:
    result = run("a" * 501)
    assert result.exit_code == 2
    assert "may have 500 characters" in result.stderr
