"""The library, and one saved question: its form, its answer, its downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from graphapp.errors import ParameterError, UnknownName
from graphapp.exports.tables import as_csv, as_json
from graphapp.queries.header import Parameter, SavedQuery
from graphapp.queries.parameters import Option, options
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.web.services import services

pages = Blueprint("queries", __name__, url_prefix="/queries")

_DOWNLOADS = {"csv": (as_csv, "text/csv"), "json": (as_json, "application/json")}


@dataclass(frozen=True)
class Field:
    """A gap as a form control: its choices, and the value that is chosen."""

    parameter: Parameter
    choices: Sequence[Option]
    value: str


@dataclass(frozen=True)
class QuestionView:
    """What the page of a question shows; *problem* is a value that was not understood, and then there is no answer."""

    query: SavedQuery
    fields: tuple[Field, ...]
    answered: Answered | None
    problem: str
    query_string: str

    def href(self, cell: Cell) -> str | None:
        """Where the page of a cell's thing is."""
        return (services().naming.page(cell.iri) or cell.iri) if cell.iri else None


@pages.get("")
def library() -> str:
    """List the saved questions."""
    return render_template("queries/library.html", view=tuple(services().library.values()))


@pages.get("/<name>")
def question(name: str) -> Response | tuple[str, int] | str:
    """Show the question *name* with its answer; with a suffix (.csv, .json) download the answer."""
    stem, _, suffix = name.rpartition(".")
    if stem and suffix not in _DOWNLOADS:
        raise UnknownName("download", suffix, _DOWNLOADS)
    query = services().library[stem or name]
    if stem:
        return _download(query, suffix)
    try:
        return _page(query, _answer(query), "")
    except ParameterError as error:
        return _page(query, None, str(error)), error.status


def _answer(query: SavedQuery) -> Answered:
    found = services()
    given = {name: value for name, value in request.args.items() if value or query.parameter(name) is None}
    repeated = [name for name in request.args if len(request.args.getlist(name)) > 1]
    if repeated:
        raise ParameterError(f"“{repeated[0]}” is given twice; give it one value.")
    return run_query(found.store, query, given, found.naming)


def _download(query: SavedQuery, suffix: str) -> Response:
    write, media_type = _DOWNLOADS[suffix]
    response = Response(write(_answer(query)), content_type=f"{media_type}; charset=utf-8")
    if suffix == "csv":
        response.headers["Content-Disposition"] = f'attachment; filename="{query.name}.csv"'
    return response


def _page(query: SavedQuery, answered: Answered | None, problem: str) -> str:
    found = services()
    fields = tuple(Field(item, options(found.store, item, found.naming), _value(item, answered)) for item in query.parameters)
    view = QuestionView(query, fields, answered, problem, request.query_string.decode("ascii", "replace"))
    return render_template("queries/question.html", view=view)


def _value(parameter: Parameter, answered: Answered | None) -> str:
    """The value to show as chosen: the one that was understood, else the one that was given."""
    if answered is None:
        return request.args.get(parameter.name, parameter.default or "")
    option = answered.filled[parameter.name].option
    return option.value if option else ""
