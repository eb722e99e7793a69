"""A pack as files: every format says the same, and the archive can be checked and run elsewhere."""

from __future__ import annotations

import io
from hashlib import sha256
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graphapp.errors import UnknownName
from graphapp.exports.formats import FORMATS, GRAPH_FORMATS
from graphapp.exports.packs.archive import PACK_FORMATS, pack_format, write_pack
from graphapp.exports.packs.contents import Maker, Pack, make_pack
from tests.exports.packs.packing import PARENTS
from tests.published import Published


@pytest.fixture(scope="module")
def files(pack: Pack, maker: Maker) -> dict[str, bytes]:
    """What is in the archive, by its name in the folder."""
    with ZipFile(io.BytesIO(write_pack(pack, maker, pack_format("zip")))) as archive:
        return {name.removeprefix(f"{PARENTS}/"): archive.read(name) for name in archive.namelist()}


def test_the_archive_opens_with_the_cover_page_and_ends_with_the_checksums(files: dict[str, bytes]) -> None:
    assert next(iter(files)) == "README.txt"
    assert list(files)[-1] == "SHA256SUMS"


def test_every_file_has_its_checksum(files: dict[str, bytes]) -> None:
    lines = files["SHA256SUMS"].decode().splitlines()
    assert lines == [f"{sha256(content).hexdigest()}  {name}" for name, content in files.items() if name != "SHA256SUMS"]


def test_the_cover_page_says_what_there_is_from_where_and_what_it_means(files: dict[str, bytes], pack: Pack) -> None:
    text = " ".join(files["README.txt"].decode().split())
    for words in (pack.title, pack.said_by, pack.source.version, pack.source.rights, pack.source.address):
        assert words in text
    for words in ("Statements: 35 (12 stated, 23 derived)", "- stated: ", "- derived: ", "- context: "):
        assert words in text
    assert all(f"- {name}: " in text for name in files if name != "README.txt")


def test_every_serialisation_holds_the_same_triples(files: dict[str, bytes]) -> None:
    graphs = [Graph().parse(data=files[f"data/{PARENTS}.{item.suffix}"], format=item.rdflib_name) for item in GRAPH_FORMATS]
    assert len(graphs[0]) > 1_000
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])
    sets = [dataset(files[f"data/{PARENTS}.{item.suffix}"], item.suffix) for item in FORMATS if item.has_graphs]
    assert all(found == sets[0] for found in sets)
    assert {quad[:3] for quad in sets[0]} == set(graphs[0])


def dataset(content: bytes, suffix: str) -> set[tuple[object, ...]]:
    return set(Dataset().parse(data=content, format={"nq": "nquads"}.get(suffix, suffix)).quads())


def test_what_rules_added_stands_in_a_graph_of_its_own(files: dict[str, bytes], published: Published) -> None:
    graphs = {str(quad[3]) for quad in dataset(files[f"data/{PARENTS}.nq"], "nq")}
    assert {str(published.naming.graph(name)) for name in ("hampshire-2015", "hampshire-2015/inferred")} <= graphs


def test_the_workbook_has_a_sheet_for_each_table_and_numbers_where_there_are_some(files: dict[str, bytes], pack: Pack) -> None:
    book = load_workbook(io.BytesIO(files[f"{PARENTS}.xlsx"]))
    assert book.sheetnames == ["Statements", "Actions", "Contracts", "Services", "Boards", "Measures", "About"]
    for part in pack.parts:
        assert book[part.name.capitalize()].max_row == len(part.answered.rows) + 1
    told = {row[0]: row[1] for row in book["About"].values}
    assert told["Pack"] == pack.title
    assert "fewer than 10" in str(told["Small numbers"])


def test_the_queries_run_as_they_are_and_give_the_statements(files: dict[str, bytes], pack: Pack, maker: Maker) -> None:
    rows = maker.store.select(files["queries/statements.rq"].decode())
    assert [str(row["statement"]) for row in rows] == [row["statement"].iri for row in pack.statements.rows]
    for part in pack.parts:
        assert maker.store.select(files[f"queries/{part.name}.rq"].decode()).columns


@pytest.mark.parametrize("item", PACK_FORMATS, ids=lambda item: item.suffix)
def test_the_same_pack_gives_the_same_bytes(item: object, maker: Maker) -> None:
    chosen = pack_format(getattr(item, "suffix"))  # noqa: B009 - the type of a parameter is not known
    first, second = (write_pack(make_pack(maker, "solent-nhs-trust"), maker, chosen) for _ in range(2))
    assert first == second


def test_a_format_that_there_is_not_tells_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean jsonld"):
        pack_format("jsonl")
