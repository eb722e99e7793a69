"""Why a fact is in the graph: who states it, or which rule added it by way of what."""

from __future__ import annotations

from dataclasses import replace

from rdflib import URIRef

from graphapp.errors import UnknownName
from graphapp.namespaces import SEF
from graphapp.store.embedded import EmbeddedStore
from graphapp.things.neighbourhood import Neighbourhood, around
from graphapp.things.reasons import Reason, Triple, recorded_reasons, rules_by_conclusion
from tests.conftest import NAMING

PORTAGE, TRUST = NAMING.resolve("id/service/tiny-portage"), NAMING.resolve("id/partner/tiny-trust")
PRACTICE, PLAN = NAMING.resolve("id/statement/tiny-2-practice"), NAMING.resolve("id/statement/tiny-2-plan")
HEALTH = NAMING.resolve("def/sector/health")

STATED = {(PORTAGE, SEF.providedBy, TRUST): Reason(statements=[str(PRACTICE)])}
INFERRED = {
    (PLAN, SEF.involvesSector, HEALTH): Reason(rules=[str(NAMING.resolve("def/rule/a-service-has-a-sector"))], via=[str(PORTAGE)])
}

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def reasons_around(store: EmbeddedStore, thing: URIRef) -> dict[Triple, Reason]:
    """The reasons of everything that begins or ends with *thing*, which are the same when it is taken for a hub."""
    try:
        found = around(store, thing)
    except UnknownName:
        found = Neighbourhood(thing, (), ())
    reasons = recorded_reasons(store, found)
    assert recorded_reasons(store, replace(found, is_hub=True)) == reasons
    return reasons


def test_a_stated_fact_names_its_statement_from_either_end(tiny_store: EmbeddedStore) -> None:
    assert reasons_around(tiny_store, PORTAGE) == STATED
    assert reasons_around(tiny_store, TRUST) == STATED


def test_an_inference_names_its_rule_and_what_it_went_by(tiny_store: EmbeddedStore) -> None:
    assert reasons_around(tiny_store, PLAN) == INFERRED
    assert reasons_around(tiny_store, HEALTH) == INFERRED


def test_a_thing_without_records_has_no_reasons(tiny_store: EmbeddedStore) -> None:
    assert reasons_around(tiny_store, NAMING.resolve("id/service/tiny-clinic")) == {}


def test_a_record_that_lacks_an_end_explains_nothing() -> None:
    store = EmbeddedStore(["urn:g"])
    store.load(f"<urn:record> <{RDF}subject> <urn:a> <urn:g> .\n<urn:record> <{RDF}object> <urn:b> <urn:g> .".encode())
    assert reasons_around(store, URIRef("urn:a")) == {}


def test_two_records_of_one_fact_give_their_grounds_together(tiny_store: EmbeddedStore) -> None:
    again = NAMING.resolve("id/statement/tiny-2-plan#fact-1")
    ends = {"subject": PORTAGE, "predicate": SEF.providedBy, "object": TRUST}
    lines = [f"<{again}> <{RDF}{end}> <{term}>" for end, term in ends.items()] + [f"<{PLAN}> <{SEF.states}> <{again}>"]
    tiny_store.load("".join(f"{line} <{NAMING.graph('tiny')}> .\n" for line in lines).encode())
    (reason,) = reasons_around(tiny_store, PORTAGE).values()
    assert reason.statements == [str(PLAN), str(PRACTICE)]


def test_a_reason_lists_everything_it_names() -> None:
    assert Reason(["a"], ["b"], ["c"]).iris() == ["a", "b", "c"]


def test_of_several_rules_the_first_is_the_general_reason(tiny_store: EmbeddedStore) -> None:
    rules = {"mentions": "sub-property", "involvesSector": "sub-property", "mentionedIn": "backwards"}
    assert rules_by_conclusion(tiny_store) == {
        str(SEF[conclusion]): str(NAMING.resolve(f"def/rule/{rule}")) for conclusion, rule in rules.items()
    }
