"""Files become named graphs; blank nodes become parts with lasting names; what a statement states becomes a plain triple."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, ORG, RDF

from graphapp.errors import SourceFault
from graphapp.graph.assemble import ONTOLOGY, REFERENCE, Sources, assemble, name_parts, unfold_facts
from graphapp.namespaces import OA, SEF, Naming, sparql_prefixes

NAMING = Naming("https://example.org/")
S = NAMING.resolve("id/statement/s")


def graph_of(turtle: str) -> Graph:
    return Graph().parse(data=sparql_prefixes() + turtle, format="turtle", publicID=NAMING.base)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Folders with a file for each place that is read, and one that is not."""
    texts = {
        "ontology/terms.ttl": "sef:Service a sef:Term .",
        "ontology/vocabularies/themes.ttl": "<def/theme/participation> a sef:Theme .",
        "ontology/shapes/service.ttl": "<shape> a sh:NodeShape .",
        "data/reference/areas.ttl": "<id/local-area/hampshire> a sef:LocalArea .",
        "data/hampshire-2015/services.ttl": "<id/service/portage> a sef:Service .",
        "data/hampshire-2015/areas/01.ttl": "<id/statement/s> sef:states [ rdf:subject <id/service/portage> ] .",
        "data/dorset-2016/services.ttl": "<id/service/dorset-portage> a sef:Service .",
    }
    for name, text in texts.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sparql_prefixes() + text)
    return Sources(tmp_path / "ontology", tmp_path / "data")


def test_the_ontology_and_the_reference_data_are_shared(sources: Sources) -> None:
    names = {name: [file.name for file in files] for name, files in sources.shared().items()}
    assert names == {ONTOLOGY: ["terms.ttl", "themes.ttl"], REFERENCE: ["areas.ttl"]}


def test_every_other_folder_of_data_is_an_edition(sources: Sources) -> None:
    names = {name: [file.name for file in files] for name, files in sources.editions().items()}
    assert names == {"dorset-2016": ["services.ttl"], "hampshire-2015": ["01.ttl", "services.ttl"]}


def test_a_file_beside_the_editions_is_none(sources: Sources) -> None:
    (sources.data / "README.md").write_text("About the data.")
    assert list(sources.editions()) == ["dorset-2016", "hampshire-2015"]


def test_the_files_of_the_dataset_leave_the_shapes_out(sources: Sources) -> None:
    assert len(sources.files()) == 6
    assert not [file for file in sources.files() if "shapes" in file.parts], "shapes check the graph, they are not in it"


def test_each_edition_has_a_graph_of_its_own(sources: Sources) -> None:
    dataset = assemble(sources, NAMING)
    hampshire = dataset.graph(NAMING.graph("hampshire-2015"))
    assert (NAMING.resolve("id/service/portage"), RDF.type, SEF.Service) in hampshire
    assert (NAMING.resolve("id/service/dorset-portage"), RDF.type, SEF.Service) not in hampshire


def test_vocabularies_are_read_into_the_graph_of_the_ontology(sources: Sources) -> None:
    ontology = assemble(sources, NAMING).graph(NAMING.graph(ONTOLOGY))
    assert set(ontology.subjects()) == {SEF.Service, NAMING.resolve("def/theme/participation")}


def test_an_assembled_edition_has_no_blank_node(sources: Sources) -> None:
    hampshire = assemble(sources, NAMING).graph(NAMING.graph("hampshire-2015"))
    assert not [node for triple in hampshire for node in triple if isinstance(node, BNode)]
    assert (URIRef(f"{S}#fact-1"), RDF.type, SEF.Fact) in hampshire


def test_a_file_that_is_not_turtle_is_named(sources: Sources) -> None:
    (sources.data / "dorset-2016" / "services.ttl").write_text("\nnot Turtle")
    with pytest.raises(SourceFault, match=r"services\.ttl, line 2: this is not Turtle"):
        assemble(sources, NAMING)


def test_an_edition_without_files_is_named(sources: Sources) -> None:
    (sources.data / "empty-2020").mkdir()
    with pytest.raises(SourceFault, match=r"empty-2020: this edition holds no Turtle file\."):
        assemble(sources, NAMING)


# ---- names of parts ------------------------------------------------------------------------------------------------------------


def test_a_part_is_called_by_its_property() -> None:
    graph = graph_of("<id/statement/s> sef:anchor [ sef:digest 'd' ] .")
    name_parts(graph)
    assert graph.value(S, SEF.anchor) == URIRef(f"{S}#anchor")


def test_a_part_of_a_part_carries_both_names() -> None:
    graph = graph_of("<id/statement/s> sef:anchor [ oa:hasSelector [ oa:start 1 ] ] .")
    name_parts(graph)
    assert graph.value(URIRef(f"{S}#anchor"), OA.hasSelector) == URIRef(f"{S}#anchor-position")


def test_a_period_is_called_so() -> None:
    graph = graph_of("<id/statement/s> dcterms:temporal [ dcat:startDate 2015 ] .")
    name_parts(graph)
    assert graph.value(S, DCTERMS.temporal) == URIRef(f"{S}#period")


