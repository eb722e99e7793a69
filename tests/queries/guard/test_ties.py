"""Rows whose order nothing decides are found, whatever the query does with what it is ordered by."""

from __future__ import annotations

import pytest
from rdflib.plugins.sparql.parser import parseQuery

from graphapp.queries.guard.ties import order_of, tied
from graphapp.store.embedded import EmbeddedStore

VALUES = 'VALUES (?a ?b) { ("x" 1) ("y" 1) ("z" 2) }'


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", []),
        ("ORDER BY ?a", ["a"]),
        ("ORDER BY DESC(?b) LCASE(STR(?a)) ?b", ["b", "a"]),
        ("ORDER BY CONCAT(?a, STR(100 + ?b)) LIMIT 3", ["a", "b"]),
    ],
)
def test_what_an_answer_is_ordered_by_is_read(order: str, names: list[str]) -> None:
    assert order_of(parseQuery(f"SELECT ?a {{ {{ SELECT ?a ?b {{ {VALUES} }} ORDER BY ?c }} }} {order}")) == names


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"SELECT ?a {{ {VALUES} }} ORDER BY ?b", 2),
        (f"SELECT DISTINCT ?a {{ {VALUES} }} ORDER BY ?b", 2),
        (f"SELECT ?a ?b {{ {VALUES} }} ORDER BY ?b", 2),
        (f"SELECT ?a {{ {VALUES} }} ORDER BY ?b ?a", 0),
        (f"SELECT ?b {{ {VALUES} }} ORDER BY ?b", 0),
        (f"SELECT ?a {{ {VALUES} }} ORDER BY ?nothing", 3),
        (f"PREFIX s: <urn:s>\nSELECT ?b (COUNT(?a) AS ?n) {{ {VALUES} }} GROUP BY ?b ORDER BY ?n ?b", 0),
    ],
)
def test_rows_that_share_all_that_they_are_ordered_by_are_counted(query: str, count: int) -> None:
    assert tied(EmbeddedStore(()), query, order_of(parseQuery(query))) == count
