"""Where a saved question is data: its IRI, and the formats in which it comes."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib.namespace import RDF

from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.namespaces import SEF
from graphapp.queries.header import SavedQuery
from graphapp.queries.triples import question_iri
from graphapp.web.services import Services


@dataclass(frozen=True)
class QuestionData:
    """What the page of a question says of its data."""

    iri: str
    path: str
    formats: tuple[Format, ...] = GRAPH_FORMATS


def question_data(found: Services, query: SavedQuery) -> QuestionData | None:
    """Where *query* is data; nowhere in a store that was filled before questions were published."""
    iri = str(question_iri(found.naming, query.name))
    return QuestionData(iri, found.naming.page(iri) or iri) if query.name in described_questions(found) else None


def described_questions(found: Services) -> tuple[str, ...]:
    """The names of the questions of which the store says something."""
    start = str(question_iri(found.naming, ""))

    def names() -> tuple[str, ...]:
        quads = found.store.quads(predicate=RDF.type, value=SEF.SavedQuestion)
        return tuple(sorted(str(quad.subject).removeprefix(start) for quad in quads))

    return found.store.memo.get("questions", names)
