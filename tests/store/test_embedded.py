"""What the embedded engine does beside the contract: memory and disk, views, quotations, rules, and its liberty with numbers."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS, XSD

from graphapp.errors import EngineFault, NotPublished, QueryRefused
from graphapp.namespaces import OA, SEF, sparql_prefixes
from graphapp.settings import Settings
from graphapp.store import open_store, open_version
from graphapp.store.base import Chosen
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.publishing import publish
from graphapp.store.remote import RemoteStore
from graphapp.store.versions import DATASET, QUOTATIONS, STORE, Manifest, Version
from tests.conftest import GRAPHS, NAMING, PRIVATE

TINY, INFERRED = str(NAMING.graph("tiny")), str(NAMING.graph("tiny/inferred"))
PORTAGE = NAMING.resolve("id/service/tiny-portage")
PRACTICE = NAMING.resolve("id/statement/tiny-2-practice")
WORDS = "Portage (Trust): home visits"
MARK_SERVICES = f"{sparql_prefixes()}CONSTRUCT {{ ?it a sef:Marked }} WHERE {{ ?it a sef:Service }}"


def test_a_quotation_is_read_from_the_private_graph(tiny_store: EmbeddedStore) -> None:
    assert tiny_store.quotation(PRACTICE) == WORDS


def test_without_a_private_graph_there_is_no_quotation(tiny_nquads: bytes) -> None:
    store = EmbeddedStore(GRAPHS)
    store.load(tiny_nquads)
    assert store.quotation(PRACTICE) is None


def test_a_store_without_published_graphs_shows_nothing(tiny_nquads: bytes) -> None:
    store = EmbeddedStore(())
    store.load(tiny_nquads)
    assert store.answer("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }") is False
    assert list(store.quads()) == []


def test_a_rule_adds_what_is_new_and_counts_it(tiny_store: EmbeddedStore) -> None:
    assert tiny_store.construct_into(INFERRED, MARK_SERVICES) == 2
    assert {quad.graph for quad in tiny_store.quads(predicate=RDF.type, value=SEF.Marked)} == {INFERRED}


def test_a_rule_that_ran_before_adds_nothing(tiny_store: EmbeddedStore) -> None:
    tiny_store.construct_into(INFERRED, MARK_SERVICES)
    assert tiny_store.construct_into(INFERRED, MARK_SERVICES) == 0


def test_what_one_graph_holds_is_not_added_to_another(tiny_store: EmbeddedStore) -> None:
    copy = f"{sparql_prefixes()}CONSTRUCT {{ ?it a sef:Service }} WHERE {{ ?it a sef:Service }}"
    assert tiny_store.construct_into(INFERRED, copy) == 0


def test_a_rule_has_to_be_a_construct(tiny_store: EmbeddedStore) -> None:
    with pytest.raises(QueryRefused, match="has to be a CONSTRUCT"):
        tiny_store.construct_into(INFERRED, "ASK {}")


def test_canonical_quads_are_sorted_and_of_the_graphs_asked_for(tiny_store: EmbeddedStore) -> None:
    lines = tiny_store.canonical([INFERRED]).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len([quad for quad in tiny_store.quads() if quad.graph == INFERRED])
    assert all(line.endswith(f"<{INFERRED}> .".encode()) for line in lines)


def test_the_same_dataset_gives_the_same_canonical_bytes(tiny_store: EmbeddedStore) -> None:
    again = EmbeddedStore(GRAPHS)
    again.load(tiny_store.canonical(GRAPHS))
    assert again.canonical(GRAPHS) == tiny_store.canonical(GRAPHS)


def test_a_query_that_reaches_for_an_engine_that_does_not_answer_is_a_fault(tiny_store: EmbeddedStore) -> None:
    with pytest.raises(EngineFault, match="The query failed"):
        tiny_store.select("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_triple_term_is_a_fault_that_says_so(tiny_store: EmbeddedStore) -> None:
    with pytest.raises(EngineFault, match="triple term"):
        tiny_store.select("SELECT (<<( <urn:a> <urn:b> <urn:c> )>> AS ?it) {}")


@pytest.mark.parametrize(
    ("written", "kept", "datatype"), [("1.50", "1.5", XSD.decimal), ("14.0", "14", XSD.decimal), ("01", "1", XSD.integer)]
)
def test_the_engine_keeps_the_value_of_a_number_but_not_its_zeros(written: str, kept: str, datatype: URIRef) -> None:
    store = EmbeddedStore(["urn:g"])
    store.load(f'<urn:a> <urn:b> "{written}"^^<{datatype}> <urn:g> .'.encode())
    (quad,) = store.quads()
    assert isinstance(quad.value, Literal)
    assert (str(quad.value), quad.value.datatype) == (kept, datatype), "pyoxigraph keeps numbers as numbers"


# What is published, in memory and on disk


@pytest.fixture(scope="module")
def version(tiny_nquads: bytes, tmp_path_factory: pytest.TempPathFactory) -> Version:
    """The tiny dataset, published with its quotations."""
    everything = EmbeddedStore(GRAPHS)
    everything.load(tiny_nquads)
    said = Manifest("v1", NAMING.base, "2015-09-01", "graphapp", ("tiny",), GRAPHS, PRIVATE)
    home = tmp_path_factory.mktemp("tiny")
    return publish(home, said, everything.canonical(GRAPHS), {QUOTATIONS: everything.canonical(PRIVATE)})


@pytest.fixture(params=["memory", "disk"])
def opened(request: pytest.FixtureRequest, version: Version) -> EmbeddedStore:
    """The published tiny dataset, opened as it is served."""
    return open_version(version, request.param)


QUERIES = [
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
    "SELECT DISTINCT ?g { GRAPH ?g { } } ORDER BY ?g",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?p (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "SELECT ?a ?c { ?a sef:mentionedIn/sef:involvesSector* ?c } ORDER BY ?a ?c",
    "SELECT ?s { ?s a sef:Service MINUS { ?s sef:providedBy ?who } } ORDER BY ?s",
    f"SELECT * {{ GRAPH <{INFERRED}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o",
    f"SELECT * {{ GRAPH <{PRIVATE[0]}> {{ ?s ?p ?o }} }}",
    "SELECT * { GRAPH <https://elsewhere.example/graph/notes> { ?s ?p ?o } }",
    "ASK { ?s ?p ?o }",
    "ASK { ?s <urn:never> ?o }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_served_answers_as_the_data_in_memory_does(opened: EmbeddedStore, tiny_store: EmbeddedStore, query: str) -> None:
    assert opened.answer(sparql_prefixes() + query) == tiny_store.answer(sparql_prefixes() + query)


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"DESCRIBE <{PRACTICE}>"])
def test_what_is_served_gives_the_graphs_that_the_data_in_memory_gives(
    opened: EmbeddedStore, tiny_store: EmbeddedStore, query: str
) -> None:
    found, wanted = opened.answer(query), tiny_store.answer(query)
    assert isinstance(found, Graph)
    assert isinstance(wanted, Graph)
    assert len(wanted) > 0
    assert isomorphic(found, wanted)


@pytest.mark.parametrize(
    "pattern",
    [{}, {"predicate": RDF.type}, {"subject": PRACTICE}, {"value": SEF.Service}, {"predicate": RDF.type, "value": SEF.Service}],
    ids=["all", "predicate", "subject", "value", "predicate and value"],
)
def test_what_is_served_has_the_quads_that_the_data_in_memory_has(
    opened: EmbeddedStore, tiny_store: EmbeddedStore, pattern: dict[str, Any]
) -> None:
    wanted = set(tiny_store.quads(**pattern))
    assert wanted
    assert set(opened.quads(**pattern)) == wanted


def test_things_are_looked_up_by_what_is_said_of_them(opened: EmbeddedStore) -> None:
    clinic, nobody = NAMING.resolve("id/service/tiny-clinic"), NAMING.resolve("id/service/nobody")
    found = list(opened.look_up([PORTAGE, clinic, nobody], [SKOS.prefLabel, SEF.providedBy]))
    assert {(quad.subject, quad.predicate) for quad in found} == {
        (PORTAGE, SKOS.prefLabel),
        (PORTAGE, SEF.providedBy),
        (clinic, SKOS.prefLabel),
    }
    assert {str(quad.value) for quad in found if quad.predicate == SKOS.prefLabel} == {"Tiny Portage", "Tiny Clinic"}


def test_a_look_up_reads_no_graph_that_is_not_published(tiny_store: EmbeddedStore) -> None:
    (name,) = tiny_store.look_up([PORTAGE], [SKOS.prefLabel])
    assert name.graph == TINY, "the name from elsewhere is not among them"


@pytest.mark.parametrize(("things", "predicates"), [([], [RDF.type]), ([PORTAGE], [])])
def test_nothing_is_found_where_nothing_is_looked_up(
    opened: EmbeddedStore, things: list[URIRef], predicates: list[URIRef]
) -> None:
    assert list(opened.look_up(things, predicates)) == []


def test_the_properties_that_are_used_are_known(opened: EmbeddedStore, tiny_store: EmbeddedStore) -> None:
    assert set(opened.predicates) == {quad.predicate for quad in tiny_store.quads()}
    assert OA.exact not in opened.predicates


def test_on_disk_nothing_can_be_added(version: Version) -> None:
    with pytest.raises(RuntimeError, match="only possible on read-write"):
        open_version(version, "disk").load(b"<urn:a> <urn:b> <urn:c> <urn:g> .")


def test_opening_and_reading_changes_no_file(version: Version) -> None:
    assert list(open_version(version, "disk").quads())
    assert version.faults() == []


def test_a_version_may_be_opened_many_times_at_once(version: Version) -> None:
    stores = [open_version(version, "disk") for _ in range(3)]
    assert {len(list(store.quads())) for store in stores} == {version.manifest.quads}


def test_a_folder_without_a_store_is_a_fault_that_names_it_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(EngineFault, match=f"The store in {tmp_path / 'nowhere'} cannot be opened: "):
        EmbeddedStore.on_disk(tmp_path / "nowhere", GRAPHS)
    assert not (tmp_path / "nowhere").exists()


# Sealing


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<urn:a> <urn:b> <urn:c> <urn:foreign> .", "<urn:foreign>"),
        ("<urn:a> <urn:b> <urn:c> _:foreign .", "_:"),
        ("<urn:a> <urn:b> <urn:c> .", "DEFAULT"),
    ],
    ids=["named", "blank", "default"],
)
def test_a_store_with_a_graph_that_is_not_published_is_not_sealed(line: str, name: str) -> None:
    store = EmbeddedStore(["urn:g"])
    store.load(b"<urn:a> <urn:b> <urn:c> <urn:g> .\n" + line.encode())
    with pytest.raises(EngineFault, match=f"holds graphs that are not published: {name}"):
        store.seal()
    assert len(list(store.quads())) == 1, "it goes on answering from what is published"


def test_a_published_graph_may_be_empty() -> None:
    store = EmbeddedStore(["urn:g", "urn:empty"])
    store.load(b"<urn:a> <urn:b> <urn:c> <urn:g> .")
    store.seal()
    assert len(list(store.quads())) == 1


# Views


def test_a_view_is_made_once(opened: EmbeddedStore) -> None:
    assert opened.within((TINY,)) is opened.within((TINY,))
    assert opened.within((TINY,)) is not opened.within((INFERRED,))


def test_a_view_sees_its_own_graphs_alone_in_every_way_of_asking(opened: EmbeddedStore) -> None:
    view = opened.within((INFERRED,))
    assert view.graphs == (INFERRED,)
    inferred = {quad for quad in opened.quads() if quad.graph == INFERRED}
    assert set(view.quads()) == inferred
    assert len(view.select("SELECT * { ?s ?p ?o }")) == len(inferred)
    assert [str(row["g"]) for row in view.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")] == [INFERRED]
    assert view.answer(f"ASK {{ GRAPH <{TINY}> {{ ?s ?p ?o }} }}") is False
    assert list(view.look_up([PORTAGE], [SKOS.prefLabel])) == []
    assert set(view.predicates) == {quad.predicate for quad in inferred}


def test_a_view_leaves_what_it_was_made_of_as_it_was(opened: EmbeddedStore) -> None:
    opened.within((INFERRED,))
    assert {quad.graph for quad in opened.quads()} == set(GRAPHS)


def test_a_view_of_no_graphs_sees_nothing(opened: EmbeddedStore) -> None:
    assert list(opened.within(()).quads()) == []
    assert opened.within(()).answer("ASK { ?s ?p ?o }") is False


def test_a_view_of_a_graph_that_is_not_published_finds_nothing_in_a_version(opened: EmbeddedStore) -> None:
    assert list(opened.within((PRIVATE[0],)).quads()) == []


# Quotations


def test_the_quotations_of_a_version_are_found(opened: EmbeddedStore) -> None:
    assert opened.quotation(PRACTICE) == WORDS
    assert opened.quotation(PORTAGE) is None
    assert opened.quotation(URIRef(f"{PRACTICE}#quotation")) is None


def test_quotations_are_in_no_answer(opened: EmbeddedStore) -> None:
    assert not [quad for quad in opened.quads() if WORDS in str(quad.value)]
    assert list(opened.look_up([URIRef(f"{PRACTICE}#quotation")], [OA.exact])) == []
    for pattern in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }", f"GRAPH <{PRIVATE[0]}> {{ ?s ?p ?o }}"):
        assert opened.answer(f'ASK {{ {pattern} FILTER(CONTAINS(STR(?o), "{WORDS}")) }}') is False
    assert not [text for text in opened.union().objects() if WORDS in str(text)]


@pytest.mark.parametrize("chosen", [Chosen(PRIVATE), Chosen(named=PRIVATE), Chosen(PRIVATE, PRIVATE), Chosen(GRAPHS, PRIVATE)])
def test_no_choice_of_graphs_reaches_the_quotations(opened: EmbeddedStore, chosen: Chosen) -> None:
    for pattern in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }", f"GRAPH <{PRIVATE[0]}> {{ ?s ?p ?o }}"):
        assert opened.answer(f'ASK {{ {pattern} FILTER(CONTAINS(STR(?o), "{WORDS}")) }}', chosen) is False


@pytest.mark.parametrize("has_graphs", [True, False])
@pytest.mark.parametrize("sealed", [True, False])
def test_quotations_are_in_nothing_that_is_written(
    tiny_store: EmbeddedStore, version: Version, has_graphs: bool, sealed: bool
) -> None:
    media_type = "application/n-quads" if has_graphs else "application/n-triples"
    written = BytesIO()
    (open_version(version) if sealed else tiny_store).write(written, media_type, has_graphs=has_graphs)
    assert b"Tiny Portage" in written.getvalue()
    assert WORDS.encode() not in written.getvalue()
    assert b"A name from elsewhere" not in written.getvalue()


def test_a_view_has_no_quotations(opened: EmbeddedStore) -> None:
    assert opened.within((TINY,)).quotation(PRACTICE) is None


def test_without_a_document_there_is_no_quotation(version: Version, tmp_path: Path) -> None:
    bare = publish(tmp_path, version.manifest, version.dataset.read_bytes())
    assert open_version(bare).quotation(PRACTICE) is None


# Writing


class Target(BytesIO):
    """Notes how much it was given at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[int] = []

    def write(self, part: Any, /) -> int:  # noqa: ANN401 - anything of bytes
        self.parts.append(len(memoryview(part)))
        return super().write(part)


