"""What search engines read of a page, in the words of schema.org: about a thing its name and kind, about the site its dataset."""

from __future__ import annotations

from typing import Any

from rdflib.namespace import ORG

from graphapp.exports.catalogue.datasets import DESCRIPTION, KEYWORDS, title_of
from graphapp.exports.catalogue.holdings import Area, Holdings
from graphapp.exports.files import FILES
from graphapp.namespaces import SEF
from graphapp.things.view import ThingView

_KINDS = {str(SEF.Partner): "Organization", str(ORG.FormalOrganization): "Organization", str(SEF.Service): "Service"}
"""Our classes that are one of theirs; anything else is a Thing."""


def about(view: ThingView) -> dict[str, str | list[str]]:
    """*view* as JSON-LD: never the exact words of a document."""
    kinds = sorted({_KINDS[iri] for kind in view.kinds if (iri := kind.link.iri or "") in _KINDS})
    said: dict[str, str | list[str]] = {"@context": "https://schema.org", "@id": view.iri, "@type": kinds or "Thing"}
    said["name"] = view.title
    if view.other_names:
        said["alternateName"] = list(view.other_names)
    if view.definition:
        said["description"] = view.definition
    return said


def dataset(holdings: Holdings, published: str = "") -> dict[str, Any]:
    """What is served now, as a ``Dataset`` with its files; what is not known is left out.

    :param published: when the version that is served was written, in ISO 8601
    """
    coverage = holdings.coverage
    said = {
        "version": holdings.served,
        "dateModified": published,
        "publisher": {"@type": "Organization", "name": holdings.publisher} if holdings.publisher else None,
        "copyrightNotice": " ".join(coverage.rights),
        "spatialCoverage": [_place(area) for area in coverage.areas],
        "temporalCoverage": [f"{it.start}/{it.end}" for it in coverage.periods if it.start and it.end],
    }
    return {
        "@context": "https://schema.org",
        "@id": str(holdings.dataset),
        "@type": "Dataset",
        "name": f"{title_of(holdings)} as linked data",
        "description": DESCRIPTION,
        "url": str(holdings.iri("exports")),
        "inLanguage": "en-GB",
        "keywords": list(KEYWORDS),
        **{name: value for name, value in said.items() if value},
        "distribution": _downloads(holdings),
    }


def _place(area: Area) -> dict[str, str]:
    named = {"@type": "Place", "@id": str(area.iri), "name": area.label}
    return {**named, "identifier": area.code} if area.code else named


def _downloads(holdings: Holdings) -> list[dict[str, str]]:
    """Every file that is offered; of a store elsewhere there are no tables."""
    return [
        {
            "@type": "DataDownload",
            "name": file.label,
            "encodingFormat": file.media_type,
            "contentUrl": f"{holdings.dataset}.{file.suffix}",
        }
        for file in FILES
        if holdings.served or file.format
    ]
