"""A question that was asked, for the tests to save; it needs no store."""

from __future__ import annotations

from functools import cache

from rdflib import URIRef

from graphapp.queries.header import SavedQuery, read_query
from graphapp.queries.parameters import Filled, Option
from graphapp.queries.run import Asked
from graphapp.resources import folder


@cache
def query() -> SavedQuery:
    return read_query(folder("queries") / "actions-by-theme.rq")


def asked(*values: str, edition: str = "hampshire-2015") -> Asked:
    """The question with *values* in its first gap."""
    gap = query().parameters[0]
    options = tuple(Option(value, value.capitalize(), URIRef(f"urn:{value}")) for value in values or ("feedback",))
    return Asked(query(), edition, {gap.name: Filled(gap, options)}, f"About {', '.join(values)}?", "SELECT * {}")
