"""``/ontology``: the terms of the graph explained, for those who want to use them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from graphapp.documentation.model import Documentation, Example, TermView
from graphapp.documentation.reading import documentation
from graphapp.documentation.usage import examples_of, usage
from graphapp.errors import UnknownName
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.resources import folder
from graphapp.store.versions import Counts, kept_version
from graphapp.things.view import Link
from graphapp.web.answers import Ready
from graphapp.web.data import respond
from graphapp.web.links import path_to, query_string
from graphapp.web.services import Services, services

pages = Blueprint("documentation", __name__, url_prefix="/ontology")

_PAGE = "text/html; charset=utf-8"


@dataclass(frozen=True)
class OverviewView:
    """The ontology as a whole. *downloads* are its files, one for each format."""

    ontology: Documentation
    downloads: tuple[Link, ...]


@dataclass(frozen=True)
class TermPage:
    """One term. *everywhere* is where all that the data say with it can be asked for."""

    term: TermView
    examples: tuple[Example, ...]
    everywhere: str


@pages.get("")
def overview() -> Response:
    """Show what the ontology is for, and all its terms."""

    def make() -> str:
        downloads = tuple(Link(item.label, path_to("ontology.terms_as", suffix=item.suffix)) for item in GRAPH_FORMATS)
        return render_template("documentation/overview.html", view=OverviewView(served_documentation(services()), downloads))

    return _kept("", make)


@pages.get("/<name>")
def term(name: str) -> Response:
    """Show one class or property.

    :raises UnknownName: naming the nearest
    """
    terms = served_documentation(services()).terms
    if name not in terms:
        raise UnknownName("term of the ontology", name, terms)
    return _kept(name, lambda: render_template("documentation/term.html", view=_page_of(terms[name])))


@pages.get("/vocabularies/<name>")
def vocabulary(name: str) -> Response:
    """Show a vocabulary with its concepts.

    :raises UnknownName: naming the nearest
    """
    known = served_documentation(services()).vocabularies
    if name not in known:
        raise UnknownName("vocabulary", name, known)
    return _kept(f"vocabularies/{name}", lambda: render_template("documentation/vocabulary.html", view=known[name]))


def _page_of(term: TermView) -> TermPage:
    found = services()
    pattern = f"?it a <{term.iri}>" if term.is_class else f"?it <{term.iri}> ?value"
    query = f"SELECT DISTINCT * WHERE {{ {pattern} }} LIMIT 100"
    examples = examples_of(found.store, found.naming, term.iri, is_class=term.is_class)
    return TermPage(term, examples, path_to("sparql.endpoint") + query_string({"query": [query]}))


def served_documentation(found: Services) -> Documentation:
    """The documentation of the version that is served."""
    return documentation(found.store, found.naming, folder("ontology"), served_counts(found))


def served_counts(found: Services) -> Counts:
    """How often the version that is served uses each term; counted once where no manifest says so."""
    version = kept_version(found.settings.home_folder, found.opened.version)
    return version.manifest.counts if version else found.store.memo.get("usage", lambda: usage(found.store))


def _kept(name: str, make: Callable[[], str]) -> Response:
    """The page that *make* writes, once for each version."""
    return respond(services().opened.answers.get(("documentation", name), lambda: Ready(make().encode(), _PAGE, 0)))
