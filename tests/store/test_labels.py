"""What things are called: the best name that the graph has for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest
from rdflib import URIRef

from graphapp.namespaces import SEF
from graphapp.store.base import Quad
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.labels import labels
from tests.conftest import NAMING


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        (NAMING.resolve("id/service/tiny-portage"), "Tiny Portage"),
        (SEF.providedBy, "provided by"),
        (NAMING.resolve("id/statement/tiny-2-plan"), "Portage will visit more often."),
        (NAMING.resolve("id/self-evaluation/tiny"), "A tiny self-evaluation"),
        (NAMING.resolve("id/partner/tiny-network#change"), "formerly Parents' Voice"),
    ],
    ids=["preferred label", "label", "text", "title", "former name"],
)
def test_a_thing_is_called_by_what_it_has(tiny_store: EmbeddedStore, thing: URIRef, label: str) -> None:
    assert labels(tiny_store, [thing]) == {str(thing): label}


def test_a_preferred_label_goes_before_every_other_name() -> None:
    store = EmbeddedStore(["urn:g"])
    names = {"http://purl.org/dc/terms/title": "title", str(SEF.text): "text"}
    names |= {"http://www.w3.org/2004/02/skos/core#prefLabel": "preferred", "http://www.w3.org/2000/01/rdf-schema#label": "label"}
    store.load("".join(f'<urn:a> <{name}> "{value}" <urn:g> .\n' for name, value in names.items()).encode())
    assert labels(store, [URIRef("urn:a")]) == {"urn:a": "preferred"}


def test_a_term_without_a_name_is_shortened_and_any_other_address_stays(tiny_store: EmbeddedStore) -> None:
    assert labels(tiny_store, [SEF.unheardOf, URIRef("urn:a")]) == {str(SEF.unheardOf): "sef:unheardOf", "urn:a": "urn:a"}


def test_many_things_are_named_in_one_look_up(tiny_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[URIRef]] = []
    look_up = tiny_store.look_up

    def count(things: Iterable[URIRef], predicates: Sequence[URIRef]) -> Iterator[Quad]:
        asked.append(set(things))
        return look_up(asked[-1], predicates)

    monkeypatch.setattr(tiny_store, "look_up", count)
    assert len(labels(tiny_store, {quad.subject for quad in tiny_store.quads(predicate=SEF.inColumn)})) == 3
    assert len(asked) == 1


def test_without_things_nothing_is_asked() -> None:
    assert labels(EmbeddedStore(()), []) == {}


def test_a_label_is_looked_up_once(tiny_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    portage = NAMING.resolve("id/service/tiny-portage")
    first = labels(tiny_store, [portage])
    monkeypatch.setattr(tiny_store, "look_up", None)
    assert labels(tiny_store, [portage]) == first
