"""The prefixes, and the one place that turns kinds and slugs into IRIs and paths (design, decision 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

SEF = Namespace("https://w3id.org/send-sef/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
VANN = Namespace("http://purl.org/vocab/vann/")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")

PREFIXES: dict[str, str] = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sef": str(SEF),
    "sh": str(SH),
    "skos": str(SKOS),
    "vann": str(VANN),
    "xsd": str(XSD),
}

_THING = re.compile(r"(?P<root>id|def)/(?P<kind>[a-z-]+)/(?P<slug>[a-z0-9][a-z0-9.-]*)")


_SCHEME = re.compile(r"def/(?P<kind>[a-z-]+)")
"""A list of concepts, which each have the address of the list and a slug."""


def bind_prefixes(graph: Graph) -> Graph:
    """Bind our prefixes to *graph* and return it."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph


def sparql_prefixes() -> str:
    """The prefixes as a SPARQL prologue."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def curie(iri: str) -> str:
    """Shorten *iri* with our prefixes, or return it unchanged.

    >>> curie("https://w3id.org/send-sef/ns#Statement")
    'sef:Statement'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> URIRef:
    """Write a *name* that :func:`curie` shortened in full again; any other stays as it is.

    >>> str(expand("sef:Statement"))
    'https://w3id.org/send-sef/ns#Statement'
    """
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local if prefix in PREFIXES else name)


@dataclass(frozen=True)
class Naming:
    """IRIs under one base, such as ``http://localhost:8000/``.

    A thing is ``id/{kind}/{slug}``; a concept is ``def/{scheme}/{slug}``; its page is ``/doc/{kind}/{slug}``. The two share the
    namespace of kinds, so that a page needs no ``def``. A scheme is ``def/{scheme}``, its page ``/doc/{scheme}``.
    Slugs may hold a dot, never a slash.
    """

    base: str

    def relative(self, iri: str) -> str:
        """*iri* without the base, or unchanged when it is not one of ours."""
        return iri.removeprefix(self.base)

    def resolve(self, relative: str) -> URIRef:
        """The IRI of a relative reference such as ``id/service/hampshire-portage``."""
        return URIRef(self.base + relative)

    def kind_and_slug(self, iri: str) -> tuple[str, str] | None:
        """``("service", "hampshire-portage")``, or None when *iri* is not a thing of ours."""
        match = _THING.fullmatch(self.relative(iri)) if iri.startswith(self.base) else None
        return (match["kind"], match["slug"]) if match else None

    def page(self, iri: str) -> str | None:
        """The path of the page about *iri*; a part of a thing (``…#anchor``) leads to the page of the whole."""
        return _page(self, iri)

    def path(self, address: str) -> str:
        """A link to *address*: by its path, where it is one of ours, so that it works on any host; else as it is."""
        return f"/{self.relative(address)}" if address.startswith(self.base) else address

    def graph(self, name: str) -> URIRef:
        """The IRI of a named graph, such as ``graph/hampshire-2015/inferred``."""
        return URIRef(f"{self.base}graph/{name}")


@lru_cache(maxsize=100_000)
def _page(naming: Naming, iri: str) -> str | None:
    """What :meth:`Naming.page` gives, worked out once for each IRI: a long answer links the same few things again and again."""
    whole = naming.kind_and_slug(iri.partition("#")[0])
    if whole:
        return f"/doc/{whole[0]}/{whole[1]}"
    scheme = _SCHEME.fullmatch(naming.relative(iri))
    if scheme:
        return f"/doc/{scheme['kind']}"
    return f"/ns#{iri.removeprefix(str(SEF))}" if iri.startswith(str(SEF)) else None
