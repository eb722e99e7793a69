"""``/sparql/complete``: what somebody who writes a query may be about to write: terms, prefixes and things of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

import orjson
from flask import Blueprint, Response

from graphapp.namespaces import PREFIXES, curie
from graphapp.queries.scope import choose_edition
from graphapp.search.find import LONGEST, offer
from graphapp.search.listing import collection_of
from graphapp.web.answers import Ready
from graphapp.web.data import respond_with_data
from graphapp.web.documentation import served_counts, served_documentation
from graphapp.web.pages import one, refuse_other_names
from graphapp.web.services import Services, services

pages = Blueprint("completion", __name__, url_prefix="/sparql")

_JSON = "application/json"
_CLASS, _PROPERTY = "class", "property"
_TEXT = "q"
_SHORTEST = 2
"""Letters from which on terms and things are looked for."""

_MOST_OF_A_PREFIX, _MOST_BY_WORD = 50, 10
_LONGEST_DEFINITION = 200


@dataclass(frozen=True)
class Offered:
    """What a query can go on with.

    :param write: what is put into the query
    :param kind: class, property, prefix, or what kind of thing
    :param about: what it is: the beginning of its definition, or its IRI
    """

    write: str
    label: str
    kind: str
    about: str


@dataclass(frozen=True)
class _Term:
    """A class or property with what it is found by, in small letters, and how often the data use it."""

    offered: Offered
    name: str
    words: tuple[str, ...]
    count: int

    def fit(self, typed: str) -> int | None:
        """How well *typed* fits, the less the better: its name begins so, a word of its label does, it is within."""
        if self.name.startswith(typed):
            return 0
        if any(word.startswith(typed) for word in self.words):
            return 1
        return 2 if len(typed) > _SHORTEST and typed in self.name else None


@pages.get("/complete")
def complete() -> Response:
    """What the words in the address may become, as JSON: terms for a prefixed name; for a word prefixes, terms and things."""
    refuse_other_names((_TEXT,))
    found, typed = services(), one(_TEXT).strip()[:LONGEST]
    prefix, colon, local = typed.partition(":")
    offered = tuple(_of_prefix(found, prefix, local) if colon else _by_word(found, typed))
    return respond_with_data(Ready(orjson.dumps(offered), _JSON, len(offered)))


def _of_prefix(found: Services, prefix: str, local: str) -> Iterator[Offered]:
    """The terms that are written with *prefix* and fit *local*; all of them where that is empty."""
    ours = (term for term in _terms(found) if term.offered.write.startswith(f"{prefix}:"))
    yield from islice(_fitting(ours, local), _MOST_OF_A_PREFIX)


def _by_word(found: Services, word: str) -> Iterator[Offered]:
    """The prefixes, terms and things that *word* may be the beginning of."""
    if word:
        begun = (name for name in PREFIXES if name.startswith(word.casefold()))
        yield from (Offered(f"{name}:", "", "prefix", PREFIXES[name]) for name in begun)
    if len(word) >= _SHORTEST:
        yield from islice(_fitting(_terms(found), word), _MOST_BY_WORD)
        yield from _things(found, word)


def _things(found: Services, word: str) -> Iterator[Offered]:
    """The things of the newest self-evaluation that *word* may name: those of a whole country would take long to read."""
    store, naming = found.store, found.naming
    for entry in offer(collection_of(store, naming, choose_edition(store, naming)), word):
        it = entry.thing
        yield Offered(f"<{it.iri}>", it.label, it.kind.replace("-", " "), it.iri)


def _fitting(terms: Iterable[_Term], typed: str) -> Iterator[Offered]:
    """Those of *terms* that *typed* fits, the best and the most used first."""
    fits = ((term.fit(typed.casefold()), -term.count, term.name, term.offered) for term in terms)
    yield from (offered for *_, offered in sorted((it for it in fits if it[0] is not None), key=lambda it: it[:3]))


def _terms(found: Services) -> tuple[_Term, ...]:
    """The classes and properties that have a prefix, put together once for each version."""
    return found.store.memo.get("terms to complete", lambda: (*_explained(found), *_used(found)))


def _explained(found: Services) -> Iterator[_Term]:
    """The terms that the ontology explains."""
    for term in served_documentation(found).terms.values():
        about = shorten(term.definition, _LONGEST_DEFINITION, placeholder="…")
        yield _term(Offered(term.short, term.label, _CLASS if term.is_class else _PROPERTY, about), term.count)


def _used(found: Services) -> Iterator[_Term]:
    """The terms of others that the data use and the ontology takes as known, such as ``rdfs:label``."""
    explained = {term.iri for term in served_documentation(found).terms.values()}
    counts = served_counts(found)
    for kind, used in ((_CLASS, counts.classes), (_PROPERTY, counts.predicates)):
        names = {curie(iri): count for iri, count in used.items() if iri not in explained and curie(iri) != iri}
        yield from (_term(Offered(name, "", kind, ""), count) for name, count in names.items())


def _term(offered: Offered, count: int) -> _Term:
    return _Term(offered, offered.write.partition(":")[2].casefold(), tuple(offered.label.casefold().split()), count)
