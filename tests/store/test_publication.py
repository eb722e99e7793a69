"""Putting a version into an engine: whole graphs, each once, and on from where it stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from graphapp.build import silent_step
from graphapp.errors import EngineFault
from graphapp.store.remote import RemoteStore
from graphapp.store.remote.address import Address
from graphapp.store.remote.link import USUAL, Link
from graphapp.store.remote.publication import group, send
from graphapp.store.remote.store import Endpoint
from graphapp.store.remote.upload import GraphStore, Target, UpdateEndpoint
from graphapp.store.versions import Counts, Manifest, Version
from tests.store.engines import ENGINES, Engine, Start

TEXT = r'"a \\u0041 \\\\ \"so\" \n ü 🙂"'


class Recorded:
    """A target that remembers what it was given, and may fail."""

    def __init__(self, target: Target) -> None:
        self._target, self.put_there, self.fail_at = target, list[str](), ""

    def put(self, graph: str, triples: Path) -> None:
        if self.fail_at and graph.endswith(self.fail_at):
            raise KeyboardInterrupt
        self.put_there.append(graph.rpartition("graph/")[2])
        self._target.put(graph, triples)

    def drop(self, graph: str) -> None:
        self.put_there.append(f"no {graph.rpartition('graph/')[2]}")
        self._target.drop(graph)


class Place:
    """An engine as something of ours is brought there, under a base of its own."""

    def __init__(self, engine: Engine, way: str, folder: Path) -> None:
        self.base, self._folder, self._engine = f"https://{uuid4()}.example/", folder, engine
        self.address = engine.graph_store if way == "graph store" else engine.update
        link = Link(Address.parse(self.address), USUAL)
        self.target = Recorded(GraphStore(link) if way == "graph store" else UpdateEndpoint(link))
        self.endpoint = Endpoint(Link(Address.parse(engine.query), USUAL), self.base)

    def version(self, name: str, **graphs: list[str]) -> Version:
        """A version of *graphs*, each with its triples; a graph called ``private`` is not published."""
        folder = self._folder / name
        folder.mkdir()
        lines = [f"{triple} <{self.base}graph/{graph}> .\n" for graph, triples in graphs.items() for triple in triples]
        (folder / "dataset.nq").write_text("".join(sorted(lines)))
        names = {graph: f"{self.base}graph/{graph}" for graph in graphs}
        private = (names.pop("private"),) if "private" in names else ()
        return Version(folder, Manifest(name, self.base, "", "", (), tuple(names.values()), private, Counts()))

    def send(self, version: Version) -> list[str]:
        """Bring *version* there; say what was put."""
        self.target.put_there.clear()
        send(version, self.endpoint, self.target, silent_step)
        return self.target.put_there

    @property
    def store(self) -> RemoteStore:
        return RemoteStore(self._engine.query, self.base)

    def count(self, graph: str) -> int:
        (row,) = self.endpoint.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{self.base}graph/{graph}> {{ ?s ?p ?o }} }}")
        return int(str(row["n"]))


@pytest.fixture(params=[(name, way) for name in ENGINES for way in ("graph store", "update")], ids=" by ".join)
def place(request: pytest.FixtureRequest, start_engine: Start, tmp_path: Path) -> Place:
    name, way = request.param
    return Place(start_engine(name), way, tmp_path)


def triples(*names: str) -> list[str]:
    return [f'<urn:{name}> <urn:p> "{name}"@en-gb' for name in names]


def test_what_was_sent_is_there_and_nothing_else(place: Place) -> None:
    place.send(place.version("v1", shared=triples("a", "b"), edition=triples("c"), private=triples("secret")))
    assert sorted(str(quad.subject) for quad in place.store.quads()) == ["urn:a", "urn:b", "urn:c"]
    assert sorted(place.store.graphs) == [f"{place.base}graph/edition", f"{place.base}graph/shared"]
    assert place.count("private") == 0


def test_texts_and_blank_nodes_arrive_as_they_are(place: Place) -> None:
    knot = ["<urn:a> <urn:p> _:c14n0", "_:c14n0 <urn:p> _:c14n1", "_:c14n1 <urn:q> <urn:b>", f"_:c14n1 <urn:text> {TEXT}"]
    many = [f"<urn:{number}> <urn:r> <urn:b>" for number in range(2_500)]
    place.send(place.version("v1", shared=[*knot, *many]))
    (row,) = place.store.select("SELECT ?text { <urn:a> <urn:p>/<urn:p> ?it . ?it <urn:text> ?text ; <urn:q> <urn:b> }")
    assert str(row["text"]) == 'a \\u0041 \\\\ "so" \n ü 🙂'
    assert place.count("shared") == 2_504


def test_what_is_there_whole_is_not_sent_again(place: Place) -> None:
    version = place.version("v1", shared=triples("a"), edition=triples("b"))
    assert place.send(version) == ["shared", "publication", "edition", "publication", "publication"]
    assert place.send(version) == ["publication"]


def test_only_what_changed_is_sent_of_the_next_version_and_what_is_gone_is_taken_away(place: Place) -> None:
    place.send(place.version("v1", shared=triples("a"), edition=triples("b", "c"), old=triples("d")))
    sent = place.send(place.version("v2", shared=triples("a"), edition=triples("c")))
    assert sent == ["edition", "publication", "no old", "publication"]
    assert sorted(str(quad.subject) for quad in place.store.quads()) == ["urn:a", "urn:c"]
    assert place.count("old") == 0


def test_an_interrupted_publication_goes_on_where_it_stopped(place: Place) -> None:
    version = place.version("v1", shared=triples("a"), edition=triples("b"), last=triples("c"))
    place.target.fail_at = "edition"
    with pytest.raises(KeyboardInterrupt):
        place.send(version)
    assert list(place.store.graphs) == [f"{place.base}graph/shared"], "what has not arrived is not looked into"
    place.target.fail_at = ""
    assert place.send(version) == ["edition", "publication", "last", "publication", "publication"]
    assert len(list(place.store.quads())) == 3


def test_a_graph_that_lost_a_triple_there_is_sent_again(place: Place, tmp_path: Path) -> None:
    version = place.version("v1", shared=triples("a", "b"))
    place.send(version)
    (tmp_path / "less.nt").write_text('<urn:a> <urn:p> "a"@en-gb .\n')
    place.target.put(f"{place.base}graph/shared", tmp_path / "less.nt")
    assert place.send(version) == ["shared", "publication", "publication"]
    assert place.count("shared") == 2


def test_a_graph_that_does_not_arrive_whole_is_told_and_not_noted(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    version = place.version("v1", shared=triples("a", "b"))
    monkeypatch.setattr(place.target, "put", lambda *_: None)
    with pytest.raises(EngineFault, match=r"holds 0 triples of https://.*/graph/shared, of 2 that were sent"):
        place.send(version)
    assert place.count("publication") == 0


def test_an_empty_graph_is_published_too(place: Place) -> None:
    place.send(place.version("v1", shared=triples("a"), empty=[]))
    assert f"{place.base}graph/empty" in place.store.graphs


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_without_a_name_nothing_is_written(start_engine: Start, tmp_path: Path, way: str) -> None:
    engine = start_engine("virtuoso")
    stranger = replace(engine, update=without_name(engine.update), graph_store=without_name(engine.graph_store))
    place = Place(stranger, way, tmp_path)
    with pytest.raises(EngineFault, match="asks for a name and a password"):
        place.send(place.version("v1", shared=triples("a")))
    assert place.count("shared") == 0


def without_name(address: str) -> str:
    return address.replace("dba:dba@", "")


def test_a_dataset_is_grouped_in_one_pass_whatever_its_order(tmp_path: Path) -> None:
    dataset = tmp_path / "dataset.nq"
    lines = [f'<urn:{number}> <urn:p> "x . <urn:b> ." <urn:{"ab"[number % 2]}> .\n' for number in range(5_000)]
    dataset.write_text("".join(lines))
    first, second = group(dataset, ["urn:a", "urn:b"], "v1", tmp_path)
    assert (first.note.count, second.note.count) == (2_500, 2_500)
    assert first.file.read_text().splitlines()[1] == '<urn:2> <urn:p> "x . <urn:b> ." .'
    assert first.note.digest != second.note.digest