@pytest.mark.parametrize(("media_type", "name"), [("application/n-quads", "nquads"), ("application/trig", "trig")])
def test_the_dataset_is_written_with_its_graphs(opened: EmbeddedStore, media_type: str, name: str) -> None:
    target = Target()
    opened.write(target, media_type, has_graphs=True)
    read = EmbeddedStore(GRAPHS)
    dataset = Dataset()
    dataset.parse(data=target.getvalue(), format=name)
    read.load(dataset.serialize(format="nquads", encoding="utf-8"))
    read.seal()
    assert read.canonical(GRAPHS) == opened.canonical(GRAPHS)


@pytest.mark.parametrize("media_type", ["application/n-quads", "application/trig"])
def test_what_is_large_is_written_in_parts(media_type: str) -> None:
    store = EmbeddedStore(["urn:g"])
    store.load(b"".join(b'<urn:a> <urn:b> "%d" <urn:g> .\n' % number for number in range(20_000)))
    store.seal()
    target = Target()
    store.write(target, media_type, has_graphs=True)
    assert len(target.parts) > 10
    assert max(target.parts) < len(target.getvalue()) / 10


def test_a_target_that_takes_no_more_is_a_fault(opened: EmbeddedStore) -> None:
    class Full(BytesIO):
        def write(self, _part: Any, /) -> int:  # noqa: ANN401 - anything of bytes
            raise OSError(28, "No space left on device")

    with pytest.raises(EngineFault, match="No space left on device"):
        opened.write(Full(), "application/n-quads", has_graphs=True)


