"""Triples that answer a query, as the tree that is drawn: each is one line, and each subject stands where it is named first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from rdflib import BNode, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.ntriples import DummySink, W3CNTriplesParser, r_literal, unquote

from graphapp.drawings.figure import DataTable, Figure, Mark
from graphapp.drawings.tree import MOST, Branch, Node, tree
from graphapp.errors import InputError
from graphapp.store.base import Term
from graphapp.store.labels import labels
from graphapp.web.neighbourhood_view import kind_of
from graphapp.web.services import Services

_DEEPEST = 2
"""How many links away from a subject others are drawn within it; beyond, each begins on its own."""

_LONGEST_TEXT = 300
_ANSWER = Mark("The answer")


class _Triple(NamedTuple):
    subject: Term
    predicate: URIRef
    value: Term


def drawn(found: Services, content: bytes, count: int) -> Figure:
    """The first of *count* triples, which are *content* in N-Triples.

    :raises InputError: when one of them is none of RDF 1.1
    """
    triples = _first(content, MOST)
    roots = tuple(_Trees(found, triples).roots())
    about = "Each line leads from a thing, by what links it, to what it is linked to."
    if count > len(triples):
        about = f"The first {len(triples)} of {count:,} triples are drawn. {about}"
    figure = tree(_whole(roots), "The answer as a drawing", about, tells_how_known=False)
    return replace(figure, table=_of_triples(figure.table))


def _first(content: bytes, most: int) -> list[_Triple]:
    """The first triples of *content*."""
    sink = _Sink()
    try:
        _Reader(sink).parsestring("\n".join(content.decode().split("\n")[:most]))
    except ParserError as error:
        message = "The answer holds what cannot be drawn, such as a text with a direction or a triple term (RDF 1.2)."
        raise InputError(f"{message} Show it as turtle.") from error
    return sink.triples


class _Reader(W3CNTriplesParser):
    """Takes texts as they are written: rdflib works out what they mean, which anyone may have made endless (``1e999999999``)."""

    def literal(self) -> Literal | Any:  # noqa: ANN401 - “False”, as the method that this overrides
        """The text of a literal, without its type or language."""
        return Literal(unquote(self.eat(r_literal).group(1))) if self.peek('"') else False


class _Sink(DummySink):
    """Keeps triples in the order in which they are read."""

    def __init__(self) -> None:
        self.triples: list[_Triple] = []

    def triple(self, subject: Term, predicate: URIRef, value: Term) -> None:
        self.triples.append(_Triple(subject, predicate, value))


def _whole(roots: tuple[Node, ...]) -> Node:
    """What everything hangs on: the one root, or the answer itself where there are several."""
    if len(roots) == 1:
        return roots[0]
    kind = roots[0].kind if roots else "value"
    return Node(_ANSWER, kind, (Branch("is about", roots),) if roots else ())


def _of_triples(table: DataTable) -> DataTable:
    """*table* without the lines from the answer itself, which are no triples."""
    return replace(table, rows=tuple(row for row in table.rows if row[0] is not _ANSWER))


class _Trees:
    """Trees of *triples*."""

    def __init__(self, found: Services, triples: Iterable[_Triple]) -> None:
        self._naming = found.naming
        self._links: dict[Term, dict[URIRef, list[Term]]] = {}
        self._nameless: dict[BNode, int] = {}
        terms: dict[Term, None] = {}
        for triple in triples:
            self._links.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.value)
            terms |= dict.fromkeys(triple)
        self._called = labels(found.store, [term for term in terms if isinstance(term, URIRef)])
        self._drawn: set[Term] = set()

    def roots(self) -> Iterator[Node]:
        """A node for each subject that stands in no other; those that no triple leads to come first."""
        named = {value for links in self._links.values() for values in links.values() for value in values}
        for subject in sorted(self._links, key=lambda it: it in named):
            if subject not in self._drawn:
                yield self._node(subject, _DEEPEST)

    def _node(self, term: Term, depth: int) -> Node:
        """*term* with what it is linked to, unless that is drawn elsewhere or would stand too far away."""
        branches: tuple[Branch, ...] = ()
        if depth and term in self._links and term not in self._drawn:
            self._drawn.add(term)
            branches = tuple(
                Branch(self._called[str(predicate)], tuple(self._node(value, depth - 1) for value in values))
                for predicate, values in self._links[term].items()
            )
        return Node(self._mark(term), kind_of(str(term), self._naming) if isinstance(term, URIRef) else "value", branches)

    def _mark(self, term: Term) -> Mark:
        if isinstance(term, URIRef):
            return Mark(_shortened(self._called[str(term)]), self._naming.page(str(term)), str(term))
        if isinstance(term, BNode):
            return Mark(f"_:{self._nameless.setdefault(term, len(self._nameless) + 1)}")
        return Mark(_shortened(str(Literal(term))) or "“”")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
