"""No value changes a query: whatever is sent, its parsed algebra is that of the template with the terms in their slots.

Two ways in are tried for every gap of every question. Texts come as people and programs send them, and are mostly refused; what
is taken has to be a value that the gap offers. Then terms of any text go straight into the slots, as if that wall were not there.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyparsing import ParseResults
from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue, Expr

from graphapp.errors import ParameterError
from graphapp.queries import parameters
from graphapp.queries.binding import bind
from graphapp.queries.header import Parameter, SavedQuery
from graphapp.queries.library import Library
from graphapp.queries.parameters import fill, options
from graphapp.queries.run import bound_sparql
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store.base import Store
from tests.hostile import FIXED, SURROGATES, look_alikes, mixtures
from tests.published import Published

pytestmark = pytest.mark.untraced
"""Thousands of inputs go the same way: other tests count the lines, and these take half the time without."""

FULL = bool(os.environ.get("CI"))
TEXTS = 20_000 if FULL else 4_000
"""Texts that are sent to the gaps."""
TERMS = 20_000 if FULL else 2_000
"""Terms that go straight into the slots."""
LONGEST_REFUSAL = 1_000
"""Characters of a refusal, however long what was sent."""
AT_ONCE = 60
"""Terms that one slot takes at a time, where it takes a list."""

QUESTIONS = {query.name: query for query in Library(folder("queries")).values()}
GAPS = [(query, gap) for query in QUESTIONS.values() for gap in query.parameters]
BASE = Settings().base_iri
Term = URIRef | Literal


# The algebra of a query, and the one that it has to be


def algebra(query: str) -> object:
    """The parsed algebra of *query* as plain values."""
    return plain(translateQuery(parseQuery(query)).algebra)


def plain(node: object) -> object:
    if isinstance(node, CompValue):
        return node.name, {key: plain(value) for key, value in node.items()}
    if isinstance(node, Mapping):
        return {plain(key): plain(value) for key, value in node.items()}
    return [plain(item) for item in node] if isinstance(node, list | tuple) else node


def bound(query: SavedQuery, terms: Mapping[str, Sequence[Term]]) -> str:
    """*query* with *terms* in its slots, as it is run."""
    return f"BASE <{BASE}>\n{bind(query.body, terms)}"


def sample(slot: str, number: int) -> URIRef:
    """What stands for a term in the template; no query holds it."""
    return URIRef(f"urn:sample:{slot}:{number}")


@cache
def template(name: str, counts: tuple[tuple[str, int], ...]) -> object:
    """A question as it is parsed with samples in its slots, as many as *counts* says for each."""
    samples = {slot: [sample(slot, number) for number in range(count)] for slot, count in counts}
    return parseQuery(bound(QUESTIONS[name], samples))


def expected(query: SavedQuery, terms: Mapping[str, Sequence[Term]]) -> object:
    """The algebra that *query* has with *terms* in its slots: put into the parsed template, so that no text is read again."""
    parsed = template(query.name, tuple((slot, len(found)) for slot, found in sorted(terms.items())))
    samples = {sample(slot, number): term for slot, found in terms.items() for number, term in enumerate(found)}
    return plain(translateQuery(with_terms(parsed, samples)).algebra)


def with_terms(node: object, terms: Mapping[URIRef, Term]) -> Any:  # noqa: ANN401 - as rdflib's parser has it
    """A copy of a parsed query with a term for each sample."""
    if isinstance(node, CompValue):
        values = {key: with_terms(value, terms) for key, value in node.items()}
        return Expr(node.name, **values) if isinstance(node, Expr) else CompValue(node.name, **values)
    if isinstance(node, list | ParseResults):
        return [with_terms(item, terms) for item in node]
    return terms.get(node, node) if isinstance(node, URIRef) else node


# Texts, as they are sent


@pytest.fixture(scope="module")
def scoped(published: Published) -> Store:
    return within_edition(published.store, published.naming, choose_edition(published.store, published.naming))


def texts_for(published: Published, scoped: Store, gap: Parameter) -> Iterator[str]:
    """Texts for one gap without an end: the fixed ones, what resembles a value, values of other gaps, and mixtures."""
    known = options(scoped, gap, published.naming)
    yield from (text for option in known[:5] for text in (option.value, option.label, str(option.term)))
    yield from ("3", "yes", *FIXED)
    for option in known[:3]:
        yield from look_alikes(str(option.term), option.value, option.label)
    yield from (option.value for _, other in GAPS[::7] for option in options(scoped, other, published.naming)[:3])
    chance = random.Random(f"4 {gap.name} {gap.source}")  # noqa: S311 - a sample, not a secret
    yield from mixtures(chance, [option.value for option in known])


def test_a_text_is_refused_or_it_is_a_value_and_lands_in_its_slot(
    published: Published, scoped: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters, "nearest", lambda *_: [])  # the hint is slow, and is tried over HTTP
    share = -(-TEXTS // len(GAPS))
    told = Counter[str]()
    seen = set[str]()
    for query, gap in GAPS:
        for text in islice(texts_for(published, scoped, gap), share):
            sparql, terms = taken(query, gap, text, published, scoped)
            told["taken" if sparql else "refused"] += 1
            if sparql and sparql not in seen:
                seen.add(sparql)
                assert algebra(sparql) == expected(query, terms), (query.name, gap.name, text)
    print(f"{told.total()} texts for {len(GAPS)} gaps: {dict(told)}, {len(seen)} different queries")  # noqa: T201
    assert told.total() >= TEXTS
    assert min(told["taken"], told["refused"]) > len(GAPS), "some are values"


def taken(
    query: SavedQuery, gap: Parameter, text: str, published: Published, scoped: Store
) -> tuple[str, dict[str, Sequence[Term]]]:
    """The query with *text* in one gap and the terms in its slots; nothing where it is refused with a sentence."""
    try:
        filled = fill(scoped, query, {gap.name: text}, published.naming)
    except ParameterError as error:
        if not re.search(r"[.?]$", str(error)) or len(str(error)) > LONGEST_REFUSAL:
            pytest.fail(f"no sentence to read: {error}")
        return "", {}
    known = options(scoped, gap, published.naming)
    assert not known or all(option in known for option in filled[gap.name].options)
    terms: dict[str, Sequence[Term]] = {
        item.parameter.variable: [option.term for option in item.options] for item in filled.values()
    }
    return bound_sparql(query, filled, published.naming), terms


# Terms of any text, straight into the slots


def takes_a_list(query: SavedQuery, gap: Parameter) -> bool:
    """Whether *gap* always stands alone inside VALUES."""
    written = sample(gap.variable, 0).n3()
    text = bind(query.body, {gap.variable: sample(gap.variable, 0)})
    return len(re.findall(rf"VALUES \?\w+ {{ {written} }}", text)) == text.count(written)


def hostile_terms(chance: random.Random) -> Iterator[Term]:
    """Terms of every kind that hold what ends a term, without an end."""
    kinds = (None, None, XSD.string, URIRef("urn:type"))
    for text in FIXED:
        if text not in SURROGATES and len(text) < 1_000:
            yield Literal(text)
    for text in mixtures(chance, ("health",)):
        kind = chance.choice(kinds)
        if chance.random() < 0.2:
            yield URIRef(f"urn:x:{re.sub(r'[^!$&-;=?-Z_a-z~é-ÿ]', '', text)}")
        else:
            yield (
                Literal(text, datatype=kind, normalize=False)
                if kind
                else Literal(text, lang=chance.choice((None, "en", "en-gb")))
            )


@pytest.mark.filterwarnings("ignore:.*does not look like a valid URI:")
def test_a_term_of_any_text_stays_in_its_slot() -> None:
    chance = random.Random(4)  # noqa: S311 - a sample, not a secret
    terms = hostile_terms(chance)
    tried = parsed = 0
    while tried < TERMS:
        for query in QUESTIONS.values():
            if query.parameters and tried < TERMS:
                given = {
                    gap.variable: list(islice(terms, AT_ONCE if takes_a_list(query, gap) else 1)) for gap in query.parameters
                }
                assert algebra(bound(query, given)) == expected(query, given), (query.name, given)
                tried += sum(map(len, given.values()))
                parsed += 1
    print(f"{tried} terms in {parsed} queries")  # noqa: T201


@pytest.mark.parametrize("text", ['x" . ?other ?property "y', 'x"@en , "y', 'x" } UNION { ?a ?b "y'])
def test_a_text_that_is_pasted_is_noticed(text: str) -> None:
    body = "PREFIX sef: <https://w3id.org/send-sef/ns#>\nSELECT ?a WHERE { { ?a sef:text $text } }"
    assert algebra(body.replace("$text", f'"{text}"')) != algebra(bind(body, {"text": Literal(text)}))


STRANGE = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=60 if FULL else 20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted({query.name for query, _ in GAPS})), texts=st.lists(STRANGE, min_size=30, max_size=30))
def test_no_text_that_can_be_thought_of_leaves_its_slot(name: str, texts: list[str]) -> None:
    query = QUESTIONS[name]
    given = {
        gap.variable: [*map(Literal, texts if takes_a_list(query, gap) else texts[number : number + 1])]
        for number, gap in enumerate(query.parameters)
    }
    assert algebra(bound(query, given)) == expected(query, given)
