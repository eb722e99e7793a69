"""Looks at SPARQL that anyone may have typed before it is run (design, decision 13).

What is too long or nests too deeply is sent away by :func:`refuse_unreadable` before anything parses it; what would reach
outside what is published, by :func:`refuse_unsafe`, on the parsed query. The engine parses it again, and answers nothing but
reading queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.errors import QueryRefused, QueryTooLong

LONGEST = 50_000
_DEEPEST = 100

_MAY_REACH_OUTSIDE = re.compile(r"service|from|\\u", re.IGNORECASE)
"""Without these letters there is no SERVICE and no FROM, also none written with code point escapes (SPARQL 1.1, section 19.2):
only what has them, which may be in a text or a name, is worth the second parser."""


def refuse_unreadable(query: str) -> None:
    """Refuse what is too long or too deep to parse: a parser may end its process on it.

    :raises QueryTooLong: when it has too many characters
    :raises QueryRefused: when it nests too deeply
    """
    if len(query) > LONGEST:
        raise QueryTooLong(f"The query has {len(query)} characters; the most is {LONGEST}.")
    if _depth(query) > _DEEPEST:
        raise QueryRefused(f"The query nests more than {_DEEPEST} brackets.")


def refuse_unsafe(query: str) -> None:
    """Refuse what cannot be read, and what would reach outside what is published.

    :raises QueryRefused: with the reason
    """
    refuse_unreadable(query)
    if not _MAY_REACH_OUTSIDE.search(query):
        return
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
