"""The answer to a SPARQL query as bytes: SPARQL 1.1 results (JSON), or a serialisation of triples."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import orjson
from rdflib import BNode, Graph, URIRef

from graphapp.errors import QueryRefused
from graphapp.exports.formats import GRAPH_FORMATS, write_graph
from graphapp.store.base import Answer, Rows, Table, Term, TooMany, Triples

RESULTS_JSON = "application/sparql-results+json"

Written = tuple[str, int, bytes]
"""A media type, how many rows or triples, and the content."""


def write_answer(answer: Answer | Rows | Triples, results: str, triples: str, most: int, size: int) -> Written:
    """Write *answer* whole, or refuse it: an answer cut short under status 200 would be taken for all there is.

    :param results: the media type for rows and for yes or no
    :param triples: the media type for a graph
    :param most: how many rows or triples it may have
    :param size: how many bytes
    :raises QueryRefused: when it is larger
    """
    target = _Bounded(size)
    try:
        if isinstance(answer, Graph):
            target.write(write_graph(answer, next(item for item in GRAPH_FORMATS if item.media_type == triples)))
            return triples, len(answer), target.getvalue()
        if isinstance(answer, bool | Table | Rows):
            content = results_of(answer, most)
            target.write(orjson.dumps(content))
            return results, len(content.get("results", {}).get("bindings", ())), target.getvalue()
        return triples, answer.write(target, triples, most), target.getvalue()
    except TooMany as error:
        raise QueryRefused(f"The answer has more than {most} rows or triples. Add a LIMIT, or take the whole dataset.") from error
    except _TooLarge as error:
        raise QueryRefused(f"The answer is larger than {size // 1024**2} MB. Add a LIMIT, or take the whole dataset.") from error


class _TooLarge(Exception):
    """More bytes than an answer may have."""


class _Bounded(io.BytesIO):
    """Bytes in memory, up to a size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def write(self, content: Any) -> int:  # noqa: ANN401 - any buffer, as in BytesIO
        self._left -= len(content)
        if self._left < 0:
            raise _TooLarge
        return super().write(content)


def as_text(answer: Answer) -> str:
    """A graph as Turtle, anything else as SPARQL 1.1 query results in JSON."""
    if isinstance(answer, Graph):
        return answer.serialize(format="turtle")
    return json.dumps(results_of(answer), ensure_ascii=False, indent=2) + "\n"


def results_of(answer: Table | Rows | bool, most: int | None = None) -> dict[str, Any]:
    """Rows or a truth value in the SPARQL 1.1 Query Results JSON Format (W3C, section 3).

    :raises TooMany: when there are more than *most* rows
    """
    if isinstance(answer, bool):
        return {"head": {}, "boolean": answer}
    bindings = [_binding(answer.columns, row) for row in _at_most(answer.rows, most)]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}


def _at_most(rows: Iterable[tuple[Term | None, ...]], most: int | None) -> Iterator[tuple[Term | None, ...]]:
    for number, row in enumerate(rows, 1):
        if most is not None and number > most:
            raise TooMany
        yield row


def _binding(columns: tuple[str, ...], row: tuple[Term | None, ...]) -> dict[str, dict[str, str]]:
    return {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}


@lru_cache(maxsize=50_000)
def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    extra = {"xml:lang": term.language} if term.language else {"datatype": str(term.datatype)} if term.datatype else {}
    return {"type": "literal", "value": str(term), **extra}
