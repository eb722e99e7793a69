"""The short names of classes and properties: what ``/context.jsonld`` says.

A name is the end of the term's IRI, unless :data:`NAMES` gives a plainer one. A property read from its value has a name of its
own, made of its inverse label (``sef:inverseLabel``). Published names never change what they mean; ``tests/exports/jsonld`` holds
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from graphapp.namespaces import PREFIXES, SEF, curie, expand
from graphapp.resources import folder

LANGUAGE = "en-gb"
"""In lower case, as the embedded engine writes language tags (case has no meaning in them: RDF 1.1 Concepts, section 3.3)."""

NAMES = {
    "skos:prefLabel": "name",
    "skos:altLabel": "otherNames",
    "skos:definition": "description",
    "skos:editorialNote": "notes",
    "rdfs:label": "label",
    "rdf:subject": "subject",
    "rdf:predicate": "property",
    "rdf:object": "object",
}
"""Names that are plainer than the end of the IRI."""

READ_BACKWARDS = {
    "rdf:object": "factsAsObject",
    "rdf:predicate": "factsWithProperty",
    "rdf:subject": "facts",
    "sef:about": "measurements",
    "sef:actionStatus": "actionsWithStatus",
    "sef:addressedBy": "statementsAddressed",
    "sef:addresses": "plannedActions",
    "sef:anchor": "anchoredStatements",
    "sef:answers": "answeredBy",
    "sef:askedOf": "questionsAsked",
    "sef:basedOn": "basisFor",
    "sef:byRule": "factsAdded",
    "sef:choice": "choiceOf",
    "sef:claimsOutcome": "claimedIn",
    "sef:concludes": "concludedBy",
    "sef:contextSector": "sectorInContextOf",
    "sef:contextTheme": "themeInContextOf",
    "sef:contractStatus": "contractsWithStatus",
    "sef:contractor": "contracts",
    "sef:covers": "coveredBy",
    "sef:focusesOn": "focusOf",
    "sef:forAge": "itemsForAge",
    "sef:forNeed": "itemsForNeed",
    "sef:forSetting": "itemsForSetting",
    "sef:forSupport": "itemsForSupport",
    "sef:forTask": "questionsForTask",
    "sef:hasAssessment": "assessmentOf",
    "sef:hasColumn": "columnOf",
    "sef:hasJudgement": "judgementOf",
    "sef:hasKpi": "indicatorOf",
    "sef:hasStatement": "statementOf",
    "sef:hasTheme": "statementsOnTheme",
    "sef:headingSector": "sectorInHeadingOf",
    "sef:headingTheme": "themeInHeadingOf",
    "sef:inAssessment": "statements",
    "sef:inColumn": "statementsInColumn",
    "sef:inSector": "membersOfSector",
    "sef:involvesPartner": "involvedIn",
    "sef:involvesSector": "sectorInvolvedIn",
    "sef:isAssessmentIn": "assessments",
    "sef:judgementIn": "judgements",
    "sef:measures": "measuredBy",
    "sef:mentionedIn": "thingsMentioned",
    "sef:mentions": "mentionedBy",
    "sef:namesPartner": "namedIn",
    "sef:ofArea": "assessedIn",
    "sef:ofCohort": "countedIn",
    "sef:providedBy": "services",
    "sef:rating": "judgementsWithRating",
    "sef:readsDate": "dateReadIn",
    "sef:reportedIn": "measurementsReported",
    "sef:reports": "reportedBy",
    "sef:restates": "restatedBy",
    "sef:reviews": "reviewedBy",
    "sef:scope": "judgedIn",
    "sef:statedIn": "factsStated",
    "sef:statedSector": "sectorStatedIn",
    "sef:statedTheme": "themeStatedIn",
    "sef:states": "statedBy",
    "sef:supports": "supportedBy",
    "sef:underContract": "contractedServices",
    "sef:underHeading": "headingOf",
    "sef:uses": "usedBy",
    "sef:valuesFrom": "valuesFor",
    "sef:via": "ledTo",
    "skos:broader": "narrower",
    "skos:broaderTransitive": "narrowerTransitive",
    "skos:inScheme": "concepts",
    "skos:topConceptOf": "topConcepts",
}
"""Names of properties read from their value that are plainer than their inverse label. Where two properties are inverse to one
another, each end has two names: the one that the property has, and the one that the other has when it is read backwards."""

IN_OUR_LANGUAGE = ("skos:prefLabel", "skos:altLabel", "skos:definition", "skos:editorialNote", "sef:text")
"""Properties whose values are texts in our language, so that they can be plain strings."""

KEYWORDS = {"id": "@id", "kind": "@type"}

THINGS = (
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "skos:broader",
    "skos:broaderTransitive",
    "skos:inScheme",
    "skos:topConceptOf",
)
"""Properties of other vocabularies whose values are things, where ours do not declare them so."""

SINGLE = ("rdf:subject", "rdf:predicate", "rdf:object")
"""Those that have one value; all others are lists, even of one, so that programs find the same shape in every file."""

Definition = dict[str, str] | str
"""What a context says of a name (JSON-LD 1.1, section 9.15.1)."""


@dataclass(frozen=True)
class Names:
    """The names of terms, and what a context says of each name.

    :param forwards: by the IRI of a class or property
    :param backwards: by the IRI of a property that is read from its value
    """

    forwards: dict[str, str]
    backwards: dict[str, str]
    context: dict[str, Definition]

    def definition(self, name: str) -> Definition | None:
        """What the context says of *name*; of a short form (``sh:order``), its prefix."""
        return self.context.get(name)


@lru_cache(maxsize=1)
def names() -> Names:
    """The names of every class and property of the ontology and of the terms that it takes from others."""
    ontology = Graph()
    for file in ("send-sef.ttl", "reused-terms.ttl"):
        ontology.parse(folder("ontology") / file, format="turtle", publicID="https://base.invalid/")
    taken: dict[str, Definition] = {**KEYWORDS, **PREFIXES}
    forwards: dict[str, str] = {}
    backwards: dict[str, str] = {}
    for iri in _terms(ontology):
        forwards[str(iri)] = _free(NAMES.get(curie(iri)) or _end(iri), f"{curie(iri).replace(':', '_')}", taken)
        taken[forwards[str(iri)]] = _forwards(ontology, iri)
    for iri in _properties(ontology):
        wanted = READ_BACKWARDS.get(curie(iri)) or _camel(str(ontology.value(iri, SEF.inverseLabel) or ""))
        backwards[str(iri)] = _free(wanted, f"{forwards[str(iri)]}Of", taken)
        taken[backwards[str(iri)]] = {"@reverse": str(iri), "@type": "@id", "@container": "@set"}
    return Names(forwards, backwards, taken)


def _terms(ontology: Graph) -> list[URIRef]:
    """Classes and properties, our own first, as theirs are the names without a prefix."""
    kinds = (OWL.Class, RDFS.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
    declared = {term for kind in kinds for term in ontology.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    declared |= {expand(name) for name in (*NAMES, *THINGS)}
    return sorted(declared, key=lambda iri: (curie(iri) not in NAMES, not iri.startswith(str(SEF)), iri))


def _properties(ontology: Graph) -> Iterator[URIRef]:
    return (iri for iri in _terms(ontology) if _names_things(ontology, iri))


def _names_things(ontology: Graph, iri: URIRef) -> bool:
    return (iri, RDF.type, OWL.ObjectProperty) in ontology or curie(iri) in THINGS


def _forwards(ontology: Graph, iri: URIRef) -> Definition:
    """The IRI alone, or with how a plain string under this name is to be read, and whether it is always a list."""
    if _names_things(ontology, iri):
        single = curie(iri) in SINGLE or (iri, RDF.type, OWL.FunctionalProperty) in ontology
        return {"@id": str(iri), "@type": "@id", **({} if single else {"@container": "@set"})}
    if curie(iri) in IN_OUR_LANGUAGE:
        several = curie(iri) in ("skos:altLabel", "skos:editorialNote")
        return {"@id": str(iri), "@language": LANGUAGE, **({"@container": "@set"} if several else {})}
    range_ = ontology.value(iri, RDFS.range)
    if range_ in (XSD.date, XSD.dateTime, XSD.decimal, XSD.anyURI, XSD.gYear):
        return {"@id": str(iri), "@type": str(range_)}
    return str(iri)


def _free(wanted: str, otherwise: str, taken: dict[str, Definition]) -> str:
    return wanted if wanted and wanted not in taken else otherwise


def _end(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _camel(words: str) -> str:
    """``"is named by"`` as ``isNamedBy``."""
    first, *rest = [str(word) for word in re.findall(r"[A-Za-z0-9]+", words)] or [""]
    return first.lower() + "".join(word[0].upper() + word[1:] for word in rest)
