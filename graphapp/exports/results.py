"""The answer to a SPARQL query as bytes: SPARQL 1.1 results (JSON), or a serialisation of triples."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from rdflib import BNode, Graph, URIRef

from graphapp.errors import InputError, QueryRefused
from graphapp.exports.formats import GRAPH_FORMATS
from graphapp.exports.ordered import write_graph
from graphapp.exports.result_formats import JSON_TYPES, RDF_XML, RESULTS_JSON, ROW_TYPES, TRUTH_WRITERS, as_xml, write_rows
from graphapp.store.base import Answer, Rows, Table, Term, TooMany, Triples

Written = tuple[str, int, bytes]
"""A media type, how many rows or triples, and the content."""

ROWS, TRUTH, TRIPLES = "rows", "yes or no", "triples"
"""The kinds of answers; which one a query has is known only once it was parsed."""

MEDIA_TYPES = {
    ROWS: ROW_TYPES,
    TRUTH: tuple(TRUTH_WRITERS),
    TRIPLES: tuple(item.media_type for item in GRAPH_FORMATS),
}
"""The media types that exist, by the kind of answer, the best first."""


@dataclass(frozen=True)
class Wanted:
    """The media type that suits who asked, for each kind of answer; empty where none does."""

    rows: str = RESULTS_JSON
    triples: str = "text/turtle"
    truth: str = RESULTS_JSON


class Unwanted(InputError):
    """An answer of a *kind* that exists in no form that suits who asked."""

    status = 406
    title = "Not in this form"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        known = ", ".join(MEDIA_TYPES[kind])
        super().__init__(f"The answer is {kind}, which exists in none of the accepted forms. There are {known}.")


def write_answer(answer: Answer | Rows | Triples, wanted: Wanted, most: int, size: int) -> Written:
    """Write *answer* whole, or refuse it: an answer cut short under status 200 would be taken for all there is.

    :param most: how many rows or triples it may have
    :param size: how many bytes
    :raises Unwanted: when it is of a kind that is not wanted in any form
    :raises QueryRefused: when it is larger
    """
    target = _Bounded(size)
    try:
        media_type, count = _write(answer, wanted, target, most)
    except TooMany as error:
        raise QueryRefused(f"The answer has more than {most} rows or triples. Add a LIMIT, or take the whole dataset.") from error
    except TooLarge as error:
        raise QueryRefused(f"The answer is larger than {size // 1024**2} MB. Add a LIMIT, or take the whole dataset.") from error
    content = target.getvalue()
    return media_type, count, as_xml(content) if media_type == RDF_XML else content


def _write(answer: Answer | Rows | Triples, wanted: Wanted, target: _Bounded, most: int) -> tuple[str, int]:
    """Write *answer* to *target*; return its media type, and how many rows or triples there are."""
    if isinstance(answer, bool):
        target.write(TRUTH_WRITERS[_some(wanted.truth, TRUTH)](answer))
        return wanted.truth, 0
    if isinstance(answer, Table | Rows):
        media_type = _some(wanted.rows, ROWS)
        if media_type in JSON_TYPES:
            content = results_of(answer, most)
            target.write(orjson.dumps(content))
            return media_type, len(content["results"]["bindings"])
        return media_type, write_rows(answer.columns, _at_most(answer.rows, most), media_type, target)
    media_type = _some(wanted.triples, TRIPLES)
    if isinstance(answer, Graph):
        target.write(write_graph(answer, next(item for item in GRAPH_FORMATS if item.media_type == media_type)))
        return media_type, len(answer)
    return media_type, answer.write(target, media_type, most)


def _some(media_type: str, kind: str) -> str:
    if not media_type:
        raise Unwanted(kind)
    return media_type


class TooLarge(Exception):
    """More bytes than an answer may have."""


class _Bounded(io.BytesIO):
    """Bytes in memory, up to a size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def write(self, content: Any) -> int:  # noqa: ANN401 - any buffer, as in BytesIO
        self._left -= len(content)
        if self._left < 0:
            raise TooLarge
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
