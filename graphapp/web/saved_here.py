"""Questions of one's own as other pages show them: a list for the library, and the name above an answer."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from graphapp.errors import GraphappError, NotSaved
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import Given
from graphapp.queries.run import prepare
from graphapp.saved import OwnQuestion, OwnQuestions
from graphapp.web.links import path_to, query_string
from graphapp.web.services import services

SAVED = "saved"
"""In the address of a question, the id of the one that it was saved as."""

_SHOWN = 10


@dataclass(frozen=True)
class SavedHere:
    """The newest questions that people saved for everybody.

    :param count: how many there are in all
    :param problem: why they cannot be shown, in a sentence
    """

    questions: tuple[OwnQuestion, ...] = ()
    count: int = 0
    problem: str = ""


def own_questions() -> OwnQuestions:
    """Where questions of one's own are kept.

    :raises NotSaved: when this site keeps none
    """
    file = services().settings.saved_file
    if file is None:
        raise NotSaved("This site does not save questions. The address of an answer can be kept instead: it holds all values.")
    return OwnQuestions(file)


def saved_here() -> SavedHere:
    """What the library shows of them; it is shown also where they are switched off, or their file cannot be used."""
    try:
        listed = own_questions().listed(most=_SHOWN)
        return SavedHere(listed.questions, listed.count)
    except NotSaved:
        return SavedHere()
    except GraphappError as error:
        return SavedHere(problem=str(error))


def saving_problem() -> str:
    """Why questions cannot be saved or opened now, in a sentence; empty where they can, or are switched off."""
    return saved_here().problem


def saving(query: SavedQuery, given: Given) -> dict[str, object]:
    """What the page of *query* shows: what it was saved as, and where it can be saved with the values *given*."""
    path = path_to("saved.form", name=query.name) + query_string(given)
    return {"saved": saved_as(query, given), "saving": path if services().settings.saved else ""}


def saved_as(query: SavedQuery, given: Given) -> OwnQuestion | None:
    """The question that the address says it was saved as, if its values mean the same; else nothing is said."""
    id_ = request.args.get(SAVED, "")
    if not id_:
        return None
    try:
        own = own_questions().get(id_)
        return own if own.query == query.name and _mean_the_same(query, own.given, given) else None
    except GraphappError:
        return None


def _mean_the_same(query: SavedQuery, one: Given, other: Given) -> bool:
    """Whether *query* asks the same with either values, in whichever words, with defaults or without."""
    found = services()
    asked, again = (prepare(found.store, query, values, found.naming) for values in (one, other))
    return (asked.edition, asked.filled) == (again.edition, again.filled)
