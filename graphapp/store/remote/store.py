"""The dataset of an endpoint as a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from urllib.request import Request

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import VOID

from graphapp.errors import NotPublished, QueryRefused
from graphapp.namespaces import Naming
from graphapp.store.base import Answer, Chosen, Memo, Quad, Table, Term
from graphapp.store.remote.address import NOBODY, Address, Credentials
from graphapp.store.remote.link import USUAL, Limits, Link, RemoteFault, Reply
from graphapp.store.remote.protocol import GRAPH_FORMS, form_of, query_request
from graphapp.store.remote.results import NoResults, read_graph, read_table, read_truth, written
from graphapp.store.remote.scope import Way, as_rows, with_dataset, without_dataset

PUBLICATION = "publication"
"""The graph in which ``graphapp publish`` notes what an endpoint holds."""

_BELIEVED = 60.0
"""Seconds for which graphs, labels and the values of gaps are kept: an endpoint does not say when its data change."""

_NOWHERE = "urn:uuid:6f1c9a52-6c0d-4d0b-9d43-0f6f3c0f7a11"
"""A graph that nobody has."""

_ANYTHING = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_BOTH = "ASK { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } }"

_NOTED = "SELECT ?g { GRAPH <%s> { ?g <%s> ?count } }"
_FOUND = """SELECT DISTINCT ?g {
  GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), %s) && !STRENDS(STR(?g), "/quotations"))
}"""
_PAGE = 5_000
"""Rows asked for at a time where everything is read: endpoints cut off longer answers, Virtuoso at 10,000 rows."""

_AT_ONCE = 500
_MOST_ROWS = "X-SPARQL-MaxRows"
"""The header in which Virtuoso says where it cut off an answer."""

_UNSAID = Chosen()
"""The dataset of a query that says itself in which graphs it looks."""

T = TypeVar("T")


class Endpoint:
    """What every view of one endpoint shares: the way there, and what was found out about it."""

    def __init__(self, link: Link, base: str) -> None:
        self._link, self._naming = link, Naming(base)
        self.kept = Memo(_BELIEVED)
        self._found_out = Memo()

    def __repr__(self) -> str:
        return repr(self._link)

    def graphs(self) -> tuple[str, ...]:
        """Our named graphs there: those that were published there, else those whose names are ours.

        :raises NotPublished: when there is none
        """
        start, noted = self._naming.graph(""), str(self._naming.graph(PUBLICATION))
        rows = self.rows(_NOTED % (noted, VOID.triples)) or self.rows(_FOUND % written(Literal(start)))
        names = tuple(sorted({str(row["g"]) for row in rows} - {noted}))
        if not names:
            raise NotPublished(f"The store at {self._link.address.shown} holds no graph whose name begins with {start}.")
        return names

    def fault(self, what: str) -> RemoteFault:
        """A fault of this endpoint, of which the sentence says *what*."""
        return self._link.fault(what)

    def rows(self, query: str) -> Table:
        """Answer a SELECT that says itself in which graphs it looks."""
        return self._whole_table(self._send(query, "SELECT"))

    def answer(self, query: str, seen: Chosen) -> Answer:
        """Answer *query* over the graphs *seen* alone."""
        form = form_of(query)
        way = self._found_out.get("way", self._find_way)
        seen = Chosen(seen.default or (_NOWHERE,), seen.named or (_NOWHERE,))
        if form == "ASK":
            return self._holds(query, seen, way)
        reply = self._ask(query, form, seen, way)
        return self._read(reply, read_graph) if form in GRAPH_FORMS else self._whole_table(reply)

    def _ask(self, query: str, form: str, seen: Chosen, way: Way) -> Reply:
        if way is Way.TEXT:
            return self._send(with_dataset(query, seen), form)
        return self._send(without_dataset(query), form, seen)

    def _find_way(self) -> Way:
        """How the endpoint is told which graphs count: asked of a graph that is not there, then of one that is.

        :raises RemoteFault: when it looks into other graphs whatever it is told
        """
        ours, faults = self.kept.get("graphs", self.graphs), []
        for way in Way:
            try:
                if not self._holds(_ANYTHING, _both((_NOWHERE,)), way) and self._holds(_BOTH, _both(ours), way):
                    return way
            except QueryRefused:
                continue
            except RemoteFault as fault:
                if fault.passing or not fault.code:
                    raise
                faults.append(fault)
        if faults:
            raise faults[0]
        ways = " nor ".join(way.value for way in Way)
        raise self._link.fault(f"cannot be told to answer from our graphs alone: it heeds neither {ways}")

    def _holds(self, query: str, seen: Chosen, way: Way) -> bool:
        """The answer to an ASK. An engine that answers with a table (Virtuoso) is asked for rows.

        Of graphs that do not count, it says yes to whatever is asked, and gives no row.
        """
        reply = self._ask(query, "ASK", seen, way)
        truth = self._read(reply, read_truth)
        return len(self._whole_table(self._ask(as_rows(query), "SELECT", seen, way))) > 0 if truth is None else truth

    def _send(self, query: str, form: str, seen: Chosen = _UNSAID) -> Reply:
        request: Request = query_request(self._link.address.url, query, form, seen)
        return self._link.fetch(request)

    def _whole_table(self, reply: Reply) -> Table:
        """The rows of *reply*, which are all that there are."""
        table, most = self._read(reply, read_table), reply.headers.get(_MOST_ROWS, "")
        if most.isdecimal() and len(table) >= int(most):
            raise self._link.fault(f"gives at most {most} rows of an answer, and this one has more. Ask for less, with LIMIT")
        return table

    def _read(self, reply: Reply, read: Callable[[bytes], T]) -> T:
        try:
            return read(reply.content)
        except NoResults as error:
            raise self._link.fault(_no_results(reply, broken_off=error.broken_off)) from error


def _both(graphs: Sequence[str]) -> Chosen:
    """*graphs* as one, and each by its name."""
    return Chosen(tuple(graphs), tuple(graphs))


def _no_results(reply: Reply, *, broken_off: bool) -> str:
    """What came in place of results."""
    if "html" in reply.media_type:
        return "answered with a web page. Is this the address of its SPARQL endpoint?"
    if not reply.content.strip():
        return "sent an empty answer"
    return "broke off in the middle of its answer" if broken_off else "answered something that is not SPARQL results"


class RemoteStore:
    """The dataset of a SPARQL endpoint.

    Queries see our graphs alone, whatever else is there. A secret stands in no message, no log and no ``repr()``.

    :param endpoint: its address, which may hold a name and a password
    :param base: the base IRI of our names; graphs under another one are not ours
    :param credentials: who we are to it, where the address does not say
    :param limits: how long an answer may take, and how large it may be
    :raises InputError: for an address that is none
    """

    is_near = False

    def __init__(
        self,
        endpoint: str,
        base: str,
        credentials: Credentials = NOBODY,
        limits: Limits = USUAL,
    ) -> None:
        self._see(Endpoint(Link(Address.parse(endpoint, credentials), limits), base), None)

    def _see(self, endpoint: Endpoint, only: tuple[str, ...] | None) -> None:
        self.memo = Memo(_BELIEVED)
        self._endpoint, self._only = endpoint, only

    def __repr__(self) -> str:
        return f"RemoteStore({self._endpoint!r})"

    def within(self, graphs: Sequence[str]) -> RemoteStore:
        """The same data seen through *graphs* alone."""
        return self._endpoint.kept.get(("view", tuple(graphs)), lambda: self._view(tuple(graphs)))

    def _view(self, graphs: tuple[str, ...]) -> RemoteStore:
        view = RemoteStore.__new__(RemoteStore)
        view._see(self._endpoint, graphs)
        return view

    @property
    def graphs(self) -> Sequence[str]:
        """The named graphs of ours that the endpoint holds; what was found is believed for a minute.

        :raises NotPublished: when there is none
        """
        return self._endpoint.kept.get("graphs", self._endpoint.graphs) if self._only is None else self._only

    def answer(self, query: str, chosen: Chosen | None = None) -> Answer:
        """Answer any read query over our graphs, or over those of them that are *chosen*."""
        form_of(query)  # what is no query is refused before anything is sent
        return self._endpoint.answer(query, chosen.among(self.graphs) if chosen else _both(self.graphs))

    def select(self, query: str) -> Table:
        """Answer a SELECT over our graphs."""
        answer = self.answer(query)
        if not isinstance(answer, Table):
            raise QueryRefused("A table was expected, so the query has to be a SELECT.")
        return answer

    def count(self, query: str) -> int:
        """How many rows the answer to a SELECT has."""
        return len(self.select(query))

    @property
    def predicates(self) -> Sequence[URIRef]:
        """Every property that our graphs use."""
        query = "SELECT DISTINCT ?p { ?s ?p ?o }"
        return self.memo.get("predicates", lambda: tuple(URIRef(str(row["p"])) for row in self.select(query)))

    def quads(
        self,
        subject: Term | None = None,
        predicate: URIRef | None = None,
        value: Term | None = None,
        most: int | None = None,
    ) -> Iterator[Quad]:
        """The quads of our graphs that match."""
        if isinstance(subject, Literal | BNode) or isinstance(value, BNode):
            return  # no triple begins with a literal, and no name of a blank node reaches into another store
        given = {"s": subject, "p": predicate, "o": value}
        if most is None and all(term is None for term in given.values()):
            yield from self._everything()
            return
        slots = " ".join(written(term) if term is not None else f"?{name}" for name, term in given.items())
        limit = "" if most is None else f" LIMIT {most}"
        for row in self.select(f"SELECT * {{ GRAPH ?g {{ {slots} }} }}{limit}"):
            found = {name: row.get(name, term) for name, term in given.items()}
            if found["s"] is not None and found["o"] is not None:
                yield Quad(found["s"], URIRef(str(found["p"])), found["o"], str(row["g"]))

    def _everything(self) -> Iterator[Quad]:
        """Every quad, page by page.

        :raises RemoteFault: when pages overlap: SPARQL promises no order, so what came is counted
        """
        for graph in self.graphs:
            pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
            (count,) = self.select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
            seen = set()
            for start in range(0, int(str(count["n"])), _PAGE):
                page = self.select(f"SELECT ?s ?p ?o {{ {pattern} }} LIMIT {_PAGE} OFFSET {start}")
                seen |= {Quad(row["s"], URIRef(str(row["p"])), row["o"], graph) for row in page}
            if len(seen) != int(str(count["n"])):
                raise self._endpoint.fault(f"gave other triples than it counted in {graph}. Are they being changed? Try again")
            yield from seen

    def look_up(self, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        """The quads of our graphs that say one of *predicates* of one of *things*, asked for many at a time."""
        subjects, properties = [thing.n3() for thing in things], " ".join(predicate.n3() for predicate in predicates)
        for start in range(0, len(subjects), _AT_ONCE):
            some = " ".join(subjects[start : start + _AT_ONCE])
            for row in self.select(f"SELECT * {{ VALUES ?s {{ {some} }} VALUES ?p {{ {properties} }} GRAPH ?g {{ ?s ?p ?o }} }}"):
                yield Quad(row["s"], URIRef(str(row["p"])), row["o"], str(row["g"]))

    def quotation(self, statement: URIRef) -> str | None:
        """Always None: quotations never leave the machine that the document was attached on."""
        del statement
        return None
