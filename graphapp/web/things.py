"""Pages and data of things: ``/id/…`` and ``/def/…`` lead on to ``/doc/…`` (303), which negotiates and has suffixes."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, redirect, render_template, request
from rdflib import URIRef
from rdflib.namespace import SKOS
from werkzeug.wrappers import Response as BaseResponse

from graphapp.errors import InputError, UnknownName
from graphapp.exports.formats import FACTS, THING_FORMATS, Format
from graphapp.exports.jsonld.tree import write_description
from graphapp.exports.ordered import write_dataset
from graphapp.exports.thing_table import as_thing_csv
from graphapp.hints import repeated
from graphapp.namespaces import expand, sparql_prefixes
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store.base import Store
from graphapp.store.former import gone, last_that_had
from graphapp.things.describe import Part, describe, describe_as_dataset, describe_as_graph
from graphapp.things.facts import facts_about
from graphapp.web.areas_view import in_table
from graphapp.web.changes import path_of_changes
from graphapp.web.links import path_to
from graphapp.web.negotiation import negotiate
from graphapp.web.packs import pack_path
from graphapp.web.question_data import described_questions
from graphapp.web.relations import alternates, described_by, licences, link, relate
from graphapp.web.services import services
from graphapp.web.things_view import ThingPage, reports_on

pages = Blueprint("things", __name__)

_HTML = "text/html"
_LONGEST_PAGE = 6
"""Digits of the number of a page."""

_MOST_GRAPHS = 10
"""Published graphs that a header names, of those that say something of a thing."""
_BY_SUFFIX = {item.suffix: item for item in THING_FORMATS}
_BY_MEDIA_TYPE: dict[str, Format | None] = {item.media_type: item for item in THING_FORMATS}


@pages.get("/id/<kind>/<slug>")
@pages.get("/def/<kind>/<slug>")
def thing(kind: str, slug: str) -> BaseResponse:
    """Lead from a thing to the document about it, which is something else (303)."""
    response = redirect(path_to("things.document", kind=kind, name=slug), 303)
    response.vary.add("Accept")
    return response


@pages.get("/def/<scheme>")
def listed(scheme: str) -> BaseResponse:
    """Lead from a list of concepts to the document about it."""
    response = redirect(path_to("things.list_of_concepts", name=scheme), 303)
    response.vary.add("Accept")
    return response


@pages.get("/doc/<name>")
def list_of_concepts(name: str) -> Response:
    """Show a list of concepts, such as the themes, as every other thing.

    :raises UnknownName: when there is no such list
    """
    scheme, suffix = _split(name)
    naming, store = services().naming, services().store
    iri = naming.resolve(f"def/{scheme}")
    if not naming.page(str(iri)) or not any(True for _ in store.quads(predicate=SKOS.inScheme, value=iri, most=1)):
        raise UnknownName("list", scheme)
    return _document(iri, suffix)


@pages.get("/doc/<kind>/<name>")
def document(kind: str, name: str) -> Response:
    """Show a thing: as a page, or as data by suffix or by what the client accepts."""
    slug, suffix = _split(name)
    return _document(find_thing(services().store, kind, slug), suffix)


def _document(iri: URIRef, suffix: str) -> Response:
    """The document about *iri* by *suffix*, or where that is empty as the client likes it best."""
    chosen = _BY_SUFFIX[suffix] if suffix in _BY_SUFFIX else None if suffix else _negotiate(iri)
    response = _data(iri, chosen) if chosen else _page(iri)
    response.vary.add("Accept")
    return relate(response, *_links(iri))


def _links(iri: URIRef) -> Iterator[str]:
    """What stands around the document about *iri*: the thing, other representations, and what it is published in."""
    yield from (link(iri, "canonical"), link(iri, "describes"))
    yield from alternates(_addresses(iri))
    yield described_by()
    store = services().store
    for graph in sorted({quad.graph.removesuffix("/inferred") for quad in store.quads(subject=iri)})[:_MOST_GRAPHS]:
        yield link(services().naming.path(graph) or graph, "collection")
        yield from licences(store, graph)


def _split(name: str) -> tuple[str, str]:
    """A slug and a known suffix; a slug may hold dots of its own."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and suffix in (*_BY_SUFFIX, "html") else (name, "")


