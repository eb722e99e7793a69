"""``Link`` headers: what stands around an answer (RFC 8288), so that a program finds it without reading a page.

``alternate`` is the same in another form, ``describedby`` the catalogue, ``collection`` the published graph that a thing is in,
and ``license`` the licence that the data themselves state for that graph: where they state none, none is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, RDF
from werkzeug.wrappers import Response

from graphapp.namespaces import SEF
from graphapp.store.base import Store
from graphapp.web.data import site_address
from graphapp.web.links import path_to

R = TypeVar("R", bound=Response)

_WHOLES = (SEF.SelfEvaluation, OWL.Ontology)
"""What speaks for the graph that it stands in; a document that is only cited may have a licence of its own."""


def relate(response: R, *links: str) -> R:
    """*response* with *links* after those that it has."""
    known = response.headers.get("Link")
    response.headers["Link"] = ", ".join((*((known,) if known else ()), *links))
    return response


def link(target: str, relation: str, media_type: str = "") -> str:
    """One link to *target*, a path of this site or an IRI."""
    address = f"{site_address()}{target[1:]}" if target.startswith("/") else target
    return f'<{address}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")


def alternates(paths: Mapping[str, str]) -> Iterable[str]:
    """Links to the same in other forms, whose *paths* are by media type."""
    return (link(path, "alternate", media_type) for media_type, path in paths.items())


def described_by() -> str:
    """A link to what describes the dataset."""
    return link(path_to("exports.described"), "describedby")


def licences(store: Store, graph: str) -> Iterable[str]:
    """Links to the licences that *graph*, a published one or the inferred one beside it, states for the whole of it."""
    stated = store.memo.get("licences", lambda: _stated(store))
    return (link(iri, "license") for iri in stated.get(graph.removesuffix("/inferred"), ()))


def _stated(store: Store) -> dict[str, tuple[str, ...]]:
    """The licences that each published graph states for the whole of it."""
    found: dict[str, tuple[str, ...]] = {}
    for quad in store.quads(predicate=DCTERMS.license):
        whole = any(True for kind in _WHOLES for _ in store.quads(subject=quad.subject, predicate=RDF.type, value=kind))
        if whole and isinstance(quad.value, URIRef):
            found[quad.graph] = (*found.get(quad.graph, ()), str(quad.value))
    return found
