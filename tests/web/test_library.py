"""The library: every question under its task, found by words and by whom it is for."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graphapp.queries.tasks import TASKS
from tests.published import Published
from tests.web.markup import Element, read_page

LIBRARY = "/queries"


def page(client: FlaskClient, address: str = LIBRARY) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read_page(response.get_data(as_text=True))


def listed(client: FlaskClient, address: str) -> list[str]:
    """The titles of the questions that are listed, in their order."""
    return [heading.text for heading in page(client, address).all("h3")]


def test_every_question_stands_under_its_task(client: FlaskClient, published: Published) -> None:
    sections = list(page(client).all("section"))
    by_task = {next(it.all("h2")).text: {heading.text for heading in it.all("h3")} for it in sections}
    assert list(by_task) == list(TASKS)
    for query in published.library.values():
        assert query.title in by_task[query.task]
    assert sum(map(len, by_task.values())) == len(published.library)


def test_an_entry_says_the_sentence_with_its_gaps_in_words_and_for_whom(client: FlaskClient) -> None:
    (entry,) = [it for it in page(client).all("li") if next(it.all("h3"), it).text == "Planned actions by sector and theme"]
    assert "Which planned actions involve [sector] and [theme], with [matches by heading alone]?" in entry.text
    assert "For: strategist, partner." in entry.text
    assert "It cannot tell: Whether an action was done." in entry.text


def test_words_find_questions_by_what_they_are_called_first(client: FlaskClient) -> None:
    found = listed(client, f"{LIBRARY}?q=small+numbers")
    assert found[0] == "Numbers that are small enough to point at people"
    assert "Who pays, and what is said of cost" not in found


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("deadlines", "Dates and periods"),  # one of the other ways to ask it
        ("KPIs", "Contracts and their performance indicators"),
        ("privacy", "Numbers that are small enough to point at people"),  # a tag
        ("contrcts", "Contracts and commissioned arrangements"),  # a slip
        ("governan", "Boards, who chairs them and to whom they report"),  # the beginning of a word
    ],
)
def test_words_find_questions_by_any_of_their_words(words: str, title: str, client: FlaskClient) -> None:
    assert title in listed(client, f"{LIBRARY}?q={words}")[:3]


def test_a_word_that_was_read_as_another_is_said(client: FlaskClient) -> None:
    assert "Read “contrcts” as “contracts”." in page(client, f"{LIBRARY}?q=contrcts").text


def test_where_nothing_fits_the_words_are_offered_to_be_asked(client: FlaskClient) -> None:
    found = page(client, f"{LIBRARY}?q=zebra+crossing")
    assert "No questions with the words “zebra crossing”." in found.text
    assert "/ask?q=zebra+crossing" in {link.attributes["href"] for link in found.all("a")}
    assert not list(found.all("h3"))


def test_only_those_for_an_audience_are_listed(client: FlaskClient, published: Published) -> None:
    for_inspectors = {query.title for query in published.library.values() if "inspector" in query.audience}
    assert set(listed(client, f"{LIBRARY}?for=inspector")) == for_inspectors
    both = listed(client, f"{LIBRARY}?for=inspector&q=contracts")
    assert both
    assert set(both) < for_inspectors


def test_an_empty_search_shows_everything(client: FlaskClient, published: Published) -> None:
    assert len(listed(client, f"{LIBRARY}?q=&for=")) == len(published.library)


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ("for=inspecter", 422, "Did you mean inspector?"),
        ("q=a&q=b", 400, "stands in the address twice"),
        (f"q={'x' * 201}", 400, "may have 200 characters; these have 201"),
    ],
)
def test_what_cannot_be_looked_for_is_said(values: str, status: int, words: str, client: FlaskClient) -> None:
    response = client.get(f"{LIBRARY}?{values}", headers={"Accept": "text/html"})
    assert response.status_code == status
    assert words in response.get_data(as_text=True)


@pytest.mark.parametrize("words", ["<b>", "a" * 200, "%e2%80%ae", "the+of+and", "{sector}", "'"])
def test_no_words_are_a_fault(words: str, client: FlaskClient) -> None:
    assert page(client, f"{LIBRARY}?q={words}")
