"""Rows, and yes or no, in the result formats of SPARQL 1.1 (W3C): JSON, XML, CSV and TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from rdflib import BNode, Literal, URIRef

from graphapp.errors import QueryRefused
from graphapp.store.base import Term

RESULTS_JSON, RESULTS_XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
JSON_TYPES = (RESULTS_JSON, "application/json")
RDF_XML = "application/rdf+xml"

Row = tuple[Term | None, ...]

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def as_xml(content: bytes) -> bytes:
    """*content* with what a reader of XML would otherwise lose: a CR as it is reads back as LF (XML 1.0, section 2.11).

    :raises QueryRefused: when it holds a character that XML cannot hold
    """
    found = _NOT_IN_XML.search(content.decode())
    if found:
        raise QueryRefused(f"The answer holds U+{ord(found[0]):04X}, which cannot stand in XML. Ask for another format.")
    return content.replace(b"\r", b"&#13;")


def write_rows(columns: tuple[str, ...], rows: Iterable[Row], media_type: str, target: BinaryIO) -> int:
    """Write *rows* to *target* as they come; return how many there are.

    :raises QueryRefused: when one holds a character that the format cannot hold
    """
    count = 0

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    for piece in _WRITERS[media_type](columns, counted()):
        content = piece.encode()
        target.write(as_xml(content) if media_type == RESULTS_XML else content)
    return count


def _xml(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL Query Results XML Format, section 2.3."""
    yield _XML_HEAD + "".join(f"<variable name={quoteattr(name)}/>" for name in columns) + "</head><results>"
    for row in rows:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, URIRef):
        return f"<uri>{escape(term)}</uri>"
    if isinstance(term, BNode):
        return f"<bnode>{escape(term)}</bnode>"
    kind = f" xml:lang={quoteattr(term.language)}" if term.language else ""
    if term.datatype:
        kind = f" datatype={quoteattr(term.datatype)}"
    return f"<literal{kind}>{escape(term)}</literal>"


def _csv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results CSV and TSV Formats, section 3: the values alone, without their kinds."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line(["" if term is None else f"_:{term}" if isinstance(term, BNode) else str(term) for term in row])


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(list(cells))
    return line.getvalue()


def _tsv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results CSV and TSV Formats, section 4: each value as SPARQL writes it."""
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else _tsv_term(term) for term in row) + "\n"


def _tsv_term(term: Term) -> str:
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, BNode):
        return f"_:{term}"
    return f'"{str(term).translate(_TSV_ESCAPES)}"{_tsv_kind(term)}'


def _tsv_kind(term: Literal) -> str:
    return f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""


_WRITERS: dict[str, Callable[[tuple[str, ...], Iterable[Row]], Iterator[str]]] = {RESULTS_XML: _xml, CSV: _csv, TSV: _tsv}

ROW_TYPES = (*JSON_TYPES, *_WRITERS)
"""The media types of rows, the best first."""


def _json_truth(truth: bool) -> bytes:
    return b'{"head":{},"boolean":%s}' % (b"true" if truth else b"false")


def _xml_truth(truth: bool) -> bytes:
    return f"{_XML_HEAD}</head><boolean>{str(truth).lower()}</boolean></sparql>\n".encode()


TRUTH_WRITERS: dict[str, Callable[[bool], bytes]] = {**dict.fromkeys(JSON_TYPES, _json_truth), RESULTS_XML: _xml_truth}
"""What writes yes or no, by media type; there is no CSV and no TSV of that."""
