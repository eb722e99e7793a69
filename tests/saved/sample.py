"""A question that was answered, for the tests to save; it needs no store."""

from __future__ import annotations

from functools import cache

from rdflib import URIRef

from graphapp.queries.header import SavedQuery, read_query
from graphapp.queries.parameters import Filled, Option
from graphapp.queries.run import Answered, Cell
from graphapp.resources import folder


@cache
def query() -> SavedQuery:
    return read_query(folder("queries") / "actions-by-theme.rq")


def asked(*values: str, edition: str = "hampshire-2015") -> Answered:
    """The question with *values* in its first gap."""
    gap = query().parameters[0]
    options = tuple(Option(value, value.capitalize(), URIRef(f"urn:{value}")) for value in values or ("feedback",))
    words = f"About {', '.join(values)}?"
    return Answered(query(), edition, {gap.name: Filled(gap, options)}, words, "SELECT * {}", ({"action": Cell("An action")},))
