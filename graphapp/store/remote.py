"""Any SPARQL 1.1 endpoint as a store, through SPARQLWrapper. The only module that imports it.

The published graphs are sent with every query as protocol parameters (``default-graph-uri``, ``named-graph-uri``), so that an
endpoint with other data beside ours answers from ours alone. A name and password in the address are sent as HTTP Basic, and
stand in no message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from graphapp.errors import EngineFault, NotPublished, QueryRefused
from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Answer, Memo, Quad, Table, Term

_SECONDS = 30
_BELIEVED = 60.0
"""Seconds for which labels and the values of gaps are kept: an endpoint does not say when its data change."""
_OUR_GRAPHS = """SELECT DISTINCT ?g {
  GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), %s) && !STRENDS(STR(?g), "/quotations"))
}"""
_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")

_BLANK = r"(?:\s|\#[^\n]*(?:\n|$))*"
_FORM = re.compile(
    rf"{_BLANK}(?:(?:BASE{_BLANK}|PREFIX{_BLANK}[^\s:<\#]*:{_BLANK})<[^<>]*>{_BLANK})*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)
"""The prologue of a query and its form. SPARQLWrapper's own look at it takes words of comments for forms, and sends updates."""


class RemoteStore:
    """The dataset of a SPARQL endpoint.

    :param endpoint: its address, which may hold a name and a password
    :param base: the base IRI of our names; graphs under another one are not ours
    """

    def __init__(self, endpoint: str, base: str) -> None:
        self.memo = Memo(_BELIEVED)
        parts = urlsplit(endpoint)
        self._credentials = (unquote(parts.username or ""), unquote(parts.password or ""))
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        self._endpoint = urlunsplit(bare)
        self._shown = urlunsplit(bare._replace(query="", fragment=""))
        self._base = base

    @cached_property
    def graphs(self) -> Sequence[str]:
        """The named graphs of ours that the endpoint holds, asked once.

        :raises NotPublished: when there is none
        """
        found = self._read(self._send(_OUR_GRAPHS % Literal(f"{self._base}graph/").n3(), "SELECT", ()), "SELECT")
        names = tuple(sorted(str(row["g"]) for row in found)) if isinstance(found, Table) else ()
        if not names:
            raise NotPublished(f"The store at {self._shown} holds no graph whose name begins with {self._base}graph/.")
        return names

    def answer(self, query: str) -> Answer:
        """Answer any read query over our graphs."""
        form = _FORM.match(query)
        if form is None:
            raise QueryRefused("The query does not parse: SELECT, ASK, CONSTRUCT or DESCRIBE has to follow its prefixes.")
        return self._read(self._send(query, form[1].upper(), self.graphs), form[1].upper())

    def select(self, query: str) -> Table:
        """Answer a SELECT over our graphs."""
        answer = self.answer(query)
        if not isinstance(answer, Table):
            raise QueryRefused("A table was expected, so the query has to be a SELECT.")
        return answer

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
        slots = {name: term.n3() if term is not None else f"?{name}" for name, term in given.items()}
        limit = "" if most is None else f" LIMIT {most}"
        rows = self.select(f"SELECT * {{ GRAPH ?g {{ {slots['s']} {slots['p']} {slots['o']} }} }}{limit}")
        for row in rows:
            found = {name: row.get(name, term) for name, term in given.items()}
            if found["s"] is not None and found["o"] is not None:
                yield Quad(found["s"], URIRef(str(found["p"])), found["o"], str(row["g"]))

    def look_up(self, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        """The quads of our graphs that say one of *predicates* of one of *things*, asked in one query."""
        subjects, properties = (" ".join(iri.n3() for iri in iris) for iris in (things, predicates))
        rows = self.select(f"SELECT * {{ VALUES ?s {{ {subjects} }} VALUES ?p {{ {properties} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        for row in rows:
            yield Quad(row["s"], URIRef(str(row["p"])), row["o"], str(row["g"]))

    def quotation(self, statement: URIRef) -> str | None:
        """Always None: quotations never leave the machine that the document was attached on."""
        del statement
        return None

    def _send(self, query: str, form: str, graphs: Sequence[str]) -> bytes:
        """Send *query*, of the *form* SELECT, ASK, CONSTRUCT or DESCRIBE, over *graphs* (none: everything); return the answer."""
        wrapper = SPARQLWrapper(self._endpoint)
        wrapper.setTimeout(_SECONDS)
        wrapper.setMethod(POST)
        wrapper.queryString, wrapper.queryType = query, form
        wrapper.setReturnFormat(TURTLE if form in _GRAPH_FORMS else JSON)
        if self._credentials[0]:
            wrapper.setCredentials(*self._credentials)
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        try:
            with closing(wrapper.query().response) as response:
                content: bytes = response.read()
        except QueryBadFormed as error:
            raise QueryRefused("The store says that the query does not parse.") from error
        except (SPARQLWrapperException, HTTPException, OSError) as error:
            if isinstance(error, HTTPError):
                error.close()
            raise EngineFault(f"The store at {self._shown} did not answer: {type(error).__name__}.") from error
        return content

    def _read(self, content: bytes, form: str) -> Answer:
        """Read the answer to a query of *form*: a table, a truth value, or a graph."""
        try:
            if form in _GRAPH_FORMS:
                return bind_prefixes(Graph()).parse(data=content, format="turtle")
            parsed = json.loads(content)
            return bool(parsed["boolean"]) if form == "ASK" else _table(parsed)
        except (ValueError, SyntaxError, LookupError, TypeError) as error:
            raise EngineFault(f"The store at {self._shown} answered something that is not SPARQL results.") from error


def _table(results: Mapping[str, Any]) -> Table:
    columns = tuple(results["head"]["vars"])
    rows = [tuple(_term(row[name]) if name in row else None for name in columns) for row in results["results"]["bindings"]]
    return Table(columns, tuple(rows))


def _term(value: Mapping[str, str]) -> Term:
    """A term of the SPARQL JSON results format."""
    if value["type"] == "uri":
        return URIRef(value["value"])
    if value["type"] == "bnode":
        return BNode(value["value"])
    if "xml:lang" in value:
        return Literal(value["value"], lang=value["xml:lang"])
    datatype = URIRef(value["datatype"]) if "datatype" in value else None
    return Literal(value["value"], datatype=None if datatype == XSD.string else datatype, normalize=False)
