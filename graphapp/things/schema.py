"""What pages need to know of the ontology and its rules, read once for each version."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import OWL, RDFS

from graphapp.namespaces import SEF
from graphapp.store.base import Store, Term
from graphapp.store.labels import labels
from graphapp.things.reasons import rules_by_conclusion


@dataclass(frozen=True)
class Schema:
    """What the ontology says about reading a page.

    :param rules: for each property or class that rules conclude, the first such rule
    :param read_backwards: how properties read from their value
    :param wider_properties: pairs of a property and one that it implies
    :param wider_classes: for each class, those that it is part of
    """

    rules: dict[str, str]
    read_backwards: dict[str, str]
    wider_properties: tuple[tuple[URIRef, URIRef], ...]
    wider_classes: dict[Term, frozenset[Term]]


def schema_of(store: Store) -> Schema:
    """The schema that *store* holds."""
    return store.memo.get("schema", lambda: _read(store))


def _read(store: Store) -> Schema:
    wider: dict[Term, set[Term]] = defaultdict(set)
    for quad in store.quads(predicate=RDFS.subClassOf):
        wider[quad.subject].add(quad.value)
    return Schema(
        rules=rules_by_conclusion(store),
        read_backwards=labels_read_backwards(store),
        wider_properties=tuple(
            (quad.subject, quad.value)
            for quad in store.quads(predicate=RDFS.subPropertyOf)
            if isinstance(quad.subject, URIRef) and isinstance(quad.value, URIRef)
        ),
        wider_classes={class_: frozenset(found) for class_, found in wider.items()},
    )


def labels_read_backwards(store: Store) -> dict[str, str]:
    """How properties read from their value: the label of their inverse, or ``sef:inverseLabel``."""
    inverse = {str(quad.subject): quad.value for quad in store.quads(predicate=OWL.inverseOf)}
    inverse |= {str(value): URIRef(subject) for subject, value in inverse.items()}
    names = labels(store, inverse.values())
    found = {iri: names[str(value)] for iri, value in inverse.items()}
    return found | {str(quad.subject): str(quad.value) for quad in store.quads(predicate=SEF.inverseLabel)}
