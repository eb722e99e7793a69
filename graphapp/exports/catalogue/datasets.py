"""The catalogue, the dataset that is served, and its versions (DCAT 3, sections 6 and 11)."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS

from graphapp.exports.catalogue.distributions import describe_distributions, distributions_of
from graphapp.exports.catalogue.holdings import Area, Holdings, KeptVersion, Period
from graphapp.exports.catalogue.terms import DCAT3, FREQUENCIES, LANGUAGES, MOST_NAMED, THEMES, VOID, english, moment, typed
from graphapp.namespaces import SEF
from graphapp.queries.triples import Said, Triple

_THEMES = {THEMES.EDUC: "Education, culture and sport", THEMES.HEAL: "Health"}
KEYWORDS = ("SEND", "special educational needs and disabilities", "self-evaluation", "local government", "linked data")
DESCRIPTION = (
    "What a council states in its self-evaluation of how its area serves children and young people with special educational "
    "needs and disabilities (SEND), as linked data: each fact in words of our own, with the place where it is stated, and what "
    "follows from it by rules, kept apart."
)


def describe_catalogue(holdings: Holdings) -> Iterator[Triple]:
    """The catalogue itself, who publishes it, and the document that describes it."""
    it, document, publisher = holdings.iri("exports"), holdings.iri("exports/catalogue"), publisher_of(holdings)
    yield from typed(it, DCAT.Catalog)
    yield it, DCTERMS.title, english("What can be taken from this site")
    yield (
        it,
        DCTERMS.description,
        english("The dataset of this site, its versions, their files, and the services that answer from it."),
    )
    yield it, DCTERMS.publisher, publisher
    yield it, DCTERMS.language, LANGUAGES.ENG
    yield it, FOAF.homepage, holdings.iri("")
    yield it, DCAT.dataset, holdings.dataset
    yield it, DCAT.service, holdings.iri("sparql")
    yield it, DCAT.service, holdings.iri("queries")
    yield from ((it, DCTERMS.spatial, area.iri) for area in holdings.coverage.areas)
    if holdings.versions:
        yield it, DCTERMS.modified, moment(max(item.manifest.created for item in holdings.versions))
    yield from typed(holdings.iri(""), FOAF.Document)
    yield from typed(publisher, FOAF.Agent)
    yield publisher, FOAF.name, Literal(holdings.publisher or f"Whoever runs {holdings.naming.base}")
    yield from typed(document, VOID.DatasetDescription)
    yield document, FOAF.primaryTopic, holdings.dataset
    yield document, FOAF.topic, it


def publisher_of(holdings: Holdings) -> URIRef:
    """Who publishes the catalogue."""
    return holdings.iri("#publisher")


def describe_dataset(holdings: Holdings) -> Iterator[Triple]:
    """What is served now: what it is about, what may be done with it, and its files."""
    it, current = holdings.dataset, holdings.current
    yield from ((it, *said) for said in _in_common(holdings))
    yield it, DCTERMS.title, english(f"{title_of(holdings)} as linked data")
    yield from ((it, DCAT3.hasVersion, _iri_of(holdings, version)) for version in holdings.versions)
    if current:
        yield it, DCAT3.hasCurrentVersion, _iri_of(holdings, current)
        yield it, DCTERMS.modified, moment(current.manifest.created)
    for iri, label in holdings.coverage.self_evaluations[:MOST_NAMED]:
        yield it, PROV.wasDerivedFrom, iri
        yield iri, SKOS.prefLabel, english(label)
    yield from ((it, DCAT.distribution, iri) for iri in distributions_of(holdings, current))
    if not current:
        yield from describe_distributions(holdings, None)
    yield from _values_in_common(holdings)


def describe_version(holdings: Holdings, version: KeptVersion) -> Iterator[Triple]:
    """A version that is kept, with its files."""
    it, manifest = _iri_of(holdings, version), version.manifest
    yield from ((it, *said) for said in _in_common(holdings))
    yield it, DCTERMS.title, english(f"{title_of(holdings)} as linked data, version of {manifest.created[:10]}")
    yield it, DCAT3.version, Literal(manifest.version)
    yield it, DCAT3.isVersionOf, holdings.dataset
    yield it, DCTERMS.issued, moment(manifest.created)
    yield it, VOID.triples, Literal(manifest.quads)
    older = [item for item in holdings.versions if item.manifest.created < manifest.created]
    if older:
        yield it, DCAT3.previousVersion, _iri_of(holdings, older[0])
    yield from ((it, DCAT.distribution, iri) for iri in distributions_of(holdings, version))
    yield from describe_distributions(holdings, version)


def _iri_of(holdings: Holdings, version: KeptVersion) -> URIRef:
    return holdings.iri(f"exports/{version.manifest.version}")


def title_of(holdings: Holdings) -> str:
    """What the data are about, in a few words."""
    known = holdings.coverage.self_evaluations
    return known[0][1] if len(known) == 1 else f"{len(known)} SEND self-evaluations"


def _in_common(holdings: Holdings) -> Iterator[Said]:
    """What is so of the dataset in each of its versions."""
    coverage = holdings.coverage
    yield from ((RDF.type, class_) for class_ in (DCAT.Dataset, VOID.Dataset))
    yield DCTERMS.description, english(DESCRIPTION)
    yield DCTERMS.publisher, publisher_of(holdings)
    yield DCTERMS.language, LANGUAGES.ENG
    yield DCTERMS.accrualPeriodicity, FREQUENCIES.IRREG
    yield DCTERMS.conformsTo, URIRef(str(SEF).rstrip("#"))
    yield DCAT.landingPage, holdings.iri("exports#page")
    yield from ((DCAT.keyword, english(word)) for word in KEYWORDS)
    yield from ((DCAT.theme, theme) for theme in _THEMES)
    yield from ((DCTERMS.spatial, area.iri) for area in coverage.areas)
    yield from ((DCTERMS.temporal, _period_iri(holdings, number)) for number in range(len(coverage.periods)))
    yield from ((DCTERMS.rights, iri) for iri in rights_of(holdings))


def rights_of(holdings: Holdings) -> tuple[URIRef, ...]:
    """What the data state about rights, as one statement; nothing where they state nothing."""
    return (holdings.iri("exports#rights"),) if holdings.coverage.rights else ()


def _period_iri(holdings: Holdings, number: int) -> URIRef:
    return holdings.iri(f"exports#period-{number + 1}")


def _values_in_common(holdings: Holdings) -> Iterator[Triple]:
    """What :func:`_in_common` names."""
    yield from typed(LANGUAGES.ENG, DCTERMS.LinguisticSystem, "English")
    yield from typed(FREQUENCIES.IRREG, DCTERMS.Frequency, "irregular")
    yield from typed(URIRef(str(SEF).rstrip("#")), DCTERMS.Standard)
    yield from typed(holdings.iri("exports#page"), FOAF.Document)
    for theme, label in _THEMES.items():
        yield theme, RDF.type, SKOS.Concept
        yield theme, SKOS.prefLabel, english(label)
    for area in holdings.coverage.areas:
        yield from _area(area)
    for number, period in enumerate(holdings.coverage.periods):
        yield from _period(_period_iri(holdings, number), period)
    for iri in rights_of(holdings):
        yield iri, RDF.type, DCTERMS.RightsStatement
        yield from ((iri, RDFS.label, english(words)) for words in holdings.coverage.rights)


def _area(area: Area) -> Iterator[Triple]:
    yield area.iri, RDF.type, DCTERMS.Location
    yield area.iri, SKOS.prefLabel, english(area.label)
    if area.code:
        yield area.iri, DCTERMS.identifier, Literal(area.code)
    yield from ((area.iri, RDFS.seeAlso, other) for other in area.also)


def _period(iri: URIRef, period: Period) -> Iterator[Triple]:
    yield iri, RDF.type, DCTERMS.PeriodOfTime
    if period.words:
        yield iri, SEF.statedDate, Literal(period.words)
    if period.start is not None:
        yield iri, DCAT.startDate, period.start
    if period.end is not None:
        yield iri, DCAT.endDate, period.end
