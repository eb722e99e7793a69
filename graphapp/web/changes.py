"""``/changes``: what came and went between published versions, as pages, as a patch, as JSON, and as a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from graphapp.changes.data import facts_data, rows_data
from graphapp.changes.facts import ThingChanges, changes_by_thing
from graphapp.changes.feed import MEDIA_TYPE as ATOM
from graphapp.changes.feed import Entry, feed
from graphapp.changes.patch import MEDIA_TYPE as RDF_PATCH
from graphapp.changes.patch import patch
from graphapp.changes.rows import INVOLVEMENT, RowChanges, row_changes
from graphapp.changes.versions import Pair, find_pair, successive
from graphapp.errors import InputError, NoSuchPage, UnknownName
from graphapp.store.versions import all_versions
from graphapp.web.admission import Download
from graphapp.web.data import site_address
from graphapp.web.links import path_to, query_string
from graphapp.web.services import services

pages = Blueprint("changes", __name__)

_PER_PAGE = 50
"""Things on a page."""


@dataclass(frozen=True)
class Step:
    """A version beside the one before it, with how many facts came and went."""

    pair: Pair
    added: int
    removed: int

    @property
    def path(self) -> str:
        """Of the page that says what changed."""
        return path_to("changes.compared", old=self.pair.names[0], new=self.pair.names[1])


@dataclass(frozen=True)
class Compared:
    """One page of what changed between two versions.

    :param count: of the things that changed in all
    """

    pair: Pair
    things: tuple[ThingChanges, ...]
    count: int
    number: int
    last: int


@pages.get("/changes")
def listing() -> str:
    """The versions that are kept, each with what it changed."""
    return render_template("changes/listing.html", steps=_steps(), versions=all_versions(_home()))


@pages.get("/changes/<old>..<new>")
def compared(old: str, new: str) -> str:
    """What changed, by thing; with ``question=NAME`` or ``partner=SLUG`` the rows of an answer."""
    pair = find_pair(_home(), old, new)
    if question := _question():
        return render_template(
            "changes/rows.html",
            pair=pair,
            query=services().library[question],
            found=_rows(pair, question),
            partner=request.args.get("partner"),
        )
    things = _things(pair, request.args.get("thing"))
    number, last = _page_number(), max(1, -(-len(things) // _PER_PAGE))
    if not 1 <= number <= last:
        raise NoSuchPage(number, last, _PER_PAGE)
    shown = things[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    view = Compared(pair, shown, len(things), number, last)
    return render_template("changes/compared.html", view=view, naming=services().naming, thing=request.args.get("thing"))


@pages.get("/changes/<old>..<new>.patch")
def as_patch(old: str, new: str) -> Response:
    """What changed as an RDF Patch."""
    pair = find_pair(_home(), old, new)
    return _open_to_all(Response(Download(patch(pair.changes(), *pair.names)), content_type=RDF_PATCH))


@pages.get("/changes/<old>..<new>.json")
def as_json(old: str, new: str) -> Response:
    """What changed as JSON, in words and with IRIs; ``thing``, ``question`` and ``partner`` as for the page."""
    pair = find_pair(_home(), old, new)
    question = _question()
    content = (
        rows_data(pair, question, _rows(pair, question))
        if question
        else facts_data(pair, _things(pair, request.args.get("thing")))
    )
    return _open_to_all(Response(content, content_type="application/json"))


@pages.get("/changes.atom")
def as_feed() -> Response:
    """The feed; with ``thing=IRI``, ``question=NAME`` or ``partner=SLUG`` only the versions that changed it."""
    about = {name: value for name in ("thing", "question", "partner") if (value := request.args.get(name))}
    versions = all_versions(_home())
    if not versions:
        raise UnknownName("feed", "changes.atom")
    title = f"What changed{''.join(f' of {value}' for value in about.values())}"
    address = site_address().rstrip("/")
    entries = _entries(about, address)
    begun = versions[-1].manifest.created
    content = feed(title, f"{address}/changes.atom{query_string(about)}", services().naming.base, entries, begun)
    return _open_to_all(Response(content, content_type=ATOM))


def _entries(about: dict[str, str], address: str) -> Iterator[Entry]:
    for step in _steps():
        manifest, summary = step.pair.new.manifest, _summary(step, about)
        if summary:
            yield Entry(manifest.version, manifest.created, summary, f"{address}{step.path}{query_string(about)}")


def _summary(step: Step, about: dict[str, str]) -> str:
    """What a version changed, in a sentence; empty where it changed nothing of what is asked *about*."""
    if question := _question():
        rows = _rows(step.pair, question)
        counts = f"{len(rows.added)} rows came, {len(rows.removed)} went and {len(rows.changed)} changed."
        return counts if rows else ""
    if thing := about.get("thing"):
        facts = [fact for each in _things(step.pair, thing) for fact in each.facts]
        return "; ".join(f"{'now' if fact.is_added else 'no longer'} {': '.join(fact.words)}" for fact in facts[:_PER_PAGE])
    return f"{step.added:,} facts came and {step.removed:,} went."


def _home() -> Path:
    """The folder of the versions.

    :raises UnknownName: where the site answers from another store, whose former versions it does not have
    """
    found = services()
    if found.settings.store:
        raise UnknownName("page of this site", "changes")
    return found.settings.home_folder


def _page_number() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - longer numbers are no page of anything
        raise InputError("“page” takes the number of a page, from 1.")
    return int(text)


def _steps() -> list[Step]:
    return [Step(pair, *_counted(_home(), *pair.names)) for pair in successive(_home())]


def _things(pair: Pair, thing: str | None) -> tuple[ThingChanges, ...]:
    return _told(_home(), *pair.names, thing)


def _question() -> str | None:
    """The question whose answers are compared: the one that is asked for, or what a partner is involved in."""
    return request.args.get("question") or (INVOLVEMENT if request.args.get("partner") else None)


def _rows(pair: Pair, question: str) -> RowChanges:
    """How the answer of *question*, with its own values but for a partner, changed; versions never change, so it is kept."""
    query = services().library[question]
    return _answered(_home(), *pair.names, question, query.sparql, request.args.get("partner", ""))


@lru_cache(maxsize=256)
def _counted(home: Path, old: str, new: str) -> tuple[int, int]:
    """How many quads came and went."""
    counts = [0, 0]
    for change in find_pair(home, old, new).changes():
        counts[not change.is_added] += 1
    return counts[0], counts[1]


@lru_cache(maxsize=4)
def _told(home: Path, old: str, new: str, thing: str | None) -> tuple[ThingChanges, ...]:
    return changes_by_thing(find_pair(home, old, new), thing)


@lru_cache(maxsize=64)
def _answered(home: Path, old: str, new: str, question: str, sparql: str, partner: str) -> RowChanges:  # noqa: PLR0913, PLR0917 - a key
    """*sparql* is what the question asks, so that a question that was rewritten is asked again."""
    del sparql
    return row_changes(find_pair(home, old, new), services().library[question], {"partner": partner} if partner else {})


def _open_to_all(response: Response) -> Response:
    """Pages of other sites may read *response* (CORS)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
