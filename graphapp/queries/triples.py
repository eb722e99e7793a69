"""Saved questions as RDF, in the encoding of sib-swiss/sparql-examples: each has an IRI, its query, its gaps and its columns.

``sh:select`` holds the query with the default values in its gaps, so every engine, and every tool that knows it, can run it;
``rdfs:comment`` is the sentence that it answers. ``sef:template`` and ``sef:sentence`` hold the same with the gaps left open:
``$sector``, ``{sector}``. There are no blank nodes: a gap is ``<…/actions-by-theme#gap-theme>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, RDFS, SH, SKOS, XSD

from graphapp.errors import ParameterError
from graphapp.namespaces import PREFIXES, SCHEMA, SEF, Naming, expand
from graphapp.queries.header import Column, Parameter, ParameterType, SavedQuery
from graphapp.queries.parameters import Filled, fill
from graphapp.queries.run import bound_sparql, with_base
from graphapp.queries.scope import QUESTIONS, choose_edition, graphs_of, within_edition
from graphapp.store.base import Store

Triple = tuple[URIRef, URIRef, URIRef | Literal]
Said = tuple[URIRef, URIRef | Literal]
"""A property and a value, of whatever is being described."""

_LITERALS = {
    ParameterType.CHOICE: XSD.string, ParameterType.BOOLEAN: XSD.boolean, ParameterType.INTEGER: XSD.integer,
    ParameterType.DATE: XSD.date,
}  # fmt: skip
"""The datatypes of gaps that take no thing."""


def question_iri(naming: Naming, name: str) -> URIRef:
    """The IRI of the question called *name*."""
    return naming.resolve(f"id/question/{quote(name)}")


def gap_property(question: URIRef, parameter: Parameter) -> URIRef:
    """The property by which an answer says what stood in a gap; its local name is the variable, as SHACL has it."""
    return _part(question, parameter.variable)


def _part(question: URIRef, name: str) -> URIRef:
    """A part of *question*. Who checks the questions tells slips in names; here it only has to be an IRI."""
    return URIRef(f"{question}#{quote(name)}")


def library_triples(queries: Iterable[SavedQuery], store: Store, naming: Naming) -> Iterator[Triple]:
    """Everything that is published of *queries*, some triples more than once; a question whose defaults do not fit is left out.

    :param store: what they are asked of: the labels and the IRIs of their default values come from there
    """
    edition = choose_edition(store, naming)
    scoped = within_edition(store, naming, edition)
    yield from _prefixes(naming.graph(QUESTIONS))
    for query in queries:
        try:
            filled = fill(scoped, query, {}, naming)
        except ParameterError:  # whoever checks the questions says what is wrong with it
            continue
        yield from question_triples(query, filled, edition, naming)


def question_triples(query: SavedQuery, filled: Mapping[str, Filled], edition: str, naming: Naming) -> Iterator[Triple]:
    """What is published of one question.

    :param filled: its gaps with its default values
    :param edition: the self-evaluation that it is asked of when nobody names one
    """
    question = question_iri(naming, query.name)
    yield from _of(question, _words_of(query, filled))
    yield from _of(question, _queries_of(query, filled, naming))
    yield from ((question, SEF.askedOf, URIRef(graph)) for graph in graphs_of(naming, edition))
    for label in query.audience:
        yield from _sorted_under(question, DCTERMS.audience, "audience", label, naming)
    if query.task:
        yield from _sorted_under(question, SEF.forTask, "task", query.task, naming)
    for order, gap in enumerate(filled.values(), 1):
        yield from _gap(question, gap, order, naming)
    for order, column in enumerate(query.columns, 1):
        yield from _column(question, column, order)


def _of(subject: URIRef, said: Iterable[Said]) -> Iterator[Triple]:
    return ((subject, predicate, value) for predicate, value in said)


def _words(text: str) -> Literal:
    """*text* as words of a person."""
    return Literal(text, lang="en-GB")


def _words_of(query: SavedQuery, filled: Mapping[str, Filled]) -> Iterator[Said]:
    """What the question is called and what people read of it."""
    yield SKOS.prefLabel, _words(query.title)
    yield RDFS.label, _words(query.title)
    yield RDFS.comment, _words(query.sentence({name: item.words for name, item in filled.items() if item.words}))
    yield SEF.sentence, _words(query.question)
    yield DCTERMS.description, _words(query.description)
    if query.cannot_tell:
        yield SEF.cannotTell, _words(query.cannot_tell)
    yield from ((SEF.alsoAsked, _words(words)) for words in query.also_asked)
    yield from ((SCHEMA.keywords, Literal(tag)) for tag in query.tags)


def _queries_of(query: SavedQuery, filled: Mapping[str, Filled], naming: Naming) -> Iterator[Said]:
    """What runs, and where."""
    yield from ((RDF.type, kind) for kind in (SEF.SavedQuestion, SH.SPARQLExecutable, SH.SPARQLSelectExecutable))
    yield SH.select, Literal(bound_sparql(query, filled, naming))
    yield SEF.template, Literal(with_base(query.body, naming))
    yield SH.prefixes, naming.graph(QUESTIONS)
    yield SCHEMA.target, naming.resolve("sparql")
    yield FOAF.page, naming.resolve(f"queries/{query.name}")


def _sorted_under(question: URIRef, predicate: URIRef, scheme: str, label: str, naming: Naming) -> Iterator[Triple]:
    """That *question* is for an audience or a task: a concept, so that it has a page with all its questions."""
    slug = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")
    concept, whole = naming.resolve(f"def/{scheme}/{slug}"), naming.resolve(f"def/{scheme}")
    yield question, predicate, concept
    yield from _of(concept, ((RDF.type, SKOS.Concept), (SKOS.prefLabel, _words(label)), (SKOS.inScheme, whole)))
    yield from _of(whole, ((RDF.type, SKOS.ConceptScheme), (SKOS.prefLabel, _words(scheme.capitalize()))))


def _gap(question: URIRef, gap: Filled, order: int, naming: Naming) -> Iterator[Triple]:
    """A gap as a parameter of SHACL, and the property that its ``sh:path`` names."""
    parameter = gap.parameter
    it, path = _part(question, f"gap-{parameter.name}"), gap_property(question, parameter)
    yield question, SH.parameter, it
    yield from _of(it, _named(parameter.label, parameter.variable, order))
    yield from _of(it, ((RDF.type, SEF.Gap), (RDF.type, SH.Parameter), (SH.path, path)))
    yield from _of(it, _values_of(parameter, naming))
    yield it, SH.optional, Literal(not parameter.required)
    if parameter.help:
        yield it, SH.description, _words(parameter.help)
    if parameter.default is not None:
        yield from ((it, SH.defaultValue, option.term) for option in gap.options)
    yield from _choices(it, parameter)
    yield from _of(path, ((RDF.type, RDF.Property), (RDFS.label, _words(parameter.label))))


def _named(label: str, variable: str, order: int) -> Iterator[Said]:
    """What gaps and columns have in common: a label, a variable of the query, and a place in the order."""
    yield from ((SH.name, _words(label)), (RDFS.label, _words(label)))
    yield from ((SEF.variable, Literal(variable)), (SH.order, Literal(order)))


def _values_of(parameter: Parameter, naming: Naming) -> Iterator[Said]:
    """Which values a gap takes, and how many."""
    if parameter.type is ParameterType.CONCEPT:
        yield from ((SH["class"], SKOS.Concept), (SEF.valuesFrom, naming.resolve(f"def/{parameter.source}")))
    elif parameter.type is ParameterType.THING:
        yield SH["class"], expand(parameter.source)
    else:
        yield SH.datatype, _LITERALS[parameter.type]
        limits = ((SH.minInclusive, parameter.limits.least), (SH.maxInclusive, parameter.limits.most))
        yield from ((relation, Literal(limit)) for relation, limit in limits if limit is not None)
    yield (SEF.joinedBy, Literal(parameter.many)) if parameter.many else (SH.maxCount, Literal(1))


def _choices(gap: URIRef, parameter: Parameter) -> Iterator[Triple]:
    """The values of a gap that the header lists, with their labels; and as the list that SHACL reads."""
    for order, (value, label) in enumerate(parameter.choices.items(), 1):
        choice = URIRef(f"{gap}-choice-{order}")
        yield gap, SEF.choice, choice
        yield from _of(choice, ((RDF.type, SEF.Choice), (RDF.value, Literal(value)), (RDFS.label, _words(label))))
        yield choice, SH.order, Literal(order)
    yield from _listed(gap, [Literal(value) for value in parameter.choices])


def _listed(gap: URIRef, values: list[Literal]) -> Iterator[Triple]:
    """*values* as an RDF list whose cells have names."""
    cells = [URIRef(f"{gap}-list-{number}") for number in range(1, len(values) + 1)]
    yield from ((gap, SH["in"], cell) for cell in cells[:1])
    for cell, value, following in zip(cells, values, [*cells, RDF.nil][1:], strict=True):
        yield from _of(cell, ((RDF.first, value), (RDF.rest, following)))


def _column(question: URIRef, column: Column, order: int) -> Iterator[Triple]:
    it = _part(question, f"column-{column.name}")
    yield question, SEF.hasColumn, it
    yield from _of(it, _named(column.label, column.name, order))
    yield from _of(it, ((RDF.type, SEF.AnswerColumn), (SEF.holds, Literal(column.type.value))))


def _prefixes(graph: URIRef) -> Iterator[Triple]:
    """The prefixes that the queries use, declared once for all: tools that edit queries offer them."""
    yield from _of(graph, ((RDF.type, OWL.Ontology), (RDFS.label, _words("Saved questions"))))
    for prefix, namespace in PREFIXES.items():
        it = URIRef(f"{graph}#prefix-{prefix}")
        yield graph, SH.declare, it
        yield from _of(it, ((RDF.type, SH.PrefixDeclaration), (SH.prefix, Literal(prefix))))
        yield it, SH.namespace, Literal(namespace, datatype=XSD.anyURI)
