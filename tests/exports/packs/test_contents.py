"""What is in a pack, for every partner: what the saved questions answer, no more and no less."""

from __future__ import annotations

import csv
import io

import pytest
from rdflib import URIRef
from rdflib.namespace import SKOS

from graphapp.errors import UnknownName
from graphapp.exports.packs.archive import pack_format, write_pack
from graphapp.exports.packs.contents import Maker, Pack, make_pack, subject_of
from graphapp.exports.packs.graph import pack_quads
from graphapp.namespaces import RS
from graphapp.queries.run import run_query
from tests.exports.packs.packing import PARENTS
from tests.published import Published


@pytest.fixture(scope="module")
def packs(maker: Maker) -> dict[str, Pack]:
    """The packs of all partners, by slug."""
    return {option.value: make_pack(maker, option.value) for option in maker.partners}


def answered(published: Published, question: str, **values: str) -> list[str]:
    """The IRIs that stand first in the rows of the answer on the site."""
    answer = run_query(published.store, published.library[question], values, published.naming)
    return [subject_of(row) for row in answer.rows]


def test_there_is_a_pack_for_every_partner(packs: dict[str, Pack], published: Published) -> None:
    assert len(packs) == published.count("?it a sef:Partner") >= 20


def test_every_pack_holds_exactly_the_statements_that_the_question_returns(
    packs: dict[str, Pack], maker: Maker, published: Published
) -> None:
    """As a table, as rows of the graph, and by their tiers: three ways in which a pack says what it holds."""
    statements = published.naming.resolve("id/statement/")
    for slug, pack in packs.items():
        expected = answered(published, "partner-involvement", partner=slug)
        table = write_pack(pack, maker, pack_format("csv")).decode("utf-8-sig")
        assert [row["Statement (IRI)"] for row in csv.DictReader(io.StringIO(table))] == expected, slug
        quads = pack_quads(pack, maker)
        cells = {quad.subject for quad in quads if quad.predicate == RS.variable and str(quad.value) == "statement"}
        rows = {c for c in cells if "part=statements#" in c}
        assert sorted(str(q.value) for q in quads if q.predicate == RS.value and q.subject in rows) == sorted(expected), slug
        tiers = {URIRef(f"{pack.source.address}#{tier}") for tier in ("stated", "derived")}
        members = {str(q.value) for q in quads if q.predicate == SKOS.member and q.subject in tiers}
        assert {iri for iri in members if iri.startswith(statements)} == set(expected), slug


def test_tiers_and_reasons_are_those_of_the_question(packs: dict[str, Pack], published: Published) -> None:
    for slug, pack in packs.items():
        answer = run_query(published.store, published.library["partner-involvement"], {"partner": slug}, published.naming)
        said = [(row["tier"], row["reason"]) for row in pack.statements.rows]
        assert said == [(row["tier"], row["reason"]) for row in answer.rows], slug


@pytest.mark.parametrize(
    ("part", "question", "gap"),
    [("contracts", "contracts-by-provider", "provider"), ("services", "services", "provider"), ("boards", "boards", "member")],
)
def test_whatever_a_question_lists_for_a_partner_is_in_its_pack(
    part: str, question: str, gap: str, packs: dict[str, Pack], published: Published
) -> None:
    found = 0
    for slug, pack in packs.items():
        expected = set(answered(published, question, **{gap: slug}))
        (held,) = ({subject_of(row) for row in each.answered.rows} for each in pack.parts if each.name == part)
        assert expected <= held, slug
        found += len(expected)
    assert found, "the test looks at something"


def test_a_contract_is_also_in_the_pack_of_whoever_does_not_hold_it(packs: dict[str, Pack]) -> None:
    (contracts,) = (part.answered for part in packs["hampshire-ccgs"].parts if part.name == "contracts")
    (row,) = contracts.rows
    assert row["tier"].value == "stated"
    assert row["reason"].value.startswith("has partner ")


def test_actions_and_measures_are_of_the_statements_of_the_pack(packs: dict[str, Pack]) -> None:
    for slug, pack in packs.items():
        statements = {subject_of(row) for row in pack.statements.rows}
        parts = {part.name: part.answered.rows for part in pack.parts}
        assert {row["statement"].iri for name in ("actions", "measures") for row in parts[name]} <= statements, slug


def test_every_row_says_its_tier_and_why(packs: dict[str, Pack]) -> None:
    rows = [row for pack in packs.values() for part in pack.parts for row in part.answered.rows]
    assert {row["tier"].value for row in rows} == {"stated", "derived"}
    assert all(row["reason"].value for row in rows)


def test_rows_of_the_document_are_context(packs: dict[str, Pack]) -> None:
    assert all("/id/assessment/" in iri for iri in packs[PARENTS].by_tier()["context"])


def test_a_name_that_is_no_partner_tells_the_nearest(maker: Maker) -> None:
    with pytest.raises(UnknownName, match="Did you mean solent-nhs-trust"):
        make_pack(maker, "solent-nhs-trus")
