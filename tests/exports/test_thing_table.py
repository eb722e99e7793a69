"""The table of facts: what stands in which cell, and that no spreadsheet runs it."""

from __future__ import annotations

import csv
import io

from graphapp.exports.thing_table import COLUMNS, as_thing_csv
from graphapp.things.facts import Fact
from graphapp.things.view import Link

HERE, THERE = Link("Row 1.1, practice", iri="urn:here"), Link("Row 2, practice", iri="urn:there")
NAMED = Fact(True, Link("is named in", iri="urn:p"), Link("A body", iri="urn:b"), "", "stated", (HERE, THERE), (), (), "urn:g")
WORDS, RULE = Link('=1+1, “so”\n"said"'), Link("A rule", iri="urn:r")
TEXT = Fact(False, Link("text", iri="urn:t"), WORDS, "en-GB", "derived", (), (RULE,), (HERE,), "urn:i")


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_fact_is_a_row_with_words_and_iris() -> None:
    (row,) = read(as_thing_csv([NAMED]))
    assert tuple(row) == COLUMNS
    assert (row["Direction"], row["Property"], row["Value (IRI)"]) == ("where it comes up", "is named in", "urn:b")
    assert row["Stated in"].splitlines() == ["Row 1.1, practice", "Row 2, practice"]
    assert row["Stated in (IRI)"].splitlines() == ["urn:here", "urn:there"], "in the same order"


def test_a_literal_is_kept_whole_and_not_run() -> None:
    (row,) = read(as_thing_csv([TEXT]))
    assert row["Value"] == '\'=1+1, “so”\n"said"'
    assert (row["Value (IRI)"], row["Language or datatype"], row["Tier"]) == ("", "en-GB", "derived")
    assert (row["Added by the rule"], row["By way of (IRI)"], row["Graph (IRI)"]) == ("A rule", "urn:here", "urn:i")


def test_no_facts_are_a_header_alone() -> None:
    assert read(as_thing_csv([])) == []
