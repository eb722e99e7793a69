"""What the library shows: all questions by task, or those that somebody looks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from graphapp.errors import InputError, ParameterError
from graphapp.hints import nearest, repeated
from graphapp.queries.finding import Finder, Found
from graphapp.queries.header import SavedQuery
from graphapp.queries.tasks import TASKS
from graphapp.web.links import path_to
from graphapp.web.services import Services

_LONGEST_TEXT = 200
_GAP = re.compile(r"\{([a-z][a-z0-9-]*)\}")


@dataclass(frozen=True)
class Entry:
    """A question of the list: its sentence with its gaps as words in brackets."""

    query: SavedQuery
    sentence: str
    href: str


@dataclass(frozen=True)
class Group:
    """The questions of one task.

    :param id: of its heading
    """

    task: str
    id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class LibraryView:
    """The library.

    :param text: the words that were looked for
    :param audience: for whom the questions have to be, empty for anyone
    :param audiences: for whom there are questions
    :param found: how many questions are listed
    :param ranked: those that have the words, the best first; without words they stand in *groups*
    :param slips: words that were read as others
    """

    text: str
    audience: str
    audiences: tuple[str, ...]
    found: int
    groups: tuple[Group, ...]
    ranked: tuple[Entry, ...]
    slips: tuple[tuple[str, str], ...]


def library_view(found: Services) -> LibraryView:
    """The questions that the address asks for: those with the words of ``q``, for the audience ``for``.

    :raises InputError: for words that are too long, or an audience that there is not
    """
    text, audience = _one("q"), _one("for")
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"The words to look for may have {_LONGEST_TEXT} characters; these have {len(text)}.")
    audiences = tuple(sorted({name for query in found.library.values() for name in query.audience}))
    if audience and audience not in audiences:
        near = nearest(audience[:80], audiences, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise ParameterError(f"No question is for “{repeated(audience)}”.{hint} They are for {', '.join(audiences)}.")
    looked = _looked_for(found, text)
    kept = [query for query in looked.queries if not audience or audience in query.audience]
    return LibraryView(
        text, audience, audiences, len(kept), () if text else _groups(kept), _entries(kept) if text else (), looked.slips
    )


def _one(name: str) -> str:
    """The value of *name* in the address, empty where there is none.

    :raises InputError: when there are several
    """
    given = request.args.getlist(name)
    if len(given) > 1:
        raise InputError(f"“{name}” stands in the address twice; send it once.")
    return " ".join("".join(given).split())


def _looked_for(found: Services, text: str) -> Found:
    if not text:
        return Found(tuple(found.library.values()), ())
    finder = found.store.memo.get("finder", lambda: Finder(found.library))
    return finder.find(text)


def _groups(queries: Sequence[SavedQuery]) -> tuple[Group, ...]:
    by_task = {task: [query for query in queries if query.task == task] for task in TASKS}
    return tuple(Group(task, f"task-{at}", _entries(kept)) for at, (task, kept) in enumerate(by_task.items(), 1) if kept)


def _entries(queries: Sequence[SavedQuery]) -> tuple[Entry, ...]:
    return tuple(Entry(query, with_gaps(query), path_to("queries.question", name=query.name)) for query in queries)


def with_gaps(query: SavedQuery) -> str:
    """The sentence of *query* with every gap as the name of what it takes, in brackets: “Which services are in [sector]?”"""
    labels: Mapping[str, str] = {gap.name: gap.label[:1].lower() + gap.label[1:] for gap in query.parameters}
    return _GAP.sub(lambda gap: f"[{labels[gap[1]]}]", query.question.replace("[", "").replace("]", ""))
