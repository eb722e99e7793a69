"""Checks that shapes say badly: names that nothing declares, and spellings that mean two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graphapp.graph.findings import Finding, Severity, SourceIndex
from graphapp.hints import nearest
from graphapp.namespaces import SEF, Naming, curie


def check_integrity(data: Graph, naming: Naming, index: SourceIndex) -> list[Finding]:
    """Run every check of this module over the union of all graphs."""
    return [
        *_unknown_terms(data, naming, index),
        *_unknown_things(data, naming, index),
        *_ambiguous_names(data, naming, index),
        *_orphan_conclusions(data, naming, index),
        *_statements_without_kind(data, naming, index),
        *_facts_about_the_unnamed(data, naming, index),
    ]


def _unknown_terms(data: Graph, naming: Naming, index: SourceIndex) -> Iterator[Finding]:
    """Terms of our ontology that it does not declare."""
    declared = {str(term) for term in data.subjects(RDF.type) if str(term).startswith(str(SEF))}
    used = {*data.predicates(unique=True), *data.objects(unique=True)}
    unknown = sorted(
        str(term) for term in used if isinstance(term, URIRef) and term.startswith(str(SEF)) and str(term) not in declared
    )
    for term in unknown:
        message = f"the ontology has no term {curie(term)}.{_hint(term, declared)}"
        users = {*data.subjects(URIRef(term)), *data.subjects(None, URIRef(term))}
        yield from (_violation("unknown term", user, message, naming, index) for user in sorted(users, key=str))


def _unknown_things(data: Graph, naming: Naming, index: SourceIndex) -> Iterator[Finding]:
    """Things that are pointed to and described nowhere."""
    described = set(data.subjects(unique=True))
    pointed_to = {value for value in data.objects(unique=True) if isinstance(value, URIRef)} - described
    for thing in sorted(value for value in pointed_to if naming.kind_and_slug(value)):
        name = naming.relative(thing)
        hint = _hint(name, (naming.relative(str(iri)) for iri in described))
        for subject, predicate in sorted(data.subject_predicates(thing), key=str):
            message = f"{curie(str(predicate))} points to <{name}>, which is described nowhere.{hint}"
            yield _violation("unknown thing", subject, message, naming, index)


def _ambiguous_names(data: Graph, naming: Naming, index: SourceIndex) -> Iterator[Finding]:
    """Names and abbreviations that two partners share."""
    owners: dict[str, set[str]] = defaultdict(set)
    for partner in data.subjects(RDF.type, SEF.Partner):
        for property_ in (SKOS.prefLabel, SKOS.altLabel):
            for label in data.objects(partner, property_):
                owners[str(label).casefold()].add(naming.relative(str(partner)))
    for name, partners in sorted(owners.items()):
        first, *others = sorted(partners)
        if others:
            message = f"the name “{name}” is also a name of {', '.join(others)}; keep it on one and add a note."
            yield Finding(Severity.WARNING, "ambiguous name", first, message, index.place(first))


_CONCLUSIONS = {
    SEF.involvesSector: (SEF.statedSector,),
    SEF.hasTheme: (SEF.statedTheme,),
    SEF.involvesPartner: (SEF.namesPartner,),
    SEF.contextSector: (),
    SEF.contextTheme: (),
}
"""What rules conclude of statements, and the narrower property by which it may be stated instead."""


def _orphan_conclusions(data: Graph, naming: Naming, index: SourceIndex) -> Iterator[Finding]:
    """Sectors, themes and partners of statements that are neither stated nor have the record of a rule.

    Pages say of each whether it is stated, derived or in context, and why; what got there without a record was written by hand,
    which is how context turns into fact (design, decision 6).
    """
    predicates, values = dict(data.subject_objects(RDF.predicate)), dict(data.subject_objects(RDF.object))
    records = (pair for pair in data.subject_objects(RDF.subject) if (pair[0], RDF.type, SEF.Inference) in data)
    explained = {(statement, predicates.get(record), values.get(record)) for record, statement in records}
    for conclusion, narrower in _CONCLUSIONS.items():
        for statement, value in data.subject_objects(conclusion):
            is_stated = any((statement, stated, value) in data for stated in narrower)
            if not is_stated and (statement, conclusion, value) not in explained:
                message = (
                    f"nothing says why it has {curie(conclusion)} {naming.relative(str(value))}; state it, or leave it to a rule."
                )
                yield _violation("conclusion without a reason", statement, message, naming, index)


def _statements_without_kind(data: Graph, naming: Naming, index: SourceIndex) -> Iterator[Finding]:
    """Statements that are of no kind: their column does not say what they are (design, decision 4), so their class has to.

    Classes with a definition, such as “statement with a number”, are concluded and tell no kind.
    """
    kinds = [kind for kind in data.subjects(RDFS.subClassOf, SEF.Statement) if (kind, OWL.equivalentClass, None) not in data]
    with_kind = {statement for kind in kinds for statement in data.subjects(RDF.type, kind)}
    for statement in sorted(set(data.subjects(RDF.type, SEF.Statement)) - with_kind, key=str):
        message = "a statement is of some kind; add a type such as sef:Practice, sef:PlannedAction or sef:Heading."
        yield _violation("statement without kind", statement, message, naming, index)


def _facts_about_the_unnamed(data: Graph, naming: Naming, index: SourceIndex) -> Iterator[Finding]:
    """Facts whose statement does not name what they are about: the page of that thing could not list the statement."""
    for statement, fact in sorted(data.subject_objects(SEF.states), key=str):
        subject = data.value(fact, RDF.subject)
        if subject is not None and (statement, SEF.mentions, subject) not in data:
            message = f"it states a fact about <{naming.relative(str(subject))}>, which it does not name; add sef:mentions."
            yield _violation("fact about the unnamed", statement, message, naming, index)


def _violation(check: str, subject: object, message: str, naming: Naming, index: SourceIndex) -> Finding:
    record = naming.relative(str(subject))
    return Finding(Severity.VIOLATION, check, record, message, index.place(record))


def _hint(name: str, known: Iterable[str]) -> str:
    """Name what may have been meant."""
    found = nearest(curie(name), (curie(item) for item in known), count=1)
    return f" Did you mean {found[0]}?" if found else ""
