"""The library, and one saved question: its form, its answer, its downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from graphapp.errors import ParameterError, UnknownName
from graphapp.exports.answer_graph import address_of, as_graph
from graphapp.exports.api.calls import Call, calls
from graphapp.exports.formats import GRAPH_FORMATS, Format, write_graph
from graphapp.exports.source import Source
from graphapp.exports.tables import BYTE_ORDER_MARK, as_csv, as_json
from graphapp.exports.workbook import MEDIA_TYPE, as_xlsx
from graphapp.namespaces import Naming
from graphapp.queries.choices import Asking, Choice
from graphapp.queries.empty import relaxations
from graphapp.queries.faults import Faults
from graphapp.queries.header import Parameter, SavedQuery
from graphapp.queries.paging import IN_PAGES, read_paging, without_paging
from graphapp.queries.parameters import options
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.queries.scope import EDITION, choose_edition, editions
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data, site_address
from graphapp.web.editions import EditionChoice, edition_choice, rights_of, scoped
from graphapp.web.question_data import QuestionData, question_data
from graphapp.web.saved_here import SAVED, saved_as, saved_here, saving
from graphapp.web.services import Services, services

pages = Blueprint("queries", __name__, url_prefix="/queries")


def _graph_writer(item: Format) -> Callable[[Answered], bytes]:
    """Writes an answer as linked data."""

    def write(answered: Answered) -> bytes:
        found = services()
        return write_graph(as_graph(answered, _source(answered), found.store, found.naming), item)

    return write


_DOWNLOADS: dict[str, tuple[Callable[[Answered], str | bytes], str]] = {
    "csv": (lambda answered: BYTE_ORDER_MARK + as_csv(answered), "text/csv; charset=utf-8"),
    "json": (lambda answered: as_json(answered, _source(answered)), "application/json"),
    "xlsx": (lambda answered: as_xlsx(answered, _source(answered)), MEDIA_TYPE),
    **{item.suffix: (_graph_writer(item), f"{item.media_type}; charset=utf-8") for item in GRAPH_FORMATS},
}
_SAVED_AS_FILES = ("csv", "xlsx")
_HTML = "text/html; charset=utf-8"


def media_types() -> dict[str, str]:
    """The media types of answers by suffix, without parameters such as a charset."""
    return {suffix: media_type.partition(";")[0] for suffix, (_, media_type) in _DOWNLOADS.items()}


@dataclass(frozen=True)
class Field:
    """A gap as a form control: its choices, and the value that is chosen."""

    parameter: Parameter
    choices: Sequence[Choice]
    values: Sequence[str]

    @property
    def value(self) -> str:
        """The value of a gap that takes one."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Instead:
    """A change of one gap with which an empty answer would have rows, as a link."""

    words: str
    rows: int
    query_string: str


@dataclass(frozen=True)
class QuestionView:
    """What the page of a question shows; *problem* is a value that was not understood, and then there is no answer.

    :param data: where the question itself is data, if the store says anything of it
    """

    query: SavedQuery
    fields: tuple[Field, ...]
    answered: Answered | None
    problem: str
    query_string: str
    naming: Naming
    choice: EditionChoice
    instead: tuple[Instead, ...] = ()
    data: QuestionData | None = None
    calls: tuple[Call, ...] = ()

    def lines(self) -> Iterator[list[tuple[str, str | None]]]:
        """The rows of the answer: of each cell its words, and where the page of its thing is."""
        names = [column.name for column in self.query.columns]
        for row in self.answered.rows if self.answered else ():
            yield [self._shown(row[name]) for name in names]

    def _shown(self, cell: Cell) -> tuple[str, str | None]:
        return cell.value, (self.naming.page(cell.iri) or cell.iri) if cell.iri else None


@pages.get("")
def library() -> str:
    """List the saved questions."""
    return render_template("queries/library.html", view=tuple(services().library.values()), saved=saved_here())


@pages.get("/<name>")
def question(name: str) -> Response | tuple[str, int]:
    """Show the question *name* with its answer; with a suffix (.csv, .json, .xlsx) download the answer."""
    stem, _, suffix = name.rpartition(".")
    if stem and suffix not in _DOWNLOADS:
        raise UnknownName("download", suffix, _DOWNLOADS)
    found = services()
    query = found.library[stem or name]
    given = _given(query)
    own = None if stem else saved_as(query, given)
    values = tuple(sorted(given.items()))
    key = (query.name, suffix if stem else site_address(), values, own)  # a page names the host by which it was asked
    log.note(question=query.name, parameters=log.digest(repr(values)))
    try:
        ready = found.opened.answers.get(key, lambda: _make(query, given, suffix if stem else ""))
    except ParameterError as error:
        if stem:
            raise
        return _page(query, given, None, str(error)), error.status
    log.note(rows=ready.rows)
    response = respond_with_data(ready) if stem else respond(ready)
    if stem and suffix in _SAVED_AS_FILES:
        response.headers["Content-Disposition"] = f'attachment; filename="{query.name}.{suffix}"'
    return response


