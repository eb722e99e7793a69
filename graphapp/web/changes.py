"""``/changes``: what came and went between published versions, as pages, as a patch and as JSON."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from rdflib import URIRef
from werkzeug.wrappers import Response as BaseResponse

from graphapp import __version__
from graphapp.changes.data import facts_data
from graphapp.changes.facts import ThingChanges, changes_by_thing, changes_of
from graphapp.changes.patch import MEDIA_TYPE as RDF_PATCH
from graphapp.changes.patch import patch
from graphapp.changes.versions import Pair, find_pair, pair_ending, successive
from graphapp.errors import InputError, NoSuchPage, UnknownName
from graphapp.hints import repeated
from graphapp.store.labels import labels
from graphapp.store.versions import all_versions
from graphapp.web.admission import Download
from graphapp.web.changes_view import PER_PAGE, ComparedView, Linker, ListingView, changed_things, pair_view, published, step_view
from graphapp.web.links import path_to, query_string
from graphapp.web.services import Services, services

pages = Blueprint("changes", __name__)

THING = "thing"
"""In an address, the IRI of the one thing that it is about."""

_PAGE, _ENDS = "page", ("from", "to")


@pages.get("/changes")
def listing() -> str | BaseResponse:
    """The versions that are kept, each with what it changed; ``from`` and ``to``, as the form sends them, lead to these two."""
    refuse_others(*_ENDS)
    found = services()
    if found.settings.store:
        return render_template("changes/listing.html", view=ListingView(is_elsewhere=True))
    home = versions_home()
    if any(ends := [request.args.get(name) for name in _ENDS]):
        return redirect(changes_path(find_pair(home, *ends), "changes.compared", {}))
    steps = [step_view(pair, counts(pair)) for pair in successive(home)]
    versions = [(each.manifest.version, published(each.manifest)) for each in all_versions(home)]
    return render_template("changes/listing.html", view=ListingView(steps, versions, found.settings.keep))


@pages.get("/changes/<old>..<new>")
def compared(old: str, new: str) -> str:
    """What changed, by thing; with ``thing=IRI`` only facts about it, or that name it."""
    refuse_others(THING, _PAGE)
    pair = find_pair(versions_home(), old, new)
    thing = _thing(pair)
    things = things_of(pair, thing)
    number, last = _page_number(), max(1, -(-len(things) // PER_PAGE))
    if not 1 <= number <= last:
        raise NoSuchPage(number, last, PER_PAGE)
    return render_template("changes/compared.html", view=_view(pair, thing, things, number, last))


def _view(pair: Pair, thing: str | None, things: tuple[ThingChanges, ...], number: int, last: int) -> ComparedView:
    store, linker = services().store, Linker(services().store, services().naming)
    about = {THING: thing} if thing else {}
    paths = {name: changes_path(pair, f"changes.{name}", about) for name in ("compared", "as_json")}

    def page(other: int) -> str:
        return changes_path(pair, "changes.compared", {**about, _PAGE: str(other)}) if 1 <= other <= last else ""

    return ComparedView(
        pair=pair_view(pair, changes_path(Pair(pair.new, pair.old), "changes.compared", about)),
        thing=linker.link(labels(store, [URIRef(thing)])[thing], thing) if thing else None,
        things=changed_things(things[(number - 1) * PER_PAGE : number * PER_PAGE], linker),
        count=len(things),
        number=number,
        last=last,
        previous=page(number - 1),
        following=page(number + 1),
        patch=changes_path(pair, "changes.as_patch", {}),
        json=paths["as_json"],
        feed=path_to("changes_feed.as_feed") + query_string(about),
    )


@pages.get("/changes/<old>..<new>.patch")
def as_patch(old: str, new: str) -> Response:
    """What changed as an RDF Patch, made while it is sent; so it is named by what it is made from, which never changes."""
    refuse_others()
    pair = find_pair(versions_home(), old, new)
    response = Response(content_type=RDF_PATCH, headers={"Cache-Control": "no-cache"})
    response.set_etag(f"{pair.address}-{__version__}")
    if request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.status_code = HTTPStatus.NOT_MODIFIED
    else:
        response.response = Download(patch(pair.changes(), *pair.names))
    return open_to_all(response)


@pages.get("/changes/<old>..<new>.json")
def as_json(old: str, new: str) -> Response:
    """What changed as JSON, in words and with IRIs; ``thing`` as for the page."""
    refuse_others(THING)
    pair = find_pair(versions_home(), old, new)
    return open_to_all(Response(facts_data(pair, things_of(pair, _thing(pair))), content_type="application/json"))


def versions_home() -> Path:
    """The folder of the versions.

    :raises UnknownName: where the site answers from another store, whose former versions it does not have
    """
    found = services()
    if found.settings.store:
        raise UnknownName("page of this site", "changes")
    return found.settings.home_folder


def changed_since(found: Services) -> Pair | None:
    """The version that is served with the one before it, where that is kept here."""
    return pair_ending(found.settings.home_folder, found.opened.version) if found.opened.version else None


def path_of_changes(found: Services, iri: str) -> str | None:
    """Where what changed of the thing *iri* since the version before is told, if anything did."""
    pair = changed_since(found)
    return changes_path(pair, "changes.compared", {THING: iri}) if pair and pair.changed(iri) else None


def changes_path(pair: Pair, endpoint: str, values: dict[str, str], **names: str) -> str:
    """The path of the page at *endpoint* that compares *pair*."""
    old, new = pair.names
    return path_to(endpoint, old=old, new=new, **names) + (f"?{urlencode(values)}" if values else "")


def refuse_others(*known: str) -> None:
    """Refuse what means nothing in this address, which takes what is *known*.

    :raises InputError: naming it
    """
    for name in request.args:
        if name not in known:
            takes = f"takes only {' and '.join(known)}" if known else "takes nothing"
            raise InputError(f"“{repeated(name)}” means nothing here: this address {takes} after the question mark.")


def _thing(pair: Pair) -> str | None:
    """The IRI of the one thing that is asked for; a path is one of ours."""
    given = request.args.get(THING)
    return pair.iri_of(given) if given else None


def _page_number() -> int:
    text = request.args.get(_PAGE, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - longer numbers are no page of anything
        raise InputError("“page” takes the number of a page, from 1.")
    return int(text)


def things_of(pair: Pair, thing: str | None) -> tuple[ThingChanges, ...]:
    """What changed between both, by thing: all, or what is said of *thing*."""
    everything = told(versions_home(), *pair.names)
    return changes_of(pair, thing, everything) if thing else everything


def counts(pair: Pair) -> tuple[int, int] | None:
    """How many facts came and went; None for large versions, of which a list would take minutes."""
    if pair.has_same_data:
        return 0, 0
    return None if pair.is_large else counted(versions_home(), *pair.names)


@lru_cache(maxsize=256)
def counted(home: Path, old: str, new: str) -> tuple[int, int]:
    """How many quads came and went; versions never change, so it is kept."""
    found = [0, 0]
    for change in find_pair(home, old, new).changes():
        found[not change.is_added] += 1
    return found[0], found[1]


@lru_cache(maxsize=4)
def told(home: Path, old: str, new: str) -> tuple[ThingChanges, ...]:
    """What changed, in words."""
    return changes_by_thing(find_pair(home, old, new))


def open_to_all(response: Response) -> Response:
    """Pages of other sites may read *response* (CORS)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