def _negotiate(iri: URIRef) -> Format | None:
    """The format that the client likes best; a page (None) where it likes nothing better."""
    return negotiate({_HTML: None, **_BY_MEDIA_TYPE}, _addresses(iri))


def _addresses(iri: URIRef) -> dict[str, str]:
    """Where each representation of the document about *iri* is, by media type."""
    path = services().naming.page(str(iri))
    return {_HTML: f"{path}.html", **{item.media_type: f"{path}.{item.suffix}" for item in THING_FORMATS}}


def find_thing(store: Store, kind: str, slug: str) -> URIRef:
    """The IRI of the thing of *kind* with *slug*.

    :raises Gone: when a version before this one had it
    :raises UnknownName: naming the nearest slug of that kind
    """
    naming = services().naming
    for root in ("id", "def"):
        iri = naming.resolve(f"{root}/{kind}/{slug}")
        if naming.kind_and_slug(str(iri)) and any(True for _ in store.quads(subject=iri)):
            return iri
    _refuse_gone(kind, slug)
    raise UnknownName(kind.replace("-", " "), slug, _slugs(store, kind))


def _refuse_gone(kind: str, slug: str) -> None:
    """Refuse what a version before this one had.

    :raises Gone: naming the last
    """
    found = services()
    for root in ("id", "def"):
        iri = str(found.naming.resolve(f"{root}/{kind}/{slug}"))
        if found.opened.version and found.naming.kind_and_slug(iri):
            former = last_that_had(found.settings.home_folder, iri, found.opened.published)
            if former:
                raise gone(f"{kind}/{slug}", former)


def _slugs(store: Store, kind: str) -> tuple[str, ...]:
    """The slugs of *kind*, for a hint: of one self-evaluation, as those of a whole country would take long to read."""
    naming = services().naming
    if not naming.kind_and_slug(f"{naming.base}id/{kind}/x"):
        return ()
    if kind == "question":
        return described_questions(services())
    near = within_edition(store, naming, choose_edition(store, naming))

    def found() -> tuple[str, ...]:
        query = f'SELECT DISTINCT ?it {{ ?it skos:prefLabel ?label FILTER(CONTAINS(STR(?it), "/{kind}/")) }}'
        pairs = (naming.kind_and_slug(str(row["it"])) for row in near.select(sparql_prefixes() + query))
        return tuple(pair[1] for pair in pairs if pair and pair[0] == kind)

    return near.memo.get(("slugs", kind), found)


def _page(iri: URIRef) -> Response:
    found = services()
    thing = describe(found.store, iri, found.naming, _part())
    view = ThingPage(
        thing=thing,
        path=found.naming.page(str(iri)) or "",
        formats=THING_FORMATS,
        pack=pack_path(found, iri),
        table=in_table(found, str(iri)),
        changes=path_of_changes(found, str(iri)),
        reports=reports_on(thing, found.settings.contact, found.opened.version),
        naming=found.naming,
    )
    return Response(render_template("things/thing.html", view=view))


def _part() -> Part | None:
    """The part of a long page that the address asks for.

    :raises InputError: when it cannot be read
    """
    if "property" not in request.args:
        return None
    name, number = request.args["property"], request.args.get("page", "1")
    if not (number.isascii() and number.isdigit() and 0 < len(number) <= _LONGEST_PAGE and int(number)):
        raise InputError(f"“{repeated(number)}” is no page; pages are numbered from 1.")
    kind = request.args.get("kind")
    return Part(expand(name), request.args.get("read") == "backwards", int(number), expand(kind) if kind else None)


def _data(iri: URIRef, item: Format) -> Response:
    store = services().store
    if item is FACTS:
        content = as_thing_csv(facts_about(store, iri))
    elif item.has_graphs:
        content = write_dataset(describe_as_dataset(store, iri), item)
    else:
        content = write_description(describe_as_graph(store, iri), iri, item)
    response = Response(content, content_type=f"{item.media_type}; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
