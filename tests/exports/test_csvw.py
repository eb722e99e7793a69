"""The dataset as tables: read back by their description, they hold every published triple."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from graphapp.exports.csvw.columns import Column, Survey
from graphapp.exports.csvw.metadata import FACTS, METADATA, README
from graphapp.exports.csvw.subjects import Subject, subjects_of
from graphapp.exports.csvw.tables import write_tables
from graphapp.namespaces import SEF
from graphapp.store.base import Quad
from graphapp.store.embedded.writing import read_file
from graphapp.store.publishing import publish
from graphapp.store.versions import Manifest, Version
from tests.conftest import GRAPHS, NAMING
from tests.published import Published

Tables = dict[str, str]
Triple = tuple[str, str, str]


def tables_of(version: Version) -> tuple[Tables, bytes]:
    """The files of the zip, and its bytes."""
    target = io.BytesIO()
    write_tables(version, target)
    with ZipFile(target) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}, target.getvalue()


@pytest.fixture(scope="module")
def made(published: Published) -> tuple[Tables, bytes]:
    return tables_of(published.version)


@pytest.fixture(scope="module")
def tables(made: tuple[Tables, bytes]) -> Tables:
    return made[0]


def rows_of(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


def triples_of(tables: Tables) -> Iterator[Triple]:
    """The triples that *tables* hold, read by their description as a program would read them."""
    for table in json.loads(tables[METADATA])["tables"]:
        columns = [it for it in table["tableSchema"]["columns"] if "propertyUrl" in it]
        for row in rows_of(tables[table["url"]]):
            for column in columns:
                cell = row[column["name"]]
                values = cell.split(column["separator"]) if "separator" in column else [cell]
                yield from ((row["id"], column["propertyUrl"], plain(value)) for value in values if cell)
    yield from ((row["subject"], row["property"], plain(row["value"])) for row in rows_of(tables[FACTS]))


def plain(value: str) -> str:
    """*value* without the apostrophe that keeps a spreadsheet from running it."""
    return value[1:] if value[:2] in ("'=", "'+", "'-", "'@", "'\t") else value


def as_words(term: object) -> str:
    return term.n3() if isinstance(term, BNode) else str(term)


def test_the_tables_hold_every_published_triple(tables: Tables, published: Published) -> None:
    expected = {tuple(map(as_words, quad[:3])) for quad in read_file(published.version.dataset)}
    assert set(triples_of(tables)) == expected


def test_each_kind_of_thing_has_a_table_with_a_row_for_each(tables: Tables, published: Published) -> None:
    found = {(row["id"]) for name, table in tables.items() if name.endswith(".csv") and name != FACTS for row in rows_of(table)}
    kinds = {kind[0] for iri in found if (kind := published.naming.kind_and_slug(iri))}
    assert {f"{kind}.csv" for kind in kinds} | {FACTS, METADATA, README} == set(tables)
    assert found == {str(it.subject) for it in published.store.quads() if published.naming.kind_and_slug(str(it.subject))}
    assert len(rows_of(tables["partner.csv"])) >= 20


def test_things_stand_with_their_labels(tables: Tables) -> None:
    (row,) = [it for it in rows_of(tables["contract.csv"]) if it["id"].endswith("/hampshire-childrens-therapies-contract")]
    assert row["contractor"].endswith("/id/partner/solent-nhs-trust")
    assert row["contractor_label"] == "Solent NHS Trust"
    assert len(row["covers"].split("|")) == len(row["covers_label"].split("|"))


def test_each_heading_is_described(tables: Tables) -> None:
    described = json.loads(tables[METADATA])
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    for table in described["tables"]:
        columns = table["tableSchema"]["columns"]
        heading = next(csv.reader(io.StringIO(tables[table["url"]])))
        assert [it["name"] for it in columns] == heading
        assert all(it["name"] in it["titles"] for it in columns), "a heading has to be one of the titles"
        assert all(it["name"].replace("_", "").replace(".", "").isalnum() and it["name"][0] != "_" for it in columns)
        assert len(heading) == len(set(heading))


def test_the_rights_and_the_version_are_said(tables: Tables, published: Published) -> None:
    described = json.loads(tables[METADATA])
    assert described["dc:identifier"] == published.version.manifest.version
    assert "The document states no licence" in described["dc:rights"][0]
    assert "The document states no licence" in tables[README]


def test_the_same_version_gives_the_same_bytes(made: tuple[Tables, bytes], published: Published) -> None:
    assert tables_of(published.version)[1] == made[1]


def test_a_dataset_in_any_order_gives_the_same_tables(tiny_nquads: bytes, tmp_path: Path) -> None:
    version = publish_tiny(tmp_path, tiny_nquads)
    expected = tables_of(version)[0]
    version.dataset.write_bytes(b"".join(reversed(version.dataset.read_bytes().splitlines(keepends=True))))
    assert tables_of(version)[0] == expected


def test_exact_words_of_the_document_are_in_no_table(tiny_nquads: bytes, tmp_path: Path) -> None:
    version = publish_tiny(tmp_path, tiny_nquads)
    content = "".join(tables_of(version)[0].values())
    assert "home visits" not in content
    assert "elsewhere" not in content


def publish_tiny(home: Path, nquads: bytes) -> Version:
    lines = sorted(line for line in nquads.splitlines(keepends=True) if any(f"<{iri}> .".encode() in line for iri in GRAPHS))
    manifest = Manifest("tiny", NAMING.base, "2015-09-01T12:00:00+00:00", "graphapp 0", ("tiny",), GRAPHS, ())
    return publish(home, manifest, b"".join(lines))


# What the columns are


def thing(*facts: tuple[URIRef, Any], slug: str = "one") -> Subject:
    said: dict[URIRef, tuple[Any, ...]] = {}
    for predicate, value in facts:
        said[predicate] = (*said.get(predicate, ()), value)
    return Subject(NAMING.resolve(f"id/partner/{slug}"), "partner", said)


def column(survey: Survey, name: str) -> Column:
    return next(it for it in survey.columns["partner"] if it.name == name)


@pytest.mark.parametrize(
    ("values", "datatype"),
    [
        (["1", "2"], "integer"),
        (["1", "2.5"], "decimal"),
        (["1", "2014"], "string"),
    ],
)
def test_a_column_has_the_type_that_all_its_values_share(values: list[str], datatype: str) -> None:
    types = {"1": XSD.integer, "2": XSD.integer, "2.5": XSD.decimal, "2014": XSD.gYear}
    subjects = [
        thing((SEF.value, Literal(value, datatype=types[value], normalize=False)), slug=f"t{value[0]}") for value in values
    ]
    assert column(Survey(subjects), "value").datatype == datatype


def test_properties_of_the_same_name_get_columns_of_their_own() -> None:
    survey = Survey([thing((SKOS.note, Literal("a")), (SEF.note, Literal("b")), (URIRef("urn:x:note"), Literal("c")))])
    assert sorted(it.name for it in survey.columns["partner"]) == ["note", "sef_note", "urn_note"]


def test_the_sign_between_values_is_in_none_of_them() -> None:
    survey = Survey([thing((SKOS.altLabel, Literal("a|b")), (SKOS.altLabel, Literal("c")))])
    assert column(survey, "altLabel").cell([Literal("a|b"), Literal("c")]) == "a|b¦c"


def test_labels_with_that_sign_do_not_make_more_of_them() -> None:
    survey = Survey([thing((SEF.covers, URIRef("urn:a")), (SEF.covers, URIRef("urn:b")))])
    assert column(survey, "covers").label_cell(["one|two", "three"]) == "one two|three"


@pytest.mark.parametrize(
    ("value", "cell"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "-5"), ("+1.5e3", "+1.5e3"), ("-5 to 3", "'-5 to 3")]
)
def test_no_spreadsheet_runs_a_cell(value: str, cell: str) -> None:
    assert column(Survey([thing((SKOS.note, Literal(value)))]), "note").cell([Literal(value)]) == cell


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1), min_size=2, max_size=5, unique=True))
def test_several_texts_in_a_cell_can_be_told_apart(texts: list[str]) -> None:
    values = [Literal(text) for text in texts]
    told = column(Survey([thing(*((SKOS.note, value) for value in values))]), "note")
    assert len(told.cell(values).split(told.separator)) == len(texts)


def test_a_fact_of_two_graphs_is_told_once() -> None:
    iri = NAMING.resolve("id/partner/one")
    quads = [Quad(iri, RDF.type, SEF.Partner, graph) for graph in ("urn:a", "urn:b")]
    (subject,) = subjects_of(quads, NAMING)
    assert subject.facts == {RDF.type: (SEF.Partner,)}
