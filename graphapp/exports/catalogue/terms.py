"""Terms of other vocabularies that only the catalogue uses."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, XSD

from graphapp.queries.triples import Triple

DCAT3 = Namespace("http://www.w3.org/ns/dcat#")
"""DCAT with the terms of version 3, of which rdflib's own knows none."""

VOID = Namespace("http://rdfs.org/ns/void#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")

_EU = "http://publications.europa.eu/resource/authority/"
FILE_TYPES, LANGUAGES, THEMES, FREQUENCIES = (
    Namespace(f"{_EU}{name}/") for name in ("file-type", "language", "data-theme", "frequency")
)
"""Lists of codes of the European Union's Publications Office, which DCAT-AP takes its values from."""

MEDIA_TYPES = Namespace("https://www.iana.org/assignments/media-types/")
"""IANA's register: the IRI of a media type is its address there (DCAT 3, section 6.8.16)."""

MOST_NAMED = 200
"""Self-evaluations and named graphs that the catalogue describes one by one: of a whole country there are thousands, and the
endpoint lists them all. So the catalogue takes no more memory for more data."""


def english(text: str) -> Literal:
    """*text* in plain English."""
    return Literal(text, lang="en-GB")


def moment(text: str) -> Literal:
    """A point in time, as ISO 8601 writes it."""
    return Literal(text, datatype=XSD.dateTime)


def typed(iri: URIRef, class_: URIRef, label: str = "") -> Iterator[Triple]:
    """Says of which class *iri*, the value of a property, is: who reads the catalogue need not fetch it for that."""
    yield iri, RDF.type, class_
    if label:
        yield iri, RDFS.label, english(label)


def standard(address: str, title: str) -> Iterator[Triple]:
    """Says that *address* is a standard."""
    yield URIRef(address), RDF.type, DCTERMS.Standard
    yield URIRef(address), DCTERMS.title, english(title)
