"""``/ask``: a question in plain words, what was understood, its answer, and what else may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template

from graphapp.namespaces import Naming
from graphapp.queries.ask.readings import Reading, Understanding, understand
from graphapp.queries.choices import Asking
from graphapp.queries.empty import NOTHING, silence
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.queries.scope import EDITION, editions
from graphapp.search.find import offer
from graphapp.search.listing import collection_of
from graphapp.things.view import Link
from graphapp.web import log
from graphapp.web.answers import Ready
from graphapp.web.editions import scoped
from graphapp.web.pages import one
from graphapp.web.services import Services, services

pages = Blueprint("ask", __name__)

_MOST_ROWS = 10
_MOST_NAMED = 5
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class AskView:
    """What the page shows: nothing but the box, before anything is asked.

    :param edition: the self-evaluation that was asked, where there are several
    :param why_empty: why the answer has no rows, in sentences
    :param named: where no question fits, things whose names have words of the text, each with its kind
    """

    text: str
    edition: str
    naming: Naming
    understanding: Understanding | None = None
    answered: Answered | None = None
    why_empty: tuple[str, ...] = ()
    named: tuple[tuple[Link, str], ...] = ()

    @property
    def count(self) -> int:
        """How many rows the answer has."""
        return len(self.answered.rows) if self.answered else 0

    @property
    def shown(self) -> int:
        """How many of them are shown."""
        return min(self.count, _MOST_ROWS)

    def query_string(self, reading: Reading) -> str:
        """The values of *reading* for the address of its question."""
        return urlencode(reading.given, doseq=True)

    def lines(self) -> Iterator[list[tuple[str, str | None]]]:
        """The first rows of the answer: of each cell its words, and where the page of its thing is."""
        for row in self.answered.rows[:_MOST_ROWS] if self.answered else ():
            yield [self._shown(cell) for cell in row.values()]

    def _shown(self, cell: Cell) -> tuple[str, str | None]:
        return cell.value, (self.naming.page(cell.iri) or cell.iri) if cell.iri else None


@pages.get("/ask")
def ask() -> Response | str:
    """Answer the question in the address, or show the box to write one into."""
    found = services()
    text, edition = one("q").strip(), one(EDITION)
    if not text:
        return render_template("ask/ask.html", view=AskView("", edition, found.naming))
    log.note(parameters=log.digest(text))
    understanding = understand(found.store, found.library, found.naming, text, edition)
    if understanding.best:
        log.note(question=understanding.best.query.name)
    key = ("ask", understanding.text, understanding.edition)
    ready = found.opened.answers.get(key, lambda: _make(found, understanding))
    log.note(rows=ready.rows)
    return Response(ready.content, content_type=ready.media_type)


def _make(found: Services, understanding: Understanding) -> Ready:
    """The page with the answer, or with what is near where nothing fits."""
    best, edition = understanding.best, understanding.edition
    answered = run_query(found.store, best.query, {**best.given, EDITION: edition}, found.naming) if best else None
    several = len(editions(found.store, found.naming)) > 1
    why = _why_empty(found, answered) if answered and not answered.rows else ()
    named = () if best else tuple(_named(found, understanding))
    view = AskView(understanding.text, edition if several else "", found.naming, understanding, answered, why, named)
    return Ready(render_template("ask/ask.html", view=view).encode(), _HTML, view.count)


def _named(found: Services, understanding: Understanding) -> Iterator[tuple[Link, str]]:
    collection = collection_of(found.store, found.naming, understanding.edition)
    for entry in islice(offer(collection, understanding.text), _MOST_NAMED):
        page = found.naming.page(entry.thing.iri)
        if page:
            yield Link(entry.thing.label, page), entry.thing.kind.replace("-", " ")


def _why_empty(found: Services, answered: Answered) -> tuple[str, ...]:
    asking = Asking(scoped(found, answered.edition), answered.query, answered.filled, found.naming)
    return (NOTHING, *silence(asking).reasons)
