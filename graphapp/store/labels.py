"""What things are called: one look-up for many IRIs."""

from __future__ import annotations

from collections.abc import Iterable

from graphapp.namespaces import curie, sparql_prefixes
from graphapp.store.base import Store, Term

_QUERY = """
SELECT ?thing ?label ?rank WHERE {
  VALUES ?thing { %s }
  { ?thing skos:prefLabel ?label . BIND(1 AS ?rank) }
  UNION { ?thing rdfs:label ?label . BIND(2 AS ?rank) }
  UNION { ?thing sef:text ?label . BIND(3 AS ?rank) }
  UNION { ?thing dcterms:title ?label . BIND(4 AS ?rank) }
  UNION { ?thing sef:formerName ?name . BIND(CONCAT("formerly ", ?name) AS ?label) BIND(5 AS ?rank) }
} ORDER BY DESC(?rank)
"""


def labels(store: Store, things: Iterable[Term]) -> dict[str, str]:
    """The best label of each IRI among *things*: preferred label, label, a statement's text, title; else its short form."""
    iris = sorted({str(thing) for thing in things})
    if not iris:
        return {}
    found = store.select(sparql_prefixes() + _QUERY % " ".join(f"<{iri}>" for iri in iris))
    known = {str(row["thing"]): str(row["label"]) for row in found}
    return {iri: known.get(iri, curie(iri)) for iri in iris}
