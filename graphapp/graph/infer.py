"""Runs the rules of ``ontology/rules.ttl`` until they add nothing new.

The rules are SPARQL CONSTRUCT queries; whoever calls :func:`infer` brings the engine, so that this module needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rdflib import Graph
from rdflib.namespace import SH

from graphapp.namespaces import SEF, Naming

Construct = Callable[[str], int]
"""Runs a CONSTRUCT over what is known so far, adds what is new, and says how much that was."""

_MOST_PASSES = 10


@dataclass(frozen=True)
class Rule:
    """One rule: its id, and the CONSTRUCT query that adds what it concludes."""

    rule_id: str
    order: int
    construct: str


def read_rules(ontology: Graph, naming: Naming) -> list[Rule]:
    """The rules that *ontology* declares, in the order in which they run; relative IRIs in them are resolved."""
    rules = [
        Rule(str(rule_id), int(str(ontology.value(iri, SH.order))), f"BASE <{naming.base}>\n{ontology.value(iri, SH.construct)}")
        for iri, rule_id in ontology.subject_objects(SEF.ruleId)
    ]
    return sorted(rules, key=lambda rule: rule.order)


def infer(rules: list[Rule], construct: Construct) -> dict[str, int]:
    """Run *rules* in order, again and again, until a whole pass adds nothing.

    :returns: how many triples each rule added
    :raises RuntimeError: when the rules do not come to rest, which is a fault in a rule
    """
    added = dict.fromkeys((rule.rule_id for rule in rules), 0)
    for _ in range(_MOST_PASSES):
        new = {rule.rule_id: construct(rule.construct) for rule in rules}
        for rule_id, count in new.items():
            added[rule_id] += count
        if not any(new.values()):
            return added
    message = "the rules still add triples after ten passes; one of them makes new things each time"
    raise RuntimeError(message)
