"""Counts of few people leave with no pack, in whichever format, and every place where one was is told."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from graphapp.exports.packs.archive import pack_format, write_pack
from graphapp.exports.packs.contents import Maker, Pack, make_pack, subject_of
from graphapp.exports.packs.cover import protections
from graphapp.exports.packs.graph import pack_quads
from graphapp.exports.packs.protection import FEWER, WITHHELD, SmallCounts, protect, small_counts
from graphapp.namespaces import SEF
from graphapp.store.base import Term
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.labels import labels
from tests.exports.packs.packing import PARENTS, maker_of
from tests.published import Published


@pytest.fixture(scope="module")
def files(pack: Pack, maker: Maker) -> dict[str, bytes]:
    """What is in the archive, by name, with the cells of the workbook as text."""
    with ZipFile(io.BytesIO(write_pack(pack, maker, pack_format("zip")))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    book = load_workbook(io.BytesIO(found[f"{PARENTS}/{PARENTS}.xlsx"]))
    cells = (str(value) for sheet in book for row in sheet.values for value in row)
    return found | {"cells": "\n".join(cells).encode()}


def test_the_rule_finds_what_the_saved_question_on_small_numbers_lists(maker: Maker) -> None:
    answered = maker.ask("small-numbers")
    assert {row["measurement"].iri for row in answered.rows} == small_counts(maker.store).measurements
    assert {row["statement"].iri for row in answered.rows} <= small_counts(maker.store).statements


def test_no_file_has_the_words_of_a_statement_that_gives_a_small_count(pack: Pack, maker: Maker, files: dict[str, bytes]) -> None:
    assert pack.withheld, "the test looks at something"
    for words in labels(maker.store, small_statements(maker)).values():
        for name, content in files.items():
            assert words.encode() not in content, name


def small_statements(maker: Maker) -> list[Term]:
    return [
        quad.subject
        for quad in maker.store.quads(predicate=SEF.text)
        if str(quad.subject) in small_counts(maker.store).statements
    ]


def test_no_pack_has_the_figure_of_a_small_count(maker: Maker) -> None:
    small, seen = small_counts(maker.store), set[str]()
    for option in maker.partners:
        made = make_pack(maker, option.value)
        measures = [row for part in made.parts if part.name == "measures" for row in part.answered.rows]
        few = {subject_of(row): row["value"] for row in measures if subject_of(row) in small.measurements}
        assert all((cell.value, cell.number) == (FEWER, None) for cell in few.values())
        assert few.keys() == made.lowered.keys()
        if few:
            told = {
                str(quad.subject) for quad in pack_quads(made, maker) if quad.predicate in (SEF.value, SEF.minValue, SEF.maxValue)
            }
            assert not told & small.measurements, option.value
        seen |= few.keys()
    assert seen


def test_a_pack_says_where_it_left_something_out(pack: Pack, files: dict[str, bytes]) -> None:
    cover = " ".join(files[f"{PARENTS}/README.txt"].decode().split())
    rule, *places = protections(pack)
    assert len(places) == len(pack.withheld) + len(pack.lowered) == 3
    assert all(" ".join(told.split()) in cover for told in (rule, *places))
    assert WITHHELD.encode() in files[f"{PARENTS}/tables/statements.csv"]
    assert WITHHELD.encode() in files["cells"]


def test_a_pack_without_small_counts_says_so(maker: Maker) -> None:
    assert "Nothing in this pack had to be left out." in list(protections(make_pack(maker, "solent-nhs-trust")))


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_is_protected_rows_and_things_stay(data: st.DataObject, published: Published) -> None:
    answered = maker_of(published).ask("measurements")
    statements = sorted({row["statement"].iri or "" for row in answered.rows})
    measurements = sorted({row["measurement"].iri or "" for row in answered.rows})
    small = SmallCounts(
        data.draw(st.frozensets(st.sampled_from(measurements))), data.draw(st.frozensets(st.sampled_from(statements)))
    )
    after = protect(answered, small)
    for row, was in zip(after.rows, answered.rows, strict=True):
        assert {name: cell.iri for name, cell in row.items()} == {name: cell.iri for name, cell in was.items()}
        assert row["value"].value == (FEWER if was["measurement"].iri in small.measurements else was["value"].value)
        assert row["statement"].value == (WITHHELD if was["statement"].iri in small.statements else was["statement"].value)


def test_a_statement_that_says_a_small_count_again_is_protected_too() -> None:
    graph = "https://example.org/graph/x"
    facts = (
        ("m", SEF.smallCount, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("m", SEF.reportedIn, "<https://example.org/s1>"),
        ("s2", SEF.restates, "<https://example.org/s1>"),
        ("big", SEF.smallCount, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("big", SEF.reportedIn, "<https://example.org/s3>"),
    )
    store = EmbeddedStore((graph,))
    store.load("".join(f"<https://example.org/{it}> <{said}> {value} <{graph}> .\n" for it, said, value in facts).encode())
    found = small_counts(store)
    assert found.measurements == {"https://example.org/m"}
    assert found.statements == {"https://example.org/s1", "https://example.org/s2"}
