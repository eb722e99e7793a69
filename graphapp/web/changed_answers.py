"""What changed in one answer: of a saved question, or in what a partner takes away; as a page, as JSON, of a pack as a patch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, render_template, request

from graphapp.changes.data import pack_data, rows_data
from graphapp.changes.packs import pack_pair
from graphapp.changes.patch import MEDIA_TYPE as RDF_PATCH
from graphapp.changes.patch import patch
from graphapp.changes.rows import row_changes
from graphapp.changes.versions import Pair, find_pair
from graphapp.errors import ParameterError
from graphapp.queries.address import Values
from graphapp.queries.run import prepare
from graphapp.queries.scope import EDITION
from graphapp.things.view import Link
from graphapp.web.answers import Ready
from graphapp.web.changes import changed_since, changes_path, refuse_others, versions_home
from graphapp.web.changes_view import (
    PER_PAGE,
    AnswerChangesView,
    Linker,
    PackChangesView,
    changed_table,
    changed_things,
    pack_tables,
    pair_view,
)
from graphapp.web.data import respond, respond_with_data
from graphapp.web.links import path_to, query_string, question_path
from graphapp.web.services import Services, services

pages = Blueprint("changed_answers", __name__, url_prefix="/changes/<old>..<new>")

_HTML = "text/html; charset=utf-8"
_JSON = "application/json"

Given = Mapping[str, Sequence[str]]


@pages.get("/questions/<name>")
def question(old: str, new: str, name: str) -> Response:
    """The rows of the answer to the question *name* that came, went or changed, with the values of the address."""
    pair, given = find_pair(versions_home(), old, new), given_values()
    return respond(services().opened.answers.get(_key(pair, name, given, _HTML), lambda: _question_page(pair, name, given)))


@pages.get("/questions/<name>.json")
def question_json(old: str, new: str, name: str) -> Response:
    """The same as JSON."""
    pair, given = find_pair(versions_home(), old, new), given_values()

    def made() -> Ready:
        found = row_changes(pair, services().library[name], given)
        return Ready(rows_data(pair, name, found), _JSON, len(found.added))

    return respond_with_data(services().opened.answers.get(_key(pair, name, given, _JSON), made))


@pages.get("/partners/<slug>")
def partner(old: str, new: str, slug: str) -> Response:
    """What changed in the pack of a partner."""
    pair, edition = _asked(old, new)
    key = ("changed pack", pair.names, slug, edition, _HTML)
    return respond(services().opened.answers.get(key, lambda: _pack_page(pair, slug, edition)))


@pages.get("/partners/<slug>.json")
def partner_json(old: str, new: str, slug: str) -> Response:
    """The same as JSON."""
    pair, edition = _asked(old, new)

    def made() -> Ready:
        found = pack_pair(pair, services().library, slug, edition).in_words()
        return Ready(pack_data(pair, slug, found), _JSON, len(found.things))

    return respond_with_data(services().opened.answers.get(("changed pack", pair.names, slug, edition, _JSON), made))


@pages.get("/partners/<slug>.patch")
def partner_patch(old: str, new: str, slug: str) -> Response:
    """The patch that turns the older pack, as N-Quads, into the newer one."""
    pair, edition = _asked(old, new)

    def made() -> Ready:
        packs = pack_pair(pair, services().library, slug, edition)
        return Ready(b"".join(patch(packs.changes(), *pair.names, packs.address)), RDF_PATCH, 0)

    return respond_with_data(services().opened.answers.get(("changed pack", pair.names, slug, edition, RDF_PATCH), made))


def answer_changes_path(found: Services, name: str, values: Values) -> str:
    """Where what changed in an answer since the version before is told; empty where none is kept."""
    pair = changed_since(found)
    return changes_path(pair, "changed_answers.question", {}, name=name) + query_string(values) if pair else ""


def pack_changes_path(found: Services, slug: str, edition: str | None) -> str:
    """Where what changed in a partner's pack since the version before is told; empty where none is kept."""
    pair = changed_since(found)
    return changes_path(pair, "changed_answers.partner", {EDITION: edition} if edition else {}, slug=slug) if pair else ""


def given_values(*others: str) -> dict[str, tuple[str, ...]]:
    """The values of a question that the address gives, but for names that mean something else; an empty one is none."""
    pairs = ((name, tuple(filter(None, values))) for name, values in request.args.lists() if name not in others)
    return {name: values for name, values in pairs if values}


def _asked(old: str, new: str) -> tuple[Pair, str]:
    """The versions and the self-evaluation of the address."""
    refuse_others(EDITION)
    return find_pair(versions_home(), old, new), request.args.get(EDITION, "")


def _key(pair: Pair, name: str, given: Given, form: str) -> tuple[object, ...]:
    return ("changed answer", pair.names, name, tuple(sorted((each, tuple(values)) for each, values in given.items())), form)


def _question_page(pair: Pair, name: str, given: Given) -> Ready:
    found = services()
    changed, values = row_changes(pair, found.library[name], given), query_string(given)
    view = AnswerChangesView(
        pair=pair_view(pair, changes_path(Pair(pair.new, pair.old), "changed_answers.question", {}, name=name) + values),
        question=Link(changed.understood, _path_now(found, name, given)),
        table=changed_table("answer", "", changed, Linker(found.store, found.naming)) if changed else None,
        json=changes_path(pair, "changed_answers.question_json", {}, name=name) + values,
        feed=path_to("changes_feed.as_feed") + query_string({"question": name, **given}),
    )
    return Ready(render_template("changes/answer.html", view=view).encode(), _HTML, len(changed.added))


def _path_now(found: Services, name: str, given: Given) -> str | None:
    """Where the question called *name* is answered today; None where it is asked about what is no longer published."""
    try:
        prepare(found.store, found.library[name], given, found.naming)
    except ParameterError:
        return None
    return question_path(name, {gap: list(values) for gap, values in given.items()})


def _pack_page(pair: Pair, slug: str, edition: str) -> Ready:
    found = services()
    changed = pack_pair(pair, found.library, slug, edition).in_words()
    named = {EDITION: edition} if edition else {}
    linker = Linker(found.store, found.naming)
    has_pack = not linker.is_gone(str(found.naming.resolve(f"id/partner/{slug}")))

    def path(which: Pair, form: str = "") -> str:
        return changes_path(which, f"changed_answers.partner{form}", named, slug=slug)

    view = PackChangesView(
        pair=pair_view(pair, path(Pair(pair.new, pair.old))),
        partner=Link(changed.partner, path_to("packs.pack", name=slug) + query_string(named) if has_pack else None),
        found=changed,
        tables=pack_tables(changed, linker),
        things=changed_things(changed.things[:PER_PAGE], linker),
        more=max(0, len(changed.things) - PER_PAGE),
        patch=path(pair, "_patch"),
        json=path(pair, "_json"),
        feed=path_to("changes_feed.as_feed") + query_string({"partner": slug, **named}),
    )
    return Ready(render_template("changes/pack.html", view=view).encode(), _HTML, len(changed.things))
