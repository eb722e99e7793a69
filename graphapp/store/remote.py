"""Any SPARQL 1.1 endpoint as a store, through SPARQLWrapper. The only module that imports it.

The published graphs are sent with every query as protocol parameters (``default-graph-uri``, ``named-graph-uri``), so that an
endpoint with other data beside ours answers from ours alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.error import HTTPError, URLError

from rdflib import BNode, Graph, Literal, URIRef
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from graphapp.errors import EngineFault, QueryRefused
from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Answer, Quad, Table, Term

_SECONDS = 30
_OUR_GRAPHS = 'SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), "/graph/")) }'


class RemoteStore:
    """The dataset of a SPARQL endpoint."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    @cached_property
    def graphs(self) -> Sequence[str]:
        """The named graphs of ours that the endpoint holds, asked once."""
        found = self._fetch(_OUR_GRAPHS, scoped=False)
        return () if isinstance(found, bytes) else tuple(sorted(str(row["g"]) for row in _table(found)))

    def answer(self, query: str) -> Answer:
        """Answer any read query over our graphs."""
        content = self._fetch(query)
        if isinstance(content, bytes):
            return bind_prefixes(Graph()).parse(data=content, format="turtle")
        return bool(content["boolean"]) if "boolean" in content else _table(content)

    def select(self, query: str) -> Table:
        """Answer a SELECT over our graphs."""
        answer = self.answer(query)
        if not isinstance(answer, Table):
            raise QueryRefused("A table was expected, so the query has to be a SELECT.")
        return answer

    def quads(self, subject: Term | None = None, predicate: URIRef | None = None, value: Term | None = None) -> Iterator[Quad]:
        """The quads of our graphs that match."""
        given = {"s": subject, "p": predicate, "o": value}
        slots = {name: term.n3() if term is not None else f"?{name}" for name, term in given.items()}
        rows = self.select(f"SELECT * {{ GRAPH ?g {{ {slots['s']} {slots['p']} {slots['o']} }} }}")
        for row in rows:
            found = {name: row.get(name, term) for name, term in given.items()}
            if found["s"] is not None and found["o"] is not None:
                yield Quad(found["s"], URIRef(str(found["p"])), found["o"], str(row["g"]))

    def quotation(self, statement: URIRef) -> str | None:
        """Always None: quotations never leave the machine that the document was attached on."""
        del statement
        return None

    def _fetch(self, query: str, *, scoped: bool = True) -> bytes | Mapping[str, Any]:
        """Send *query*; return the parsed JSON of a table or a truth value, or the Turtle of a graph."""
        wrapper = SPARQLWrapper(self._endpoint)
        wrapper.setTimeout(_SECONDS)
        wrapper.setMethod(POST)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(TURTLE if wrapper.queryType in ("CONSTRUCT", "DESCRIBE") else JSON)
        for graph in self.graphs if scoped else ():
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        try:
            content: bytes = wrapper.query().response.read()
        except QueryBadFormed as error:
            raise QueryRefused("The store says that the query does not parse.") from error
        except (SPARQLWrapperException, HTTPError, URLError, OSError) as error:
            raise EngineFault(f"The store at {self._endpoint} did not answer: {type(error).__name__}.") from error
        return content if wrapper.returnFormat == TURTLE else _json(content, self._endpoint)


def _json(content: bytes, endpoint: str) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = json.loads(content)
    except ValueError as error:
        raise EngineFault(f"The store at {endpoint} answered something that is not SPARQL results.") from error
    return parsed


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
    datatype = value.get("datatype")
    return Literal(value["value"], datatype=URIRef(datatype) if datatype else None, normalize=False)
