"""What terms are called and where their pages are."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from graphapp.namespaces import SEF, Naming, curie
from graphapp.things.view import Link

_PLAIN = {
    str(RDF.type): "kind",
    str(RDFS.label): "label",
    str(SKOS.altLabel): "other name",
    str(SKOS.definition): "definition",
    str(SKOS.editorialNote): "note of an editor",
    str(SKOS.prefLabel): "name",
}
"""Words for what everything has, which the ontology gives no label of its own."""

_NAMES = (RDFS.label, SKOS.prefLabel, DCTERMS.title)


def name_of(iri: str) -> str:
    """What the address of the page about the term *iri* ends in: ``Partner``, or ``dcterms:title`` where it is not ours."""
    return iri.removeprefix(str(SEF)) if iri.startswith(str(SEF)) else curie(iri)


@dataclass(frozen=True)
class Names:
    """Labels of *graph*, and links to what has a page.

    :param documented: the IRIs of terms that have a page of the ontology
    """

    graph: Graph
    naming: Naming
    documented: frozenset[str]

    def label(self, iri: str) -> str:
        """The label of *iri*; without one, its short form."""
        found = (self.graph.value(URIRef(iri), predicate) for predicate in _NAMES)
        return next((str(label) for label in found if isinstance(label, Literal)), _PLAIN.get(iri, curie(iri)))

    def link(self, iri: str, label: str = "") -> Link:
        """*iri* by its label, or by *label*, linked to its page."""
        page = f"/ontology/{name_of(iri)}" if iri in self.documented else self.naming.page(iri)
        return Link(label or self.label(iri), page, iri)

    def backwards(self, iri: str) -> str:
        """How the property *iri* reads from its value."""
        found = self.graph.value(URIRef(iri), SEF.inverseLabel)
        return str(found) if found is not None else f"is the “{self.label(iri)}” of"
