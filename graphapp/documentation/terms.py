"""Each term with everything that is known of it: from the ontology, its axioms, the shapes and the alignments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SKOS

from graphapp.documentation.model import AxiomShown, Check, Mapping, TermView
from graphapp.documentation.naming import Names, name_of
from graphapp.graph.owl.terms import Axiom, Kind, OwlTerm
from graphapp.namespaces import SCHEMA, SEF, curie
from graphapp.store.versions import Counts
from graphapp.things.view import Link

_NOTES = (RDFS.comment, SKOS.scopeNote, SKOS.editorialNote)


@dataclass(frozen=True)
class Sources:
    """Where the page of a term takes what it says from.

    :param graph: the ontology
    :param owl: what it declares, by IRI
    """

    graph: Graph
    owl: dict[str, OwlTerm]
    checks: dict[str, tuple[Check, ...]]
    mappings: dict[str, tuple[Mapping, ...]]
    counts: Counts
    names: Names

    def declared(self) -> dict[str, TermView]:
        """Our classes and properties, by label."""
        return _by_label(self._ours(term) for term in self.owl.values())

    def reused(self) -> dict[str, TermView]:
        """What the ontology gives a label and does not declare, as others have defined it."""
        iris = {str(iri) for iri in self.graph.subjects(RDFS.label) if isinstance(iri, URIRef)} - self.owl.keys()
        return _by_label(self._theirs(iri) for iri in iris if curie(iri) != iri and not iri.startswith(str(SEF)))

    def _ours(self, term: OwlTerm) -> TermView:
        is_class = term.kind is Kind.CLASS
        return TermView(
            iri=term.iri,
            name=name_of(term.iri),
            short=curie(term.iri),
            label=self.names.label(term.iri),
            is_ours=True,
            is_class=is_class,
            kind=term.kind,
            definition=" ".join(self._texts(term.iri, SKOS.definition)),
            notes=tuple(text for note in _NOTES for text in self._texts(term.iri, note)),
            backwards="" if is_class else self._backwards(term),
            inverse=self.names.link(term.inverse) if term.inverse else None,
            wider=self._links(term.wider),
            narrower=self._links(other.iri for other in self.owl.values() if term.iri in other.wider),
            domain=self._linked(term.iri, RDFS.domain, SCHEMA.domainIncludes),
            range=self._linked(term.iri, RDFS.range, SCHEMA.rangeIncludes),
            said_of=self._linking(term.iri, RDFS.domain, SCHEMA.domainIncludes),
            given_by=self._linking(term.iri, RDFS.range, SCHEMA.rangeIncludes),
            axioms=tuple(map(self._axiom, term.axioms)),
            checks=self.checks.get(term.iri, ()),
            mappings=self.mappings.get(term.iri, ()),
            count=self._count(term.iri, is_class=is_class),
        )

    def _theirs(self, iri: str) -> TermView:
        is_class = iri in self.counts.classes or iri.rpartition("#")[2].rpartition("/")[2][:1].isupper()
        return TermView(
            iri=iri,
            name=name_of(iri),
            short=curie(iri),
            label=self.names.label(iri),
            is_ours=False,
            is_class=is_class,
            definition=" ".join(self._texts(iri, SKOS.definition)),
            notes=tuple(text for note in _NOTES for text in self._texts(iri, note)),
            backwards=next(iter(self._texts(iri, SEF.inverseLabel)), ""),
            narrower=self._links(other.iri for other in self.owl.values() if iri in other.wider),
            said_of=self._linking(iri, RDFS.domain, SCHEMA.domainIncludes),
            given_by=self._linking(iri, RDFS.range, SCHEMA.rangeIncludes),
            checks=self.checks.get(iri, ()),
            mappings=self.mappings.get(iri, ()),
            count=self._count(iri, is_class=is_class),
        )

    def _backwards(self, term: OwlTerm) -> str:
        """How a property reads from its value: by the label of its inverse, or as the ontology notes it."""
        if term.inverse:
            return self.names.label(term.inverse)
        return next(iter(self._texts(term.iri, SEF.inverseLabel)), "")

    def _texts(self, iri: str, predicate: URIRef) -> list[str]:
        return sorted(map(str, self.graph.objects(URIRef(iri), predicate)))

    def _links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        return tuple(sorted(map(self.names.link, set(iris)), key=lambda link: link.label))

    def _linked(self, iri: str, *predicates: URIRef) -> tuple[Link, ...]:
        """What *iri* names by one of *predicates*."""
        found = (value for predicate in predicates for value in self.graph.objects(URIRef(iri), predicate))
        return self._links(str(value) for value in found if isinstance(value, URIRef))

    def _linking(self, iri: str, *predicates: URIRef) -> tuple[Link, ...]:
        """What names *iri* by one of *predicates*."""
        return self._links(str(it) for predicate in predicates for it in self.graph.subjects(predicate, URIRef(iri)))

    def _axiom(self, axiom: Axiom) -> AxiomShown:
        words = (self.names.link(word.iri, curie(word.iri)) if word.iri else Link(word.text) for word in axiom.words)
        return AxiomShown(axiom.frame, tuple(words))

    def _count(self, iri: str, *, is_class: bool) -> int:
        return (self.counts.classes if is_class else self.counts.predicates).get(iri, 0)


def _by_label(terms: Iterable[TermView]) -> dict[str, TermView]:
    return {term.name: term for term in sorted(terms, key=lambda term: (term.label.casefold(), term.iri))}
