"""Which self-evaluation a page is about, and the others to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from rdflib import URIRef
from rdflib.namespace import RDF

from graphapp.exports.source import stated_rights
from graphapp.namespaces import SEF
from graphapp.queries.scope import EDITION, choose_edition, editions, within_edition
from graphapp.store.base import Store
from graphapp.store.labels import labels
from graphapp.things.view import Link
from graphapp.web.services import Services

MOST_LISTED = 100
"""Self-evaluations that a list to choose from holds; where there are more, the name is typed."""


@dataclass(frozen=True)
class EditionChoice:
    """The self-evaluation that a page is about, and those to choose from; none where there is no choice to make.

    :param listed: pairs of a name and what it is called
    """

    chosen: str
    count: int
    listed: tuple[tuple[str, str], ...] = ()


def edition_choice(found: Services, chosen: str) -> EditionChoice:
    """What there is to choose from beside *chosen*."""
    names = editions(found.store, found.naming)
    if not 1 < len(names) <= MOST_LISTED:
        return EditionChoice(chosen, len(names))
    called = found.store.memo.get(
        "edition labels", lambda: {name: link.label for name in names for link in links_of(found, name)}
    )
    return EditionChoice(chosen, len(names), tuple((name, called.get(name, name)) for name in names))


def asked_edition(found: Services) -> str:
    """The self-evaluation that the address names, or the one that is taken without.

    :raises ParameterError: when there is none of that name
    """
    return choose_edition(found.store, found.naming, request.args.get(EDITION, ""))


def scoped(found: Services, edition: str) -> Store:
    """What *edition* says and what all share."""
    return within_edition(found.store, found.naming, edition)


def rights_of(found: Services, edition: str) -> str:
    """What the self-evaluation that is called *edition* says of the rights in it."""
    return stated_rights(scoped(found, edition))


def links_of(found: Services, edition: str) -> tuple[Link, ...]:
    """Links to the self-evaluation that is called *edition*."""
    graph = found.naming.graph(edition)
    stated = found.store.within((str(graph),)).quads(predicate=RDF.type, value=SEF.SelfEvaluation)
    iris = sorted({quad.subject for quad in stated if isinstance(quad.subject, URIRef)})
    called = labels(found.store, iris)
    return tuple(Link(called[str(iri)], found.naming.page(iri), str(iri)) for iri in iris)
