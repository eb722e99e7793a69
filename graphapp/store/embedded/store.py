"""A dataset in pyoxigraph that answers SPARQL.

Measured findings that shape this (CONTRIBUTING, "Decisions"): a query over a few graphs names them as its default graph, and
never through the union flag, which would override ``FROM``; where they are asked often, they are merged. A query over all of
many graphs uses that flag, because naming a hundred graphs makes every pattern a hundred look-ups.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox
from rdflib import Graph, URIRef

from graphapp.errors import EngineFault, QueryRefused
from graphapp.namespaces import OA
from graphapp.store.base import Answer, Chosen, Memo, Quad, Rows, Table, Term
from graphapp.store.embedded.answers import OxAnswer, OxTriples, engine_faults, in_words, rows_of
from graphapp.store.embedded.loading import fill
from graphapp.store.embedded.merging import MergedGraphs, names_graphs
from graphapp.store.embedded.terms import from_ox, quad_of, to_ox
from graphapp.store.embedded.writing import write_file, write_quads

_VIEWS_KEPT = 1_000


class EmbeddedStore:
    """A dataset in memory or on disk.

    :param graphs: the IRIs of the published graphs: what queries see
    :param private_graphs: graphs that only :meth:`quotation` reads
    :param engine: the data; a new, empty one in memory by default
    :ivar source: the file of canonical N-Quads that holds the same data, where there is one
    """

    is_near = True

    def __init__(self, graphs: Sequence[str], private_graphs: Sequence[str] = (), engine: ox.Store | None = None) -> None:
        self.memo = Memo()
        self._engine = ox.Store() if engine is None else engine
        self._quotations = self._engine
        self._graphs = tuple(graphs)
        self._named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in graphs]
        self._published: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [*self._named]
        self._private = [ox.NamedNode(iri) for iri in private_graphs]
        self._sealed = False
        self._merged: MergedGraphs | None = None
        self.source: Path | None = None
        self.within = lru_cache(maxsize=_VIEWS_KEPT)(self._within)

    @classmethod
    def on_disk(cls, folder: Path, graphs: Sequence[str], private_graphs: Sequence[str] = ()) -> EmbeddedStore:
        """The dataset that :func:`write_to_disk` wrote to *folder*, for reading alone.

        :raises EngineFault: when it cannot be opened
        """
        try:
            return cls(graphs, private_graphs, ox.Store.read_only(str(folder)))
        except (OSError, RuntimeError) as error:
            raise EngineFault(f"The store in {folder} cannot be opened: {str(error).strip()}.") from error

    def _within(self, graphs: tuple[str, ...]) -> EmbeddedStore:
        """The same data seen through *graphs* alone: what is added to either is in both."""
        view = EmbeddedStore(graphs, engine=self._engine)
        view._merged = self._merged
        return view

    def seal(self, *, merge: bool = True) -> None:
        """Say that nothing will be added, so that queries over everything need not name every graph.

        :param merge: whether graphs that are asked often are merged
        :raises EngineFault: when the data holds other graphs than the published ones
        """
        with engine_faults():
            held = {str(quad.graph_name) for quad in self._engine.quads_for_pattern(None, None, None, ox.DefaultGraph())}
            held |= {str(graph) for graph in self._engine.named_graphs()}
        others = sorted(held - {str(graph) for graph in self._named})
        if others:
            raise EngineFault(f"The store holds graphs that are not published: {', '.join(others[:3])}.")
        self._sealed = True
        self._merged = MergedGraphs(self._engine) if merge else None

    @property
    def graphs(self) -> Sequence[str]:
        """The IRIs of the published graphs."""
        return self._graphs

    def load(self, nquads: bytes | Path) -> None:
        """Add a dataset written as N-Quads; what was worked out before is forgotten.

        :raises EngineFault: when it cannot be read
        """
        self.memo = Memo()
        fill(self._engine, nquads)

    def load_quotations(self, nquads: Path) -> None:
        """Keep the private graphs of *nquads* apart from everything that is published."""
        self._quotations = ox.Store()
        fill(self._quotations, nquads)

    def answer(self, query: str, chosen: Chosen | None = None) -> Answer:
        """Answer any read query over the published graphs, or over those of them that are *chosen*."""
        found = self.open_answer(query, chosen)
        if isinstance(found, Rows):
            return Table(found.columns, tuple(found.rows))
        return found.as_graph() if isinstance(found, OxTriples) else found

    def open_answer(self, query: str, chosen: Chosen | None = None) -> Rows | OxTriples | bool:
        """Answer any read query as :meth:`answer` does; what comes back is worked out while it is read, once.

        :raises QueryRefused: when it does not parse
        :raises EngineFault: when the engine fails, also later while the answer is read
        """
        result = self._run(query, chosen)
        if isinstance(result, ox.QuerySolutions):
            return Rows(tuple(variable.value for variable in result.variables), rows_of(result))
        return OxTriples(result) if isinstance(result, ox.QueryTriples) else bool(result)

    def select(self, query: str) -> Table:
        """Answer a SELECT over the published graphs."""
        answer = self.answer(query)
        if not isinstance(answer, Table):
            raise QueryRefused("A table was expected, so the query has to be a SELECT.")
        return answer

    def count(self, query: str) -> int:
        """How many rows the answer to a SELECT has; no row is put into our terms for that."""
        result = self._run(query)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryRefused("A table was expected, so the query has to be a SELECT.")
        with engine_faults():
            return sum(1 for _ in result)

    @property
    def predicates(self) -> Sequence[URIRef]:
        """Every property that the published graphs use: as they were counted when the version was written, else asked for."""
        query = "SELECT DISTINCT ?p { ?s ?p ?o }"
        return self.memo.get("predicates", lambda: tuple(URIRef(str(row["p"])) for row in self.select(query)))

    def know_predicates(self, iris: Iterable[str]) -> None:
        """Remember which properties there are, which are otherwise asked for."""
        known = tuple(map(URIRef, iris))
        self.memo.get("predicates", lambda: known)

    def quads(
        self,
        subject: Term | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
        most: int | None = None,
    ) -> Iterator[Quad]:
        """The published quads that match, found as they are read, so that *most* has no part in it."""
        del most
        start, end = to_ox(subject), to_ox(value)
        if isinstance(start, ox.Literal):
            return
        node = None if predicate is None else cast("ox.NamedNode", to_ox(predicate))
        with engine_faults():
            for graph in (None,) if self._sealed else self._named:
                for found in self._engine.quads_for_pattern(start, node, end, graph):
                    yield quad_of(found)

    def look_up(self, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        """The published quads that say one of *predicates* of one of *things*."""
        for thing in things:
            for predicate in predicates:
                yield from self.quads(thing, predicate)

    def quotation(self, statement: URIRef) -> str | None:
        """The exact words of *statement*, where they were attached."""
        if "#" in statement:
            return None  # a part of a statement has no words of its own
        selector = ox.NamedNode(f"{statement}#quotation")
        for graph in self._private:
            for quad in self._quotations.quads_for_pattern(selector, ox.NamedNode(str(OA.exact)), None, graph):
                return str(from_ox(quad.object))
        return None

    def construct_into(self, graph: str, query: str) -> int:
        """Run a CONSTRUCT over the published graphs and add what is new to *graph*; return how much that was."""
        target = ox.NamedNode(graph)
        result = self._run(query)
        if not isinstance(result, ox.QueryTriples):
            raise QueryRefused("Triples were expected, so the query has to be a CONSTRUCT.")
        found = {ox.Triple(triple.subject, triple.predicate, triple.object) for triple in result}
        new = [ox.Quad(triple.subject, triple.predicate, triple.object, target) for triple in found if not self._holds(triple)]
        self._engine.extend(new)
        return len(new)

    def write(self, target: BinaryIO, media_type: str, *, has_graphs: bool) -> None:
        """Write every published quad to *target* as it is read; formats without named graphs hold the union.

        :raises EngineFault: when the engine fails, or *target* takes no more
        """
        if self.source:
            # four times as fast as reading the engine on disk, and in an order that stays
            write_file(self.source, target, media_type, has_graphs=has_graphs)
            return
        with engine_faults():
            write_quads(self._quads_of(self._graphs), target, media_type, has_graphs=has_graphs)

    def dump(self, graphs: Sequence[str]) -> bytes:
        """*graphs* as N-Quads, in no order."""
        return ox.serialize(self._quads_of(graphs), format=ox.RdfFormat.N_QUADS) or b""

    def canonical(self, graphs: Sequence[str]) -> bytes:
        """*graphs* as canonical N-Quads (RDFC-1.0, W3C): the same dataset gives the same bytes, blank nodes included."""
        dataset = ox.Dataset(self._quads_of(graphs))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = (ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))

    def union(self) -> Graph:
        """Every published triple as one graph of rdflib."""
        graph = Graph()
        for quad in self._quads_of(self._graphs):
            graph.add(quad_of(quad)[:3])
        return graph

    def _run(self, query: str, chosen: Chosen | None = None) -> OxAnswer:
        try:
            if chosen:
                return self._run_over(query, chosen.among(self._graphs))
            if self._sealed:
                return self._engine.query(query, use_default_graph_as_union=True)
            if self._merged and not names_graphs(query) and (merged := self._merged.find(self._graphs)):
                return merged.query(query)
            return self._engine.query(query, default_graph=self._published, named_graphs=self._named)
        except SyntaxError as error:
            raise QueryRefused(f"The query does not parse: {in_words(error)}.") from error
        except (OSError, RuntimeError) as error:
            raise EngineFault(f"The query failed: {error}") from error

    def _run_over(self, query: str, seen: Chosen) -> OxAnswer:
        """Run *query* over the graphs *seen*, whatever it names itself."""
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(iri) for iri in seen.default]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in seen.named]
        return self._engine.query(query, default_graph=default, named_graphs=named)

    def _quads_of(self, graphs: Sequence[str]) -> Iterator[ox.Quad]:
        for iri in graphs:
            yield from self._engine.quads_for_pattern(None, None, None, ox.NamedNode(iri))

    def _holds(self, triple: ox.Triple) -> bool:
        """Whether any published graph has *triple* already."""
        return any(ox.Quad(triple.subject, triple.predicate, triple.object, graph) in self._engine for graph in self._published)
