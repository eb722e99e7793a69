"""What search engines read of a page about a thing: its name and kind in the words of schema.org."""

from __future__ import annotations

from rdflib.namespace import ORG

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