# Opening


@pytest.mark.parametrize("engine", ["auto", "memory", "disk"])
def test_a_published_version_opens_as_it_is_set(version: Version, engine: str) -> None:
    store = open_store(Settings(home=str(version.folder.parents[1]), engine=engine))
    assert isinstance(store, EmbeddedStore)
    assert store.graphs == GRAPHS
    assert len(list(store.quads())) == version.manifest.quads


@pytest.mark.parametrize(("most", "unused"), [(10_000, STORE), (10, DATASET)], ids=["memory", "disk"])
def test_a_version_of_many_quads_is_left_on_disk(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, unused: str
) -> None:
    monkeypatch.setattr("graphapp.store.MOST_IN_MEMORY", most)
    copy = Version(tmp_path / "copy", version.manifest)
    shutil.copytree(version.folder, copy.folder, ignore=shutil.ignore_patterns(unused))
    assert len(list(open_version(copy).quads())) == version.manifest.quads, f"{unused} is not needed"


def test_an_endpoint_in_the_settings_goes_before_what_is_published(tmp_path: Path) -> None:
    assert isinstance(open_store(Settings(home=str(tmp_path), store="https://example.org/sparql")), RemoteStore)


def test_a_home_without_a_version_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="Run “graphapp build” first"):
        open_store(Settings(home=str(tmp_path)))


def test_a_view_adds_to_the_same_data(tiny_store: EmbeddedStore) -> None:
    view = tiny_store.within((TINY, INFERRED))
    assert {quad.graph for quad in view.quads()} == {TINY, INFERRED}
    before = len(tiny_store.canonical([INFERRED]).splitlines())
    assert view.construct_into(INFERRED, "CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE {}") == 1
    assert len(tiny_store.canonical([INFERRED]).splitlines()) == before + 1


@pytest.mark.parametrize("has_graphs", [True, False])
def test_a_dataset_beside_a_store_on_disk_that_is_none_is_a_fault(version: Version, tmp_path: Path, has_graphs: bool) -> None:
    store = open_version(version, "disk")
    store.source = tmp_path / "damaged.nq"
    store.source.write_text("no quad")
    with pytest.raises(EngineFault, match="The query failed"):
        store.write(BytesIO(), "application/trig" if has_graphs else "text/turtle", has_graphs=has_graphs)
