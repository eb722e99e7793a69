"""Organisations and services for service directories: Open Referral UK 3.0, the UK profile of HSDS.

It holds what the graph states of partners and services and nothing else: no contact details, places or opening hours, as a
self-evaluation gives none. Identifiers are UUIDs made of the IRIs (RFC 9562, version 5), so they stay the same from version to
version; the IRIs stand in ``url`` and ``uri``. Fields: https://open-referral-uk-profile.readthedocs.io/, schema reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
from rdflib import URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from graphapp.exports.source import Source
from graphapp.namespaces import SEF
from graphapp.store.base import Store, Term
from graphapp.store.labels import labels

Json = dict[str, Any]

PROFILE = "Open Referral UK 3.0 (HSDS 3.0)"

_OF_ITS_TIME = "This is what a self-evaluation said at its time. Whether the service still runs is not stated."
"""Said of every service, as the profile demands a status and a self-evaluation states none that is of today."""

_NAMING = {SKOS.altLabel: "Other name", SEF.formerName: "Former name"}
_LINKS = {
    SEF.providedBy: "Provided by",
    SEF.underContract: "Under contract",
    SEF.fundedBy: "Funded by",
    DCTERMS.isPartOf: "Part of",
    SEF.mentionedIn: "Stated in",
}
_TERMS = {SEF.inSector: "Sector", SEF.forAge: "For ages", SEF.forNeed: "For need", SEF.forSetting: "For setting"}
_READ = (SKOS.prefLabel, SKOS.definition, ORG.subOrganizationOf, *_NAMING, *_LINKS, *_TERMS)
"""What is read of partners and services; the last three kinds become attributes, with these labels."""

_Said = defaultdict[Term, defaultdict[URIRef, list[Term]]]


def open_referral(store: Store, source: Source) -> bytes:
    """The partners and services of *store* as JSON, in UTF-8; the same bytes for the same data."""
    writer = _Writer(store)
    content = {
        "profile": PROFILE,
        "source": {
            "url": source.address,
            "version": source.version,
            "published": source.published,
            "rights": sorted({str(quad.value) for quad in store.quads(predicate=DCTERMS.rights)}),
        },
        "organizations": [writer.organization(iri) for iri in writer.partners],
        "services": [writer.service(iri) for iri in writer.services],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def identifier(iri: str) -> str:
    """The UUID that stands for *iri*."""
    return str(uuid5(NAMESPACE_URL, iri))


class _Writer:
    """What one store says of its partners and services."""

    def __init__(self, store: Store) -> None:
        self.partners, self.services = _all(store, SEF.Partner), _all(store, SEF.Service)
        self._said = _read(store, (*self.partners, *self.services), _READ)
        ends = {end for said in self._said.values() for found in said.values() for end in found if isinstance(end, URIRef)}
        self._called = labels(store, (*self.partners, *self.services, *ends))
        self._concepts = _read(store, ends, (SKOS.definition, SKOS.inScheme))

    def organization(self, iri: URIRef) -> Json:
        """The partner *iri*; its parent where one is stated that is a partner, too."""
        parents = [it for it in self._values(iri, ORG.subOrganizationOf) if it in self.partners]
        parent = {"parent_organization_id": identifier(str(parents[0]))} if len(parents) == 1 else {}
        return {**self._common(iri), "uri": str(iri), **parent, "attributes": list(self._attributes(iri, "organization"))}

    def service(self, iri: URIRef) -> Json:
        """The service *iri*; its organisation where just one is stated, as the profile has room for one. All are attributes."""
        providers = [it for it in self._values(iri, SEF.providedBy) if it in self.partners]
        provided: Json = {}
        if len(providers) == 1:
            provided = {"organization_id": identifier(str(providers[0])), "organization": self._common(providers[0])}
        said = {"url": str(iri), "status": "active", "alert": _OF_ITS_TIME}
        return {**self._common(iri), **said, **provided, "attributes": list(self._attributes(iri, "service"))}

    def _common(self, iri: Term) -> Json:
        name = self._called[str(iri)]
        return {"id": identifier(str(iri)), "name": name, "description": self._text(iri, SKOS.definition) or name}

    def _values(self, iri: Term, predicate: URIRef) -> list[Term]:
        return self._said[iri][predicate]

    def _text(self, iri: Term, predicate: URIRef) -> str:
        return " ".join(map(str, self._values(iri, predicate)))

    def _attributes(self, iri: URIRef, entity: str) -> Iterator[Json]:
        """Everything else that is said of *iri*: other names, links to things with their IRI as value, and concepts."""
        for predicate, label in {**_NAMING, **_LINKS, **_TERMS}.items():
            for value in self._values(iri, predicate):
                attribute = {"id": identifier(f"{iri} {predicate} {value}"), "link_id": identifier(iri)}
                attribute |= {"link_entity": entity, "link_type": predicate.rpartition("#")[2].rpartition("/")[2]}
                attribute |= {"label": label, "value": str(value)}
                yield attribute | (self._term(value) if predicate in _TERMS else {})

    def _term(self, concept: Term) -> Json:
        """*concept* with the fields that the profile has, and the name and description that HSDS itself demands."""
        name, said = self._called[str(concept)], self._concepts[concept]
        meaning = next(iter(said[SKOS.definition]), name)
        term = {"id": identifier(str(concept)), "term": name, "name": name, "description": str(meaning)}
        term |= {"taxonomy": " ".join(map(str, said[SKOS.inScheme])), "term_uri": str(concept)}
        return {"taxonomy_term_id": term["id"], "taxonomy_term": term}


def _all(store: Store, class_: URIRef) -> list[URIRef]:
    found = {quad.subject for quad in store.quads(predicate=RDF.type, value=class_)}
    return sorted(iri for iri in found if isinstance(iri, URIRef))


def _read(store: Store, things: Iterable[URIRef], predicates: Sequence[URIRef]) -> _Said:
    """What *predicates* say of *things*, each value once and in order."""
    said: _Said = defaultdict(lambda: defaultdict(list))
    found = {quad[:3] for quad in store.look_up(things, predicates)}
    for subject, predicate, value in sorted(found, key=lambda triple: [term.n3() for term in triple]):
        said[subject][predicate].append(value)
    return said
