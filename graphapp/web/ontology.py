"""``/ns``: the ontology, as it is published."""

from __future__ import annotations

from flask import Blueprint, Response
from rdflib import Graph

from graphapp.graph.assemble import ONTOLOGY
from graphapp.namespaces import bind_prefixes
from graphapp.web.services import services

pages = Blueprint("ontology", __name__)


@pages.get("/ns")
def terms() -> Response:
    """The ontology and its vocabularies as Turtle."""
    found = services()
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{found.naming.graph(ONTOLOGY)}> {{ ?s ?p ?o }} }}"
    graph = found.store.answer(query)
    content = bind_prefixes(graph).serialize(format="turtle") if isinstance(graph, Graph) else ""
    return Response(content, content_type="text/turtle; charset=utf-8")
