"""What a page shows of an answer in SPARQL, in the view that is asked for: rows as a table, triples as Turtle or drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import orjson
from markupsafe import Markup
from rdflib import URIRef

from graphapp.drawings.figure import Figure
from graphapp.drawings.svg import write
from graphapp.errors import InputError
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.result_formats import CSV, RESULTS_JSON, RESULTS_XML, TSV
from graphapp.exports.results import ROWS, TRIPLES, TRUTH, Wanted, Written
from graphapp.hints import repeated
from graphapp.namespaces import curie
from graphapp.store.labels import labels
from graphapp.things.view import Link
from graphapp.web.links import path_to, query_string
from graphapp.web.services import Services
from graphapp.web.triples_view import drawn

MOST_COLUMNS = 50
"""Columns of an answer that its page shows."""

_LONGEST_CELL = 5_000
"""Characters of a text that a cell shows."""

MOST_SHOWN = 200
"""Rows of an answer that its page shows; downloads have them all."""

_LONGEST_TEXT = 50_000
_LONGEST_LINK = 4_000
"""Characters of an address that browsers, proxies and mails take."""

_TURTLE, _N_TRIPLES = "text/turtle", "application/n-triples"


class View(StrEnum):
    """How an answer is shown."""

    TABLE = "table"
    JSON = "json"
    TURTLE = "turtle"
    DRAWING = "drawing"


_VIEWS = {
    ROWS: {View.TABLE: "Table", View.JSON: "JSON"},
    TRUTH: {View.TABLE: "Word", View.JSON: "JSON"},
    TRIPLES: {View.TURTLE: "Turtle", View.DRAWING: "Drawing"},
}
"""The views of each kind of answer, the one first that is shown unasked."""

FILES: dict[str, dict[str, tuple[str, str]]] = {
    ROWS: {"csv": (CSV, "CSV"), "tsv": (TSV, "TSV"), "json": (RESULTS_JSON, "JSON"), "xml": (RESULTS_XML, "XML")},
    TRUTH: {"json": (RESULTS_JSON, "JSON"), "xml": (RESULTS_XML, "XML")},
    TRIPLES: {item.suffix: (item.media_type, item.label) for item in GRAPH_FORMATS},
}
"""The media type and the label of each file that an answer is downloaded as, by its kind and the suffix."""


Asking = Mapping[str, Sequence[str]]
"""What is asked, as the names and values of an address: a query, and the graphs that are chosen for it."""


@dataclass(frozen=True)
class CellView:
    """A cell: what it says, where that leads, and the label of the thing or the type of the value."""

    words: str
    href: str = ""
    note: str = ""


_EMPTY = CellView("")


@dataclass(frozen=True)
class AnswerView:
    """The answer to a query.

    :param asking: what was asked, as the names and values of an address
    :param count: of its rows or triples
    :param unit: what is counted; empty where the answer is yes or no, which is in *truth*
    :param milliseconds: what it took to ask and to write
    :param text: the answer as JSON or Turtle, where that is wanted
    :param figure: the answer as a drawing, where that is wanted
    :param drawing: its SVG, which escaped its words when it was written
    :param views: ways to show it; the one that leads nowhere is shown
    :param downloads: the same in files
    :param is_linked: whether views and downloads are links; where the query is too long for that, it is sent to them
    :param is_listed: whether the answer is rows with columns, from which a question can be made
    """

    asking: Asking
    count: int
    unit: str
    milliseconds: float
    views: tuple[Link, ...]
    downloads: tuple[Link, ...]
    is_linked: bool
    is_listed: bool = False
    columns: tuple[str, ...] = ()
    lines: tuple[tuple[CellView, ...], ...] = ()
    truth: str = ""
    text: str = ""
    figure: Figure | None = None
    drawing: str = ""
    is_cut: bool = False


def read_view(given: str) -> View | None:
    """The view that is called *given*; None for none, which leaves it to the kind of the answer.

    :raises InputError: when there is no such view
    """
    if given and given not in list(View):
        raise InputError(f"“{repeated(given)}” is no way to show an answer; it is {', '.join(View)}.")
    return View(given) if given else None


def wanted_for(view: View | None) -> Wanted:
    """The forms that *view* is made from."""
    return Wanted(RESULTS_JSON, _N_TRIPLES if view is View.DRAWING else _TURTLE, RESULTS_JSON)


def answer_view(found: Services, asking: Asking, written: Written, milliseconds: float, view: View | None) -> AnswerView:
    """What the page shows of an answer that was *written*.

    :raises InputError: when an answer of this kind has no such *view*
    """
    media_type, count, content = written
    results = orjson.loads(content) if media_type == RESULTS_JSON else None
    kind = TRIPLES if results is None else TRUTH if "boolean" in results else ROWS
    shown = _fitting(kind, view)
    answer = AnswerView(
        asking,
        count,
        {ROWS: "row", TRIPLES: "triple", TRUTH: ""}[kind],
        milliseconds,
        tuple(_views(asking, kind, shown)),
        tuple(_downloads(asking, kind)),
        is_linked=fits_in_a_link(asking),
    )
    return _with_triples(found, answer, content, shown) if results is None else _with_results(found, answer, results, shown)


def _fitting(kind: str, view: View | None) -> View:
    """The *view*, where there is one of a *kind* of answer.

    :raises InputError: where there is none
    """
    known = _VIEWS[kind]
    if view and view not in known:
        raise InputError(f"The answer is {kind}, which is shown as {' or '.join(known)} and not as {view}.")
    return view or next(iter(known))


def _with_results(found: Services, answer: AnswerView, results: Mapping[str, Any], view: View) -> AnswerView:
    """*answer* with its rows, or with its word, as *results* have them (SPARQL 1.1 Query Results JSON Format)."""
    if "boolean" in results:
        answer = replace(answer, truth="Yes" if results["boolean"] else "No")
    else:
        names = tuple(results["head"]["vars"])
        is_cut = answer.count > MOST_SHOWN or len(names) > MOST_COLUMNS
        answer = replace(answer, columns=names[:MOST_COLUMNS], is_listed=bool(names), is_cut=is_cut)
    if view is View.JSON:
        return _with_text(answer, _beginning(results))
    return replace(answer, lines=_lines(found, answer.columns, results)) if answer.columns else answer


def _beginning(results: Mapping[str, Any]) -> bytes:
    """As many rows of *results* as a page shows, as JSON to read."""
    if "results" in results:
        results = {**results, "results": {"bindings": results["results"]["bindings"][:MOST_SHOWN]}}
    return orjson.dumps(results, option=orjson.OPT_INDENT_2)


def _with_triples(found: Services, answer: AnswerView, content: bytes, view: View) -> AnswerView:
    """*answer* with its triples."""
    if view is View.TURTLE or not answer.count:
        return _with_text(answer, content)
    figure = drawn(found, content, answer.count)
    return replace(answer, figure=figure, drawing=Markup(write(figure.drawing)))  # noqa: S704 - each word was escaped


def _with_text(answer: AnswerView, content: bytes) -> AnswerView:
    """*answer* with the beginning of *content*, cut where a character ends."""
    text = content[:_LONGEST_TEXT].decode(errors="ignore")
    return replace(answer, text=text, is_cut=answer.is_cut or len(content) > _LONGEST_TEXT)


def _lines(found: Services, columns: Sequence[str], results: Mapping[str, Any]) -> tuple[tuple[CellView, ...], ...]:
    """The first rows of *results* as cells of *columns*."""
    rows = [[row.get(name) for name in columns] for row in results["results"]["bindings"][:MOST_SHOWN]]
    iris = {term["value"] for row in rows for term in row if term and term["type"] == "uri"}
    called = labels(found.store, [URIRef(iri) for iri in iris if found.naming.page(iri)])
    return tuple(tuple(_cell(found, term, called) for term in row) for row in rows)


def _cell(found: Services, term: Mapping[str, str] | None, called: Mapping[str, str]) -> CellView:
    if term is None:
        return _EMPTY
    value = term["value"]
    if term["type"] == "uri":
        page = found.naming.page(value)
        words = found.naming.relative(curie(value))
        return CellView(words, page or "", called.get(value, "") if called.get(value) != words else "")
    if term["type"] == "bnode":
        return CellView(f"_:{value}")
    words = value if len(value) <= _LONGEST_CELL else f"{value[:_LONGEST_CELL]}…"
    return CellView(words, note=term.get("xml:lang") or curie(term.get("datatype", "")))


def _views(asking: Asking, kind: str, shown: View) -> Iterator[Link]:
    """The ways to show the answer to *asking*."""
    for view, label in _VIEWS[kind].items():
        yield Link(label, None if view is shown else _asking(path_to("editor.show"), asking, view))


def _downloads(asking: Asking, kind: str) -> Iterator[Link]:
    """The files that the answer to *asking* is downloaded as."""
    for suffix, (_, label) in FILES[kind].items():
        yield Link(label, _asking(path_to("editor.download", suffix=suffix), asking))


def _asking(path: str, asking: Asking, view: View | None = None) -> str:
    """The address at *path* that asks the same, or that the same is sent to where it is too long for an address."""
    return path + query_string({**(asking if fits_in_a_link(asking) else {}), **({"view": [view]} if view else {})})


def fits_in_a_link(asking: Asking) -> bool:
    """Whether the page with the answer to *asking* has an address that can be kept and sent."""
    return len(query_string(asking)) <= _LONGEST_LINK
