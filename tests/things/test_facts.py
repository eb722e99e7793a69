"""The facts about a thing one by one: nothing that its graph says is missing, and each says why it is there."""

from __future__ import annotations

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import SEF
from graphapp.things.facts import Fact, facts_about
from tests.published import Published

PARTNERS = "SELECT DISTINCT ?it WHERE { ?it a sef:Partner } ORDER BY ?it LIMIT 5"


def facts_of(published: Published, path: str) -> tuple[Fact, ...]:
    return facts_about(published.store, published.naming.resolve(path))


def triple(fact: Fact, thing: URIRef) -> tuple[str, str, str]:
    predicate, end = str(fact.predicate.iri), fact.value.iri or fact.value.label
    return (end, predicate, str(thing)) if fact.is_backwards else (str(thing), predicate, end)


def test_every_triple_with_the_thing_at_either_end_is_one_fact(published: Published) -> None:
    things = [URIRef(str(row["it"])) for row in published.select(PARTNERS)]
    assert len(things) == 5
    for thing in things:
        quads = [*published.store.quads(subject=thing), *published.store.quads(value=thing)]
        wanted = {tuple(map(str, quad[:3])) for quad in quads if quad.predicate not in (RDF.subject, RDF.predicate, RDF.object)}
        found = [triple(fact, thing) for fact in facts_about(published.store, thing)]
        assert set(found) == wanted
        assert len(found) == len(wanted)


def test_a_stated_fact_names_the_statement_that_states_it_from_either_end(published: Published) -> None:
    contract = published.naming.resolve("id/contract/hampshire-childrens-therapies-contract")
    (contractor,) = [fact for fact in facts_about(published.store, contract) if fact.predicate.iri == str(SEF.contractor)]
    assert (contractor.is_backwards, contractor.tier) == (False, "stated")
    assert [link.label for link in contractor.stated_in] == ["Row 3c, how this is working"]
    assert contractor.graph == str(published.naming.graph("hampshire-2015"))
    facts = facts_of(published, "id/partner/solent-nhs-trust")
    (seen,) = [fact for fact in facts if (fact.predicate.iri, fact.value.iri) == (str(SEF.contractor), str(contract))]
    assert (seen.is_backwards, seen.stated_in) == (True, contractor.stated_in)


def test_a_derived_fact_names_the_rule_and_by_way_of_what(published: Published) -> None:
    facts = facts_of(published, "id/partner/solent-nhs-trust")
    derived = [fact for fact in facts if fact.tier == "derived" and fact.rules]
    assert derived
    assert all(fact.graph.endswith("/inferred") for fact in derived)
    assert any(fact.via for fact in derived)


def test_what_only_a_heading_gives_is_context(published: Published) -> None:
    facts = facts_of(published, "def/theme/transition-to-adulthood")
    assert {fact.tier for fact in facts if fact.predicate.iri == str(SEF.contextTheme)} == {"context"}


def test_a_literal_has_its_language_or_datatype_and_no_iri(published: Published) -> None:
    facts = facts_of(published, "def/sector/health")
    (name,) = [fact for fact in facts if fact.predicate.iri == str(SKOS.prefLabel)]
    assert (name.value.label, name.value.iri, name.kind) == ("Health", None, "en-gb")


def test_what_the_graph_does_not_know_has_no_facts(published: Published) -> None:
    with pytest.raises(UnknownName):
        facts_of(published, "id/partner/nobody")
