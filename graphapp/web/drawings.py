"""Drawings: what stands around a thing, a self-evaluation at a glance, and the chart of an answer; as pages and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from rdflib import URIRef
from werkzeug.wrappers import Response

from graphapp.drawings.charts import Caption, draw, fitting
from graphapp.drawings.figure import Figure, Mark
from graphapp.drawings.files import style, style_digest
from graphapp.errors import InputError, UnknownName
from graphapp.hints import nearest, repeated
from graphapp.queries.address import shortest
from graphapp.queries.header import SavedQuery
from graphapp.queries.run import prepare, run_query
from graphapp.queries.scope import EDITION
from graphapp.store.labels import labels
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data
from graphapp.web.drawings_view import FILES, checked_suffix, drawing_view, split_suffix
from graphapp.web.editions import EditionChoice, asked_edition, edition_choice
from graphapp.web.links import path_to, query_string, question_path
from graphapp.web.neighbourhood_view import DEPTHS, neighbourhood
from graphapp.web.see import lead_to, see, titles
from graphapp.web.services import services
from graphapp.web.things import find_thing

pages = Blueprint("drawings", __name__)

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class SeeView:
    """The drawings that there are of a self-evaluation.

    :param drawings: the link to each, and what it shows
    """

    choice: EditionChoice
    drawings: tuple[tuple[Mark, str], ...]


@pages.get("/see")
def overview() -> str:
    """List the drawings of a self-evaluation."""
    found = services()
    _refuse_others((EDITION,))
    chosen = asked_edition(found)
    values = _edition()
    listed = tuple(
        (Mark(title, path_to("drawings.seen", name=name) + query_string(values)), about) for name, title, about in titles()
    )
    return render_template("drawings/see.html", view=SeeView(edition_choice(found, chosen), listed))


@pages.get("/see/drawing.css")
def style_sheet() -> Response:
    """The style of all drawings."""
    response = Response(style(), content_type="text/css; charset=utf-8")
    response.cache_control.no_cache = True
    return response


@pages.get("/see/<name>")
def seen(name: str) -> Response:
    """Show a drawing of a self-evaluation, or with a suffix download it."""
    found = services()
    _refuse_others((EDITION,))
    stem, suffix = split_suffix(name)
    edition = asked_edition(found)
    back = Mark("All drawings", path_to("drawings.overview") + query_string(_edition()))
    place = _Place(path_to("drawings.seen", name=stem), _edition(), back)
    return _send(("see", stem, edition), suffix, lambda: see(found, stem, edition), place)


@pages.get("/doc/<kind>/<slug>/neighbourhood")
@pages.get("/doc/<kind>/<slug>/neighbourhood.<suffix>")
def around(kind: str, slug: str, suffix: str = "") -> Response:
    """Show what stands around a thing, one link away or ``depth=2``, or with a suffix download it."""
    found = services()
    _refuse_others(("depth",))
    depth = _depth()
    iri = find_thing(found.store, kind, slug)
    path = path_to("drawings.around", kind=kind, slug=slug)
    choices = tuple(
        Mark(words, None if it == depth else path + query_string(_depth_values(it)))
        for it, words in zip(DEPTHS, ("One link away", "Two links away"), strict=True)
    )
    place = _Place(path, _depth_values(depth), Mark(f"The page of {_name(iri)}", found.naming.page(str(iri))), choices)
    return _send(("around", iri, depth), suffix, lambda: neighbourhood(found.store, iri, found.naming, depth), place)


@pages.get("/queries/<name>/chart")
@pages.get("/queries/<name>/chart.<suffix>")
def chart(name: str, suffix: str = "") -> Response:
    """Show the answer to a question as the drawing that fits it, or with a suffix download that."""
    found = services()
    query = found.library[name]
    given = {name: tuple(value for value in values if value) for name, values in request.args.lists()}
    given = {name: values for name, values in given.items() if values}
    asked = prepare(found.store, query, given, found.naming)
    values = shortest(found.store, asked, found.naming)
    path = path_to("drawings.chart", name=name)
    if query_string(values) != query_string(request.args.to_dict(flat=False)):
        return redirect(f"{path}.{checked_suffix(suffix)}{query_string(values)}" if suffix else path + query_string(values))
    place = _Place(path, values, Mark("The answer as a table", question_path(name, values)))
    return _send(("chart", name, query_string(values)), suffix, lambda: _charted(query, values), place)


def _charted(query: SavedQuery, values: Mapping[str, str | list[str]]) -> Figure:
    """The answer as the drawing that fits.

    :raises UnknownName: where none fits
    """
    found = services()
    answered = run_query(found.store, query, values, found.naming)
    layout = fitting(answered)
    if layout is None:
        raise UnknownName("chart of the answer", query.name)
    given = {name: value for name, value in values.items() if name != EDITION}
    return draw(answered, layout, lead_to(found, query, answered.edition, given), Caption(answered.understood))


@dataclass(frozen=True)
class _Place:
    """Where a drawing stands: its path, the values after it, and what is beside it."""

    path: str
    values: Mapping[str, str | list[str]]
    back: Mark
    choices: tuple[Mark, ...] = ()


def _send(key: tuple[object, ...], suffix: str, make: Callable[[], Figure], place: _Place) -> Response:
    """The drawing that *make* gives as a page, or as the file with *suffix*; kept as long as its version is served."""
    kept = services().opened.answers
    if not suffix:
        return respond(kept.get(("drawing", *key, ""), lambda: _page(make(), place)))
    ready = kept.get(("drawing", *key, checked_suffix(suffix)), lambda: _file(make(), suffix))
    response = respond_with_data(ready)
    response.headers["Content-Security-Policy"] = f"default-src 'none'; style-src '{style_digest()}'; frame-ancestors 'none'"
    if suffix != "svg":
        name = place.path.strip("/").replace("/", "-")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def _page(figure: Figure, place: _Place) -> Ready:
    view = drawing_view(figure, place.path, query_string(place.values), place.back, place.choices)
    return Ready(render_template("drawings/drawing.html", view=view).encode(), _HTML, len(figure.table.rows))


def _file(figure: Figure, suffix: str) -> Ready:
    _, media_type, write = FILES[suffix]
    content = write(figure, services().naming.base)
    return Ready(content.encode() if isinstance(content, str) else content, media_type, len(figure.table.rows))


def _edition() -> dict[str, str | list[str]]:
    """The self-evaluation as the address names it, to be named in links too."""
    given = request.args.get(EDITION, "")
    return {EDITION: given} if given else {}


def _depth() -> int:
    """How far the address wants to see.

    :raises InputError: when it says something else than one of :data:`.neighbourhood_view.DEPTHS`
    """
    given = request.args.get("depth", f"{DEPTHS[0]}")
    if given not in map(str, DEPTHS):
        raise InputError(f"“{repeated(given)}” is no depth; it is {' or '.join(map(str, DEPTHS))}.")
    return int(given)


def _depth_values(depth: int) -> dict[str, str | list[str]]:
    return {} if depth == DEPTHS[0] else {"depth": f"{depth}"}


def _name(iri: URIRef) -> str:
    return labels(services().store, [iri])[str(iri)]


def _refuse_others(known: tuple[str, ...]) -> None:
    """Refuse what the address says beside *known*.

    :raises InputError: naming the nearest
    """
    for name in request.args:
        if name not in known:
            near = nearest(name[:80], known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise InputError(f"“{repeated(name)}” means nothing here; this page takes {', '.join(known)}.{hint}")
