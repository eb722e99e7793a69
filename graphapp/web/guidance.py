"""``/about``, ``/help`` and ``/accessibility``: what this is, how to use it, and what may be in the way, in plain English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Blueprint, render_template

from graphapp.errors import ParameterError
from graphapp.queries.address import Values, shortest
from graphapp.queries.run import run_query
from graphapp.queries.scope import editions
from graphapp.things.view import Link
from graphapp.web.editions import asked_edition, links_of, rights_of
from graphapp.web.links import question_path
from graphapp.web.services import Services, services

pages = Blueprint("guidance", __name__)

_MOST_EDITIONS = 20
"""Self-evaluations that are named; where there are more, their number says enough."""


@dataclass(frozen=True)
class Need:
    """What somebody comes with, and the question that answers it.

    :param question: the name of a saved question
    :param given: its gaps as they would be filled in
    """

    words: str
    question: str
    given: Values = field(default_factory=dict)


_NEEDS = (
    Need(
        "You meet health colleagues, and want every planned action that involves Health and moving on to adult life.",
        "actions-by-sector-and-theme",
        {"sector": "health", "theme": "transition-to-adulthood"},
    ),
    Need("You write the next improvement plan, and want to know which rows are to improve, and for whom.", "rows-to-improve"),
    Need("You look after contracts, and want to know which ones the document names no holder for.", "contract-gaps"),
)


@dataclass(frozen=True)
class Example:
    """A need that the data of this site answer.

    :param sentence: the question with its gaps filled
    :param rows: how many rows the answer has today
    """

    need: str
    title: str
    sentence: str
    path: str
    rows: int


@dataclass(frozen=True)
class AboutView:
    """What the page about the site shows.

    :param editions: the self-evaluations that it holds; none where they are too many to name
    :param rights: what the newest says of the rights in it; empty where it says nothing
    """

    editions: tuple[Link, ...]
    count: int
    rights: str
    version: str
    published: str


@pages.get("/about")
def about() -> str:
    """Say what this is, where its facts come from, and what is worked out from them."""
    found = services()
    return render_template("guidance/about.html", view=found.store.memo.get("about", lambda: _about(found)))


@pages.get("/help")
def help_page() -> str:
    """Show how to find, read and take away an answer, by examples that are asked of the data."""
    found = services()
    return render_template("guidance/help.html", view=found.store.memo.get("help", lambda: tuple(_examples(found))))


@pages.get("/accessibility")
def accessibility() -> str:
    """Say for whom the site works, what was checked, and what is known not to work."""
    return render_template("guidance/accessibility.html")


def _about(found: Services) -> AboutView:
    names = editions(found.store, found.naming)
    named = tuple(link for name in names for link in links_of(found, name)) if len(names) <= _MOST_EDITIONS else ()
    rights = rights_of(found, asked_edition(found)) if names else ""
    return AboutView(named, len(names), rights, found.opened.version, found.opened.published[:10])


def _examples(found: Services) -> Iterator[Example]:
    """The needs that have an answer here: another council's data may have no such question, or nothing under such a name."""
    for need in (each for each in _NEEDS if each.question in found.library):
        query = found.library[need.question]
        try:
            answered = run_query(found.store, query, need.given, found.naming)
        except ParameterError:
            continue
        if answered.rows:
            path = question_path(query.name, shortest(found.store, answered, found.naming))
            yield Example(need.words, query.title, answered.understood, path, len(answered.rows))
