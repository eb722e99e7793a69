"""The graphs that a query names as its dataset (SPARQL 1.1 Query Language, section 13.2)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from pyparsing import ParseResults
from rdflib import URIRef
from rdflib.plugins.sparql.parserutils import CompValue

from graphapp.errors import QueryRefused
from graphapp.queries.safety import parts_of, readings, syntax_of
from graphapp.store.base import Chosen

_FROM, _ESCAPE = "from", "\\u"
"""Without either there is no ``FROM``: only what has one, in whatever case, is worth the second parser."""


def chosen_in(query: str) -> Chosen | None:
    """The graphs of ``FROM`` and ``FROM NAMED``; None where *query* has neither.

    :raises QueryRefused: when it does not parse, or says with escapes something else to one parser than to another
    """
    lowered = query.lower()
    if _FROM not in lowered and _ESCAPE not in lowered:
        return None
    found = [_chosen(syntax_of(reading)) for reading in readings(query)]
    if any(other != found[0] for other in found[1:]):
        raise QueryRefused("The query can be read in two ways, with FROM and without. Write it without code point escapes.")
    return found[0]


def _chosen(parsed: ParseResults) -> Chosen | None:
    clauses = [part for part in parts_of(parsed) if part.name == "DatasetClause"]
    if not clauses:
        return None
    names = _Names(parsed[0])
    default = [names.iri(part["default"]) for part in clauses if "default" in part]
    named = [names.iri(part["named"]) for part in clauses if "named" in part]
    return Chosen(tuple(default), tuple(named))


class _Names:
    """What names stand for after a prologue. rdflib's own loads modules for that, and a worker has no descriptor to do so."""

    def __init__(self, prologue: Iterable[CompValue]) -> None:
        self._base, self._prefixes = "", dict[str, str]()
        for part in prologue:
            iri = urljoin(self._base, str(part["iri"]))
            if part.name == "Base":
                self._base = iri
            elif part.name == "PrefixDecl":
                self._prefixes[_text(part, "prefix")] = iri

    def iri(self, name: URIRef | CompValue) -> str:
        """The IRI that *name* stands for.

        :raises QueryRefused: when its prefix is not declared
        """
        if not isinstance(name, CompValue):
            return urljoin(self._base, str(name))
        prefix = _text(name, "prefix")
        if prefix not in self._prefixes:
            raise QueryRefused(f"The query does not parse: the prefix “{prefix}:” is not declared.")
        return self._prefixes[prefix] + _text(name, "localname")


def _text(part: CompValue, key: str) -> str:
    """What *part* has under *key*, else nothing; its own ``get`` gives the key back."""
    return str(part[key]) if key in part else ""
