"""What the page for SPARQL shows: the query, what can be asked instead, and the answer or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphapp.namespaces import PREFIXES
from graphapp.queries.mistakes import Mistake, mistake_in
from graphapp.queries.run import prepare
from graphapp.queries.tasks import TASKS
from graphapp.things.view import Link
from graphapp.web.links import path_to
from graphapp.web.results_view import AnswerView
from graphapp.web.services import Services

_GRAPHS_SHOWN = 20
_FIRST = """PREFIX sef: <https://w3id.org/send-sef/ns#>
SELECT ?action ?text
WHERE { ?action a sef:PlannedAction ; sef:text ?text }
LIMIT 20"""


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
