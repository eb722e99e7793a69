"""Looks at SPARQL that anyone may have typed before it is run (design, decision 13).

What is too long or nests too deeply is sent away by :func:`refuse_unreadable` before anything parses it; what would reach
outside what is published, by :func:`refuse_unsafe`, on the parsed query. The engine parses it again, and answers nothing but
reading queries.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import Query
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.errors import QueryRefused, QueryTooLong
from graphapp.store.texts import without_texts

LONGEST = 50_000
_DEEPEST = 100

_BRACKETS = re.compile(r"[][(){}]")

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
"""A code point escape, or another one: in ``\\\\u0022`` the second backslash begins none."""

_MAY_REACH_OUTSIDE = re.compile(r"service|\\u", re.IGNORECASE)
"""Without these letters there is no SERVICE, also none written with code point escapes (SPARQL 1.1, section 19.2): only what
has them, which may be in a text or a name, is worth the second parser."""

_SERVICE = re.compile(r"service\b", re.IGNORECASE)

_NO_SERVICE = "SERVICE is not answered here: it would leave what is published."


def refuse_unreadable(query: str) -> None:
    """Refuse what is too long or too deep to parse: a parser may end its process on it.

    :raises QueryTooLong: when it has too many characters
    :raises QueryRefused: when it nests too deeply, or is no text
    """
    if len(query) > LONGEST:
        raise QueryTooLong(f"The query has {len(query)} characters; the most is {LONGEST}.")
    try:
        query.encode()
    except UnicodeEncodeError as error:
        place = error.start + 1
        raise QueryRefused(f"The query is no text: character {place} is one half of a surrogate pair.") from error
    if _depth(query) > _DEEPEST:
        raise QueryRefused(f"The query nests more than {_DEEPEST} brackets.")


def refuse_unsafe(query: str) -> None:
    """Refuse what cannot be read, and what would reach outside what is published.

    :raises QueryRefused: with the reason
    """
    refuse_unreadable(query)
    if not _MAY_REACH_OUTSIDE.search(query):
        return
    if any(part.name == "ServiceGraphPattern" for reading in readings(query) for part in parts_of(syntax_of(reading))):
        raise QueryRefused(_NO_SERVICE)


def readings(query: str) -> Iterator[str]:
    r"""The query as each engine may read it.

    To pyoxigraph a code point escape is a character of the string or the IRI in which it stands; by the standard it is one of the
    query, before anything else is read. Only so does ``"\u0022`` end the string: what follows may be hidden in either reading.
    Comments end at CR too, which the parser used here does not know.
    """
    lines = query.replace("\r\n", " \n").replace("\r", "\n")
    within = _ESCAPE.sub(lambda found: found[0] if _code(found) is None else "u" * len(found[0]), lines)
    yield within
    if within != lines:
        yield _ESCAPE.sub(_expanded, lines).replace("\r", "\n")


def _code(escape: re.Match[str]) -> int | None:
    """The number of the character that *escape* stands for, where it is a code point escape."""
    digits = escape[1] or escape[2]
    return int(digits, 16) if digits else None


def _expanded(escape: re.Match[str]) -> str:
    """The character that *escape* stands for; a number without one is left as it is, and does not parse."""
    code = _code(escape)
    return escape[0] if code is None or code > sys.maxunicode else chr(code)


def syntax_of(reading: str) -> ParseResults:
    """What *reading* says.

    :raises QueryRefused: when it does not parse
    """
    try:
        return Query.parse_string(reading, parse_all=True)
    except ParseException as error:
        if _SERVICE.match(reading, error.loc):  # rdflib itself trips over one behind an IRI with “#”
            raise QueryRefused(_NO_SERVICE) from error
        raise QueryRefused(f"The query does not parse: line {error.lineno}, column {error.column}: {error.msg}.") from error
    except RecursionError as error:
        raise QueryRefused("The query nests too deeply.") from error
    except (ArithmeticError, TypeError, ValueError) as error:  # such as -1 with ten thousand digits
        raise QueryRefused("The query has a number or a text that cannot be read.") from error


def _depth(query: str) -> int:
    """The deepest nesting of brackets; whoever hides some more from this look ends a worker, and no more than that."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(without_texts(query)):
        depth = max(0, depth + (1 if bracket in "{([" else -1))
        deepest = max(deepest, depth)
    return deepest


def parts_of(parsed: object) -> Iterator[CompValue]:
    """Every named part of a parsed query."""
    if isinstance(parsed, CompValue):
        yield parsed
        parsed = list(parsed.values())
    if isinstance(parsed, str) or not hasattr(parsed, "__iter__"):
        return
    for item in parsed:
        yield from parts_of(item)