def test_the_name_of_a_property_ends_after_a_hash_or_a_slash() -> None:
    graph = graph_of("<id/statement/s> org:hasMembership [ org:role 1 ] ; <https://schema.org/address> [ org:role 2 ] .")
    name_parts(graph)
    assert graph.value(S, ORG.hasMembership) == URIRef(f"{S}#hasMembership")
    assert graph.value(S, URIRef("https://schema.org/address")) == URIRef(f"{S}#address")


def test_a_single_fact_is_numbered() -> None:
    graph = graph_of("<id/statement/s> sef:states [ rdf:subject <a> ] .")
    name_parts(graph)
    assert graph.value(S, SEF.states) == URIRef(f"{S}#fact-1"), "a second fact may not rename the first"


def test_facts_are_numbered_in_the_order_of_what_they_say() -> None:
    for text in ("[ rdf:subject <b> ] , [ rdf:subject <a> ]", "[ rdf:subject <a> ] , [ rdf:subject <b> ]"):
        graph = graph_of(f"<id/statement/s> sef:states {text} .")
        name_parts(graph)
        assert graph.value(URIRef(f"{S}#fact-1"), RDF.subject) == NAMING.resolve("a"), "whatever the order of the file"


def test_a_part_that_two_things_share_keeps_one_name() -> None:
    graph = graph_of("<a> sef:p _:x . <b> sef:p _:x . _:x sef:q 1 .")
    name_parts(graph)
    assert graph.value(NAMING.resolve("a"), SEF.p) == graph.value(NAMING.resolve("b"), SEF.p) == NAMING.resolve("a#p")


VALUES = st.sampled_from([SEF.Service, NAMING.resolve("id/a"), NAMING.resolve("id/a-b"), *map(Literal, ("", "a", 1, True))])
PROPERTIES = st.sampled_from([SEF.states, SEF.anchor, OA.hasSelector, DCTERMS.temporal, RDF.subject, RDF.object])


@st.composite
def graphs_with_parts(draw: st.DrawFn) -> Graph:
    """Things with parts, and parts of parts; every part says something of its own."""
    graph = Graph()
    owners: list[URIRef | BNode] = [NAMING.resolve(f"id/statement/{name}") for name in "st"]
    for number in range(draw(st.integers(1, 10))):
        part = BNode()
        graph.add((draw(st.sampled_from(owners)), draw(PROPERTIES), part))
        graph.add((part, SEF.order, Literal(number)))
        graph.add((part, draw(PROPERTIES), draw(VALUES)))
        owners.append(part)
    return graph


def copy_in_other_order(graph: Graph, random: Random) -> Graph:
    """The same graph from a file in another order: other triples first, other blank nodes."""
    triples, names = list(graph), dict[object, BNode]()
    random.shuffle(triples)
    copy = Graph()
    for triple in triples:
        subject, predicate, value = (names.setdefault(node, BNode()) if isinstance(node, BNode) else node for node in triple)
        copy.add((subject, predicate, value))
    return copy


@given(graphs_with_parts())
def test_naming_parts_leaves_no_blank_node(graph: Graph) -> None:
    name_parts(graph)
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


@given(graphs_with_parts())
def test_naming_parts_keeps_parts_apart(graph: Graph) -> None:
    before, triples = len(set(graph.subjects())), len(graph)
    name_parts(graph)
    assert (len(set(graph.subjects())), len(graph)) == (before, triples)


@given(graphs_with_parts(), st.randoms(use_true_random=False))
def test_the_names_of_parts_do_not_depend_on_the_order_of_a_file(graph: Graph, random: Random) -> None:
    other = copy_in_other_order(graph, random)
    assert isomorphic(graph, other)
    name_parts(graph)
    name_parts(other)
    assert set(graph) == set(other)


@given(graphs_with_parts())
def test_naming_parts_twice_changes_nothing(graph: Graph) -> None:
    name_parts(graph)
    once = set(graph)
    name_parts(graph)
    assert set(graph) == once


# ---- facts ---------------------------------------------------------------------------------------------------------------------


def test_what_a_statement_states_becomes_a_plain_triple() -> None:
    graph = graph_of("<s> sef:states <s#fact-1> . <s#fact-1> rdf:subject <a> ; rdf:predicate sef:p ; rdf:object <b> .")
    unfold_facts(graph)
    assert (NAMING.resolve("a"), SEF.p, NAMING.resolve("b")) in graph


def test_the_record_of_a_fact_gets_its_type() -> None:
    graph = graph_of("<s> sef:states <s#fact-1> . <s#fact-1> rdf:subject <a> ; rdf:predicate sef:p ; rdf:object <b> .")
    unfold_facts(graph)
    assert (NAMING.resolve("s#fact-1"), RDF.type, SEF.Fact) in graph


@pytest.mark.parametrize("lacking", ["rdf:subject", "rdf:predicate", "rdf:object"])
def test_an_incomplete_fact_gives_no_triple_and_is_left_to_the_shapes(lacking: str) -> None:
    parts = {"rdf:subject": "<a>", "rdf:predicate": "sef:p", "rdf:object": "<b>"}
    told = " ; ".join(f"{name} {value}" for name, value in parts.items() if name != lacking)
    graph = graph_of(f"<s> sef:states <s#fact-1> . <s#fact-1> {told} .")
    before = len(graph)
    unfold_facts(graph)
    assert len(graph) == before + 1, "the type alone is new, so that a shape can find the record"
