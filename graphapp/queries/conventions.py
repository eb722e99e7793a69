"""What the SPARQL of every saved question keeps to, so that each engine answers it alike, and from what it may see alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.queries.safety import parts_of

_MINUS = "say MINUS, which is worked out once and not for each row again"
_CHOSEN = "which graphs a question sees is decided when it is asked"
_CHANGES = "its answer would be another each time"

_NEVER = {
    "Builtin_NOTEXISTS": ("NOT EXISTS", _MINUS),
    "ServiceGraphPattern": ("SERVICE", "a question is answered from what is published here"),
    "DatasetClause": ("FROM", _CHOSEN),
    "Builtin_NOW": ("NOW", _CHANGES),
    "Builtin_RAND": ("RAND", _CHANGES),
    "Builtin_UUID": ("UUID", _CHANGES),
    "Builtin_STRUUID": ("STRUUID", _CHANGES),
}
"""Parts of a parsed query that no saved question has: as one writes them, and why not."""


def breaches(parsed: object) -> Iterator[tuple[str, str]]:
    """What in a *parsed* query goes against the conventions: as one writes it, and why not."""
    for part in parts_of(parsed):
        if part.name in _NEVER:
            yield _NEVER[part.name]
        elif part.name == "UnaryNot" and _is_exists(part.expr):
            yield "EXISTS", _MINUS
        elif part.name == "GraphGraphPattern" and not isinstance(part.term, Variable):
            yield "GRAPH", _CHOSEN


def _is_exists(parsed: object) -> bool:
    """Whether an expression is EXISTS, in however many brackets: each is an expression with nothing beside it."""
    while isinstance(parsed, CompValue) and parsed.name != "Builtin_EXISTS" and parsed.other is None:
        parsed = parsed.expr
    return isinstance(parsed, CompValue) and parsed.name == "Builtin_EXISTS"


def line_saying(words: str, sparql: str) -> int | None:
    """The first line of *sparql*, counted from 1, that says *words* outside a comment; None where they stand on several."""
    spaced = words.replace(" ", r"\s+")
    pattern = re.compile(rf"[^#]*(?<![?$:\w]){spaced}\b", re.IGNORECASE)
    return next((number for number, line in enumerate(sparql.splitlines(), 1) if pattern.match(line)), None)
