"""Questions of one's own as other pages show them: a list for the library, and the name above an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from graphapp.errors import GraphappError, NotSaved
from graphapp.queries.header import SavedQuery
from graphapp.saved import OwnQuestion, OwnQuestions
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


def saving(query: SavedQuery, given: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What the page of *query* shows: what it was saved as, and whether it can be saved."""
    return {"saved": saved_as(query, given), "saving": bool(services().settings.saved)}


def saved_as(query: SavedQuery, given: Mapping[str, Sequence[str]]) -> OwnQuestion | None:
    """The question that the address says it was saved as, if it is this one with these very values; else nothing is said."""
    id_ = request.args.get(SAVED, "")
    try:
        own = own_questions().get(id_) if id_ else None
    except GraphappError:
        return None
    return own if own and (own.query, own.given) == (query.name, given) else None
