"""What engines write, as rdflib's terms: SPARQL results in JSON, and triples in Turtle. Manners of engines are evened out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD

from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Table, Term

_TRUTHS = {"1": "true", "0": "false"}
_IN_TEXT = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LIKE_A_CODE_POINT = re.compile(r"(\\\\)([uU])")


class NoResults(ValueError):
    """Something that is not what was asked for.

    :ivar broken_off: whether it is the beginning of it
    """

    def __init__(self, *, broken_off: bool = False) -> None:
        super().__init__()
        self.broken_off = broken_off


def read_table(content: bytes) -> Table:
    """The rows of a SELECT.

    :raises NoResults: when *content* is something else
    """
    results = _parse(content)
    try:
        columns = tuple(results["head"]["vars"])
        rows = [tuple(_term(row[name]) if name in row else None for name in columns) for row in results["results"]["bindings"]]
    except (LookupError, TypeError, AttributeError) as error:
        raise NoResults from error
    return Table(columns, tuple(rows))


def read_truth(content: bytes) -> bool | None:
    """The yes or no of an ASK, or None where it is answered with a table, which cannot be believed.

    :raises NoResults: when *content* is something else
    """
    results = _parse(content)
    if isinstance(results, dict) and isinstance(results.get("boolean"), bool):
        return bool(results["boolean"])
    read_table(content)
    return None


def read_graph(content: bytes) -> Graph:
    """The triples of a CONSTRUCT or DESCRIBE.

    :raises NoResults: when *content* is something else
    """
    try:
        return bind_prefixes(Graph()).parse(data=content, format="turtle")
    except (ValueError, SyntaxError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoResults from error


def written(term: Term) -> str:
    r"""*term* in SPARQL: no text can end itself or be read as anything else.

    >>> written(Literal('say "so"', lang="en-GB"))
    '"say \\"so\\""@en-GB'
    """
    if not isinstance(term, Literal):
        return term.n3()
    text = _LIKE_A_CODE_POINT.sub(lambda match: rf"{match[1]}\U{ord(match[2]):08X}", str(term).translate(_IN_TEXT))
    kind = f"@{term.language}" if term.language else f"^^{term.datatype.n3()}" if term.datatype else ""
    return f'"{text}"{kind}'


def _parse(content: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        ends_early = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
        raise NoResults(broken_off=ends_early and error.doc.lstrip().startswith("{")) from error
    except (ValueError, RecursionError) as error:
        raise NoResults from error


def _term(cell: Mapping[str, str]) -> Term:
    """A term of the SPARQL JSON results format."""
    value = cell["value"]
    if not isinstance(value, str):
        raise TypeError
    if cell["type"] == "uri":
        return URIRef(value)
    if cell["type"] == "bnode":
        return BNode(re.sub(r"\W", "", value))  # Virtuoso's “nodeID://b1” is no label that could be written again
    if "xml:lang" in cell:
        return Literal(value, lang=cell["xml:lang"])
    return _literal(value, URIRef(cell["datatype"]) if "datatype" in cell else None)


def _literal(value: str, datatype: URIRef | None) -> Literal:
    """A literal as the engine has it. Plain text has no datatype; Virtuoso writes truth as 1."""
    if datatype == XSD.boolean:
        value = _TRUTHS.get(value, value)
    return Literal(value, datatype=None if datatype == XSD.string else datatype, normalize=False)
