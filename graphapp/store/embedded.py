"""The embedded engine: pyoxigraph, in memory. The only module that imports it.

Performance findings that shape this: the default graph of a query is given as a list of graphs, never through the union flag
(which would override ``FROM``), and terms are converted once, on the way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD

from graphapp.errors import EngineFault, QueryRefused
from graphapp.namespaces import OA, bind_prefixes
from graphapp.store.base import Answer, Quad, Table, Term

_LONGEST_REASON = 120

OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
OxGraph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class EmbeddedStore:
    """A dataset in memory.

    :param graphs: the IRIs of the published graphs: what queries see
    :param private_graphs: graphs that only :meth:`quotation` reads
    """

    def __init__(self, graphs: Sequence[str], private_graphs: Sequence[str] = ()) -> None:
        self._store = ox.Store()
        self._graphs = tuple(graphs)
        self._published: list[OxGraph] = [ox.NamedNode(iri) for iri in graphs]
        self._named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in graphs]
        self._private = [ox.NamedNode(iri) for iri in private_graphs]

    def within(self, graphs: Sequence[str]) -> EmbeddedStore:
        """The same data seen through *graphs* alone: what is added to either is in both."""
        view = EmbeddedStore(graphs)
        view._store = self._store
        return view

    @property
    def graphs(self) -> Sequence[str]:
        """The IRIs of the published graphs."""
        return self._graphs

    def load(self, nquads: bytes) -> None:
        """Add a dataset written as N-Quads."""
        self._store.bulk_load(nquads, ox.RdfFormat.N_QUADS)

    def answer(self, query: str) -> Answer:
        """Answer any read query over the published graphs."""
        try:
            return _answer(self._run(query))
        except (OSError, RuntimeError) as error:  # the rows are worked out while they are read
            raise EngineFault(f"The query failed: {error}") from error

    def select(self, query: str) -> Table:
        """Answer a SELECT over the published graphs."""
        answer = self.answer(query)
        if not isinstance(answer, Table):
            raise QueryRefused("A table was expected, so the query has to be a SELECT.")
        return answer

    def quads(self, subject: Term | None = None, predicate: URIRef | None = None, value: Term | None = None) -> Iterator[Quad]:
        """The published quads that match."""
        start = _to_ox(subject)
        if isinstance(start, ox.Literal):
            return
        node = None if predicate is None else ox.NamedNode(str(predicate))
        for graph in self._graphs:
            for quad in self._store.quads_for_pattern(start, node, _to_ox(value), ox.NamedNode(graph)):
                yield Quad(_from_ox(quad.subject), URIRef(quad.predicate.value), _from_ox(quad.object), graph)

    def quotation(self, statement: URIRef) -> str | None:
        """The exact words of *statement*, where they were attached."""
        if "#" in statement:
            return None  # a part of a statement has no words of its own
        selector = ox.NamedNode(f"{statement}#quotation")
        for graph in self._private:
            for quad in self._store.quads_for_pattern(selector, ox.NamedNode(str(OA.exact)), None, graph):
                return str(_from_ox(quad.object))
        return None

    def construct_into(self, graph: str, query: str) -> int:
        """Run a CONSTRUCT over the published graphs and add what is new to *graph*; return how much that was."""
        target = ox.NamedNode(graph)
        result = self._run(query)
        if not isinstance(result, ox.QueryTriples):
            raise QueryRefused("Triples were expected, so the query has to be a CONSTRUCT.")
        found = {ox.Triple(triple.subject, triple.predicate, triple.object) for triple in result}
        new = [ox.Quad(triple.subject, triple.predicate, triple.object, target) for triple in found if not self._holds(triple)]
        self._store.extend(new)
        return len(new)

    def dump(self, graphs: Sequence[str]) -> bytes:
        """*graphs* as N-Quads, in no order."""
        return ox.serialize(self._quads_of(graphs), format=ox.RdfFormat.N_QUADS) or b""

    def canonical(self, graphs: Sequence[str]) -> bytes:
        """*graphs* as canonical N-Quads (RDFC-1.0, W3C): the same dataset gives the same bytes, blank nodes included."""
        dataset = ox.Dataset(self._quads_of(graphs))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = (ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))

    def _quads_of(self, graphs: Sequence[str]) -> Iterator[ox.Quad]:
        for iri in graphs:
            yield from self._store.quads_for_pattern(None, None, None, ox.NamedNode(iri))

    def triples(self, graphs: Sequence[str]) -> bytes:
        """The union of *graphs* as N-Triples."""
        chosen = {ox.NamedNode(iri) for iri in graphs}
        triples = (quad.triple for iri in chosen for quad in self._store.quads_for_pattern(None, None, None, iri))
        return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""

    def union(self) -> Graph:
        """Every published triple as one graph of rdflib, each term made once: the same IRIs come back thousands of times."""
        term = lru_cache(maxsize=None)(_from_ox)
        graph = Graph()
        for quad in self._quads_of(self._graphs):
            graph.add((term(quad.subject), URIRef(quad.predicate.value), term(quad.object)))
        return graph

    def _holds(self, triple: ox.Triple) -> bool:
        """Whether any published graph has *triple* already."""
        return any(ox.Quad(triple.subject, triple.predicate, triple.object, graph) in self._store for graph in self._published)

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        try:
            return self._store.query(query, default_graph=self._published, named_graphs=self._named)
        except SyntaxError as error:
            raise QueryRefused(f"The query does not parse: {_in_words(error)}.") from error
        except (OSError, RuntimeError) as error:
            raise EngineFault(f"The query failed: {error}") from error


def _in_words(error: SyntaxError) -> str:
    """Where a query does not parse and what was expected, without the pages of tokens that the parser lists."""
    text = " ".join(str(error).split())
    place = re.match(r"error at (\d+):(\d+): ", text)
    if place is None:
        return text[:_LONGEST_REASON]
    expected = "a declared prefix" if "Prefix not found" in text else text[place.end() :].removeprefix("expected ")
    return f"line {place[1]}, column {place[2]}: expected {expected[:_LONGEST_REASON]}"


def _answer(result: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Answer:
    """What pyoxigraph gives back, read to its end."""
    if isinstance(result, ox.QuerySolutions):
        return _table(result)
    if isinstance(result, ox.QueryTriples):
        return _graph(result)
    return bool(result)


def _table(solutions: ox.QuerySolutions) -> Table:
    columns = tuple(variable.value for variable in solutions.variables)
    rows = tuple(tuple(None if term is None else _from_ox(term) for term in solution) for solution in solutions)
    return Table(columns, rows)


def _graph(triples: ox.QueryTriples) -> Graph:
    graph = bind_prefixes(Graph())
    for triple in triples:
        graph.add((_from_ox(triple.subject), _from_ox(triple.predicate), _from_ox(triple.object)))
    return graph


def _from_ox(term: OxTerm) -> Term:
    """A term of pyoxigraph as a term of rdflib; the lexical form is kept as the engine has it, and plain text has no datatype."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)
    raise EngineFault("The answer holds a triple term (RDF 1.2), which cannot be shown.")


def _to_ox(term: Term | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """A term of rdflib as a term of pyoxigraph."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
