"""The answer to a saved question as a graph: its rows as a result set (W3C), with what they name and where they are stated.

Rows keep their order and empty cells their absence in the result-set vocabulary, which RDF libraries read back as a table. What a
cell names is the thing itself, so an answer can be put beside other data: its types, its name, for a statement its text and its
place are here too. Each row is derived (``prov:wasDerivedFrom``) from the statements that it names. There are no blank nodes: a
row is the address of the answer with ``#row-1``, so the same answer taken twice is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlencode

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from graphapp.exports.source import Source
from graphapp.namespaces import RS, SCHEMA, SEF, Naming, bind_prefixes, curie
from graphapp.queries.run import Answered, Cell
from graphapp.queries.triples import Said, Triple, gap_property, question_iri
from graphapp.store.base import Store
from graphapp.store.labels import labels

_SAID_OF_THINGS = (RDF.type, SKOS.prefLabel, SEF.text, SEF.inAssessment, SEF.inColumn)


def address_of(answered: Answered, naming: Naming) -> str:
    """Where the same answer is found again: the question with every value that stood in its gaps."""
    return f"{naming.base}queries/{answered.query.name}?{urlencode(answered.values, doseq=True)}"


def as_graph(answered: Answered, source: Source, store: Store, naming: Naming) -> Graph:
    """The answer, and what *store* says of everything that it names."""
    answer = URIRef(source.address)
    graph = bind_prefixes(Graph())
    graph.bind("rs", RS)
    graph.bind("answer", f"{answer}#")
    graph.bind("gap", f"{question_iri(naming, answered.query.name)}#")
    for predicate, value in (*_said_of_answer(answered, source, naming), *_result_set(answered)):
        graph.add((answer, predicate, value))
    for triple in (*_rows(answer, answered, naming), *_things(answered, store)):
        graph.add(triple)
    for triple in label_triples(graph, store):
        graph.add(triple)
    return graph


def _said_of_answer(answered: Answered, source: Source, naming: Naming) -> Iterator[Said]:
    """What was asked, of which data, and what may be done with the answer."""
    question = question_iri(naming, answered.query.name)
    yield RDFS.label, Literal(answered.understood, lang="en-GB")
    yield SEF.answers, question
    for item in answered.filled.values():
        yield from ((gap_property(question, item.parameter), option.term) for option in item.options)
    if answered.edition:
        yield PROV.wasDerivedFrom, naming.graph(answered.edition)
    if source.version:
        yield SCHEMA.version, Literal(source.version)
        yield DCTERMS.issued, Literal(source.published, datatype=XSD.dateTime)
    if source.rights:
        yield DCTERMS.rights, Literal(source.rights, lang="en-GB")


def _result_set(answered: Answered) -> Iterator[Said]:
    yield RDF.type, RS.ResultSet
    yield RS.size, Literal(len(answered.rows))
    yield from ((RS.resultVariable, Literal(column.name)) for column in answered.query.columns)


def _rows(answer: URIRef, answered: Answered, naming: Naming) -> Iterator[Triple]:
    statements = naming.resolve("id/statement/")
    for number, row in enumerate(answered.rows, 1):
        it = URIRef(f"{answer}#row-{number}")
        yield answer, RS.solution, it
        yield it, RS["index"], Literal(number)
        for name, cell in row.items():
            value = _term(cell)
            if value is None:
                continue
            binding = URIRef(f"{it}-{name}")
            yield it, RS.binding, binding
            yield binding, RS.variable, Literal(name)
            yield binding, RS.value, value
            if value.startswith(statements):
                yield it, PROV.wasDerivedFrom, value


def _term(cell: Cell) -> URIRef | Literal | None:
    """What stands in *cell*: a thing, a number, words, or nothing."""
    if cell.iri:
        return URIRef(cell.iri)
    if cell.number is not None:
        return Literal(Decimal(cell.value))
    return Literal(cell.value) if cell.value else None


def _things(answered: Answered, store: Store) -> Iterator[Triple]:
    """What the things in the answer are and are called; of statements, what they say and where."""
    named = sorted({cell.iri for row in answered.rows for cell in row.values() if cell.iri})
    for quad in store.look_up(map(URIRef, named), _SAID_OF_THINGS):
        if isinstance(quad.subject, URIRef) and isinstance(quad.value, URIRef | Literal):
            yield quad.subject, quad.predicate, quad.value


def label_triples(graph: Graph, store: Store) -> Iterator[Triple]:
    """The label of everything that *graph* names and that has neither a label nor, as a statement, a text."""
    named = {node for node in (*graph.all_nodes(), *graph.predicates()) if isinstance(node, URIRef)}
    for name in (SKOS.prefLabel, RDFS.label, SEF.text):
        named -= set(graph.subjects(name))
    for iri, label in labels(store, named).items():
        if label not in (iri, curie(iri)):
            yield URIRef(iri), RDFS.label, Literal(label)
