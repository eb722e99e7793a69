"""The answer to a SPARQL query as text: SPARQL 1.1 results (JSON), or Turtle."""

from __future__ import annotations

import json
from typing import Any

from rdflib import BNode, Graph, URIRef

from graphapp.store.base import Answer, Table, Term


def as_text(answer: Answer) -> str:
    """A graph as Turtle, anything else as SPARQL 1.1 query results in JSON."""
    if isinstance(answer, Graph):
        return answer.serialize(format="turtle")
    return json.dumps(as_json_results(answer), ensure_ascii=False, indent=2) + "\n"


def as_json_results(answer: Table | bool) -> dict[str, Any]:
    """A table or a truth value in the SPARQL 1.1 Query Results JSON Format (W3C, section 3)."""
    if isinstance(answer, bool):
        return {"head": {}, "boolean": answer}
    bindings = [{name: _json_term(term) for name, term in row.items()} for row in answer]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    extra = {"xml:lang": term.language} if term.language else {"datatype": str(term.datatype)} if term.datatype else {}
    return {"type": "literal", "value": str(term), **extra}