def _given(query: SavedQuery) -> dict[str, tuple[str, ...]]:
    """The values of the address; an empty one is none, and what the question was saved as is none of its gaps."""
    pairs = ((name, tuple(value for value in values if value)) for name, values in request.args.lists())
    return {name: values for name, values in pairs if name != SAVED and (values or query.parameter(name) is None)}


def _make(query: SavedQuery, given: Mapping[str, Sequence[str]], suffix: str) -> Ready:
    """The answer as a page, or as the download with *suffix*."""
    answered = _answer_in_pages(query, given) if suffix in IN_PAGES else _answer(query, given)
    write, media_type = _DOWNLOADS[suffix] if suffix else (lambda it: _page(query, given, it, ""), _HTML)
    content = write(answered)
    return Ready(content.encode() if isinstance(content, str) else content, media_type, len(answered.wanted), answered.window)


def _answer(query: SavedQuery, given: Mapping[str, Sequence[str]]) -> Answered:
    found = services()
    return run_query(found.store, query, given, found.naming)


def _answer_in_pages(query: SavedQuery, given: Mapping[str, Sequence[str]]) -> Answered:
    """The answer, or the page of it that is asked for.

    :raises ParameterError: with what is wrong with the values and with the page
    :raises NoSuchPage: beyond the end
    """
    faults = Faults()
    with faults.of():
        paging = read_paging(given)
    with faults.of():
        answered = _answer(query, without_paging(given))
    faults.end()
    return replace(answered, window=paging.window(len(answered.rows))) if paging else answered


def _values(answered: Answered) -> dict[str, str | list[str]]:
    """What stands in an address for exactly this answer, whatever is taken without values later on."""
    values = {EDITION: answered.edition, **{name: item.value for name, item in answered.filled.items()}}
    return {name: value for name, value in values.items() if value}


def _source(answered: Answered) -> Source:
    """Where *answered* comes from, for a file that leaves the site."""
    found = services()
    return Source(
        address=address_of(answered, found.naming),
        version=found.opened.version,
        published=found.opened.published,
        rights=rights_of(found, answered.edition),
    )


def _page(query: SavedQuery, given: Mapping[str, Sequence[str]], answered: Answered | None, problem: str) -> str:
    found = services()
    edition = answered.edition if answered else _edition_or_default(found, given)
    asking = Asking(scoped(found, edition), query, answered.filled if answered else {}, found.naming)
    view = QuestionView(
        query=query,
        fields=tuple(_field(asking, item, given) for item in query.parameters),
        answered=answered,
        problem=problem,
        query_string=urlencode(given, doseq=True),
        naming=found.naming,
        choice=edition_choice(found, edition),
        instead=_instead(asking, given) if answered and not answered.rows else (),
        data=question_data(found, query),
        calls=calls(site_address(), f"queries/{query.name}.json", _values(answered)) if answered else (),
    )
    return render_template("queries/question.html", view=view, **saving(query, given))


def _field(asking: Asking, parameter: Parameter, given: Mapping[str, Sequence[str]]) -> Field:
    """A gap with the values that give rows, and those that are chosen; with all, where a value was not understood."""
    if not asking.filled:
        known = options(asking.store, parameter, asking.naming)
        values = given.get(parameter.name, (parameter.default or "",))
        return Field(parameter, [Choice(option, None) for option in known], values)
    values = [option.value for option in asking.filled[parameter.name].options]
    return Field(parameter, [it for it in asking.choices(parameter) if it.rows != 0 or it.option.value in values], values)


def _instead(asking: Asking, given: Mapping[str, Sequence[str]]) -> tuple[Instead, ...]:
    """What to change where nothing came."""
    edition = {EDITION: given[EDITION]} if EDITION in given else {}
    changes = relaxations(asking)
    return tuple(Instead(it.words, it.rows, urlencode({**edition, **it.given}, doseq=True)) for it in changes)


def _edition_or_default(found: Services, given: Mapping[str, Sequence[str]]) -> str:
    """The self-evaluation that is asked for, where there is one of that name: the form is shown in any case."""
    name = "".join(given.get(EDITION, ())[:1])
    return choose_edition(found.store, found.naming, name if name in editions(found.store, found.naming) else "")
