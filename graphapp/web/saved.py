"""``/saved``: questions of one's own. Saving one, opening it by its public link, deleting it by its secret one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil

from flask import Blueprint, Response, render_template, request, url_for

from graphapp.errors import GraphappError, InputError, TextRefused, UnknownName, WrongKey
from graphapp.hints import repeated
from graphapp.queries.address import shortest
from graphapp.queries.run import Asked, prepare, run_query
from graphapp.saved import OwnQuestion, Saved, Wording
from graphapp.saved.keys import new_key
from graphapp.saved.wording import LONGEST_NAME, LONGEST_NOTE
from graphapp.web import log
from graphapp.web.forms import posted
from graphapp.web.links import path_to, query_string, question_path
from graphapp.web.saved_here import SAVED, own_questions
from graphapp.web.services import services

pages = Blueprint("saved", __name__)

_LISTED = "listed"
_ON_A_PAGE = 50
_MOST_PAGES = 1_000


@dataclass(frozen=True)
class FormView:
    """What the form to save a question shows: the question, and what was written so far.

    :param ticket: drawn for this form, so that sending it twice saves one question
    :param problem: what cannot be kept, in a sentence
    """

    asked: Asked
    action: str
    ticket: str
    name: str = ""
    note: str = ""
    visible: str = ""
    problem: str = ""
    longest: tuple[int, int] = (LONGEST_NAME, LONGEST_NOTE)


@dataclass(frozen=True)
class SavedView:
    """What is shown once, when a question was saved: its public link, and the secret one that deletes it."""

    question: OwnQuestion
    public: str
    secret: str


@dataclass(frozen=True)
class GoneView:
    """What is shown of a question that cannot be asked any more: what it was, and what has become of it."""

    question: OwnQuestion
    problem: str
    library: bool


@dataclass(frozen=True)
class ListView:
    """A page of the questions that everybody is shown."""

    questions: tuple[OwnQuestion, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class DeleteView:
    """What is shown before a question is deleted."""

    question: OwnQuestion
    key: str
    problem: str = ""


@pages.before_request
def _hide() -> None:
    """Keep the id out of the log: whoever has it may open the question."""
    id_ = (request.view_args or {}).get("id_")
    if id_:
        log.note(path=request.path.replace(id_, "-"), saved=log.digest(id_))


@pages.after_request
def _keep_private(response: Response) -> Response:
    """Have no cache keep these pages, which may hold a key or may be gone tomorrow, and no search engine list them."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@pages.get("/queries/<name>/save")
def form(name: str) -> str:
    """Show the form that saves the question *name* with the values of the address."""
    own_questions()
    return render_template("saved/form.html", view=_form(_asked(name), new_key()))


@pages.post("/queries/<name>/save")
def save(name: str) -> tuple[str, int, dict[str, str]]:
    """Save the question *name* with the values of the address."""
    own = own_questions()
    own_name, note, visible, ticket = posted("name", "note", "visible", "ticket")
    found, asked = services(), _asked(name)
    try:
        wording = Wording.read(own_name, note)
    except TextRefused as error:
        view = _form(asked, ticket, name=own_name[:1_000], note=note[:4_000], visible=visible, problem=str(error))
        return render_template("saved/form.html", view=view), error.status, {}
    answered = run_query(found.store, asked.query, _given(), found.naming)
    saved = own.add(wording, answered, listed=visible == _LISTED, ticket=ticket)
    log.note(question=asked.query.name)
    address = path_to("saved.show", id_=saved.question.id)
    return render_template("saved/saved.html", view=_view(saved)), 201, {"Location": address}


@pages.get("/saved")
def listing() -> str:
    """List the questions that everybody is shown."""
    page = _page()
    listed = own_questions().listed((page - 1) * _ON_A_PAGE, _ON_A_PAGE)
    count_of_pages = max(1, ceil(listed.count / _ON_A_PAGE))
    if page > count_of_pages:
        raise UnknownName("page", str(page))
    return render_template("saved/list.html", view=ListView(listed.questions, page, count_of_pages))


@pages.get("/saved/<id_>")
def show(id_: str) -> Response | tuple[str, int]:
    """Go to the answer of a saved question, or say what has become of it."""
    found, question = services(), own_questions().get(id_)
    try:
        asked = prepare(found.store, found.library[question.query], question.given, found.naming)
    except GraphappError as error:
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:  # the store is to blame, not the question
            raise
        view = GoneView(question, str(error), question.query in found.library)
        return render_template("saved/gone.html", view=view), error.status
    values = {**shortest(found.store, asked, found.naming), SAVED: id_}
    return Response(status=303, headers={"Location": question_path(question.query, values)})


@pages.get("/saved/<id_>/delete")
def ask_delete(id_: str) -> str:
    """Ask whether the question is to be deleted: a link alone deletes nothing, as programs follow links."""
    return render_template("saved/delete.html", view=DeleteView(own_questions().get(id_), request.args.get("key", "")[:100]))


@pages.post("/saved/<id_>/delete")
def delete(id_: str) -> str | tuple[str, int]:
    """Delete the question, if the key is its own."""
    own = own_questions()
    (key,) = posted("key")
    try:
        deleted = own.delete(id_, key.strip())
    except WrongKey as error:
        view = DeleteView(own.get(id_), "", str(error))
        return render_template("saved/delete.html", view=view), error.status
    return render_template("saved/deleted.html", view=deleted)


def _asked(name: str) -> Asked:
    """The question *name* with the values of the address.

    :raises UnknownName: when there is no such question
    :raises ParameterError: when it does not take these values
    """
    found = services()
    return prepare(found.store, found.library[name], _given(), found.naming)


def _given() -> Mapping[str, list[str]]:
    """The values of the address."""
    return request.args.to_dict(flat=False)


def _form(asked: Asked, ticket: str, **written: str) -> FormView:
    """The form to save *asked*, with what was *written*. Its values stand in the address it is sent to."""
    action = f"{path_to('saved.save', name=asked.query.name)}{query_string(asked.values)}"
    return FormView(asked, action, ticket, **written)  # type: ignore[arg-type]  # every field that may be written is a text


def _view(saved: Saved) -> SavedView:
    id_ = saved.question.id
    return SavedView(
        saved.question,
        url_for("saved.show", id_=id_, _external=True),
        url_for("saved.ask_delete", id_=id_, key=saved.key, _external=True),
    )


def _page() -> int:
    """The number of the page that the address asks for, counted from 1.

    :raises InputError: when it is none
    """
    text = request.args.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:6]) <= _MOST_PAGES:
        raise InputError(f"“{repeated(text)}” is no page; pages are counted from 1.")
    return int(text)
