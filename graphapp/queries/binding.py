"""Puts typed terms into the slots of a query (design, decision 12). Text is never pasted.

A slot is ``$name`` where SPARQL has a variable; a tokeniser that knows strings, IRIs and comments finds it, so that a ``$``
inside any of those stays what it is. A text is written with every character escaped that could end or change it.

A gap that may be empty, or take several values, is written ``BIND($name AS ?x)`` and becomes ``VALUES ?x { … }``. So a file is
SPARQL as it stands, in which such a gap is empty: any engine, editor and tool can read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rdflib import Literal, URIRef

_TOKEN = re.compile(
    r"""
    (?P<string> \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<comment> \#[^\n]* )
  | (?P<escape> \\. )
  | (?<![\w?$:-]) (?i:BIND) \s* \( \s*
      \$(?P<several>[A-Za-z_][A-Za-z0-9_]*) \s+ (?i:AS) \s+ (?P<name>\?[A-Za-z_][A-Za-z0-9_]*) \s* \)
  | \$(?P<slot>[A-Za-z_][A-Za-z0-9_]*)
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LOOKS_LIKE_CODEPOINT = re.compile(r"(\\\\)([uU])")

NOTHING = "UNDEF"
"""What an empty optional gap becomes; it stands inside VALUES."""


@lru_cache(maxsize=1_000)
def _parts(sparql: str) -> tuple[str, ...]:
    """*sparql* cut at its slots: text, the name of a slot, text, and so on. Saved questions are cut once."""
    parts, begin, end = [], 0, ""
    for match in _TOKEN.finditer(sparql):
        slot = match["slot"] or match["several"]
        if slot:
            start = f"VALUES {match['name']} {{ " if match["name"] else ""
            parts += [end + sparql[begin : match.start()] + start, slot]
            begin, end = match.end(), " }" if start else ""
    return (*parts, end + sparql[begin:])


def slots(sparql: str) -> Iterator[str]:
    """The names of the slots of *sparql*, each time they occur.

    >>> list(slots('SELECT * { ?s ?p $value . FILTER(?o = "$5") } # $no'))
    ['value']
    """
    return iter(_parts(sparql)[1::2])


def bind(sparql: str, terms: Mapping[str, URIRef | Literal | Sequence[URIRef | Literal] | None]) -> str:
    r"""Put *terms* into the slots of the same name; none at all, an empty gap, becomes ``UNDEF``; other slots stay.

    >>> bind("SELECT * { ?s ?p $value }", {"value": Literal('a"b')})
    'SELECT * { ?s ?p "a\\"b" }'
    """
    listed = {name: [found] if isinstance(found, URIRef | Literal) else found or () for name, found in terms.items()}
    written = {name: " ".join(map(_written, found)) or NOTHING for name, found in listed.items()}
    parts = list(_parts(sparql))
    parts[1::2] = [written.get(name, f"${name}") for name in parts[1::2]]
    return "".join(parts)


def without_slots(sparql: str) -> str:
    """*sparql* with each slot written as the variable that it is to SPARQL, so that nothing waits to be filled.

    >>> without_slots('SELECT $s { $s ?p "$5" }')
    'SELECT ?s { ?s ?p "$5" }'
    """
    return _TOKEN.sub(lambda it: it[0].replace("$", "?", 1) if it["slot"] or it["several"] else it[0], sparql)


def _written(term: URIRef | Literal) -> str:
    r"""*term* in SPARQL.

    rdflib's ``n3()`` does not escape every quotation mark that ends a text of several lines, so texts are written here. A ``u``
    after a backslash is written as a code point: engines may read ``\uXXXX`` before anything else (SPARQL 1.1, section 19.2).
    """
    if isinstance(term, URIRef):
        return term.n3()
    text = _LOOKS_LIKE_CODEPOINT.sub(lambda match: rf"{match[1]}\U{ord(match[2]):08X}", str(term).translate(_ESCAPES))
    kind = f"@{term.language}" if term.language else f"^^{term.datatype.n3()}" if term.datatype else ""
    return f'"{text}"{kind}'
