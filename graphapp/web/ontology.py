"""``/ns``: the ontology as it is published, and how its terms stand to those of other standards, in every format of a graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, redirect
from rdflib import Graph
from rdflib.compare import to_canonical_graph
from werkzeug.wrappers import Response as BaseResponse

from graphapp.documentation.reading import published_ontology
from graphapp.errors import UnknownName
from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.exports.ordered import write_graph
from graphapp.graph.assemble import ONTOLOGY
from graphapp.graph.turtle import read_turtle
from graphapp.namespaces import bind_prefixes
from graphapp.resources import folder
from graphapp.web.answers import Ready
from graphapp.web.links import path_to
from graphapp.web.negotiation import negotiate
from graphapp.web.relations import alternates, described_by, licences, relate
from graphapp.web.services import services

pages = Blueprint("ontology", __name__)

_HTML = "text/html"
_BY_MEDIA_TYPE: dict[str, Format | None] = {item.media_type: item for item in GRAPH_FORMATS}
_BY_SUFFIX = {item.suffix: item for item in GRAPH_FORMATS}


@pages.get("/ns")
def terms() -> BaseResponse:
    """The ontology and its vocabularies in the format that the client likes best; Turtle where it likes all alike.

    Browsers are led to the pages about it (303); they keep the ``#Partner`` of a term's IRI, which stands there too.
    """
    addresses = _addresses()
    chosen = negotiate({**_BY_MEDIA_TYPE, _HTML: None}, addresses)
    response = terms_as(chosen.suffix) if chosen else redirect(addresses[_HTML], 303)
    response.vary.add("Accept")
    return response


@pages.get("/ns.<suffix>")
def terms_as(suffix: str) -> Response:
    """The same in the format with *suffix*."""
    found = services()
    stated = licences(found.store, str(found.naming.graph(ONTOLOGY)))
    return relate(_respond("", _format(suffix), _published), *alternates(_addresses()), described_by(), *stated)


def _addresses() -> dict[str, str]:
    """Where the ontology is in each form, by media type."""
    formats = {item.media_type: path_to("ontology.terms_as", suffix=item.suffix) for item in GRAPH_FORMATS}
    return {**formats, _HTML: path_to("documentation.overview")}


@pages.get("/ns/alignments/<name>.<suffix>")
def alignment(name: str, suffix: str) -> Response:
    """How near our terms come to those of the standard *name*."""
    files = {file.stem: file for file in sorted((folder("ontology") / "alignments").glob("*.ttl"))}
    if name not in files:
        raise UnknownName("alignment", name, files)
    forms = {item.media_type: path_to("ontology.alignment", name=name, suffix=item.suffix) for item in GRAPH_FORMATS}
    return relate(_respond(name, _format(suffix), lambda: _read(files[name])), *alternates(forms), described_by())


def _read(file: Path) -> Graph:
    """The graph in *file*, whose blank nodes have the same labels in each process that reads it."""
    return Graph() + to_canonical_graph(read_turtle(file, services().naming.base))


def _format(suffix: str) -> Format:
    """The format of a graph with *suffix*.

    :raises UnknownName: naming the nearest
    """
    if suffix not in _BY_SUFFIX:
        raise UnknownName("format of the ontology", suffix, _BY_SUFFIX)
    return _BY_SUFFIX[suffix]


def _published() -> Graph:
    """The graph of the ontology in the version that is served."""
    return published_ontology(services().store, services().naming)


def _respond(name: str, item: Format, read: Callable[[], Graph]) -> Response:
    """What *read* gives, written as *item* once for each version."""

    def make() -> Ready:
        return Ready(write_graph(bind_prefixes(read()), item), f"{item.media_type}; charset=utf-8", 0)

    ready = services().opened.answers.get(("ontology", name, item.suffix), make)
    return Response(ready.content, content_type=ready.media_type)
