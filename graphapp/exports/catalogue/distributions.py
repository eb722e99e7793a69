"""The files of a version as distributions: where they are, in which format, how large, and their checksums (DCAT-AP 3)."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from graphapp.exports.catalogue.holdings import Holdings, KeptVersion
from graphapp.exports.catalogue.terms import FILE_TYPES, MEDIA_TYPES, SPDX, english, moment, standard, typed
from graphapp.exports.files import FILES, GZIP, TABLES, ZIP, ExportFile
from graphapp.exports.shelf import Sum
from graphapp.queries.triples import Said, Triple

_FORMATS = {
    "text/turtle": (FILE_TYPES.RDF_TURTLE, "https://www.w3.org/TR/turtle/", "RDF 1.1 Turtle"),
    "application/ld+json": (FILE_TYPES.JSON_LD, "https://www.w3.org/TR/json-ld11/", "JSON-LD 1.1"),
    "application/n-triples": (FILE_TYPES.RDF_N_TRIPLES, "https://www.w3.org/TR/n-triples/", "RDF 1.1 N-Triples"),
    "application/rdf+xml": (FILE_TYPES.RDF_XML, "https://www.w3.org/TR/rdf-syntax-grammar/", "RDF 1.1 XML Syntax"),
    "application/n-quads": (FILE_TYPES.RDF_N_QUADS, "https://www.w3.org/TR/n-quads/", "RDF 1.1 N-Quads"),
    "application/trig": (FILE_TYPES.RDF_TRIG, "https://www.w3.org/TR/trig/", "RDF 1.1 TriG"),
    "text/csv": (FILE_TYPES.CSV, "https://www.w3.org/TR/tabular-data-model/", "Model for Tabular Data and Metadata on the Web"),
}
"""For each media type the code of the file type, and the specification."""


def files_of(version: KeptVersion | None) -> tuple[ExportFile, ...]:
    """The files of *version*; of a store elsewhere, which has no file to read twice, all but the tables."""
    return tuple(file for file in FILES if version or file.suffix != TABLES)


def distributions_of(holdings: Holdings, version: KeptVersion | None) -> Iterator[URIRef]:
    """The distributions of *version*, or of what is served where no version is known."""
    yield from (_iri_of(holdings, version, file) for file in files_of(version))


def describe_distributions(holdings: Holdings, version: KeptVersion | None) -> Iterator[Triple]:
    """The files of *version*."""
    for file in files_of(version):
        it = _iri_of(holdings, version, file)
        yield from ((it, *said) for said in _said_of(holdings, version, file))
        found = version.sums.get(file.suffix) if version else None
        if found:
            yield from _checksum(it, found)
        yield from _types_of(file)


def _page(holdings: Holdings, version: KeptVersion | None) -> URIRef:
    return holdings.iri(f"exports/{version.manifest.version}") if version else holdings.dataset


def _iri_of(holdings: Holdings, version: KeptVersion | None, file: ExportFile) -> URIRef:
    return URIRef(f"{_page(holdings, version)}#{file.suffix}")


def _said_of(holdings: Holdings, version: KeptVersion | None, file: ExportFile) -> Iterator[Said]:
    page, (kind, specification, _) = _page(holdings, version), _FORMATS[file.content_type]
    yield RDF.type, DCAT.Distribution
    yield DCTERMS.title, english(file.label)
    yield DCAT.accessURL, page
    yield DCAT.downloadURL, URIRef(f"{page}.{file.suffix}")
    yield DCAT.mediaType, MEDIA_TYPES[file.content_type]
    yield DCTERMS["format"], kind
    yield DCTERMS.conformsTo, URIRef(specification)
    if file.media_type == GZIP:
        yield DCAT.compressFormat, MEDIA_TYPES[GZIP]
    if file.media_type == ZIP:
        yield DCAT.packageFormat, MEDIA_TYPES[ZIP]
    if version:
        yield DCTERMS.issued, moment(version.manifest.created)
    if holdings.coverage.rights:
        yield DCTERMS.rights, holdings.iri("exports#rights")


def _checksum(it: URIRef, found: Sum) -> Iterator[Triple]:
    checksum = URIRef(f"{it}-checksum")
    yield it, DCAT.byteSize, Literal(found.size, datatype=XSD.nonNegativeInteger)
    yield it, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(found.digest, datatype=XSD.hexBinary)


def _types_of(file: ExportFile) -> Iterator[Triple]:
    """What the values that a file's description names are."""
    kind, specification, title = _FORMATS[file.content_type]
    yield from typed(kind, DCTERMS.MediaTypeOrExtent)
    yield from standard(specification, title)
    for media_type in {file.media_type, file.content_type}:
        yield from typed(MEDIA_TYPES[media_type], DCTERMS.MediaType, media_type)
