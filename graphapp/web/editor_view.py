"""What the page for SPARQL shows: the query, what can be asked instead, and the answer or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import URIRef

from graphapp.namespaces import PREFIXES, curie
from graphapp.queries.mistakes import Mistake, mistake_in
from graphapp.queries.run import prepare
from graphapp.queries.tasks import TASKS
from graphapp.store.labels import labels
from graphapp.things.view import Link
from graphapp.web.links import path_to, query_string
from graphapp.web.services import Services

MOST_SHOWN = 200
"""Rows of an answer that its page shows; downloads have them all."""

_GRAPHS_SHOWN = 20
_LONGEST_LINK = 4_000
"""Characters of an address that browsers, proxies and mails take."""

_FIRST = """PREFIX sef: <https://w3id.org/send-sef/ns#>
SELECT ?action ?text
WHERE { ?action a sef:PlannedAction ; sef:text ?text }
LIMIT 20"""


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

    :param count: of its rows or triples
    :param milliseconds: what it took to ask and to write
    :param truth: “Yes” or “No”, where that is the answer
    :param text: the triples in Turtle, where they are the answer
    :param downloads: the same in files; none where the query is too long for a link
    """

    count: int
    milliseconds: float
    columns: tuple[str, ...] = ()
    lines: tuple[tuple[CellView, ...], ...] = ()
    truth: str = ""
    text: str = ""
    is_cut: bool = False
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True)
class EditorView:
    """The page.

    :param count: of the named graphs; *graphs* are some of them
    :param examples: saved questions, by task
    :param example: the question whose SPARQL is shown
    :param problem: why there is no answer; *mistake* is where in the query
    """

    query: str
    count: int
    graphs: tuple[str, ...]
    examples: Mapping[str, tuple[tuple[str, str], ...]]
    prefixes: Mapping[str, str]
    example: Link | None = None
    answer: AnswerView | None = None
    problem: str = ""
    mistake: Mistake | None = None


def opening_view(found: Services, example: str = "") -> EditorView:
    """The page before anything was asked: with the SPARQL of the saved question *example* and its defaults, if one is named.

    :raises UnknownName: when there is no such question
    """
    if not example:
        return _view(found, _FIRST)
    question = found.library[example]
    asked = prepare(found.store, question, {}, found.naming)
    return _view(found, asked.sparql, example=Link(asked.understood, path_to("queries.question", name=example)))


def answered_view(found: Services, query: str, answer: AnswerView) -> EditorView:
    """The page with the *answer* to *query*."""
    return _view(found, query, answer=answer)


def problem_view(found: Services, query: str, problem: str) -> EditorView:
    """The page with the reason why *query* has no answer."""
    return _view(found, query, problem=problem, mistake=mistake_in(query, problem))


def _view(found: Services, query: str, **more: Any) -> EditorView:  # noqa: ANN401 - fields of the view
    graphs = found.store.graphs
    return EditorView(query, len(graphs), tuple(graphs[:_GRAPHS_SHOWN]), _examples(found), PREFIXES, **more)


def _examples(found: Services) -> dict[str, tuple[tuple[str, str], ...]]:
    """The name and the title of each saved question, by task."""
    by_task = {task: tuple((it.name, it.title) for it in found.library.values() if it.task == task) for task in TASKS}
    return {task: listed for task, listed in by_task.items() if listed}


def table_of(found: Services, results: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[CellView, ...], ...]]:
    """The columns and the first lines of *results* (SPARQL 1.1 Query Results JSON Format)."""
    columns = tuple(results["head"]["vars"])
    rows = results["results"]["bindings"][:MOST_SHOWN]
    iris = {term["value"] for row in rows for term in row.values() if term["type"] == "uri"}
    called = labels(found.store, [URIRef(iri) for iri in iris if found.naming.page(iri)])
    return columns, tuple(tuple(_cell(found, row.get(name), called) for name in columns) for row in rows)


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
    return CellView(value, note=term.get("xml:lang") or curie(term.get("datatype", "")))


def downloads(query: str, kinds: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Links to the answer to *query* in each of *kinds*, pairs of a suffix and its label."""
    asked = query_string({"query": [query]})
    if len(asked) > _LONGEST_LINK:
        return ()
    return tuple(Link(label, path_to("editor.download", suffix=suffix) + asked) for suffix, label in kinds)


def fits_in_a_link(query: str) -> bool:
    """Whether the page with the answer to *query* has an address that can be kept and sent."""
    return len(query_string({"query": [query]})) <= _LONGEST_LINK
