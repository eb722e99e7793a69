"""Rules are read from the ontology and run until they rest."""

from __future__ import annotations

import pytest
from rdflib import Graph

from graphapp.graph.infer import Rule, infer, read_rules
from graphapp.namespaces import Naming, sparql_prefixes

NAMING = Naming("https://example.org/")
RULES = """
<def/rule/second> sef:ruleId "second" ; sh:order 10 ; sh:construct "CONSTRUCT { <b> ?p ?o } WHERE { ?s ?p ?o }" .
<def/rule/first> sef:ruleId "first" ; sh:order 9 ; sh:construct "CONSTRUCT { <a> ?p ?o } WHERE { ?s ?p ?o }" .
<def/rule/none> sh:order 1 .
"""


def read() -> list[Rule]:
    return read_rules(Graph().parse(data=sparql_prefixes() + RULES, format="turtle", publicID=NAMING.base), NAMING)


class Engine:
    """Adds as many triples as it was told for each run of a rule, then none."""

    def __init__(self, **counts: list[int]) -> None:
        self.counts = counts
        self.asked: list[str] = []

    def __call__(self, query: str) -> int:
        self.asked.append(query)
        left = self.counts.get(query, [])
        return left.pop(0) if left else 0


def rules(*names: str) -> list[Rule]:
    return [Rule(name, order, name) for order, name in enumerate(names)]


def test_rules_come_in_the_order_that_they_declare() -> None:
    assert [rule.rule_id for rule in read()] == ["first", "second"], "by number: 9 before 10"


def test_relative_iris_in_a_rule_are_resolved() -> None:
    assert read()[0].construct.startswith("BASE <https://example.org/>\nCONSTRUCT { <a>")


def test_what_has_no_rule_id_is_no_rule() -> None:
    assert "none" not in {rule.rule_id for rule in read()}


def test_rules_run_in_order() -> None:
    engine = Engine()
    infer(rules("a", "b"), engine)
    assert engine.asked == ["a", "b"]


def test_rules_run_again_until_a_whole_pass_adds_nothing() -> None:
    engine = Engine(b=[2, 1])
    infer(rules("a", "b"), engine)
    assert engine.asked == ["a", "b"] * 3, "what b added may let a add something"


def test_every_rule_says_how_many_triples_it_added() -> None:
    assert infer(rules("a", "b"), Engine(a=[3], b=[2, 1])) == {"a": 3, "b": 3}


def test_a_rule_that_added_nothing_is_listed() -> None:
    assert infer(rules("idle"), Engine()) == {"idle": 0}


def test_without_rules_nothing_is_added() -> None:
    assert infer([], Engine()) == {}


def test_rules_that_never_rest_are_a_fault() -> None:
    with pytest.raises(RuntimeError, match="one of them makes new things each time"):
        infer(rules("endless"), Engine(endless=[1] * 100))


def test_rules_may_take_ten_passes() -> None:
    assert infer(rules("slow"), Engine(slow=[1] * 9)) == {"slow": 9}, "nine that add and one that adds nothing"
