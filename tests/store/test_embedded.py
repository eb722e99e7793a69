"""What the embedded engine does beside the contract: quotations, rules, dumps, and its one liberty with numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from graphapp.errors import EngineFault, NotPublished, QueryRefused
from graphapp.namespaces import SEF, sparql_prefixes
from graphapp.settings import Settings
from graphapp.store import open_store, open_version
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.remote import RemoteStore
from graphapp.store.versions import DATASET, QUOTATIONS, Manifest, publish
from tests.conftest import GRAPHS, NAMING, PRIVATE

INFERRED = str(NAMING.graph("tiny/inferred"))
PRACTICE = NAMING.resolve("id/statement/tiny-2-practice")
MARK_SERVICES = f"{sparql_prefixes()}CONSTRUCT {{ ?it a sef:Marked }} WHERE {{ ?it a sef:Service }}"


def test_a_quotation_is_read_from_the_private_graph(tiny_store: EmbeddedStore) -> None:
    assert tiny_store.quotation(PRACTICE) == "Portage (Trust): home visits"


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


def test_the_union_of_graphs_is_written_as_triples(tiny_store: EmbeddedStore) -> None:
    assert len(tiny_store.triples([INFERRED]).splitlines()) == len(tiny_store.dump([INFERRED]).splitlines())
    assert tiny_store.triples([]) == tiny_store.dump([]) == b""


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


def published(home: Path, nquads: bytes) -> Settings:
    contents = {DATASET: nquads, QUOTATIONS: b""}
    said = {"created": "2015-09-01", "software": "graphapp", "editions": ("tiny",), "graphs": GRAPHS, "private_graphs": PRIVATE}
    publish(home, Manifest.of(version="v1", base_iri=NAMING.base, contents=contents, **said), contents)
    return Settings(home=str(home))


def test_a_published_version_opens_in_the_embedded_engine(tmp_path: Path, tiny_nquads: bytes) -> None:
    store = open_store(published(tmp_path, tiny_nquads))
    assert isinstance(store, EmbeddedStore)
    assert store.graphs == GRAPHS
    assert store.quotation(PRACTICE) == "Portage (Trust): home visits"


def test_a_version_opens_by_itself(tmp_path: Path, tiny_nquads: bytes) -> None:
    contents = {DATASET: tiny_nquads}
    manifest = Manifest("v1", NAMING.base, "2015-09-01", "graphapp", ("tiny",), GRAPHS, (), 0, {DATASET: ""})
    assert len(list(open_version(publish(tmp_path, manifest, contents)).quads(predicate=SEF.providedBy))) == 1


def test_an_endpoint_in_the_settings_goes_before_what_is_published(tmp_path: Path) -> None:
    assert isinstance(open_store(Settings(home=str(tmp_path), store="https://example.org/sparql")), RemoteStore)


def test_a_home_without_a_version_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="Run “graphapp build” first"):
        open_store(Settings(home=str(tmp_path)))


def test_a_view_of_some_graphs_sees_no_others_and_adds_to_the_same_data(tiny_store: EmbeddedStore) -> None:
    view = tiny_store.within([str(NAMING.graph("tiny")), INFERRED])
    assert {quad.graph for quad in view.quads()} == {str(NAMING.graph("tiny")), INFERRED}
    before = len(tiny_store.canonical([INFERRED]).splitlines())
    assert view.construct_into(INFERRED, "CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE {}") == 1
    assert len(tiny_store.canonical([INFERRED]).splitlines()) == before + 1
