"""Looks at SPARQL that anyone may have typed before it is run (design, decision 13).

rdflib's parser reads it first: what is too long or too deep, does not parse, or would reach outside what is published, is
refused. Deadlines and workers that can be killed come with the engine (CONTRIBUTING, "What comes next").
"""

from __future__ import annotations

from collections.abc import Iterator

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.errors import QueryRefused

_LONGEST = 10_000
_DEEPEST = 50


def refuse_unsafe(query: str) -> None:
    """Refuse what is too long or too deep to parse, what does not parse, and what would reach outside.

    :raises QueryRefused: with the reason
    """
    if len(query) > _LONGEST:
        raise QueryRefused(f"The query has {len(query)} characters; the most is {_LONGEST}.")
    if _depth(query) > _DEEPEST:
        raise QueryRefused(f"The query nests more than {_DEEPEST} brackets.")
    try:
        parsed = parseQuery(query)
    except ParseException as error:
        raise QueryRefused(f"The query does not parse: line {error.lineno}, column {error.column}: {error.msg}.") from error
    except RecursionError as error:
        raise QueryRefused("The query nests too deeply.") from error
    names = {part.name for part in _parts(parsed)}
    for name, word in (("ServiceGraphPattern", "SERVICE"), ("DatasetClause", "FROM")):
        if name in names:
            raise QueryRefused(f"{word} is not answered here: it would leave what is published.")


def _depth(query: str) -> int:
    """The deepest nesting of brackets, strings not minded: an upper bound is what a limit needs."""
    depth = deepest = 0
    for character in query:
        depth += (character in "{([") - (character in "})]")
        deepest = max(deepest, depth)
    return deepest


def _parts(parsed: object) -> Iterator[CompValue]:
    """Every named part of a parsed query."""
    if isinstance(parsed, CompValue):
        yield parsed
        parsed = list(parsed.values())
    if isinstance(parsed, str) or not hasattr(parsed, "__iter__"):
        return
    for item in parsed:
        yield from _parts(item)
