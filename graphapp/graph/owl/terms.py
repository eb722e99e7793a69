"""The classes and properties that an ontology declares, as owlready2 sees them, and what its axioms say of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

import owlready2
from rdflib import Graph

from graphapp.graph.owl.manchester import Word, Words, chain_words, words_of
from graphapp.graph.owl.world import loaded


class Kind(Enum):
    """What OWL takes a term for."""

    CLASS = "class"
    OBJECT_PROPERTY = "property that leads to a thing"
    DATA_PROPERTY = "property that gives a value"
    ANNOTATION_PROPERTY = "property for remarks"


@dataclass(frozen=True)
class Axiom:
    """What is true of a term by definition: *frame* is the keyword that the Manchester syntax has for it."""

    frame: str
    words: Words


@dataclass(frozen=True)
class OwlTerm:
    """A class or property.

    :param wider: IRIs of the named classes or properties that it is directly part of
    :param inverse: the IRI of the property that reads it backwards; empty where there is none
    """

    iri: str
    kind: Kind
    wider: tuple[str, ...]
    inverse: str
    axioms: tuple[Axiom, ...]


_TRAITS = {
    owlready2.FunctionalProperty: "Functional",
    owlready2.InverseFunctionalProperty: "InverseFunctional",
    owlready2.SymmetricProperty: "Symmetric",
    owlready2.AsymmetricProperty: "Asymmetric",
    owlready2.TransitiveProperty: "Transitive",
    owlready2.ReflexiveProperty: "Reflexive",
    owlready2.IrreflexiveProperty: "Irreflexive",
}
_KINDS = (
    (owlready2.ThingClass, Kind.CLASS),
    (owlready2.ObjectPropertyClass, Kind.OBJECT_PROPERTY),
    (owlready2.DataPropertyClass, Kind.DATA_PROPERTY),
    (owlready2.AnnotationPropertyClass, Kind.ANNOTATION_PROPERTY),
)


def read_terms(ontology: Graph, namespace: str) -> dict[str, OwlTerm]:
    """Every class and property of *namespace* that *ontology* declares, by IRI."""
    with loaded(ontology) as (world, _):
        entities = (*world.classes(), *world.properties())
        return {item.iri: _term(item) for item in entities if item.iri.startswith(namespace)}


def _term(item: owlready2.EntityClass) -> OwlTerm:
    kind = next(kind for class_, kind in _KINDS if isinstance(item, class_))
    axioms = tuple(_class_axioms(item) if kind is Kind.CLASS else _property_axioms(item))
    inverse = getattr(item, "inverse_property", None)
    return OwlTerm(item.iri, kind, tuple(sorted(_named(item.is_a))), inverse.iri if inverse else "", axioms)


def _named(expressions: Iterable[object]) -> Iterator[str]:
    """The IRIs of what *expressions* name, without OWL's own: ``owl:Thing``, ``owl:FunctionalProperty``."""
    iris = (str(item.iri) for item in expressions if hasattr(item, "iri"))
    return (iri for iri in iris if not iri.startswith("http://www.w3.org/2002/07/owl#"))


def _class_axioms(item: owlready2.ThingClass) -> Iterator[Axiom]:
    yield from _axioms("EquivalentTo", item.equivalent_to)
    yield from _axioms("SubClassOf", (wider for wider in item.is_a if wider is not owlready2.Thing))
    others = {other for pair in item.disjoints() for other in pair.entities if other is not item}
    yield from _axioms("DisjointWith", sorted(others, key=lambda other: str(getattr(other, "iri", other))))


def _property_axioms(item: owlready2.PropertyClass) -> Iterator[Axiom]:
    traits = [trait for class_, trait in _TRAITS.items() if class_ in item.is_a]
    yield from (Axiom("Characteristics", (Word(trait),)) for trait in traits)
    yield from _axioms("Domain", item.domain)
    yield from _axioms("Range", item.range)
    yield from _axioms("SubPropertyOf", map(str, sorted(_named(item.is_a))))
    yield from _axioms("EquivalentTo", item.equivalent_to)
    inverse = getattr(item, "inverse_property", None)
    yield from _axioms("InverseOf", (inverse,) if inverse not in (None, item) else ())
    chains = sorted((chain_words(chain.properties) for chain in item.get_property_chain()), key=str)
    yield from (Axiom("SubPropertyChain", words) for words in chains)


def _axioms(frame: str, expressions: Iterable[Hashable]) -> Iterator[Axiom]:
    """An axiom for each of *expressions*, in one order."""
    return (Axiom(frame, words) for words in sorted(map(words_of, expressions), key=str))
