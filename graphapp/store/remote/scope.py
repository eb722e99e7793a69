"""How an endpoint is told which graphs count.

The SPARQL Protocol has parameters for it, and SPARQL has ``FROM`` and ``FROM NAMED``; engines honour either, both or neither. One
that ignored them would answer from other people's data beside ours, so what a query names itself is always taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from graphapp.store.base import Chosen

_TOKEN = re.compile(
    r"""
    \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
  | <[^<>"{}|^`\\\x00-\x20]*>
  | (?P<comment> \#[^\n]* )
  | [{}()]
  | [^\s<>{}()"'\#|/*+!=,;&^\[\]]+
  | [^\s]
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_AFTER_A_DESCRIPTION = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


class Way(Enum):
    """How an endpoint is told."""

    PARAMETERS = "the parameters default-graph-uri and named-graph-uri"
    TEXT = "FROM and FROM NAMED in the query"


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    depth: int

    @property
    def word(self) -> str:
        """The token as a keyword, where it stands outside of all brackets."""
        return "" if self.depth else self.text.upper()


def without_dataset(query: str) -> str:
    """*query* without the graphs that it names as its dataset.

    >>> without_dataset("SELECT * FROM <urn:a> FROM NAMED <urn:b> { ?s ?p ?o }")
    'SELECT *   { ?s ?p ?o }'
    """
    return _with_clauses(query, "")


def with_dataset(query: str, seen: Chosen) -> str:
    """*query* over the graphs *seen*, whatever it names itself.

    >>> with_dataset("ASK { ?s ?p ?o }", Chosen(("urn:a",), ("urn:b",)))
    'ASK FROM <urn:a> FROM NAMED <urn:b> { ?s ?p ?o }'
    """
    clauses = [f"FROM <{graph}> " for graph in seen.default] + [f"FROM NAMED <{graph}> " for graph in seen.named]
    return _with_clauses(query, "".join(clauses))


def _with_clauses(query: str, clauses: str) -> str:
    tokens = list(_tokens(query))
    start = next((number for number, token in enumerate(tokens) if token.word in _FORMS), None)
    if start is None:
        return query
    place = _end_of_head(tokens, start)
    at = tokens[place].start if place < len(tokens) else len(query)
    head = "".join(_kept(query, tokens[:place], at))
    return head + clauses + query[at:] if at < len(query) else f"{head}\n{clauses}"


def as_rows(ask: str) -> str:
    r"""The SELECT that has a row where the ASK is true.

    >>> as_rows("ASK { ?s ?p ?o }")
    'SELECT * { ?s ?p ?o }\nLIMIT 1'
    """
    tokens = list(_tokens(ask))
    form = next(token for token in tokens if token.word == "ASK")
    limit = "\nLIMIT 1" if tokens[-1].text == "}" else ""
    return f"{ask[: form.start]}SELECT *{ask[form.end :]}{limit}"


def _tokens(query: str) -> Iterator[_Token]:
    """The tokens of *query* without its comments, each with how many brackets are open around it."""
    depth = 0
    for match in _TOKEN.finditer(query):
        if match["comment"]:
            continue
        depth -= match[0] in ("}", ")")
        yield _Token(match[0], match.start(), match.end(), depth)
        depth += match[0] in ("{", "(")


def _end_of_head(tokens: Sequence[_Token], start: int) -> int:
    """The number of the token before which the dataset stands: the pattern, or what comes after a description."""
    form, number = tokens[start].word, start + 1
    if form == "CONSTRUCT" and number < len(tokens) and tokens[number].word == "{":
        number = next((later for later in range(number, len(tokens)) if tokens[later].word == "}"), len(tokens)) + 1
    ends = ("WHERE", "{", *(_AFTER_A_DESCRIPTION if form == "DESCRIBE" else ()))
    return next((later for later in range(number, len(tokens)) if tokens[later].word in ends), len(tokens))


def _kept(query: str, head: Sequence[_Token], end: int) -> Iterator[str]:
    """The text of *head* without ``FROM`` and what it names."""
    place = 0
    for number, token in enumerate(head):
        if token.word == "FROM":
            named = number + 1 < len(head) and head[number + 1].word == "NAMED"
            last = min(number + 1 + named, len(head) - 1)
            yield query[place : token.start]
            place = head[last].end
    yield query[place:end]
