"""Each saved question is data: it says all that its header says, its query runs as it stands, and any engine can read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS, XSD
from rdflib.plugins.sparql import prepareQuery

from graphapp.namespaces import SCHEMA, SEF, Naming
from graphapp.queries.binding import bind
from graphapp.queries.header import SavedQuery
from graphapp.queries.library import Library
from graphapp.queries.run import Answered, run_query
from graphapp.queries.scope import QUESTIONS, editions
from graphapp.queries.triples import library_triples, question_iri
from graphapp.resources import folder
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.remote import RemoteStore
from graphapp.synthesis.template import read_template
from graphapp.synthesis.writing import generate
from tests.published import Published
from tests.store.engines import ENGINES

NAMES = sorted(file.stem for file in folder("queries").glob("*.rq"))
SHAPES = Path(__file__).parents[2] / "ontology" / "shapes" / "saved-question.ttl"
ACTIONS = "actions-by-sector-and-theme"


@pytest.fixture(scope="module")
def graph(published: Published) -> Graph:
    """The graph of the saved questions, read by rdflib from the file that is published."""
    dataset = Dataset()
    dataset.parse(published.version.dataset, format="nquads")
    return dataset.graph(published.naming.graph(QUESTIONS))


@pytest.fixture(scope="module")
def question(graph: Graph, published: Published) -> Callable[[str], URIRef]:
    """The IRI of the question of a name, which is there."""

    def find(name: str) -> URIRef:
        iri = question_iri(published.naming, name)
        assert (iri, RDF.type, SEF.SavedQuestion) in graph
        return iri

    return find


def gap(graph: Graph, question: URIRef, name: str) -> URIRef:
    (found,) = [it for it in graph.objects(question, SH.parameter) if str(it).endswith(f"#gap-{name}")]
    assert isinstance(found, URIRef)
    return found


def in_order(graph: Graph, question: URIRef, predicate: URIRef) -> list[URIRef]:
    parts = [it for it in graph.objects(question, predicate) if isinstance(it, URIRef)]
    return sorted(parts, key=lambda it: int(str(graph.value(it, SH.order))))


def test_every_question_is_there_and_nothing_else(graph: Graph, published: Published) -> None:
    described = {str(iri).rpartition("/")[2] for iri in graph.subjects(RDF.type, SEF.SavedQuestion)}
    assert described == set(published.library) == set(NAMES)


def test_the_words_of_the_header_are_there(graph: Graph, question: Callable[[str], URIRef], published: Published) -> None:
    iri, header = question(ACTIONS), published.library[ACTIONS]
    said = {predicate: {str(value) for value in graph.objects(iri, predicate)} for predicate in graph.predicates(iri)}
    assert said[SKOS.prefLabel] == said[RDFS.label] == {header.title}
    assert said[SEF.sentence] == {header.question}
    assert said[DCTERMS.description] == {header.description}
    assert said[SEF.cannotTell] == {header.cannot_tell}
    assert said[SEF.alsoAsked] == set(header.also_asked)
    assert said[SCHEMA.keywords] == set(header.tags)


def test_audience_and_task_are_concepts_with_the_words_of_the_header(
    graph: Graph, question: Callable[[str], URIRef], published: Published
) -> None:
    for name, header in published.library.items():
        for predicate, wanted in ((DCTERMS.audience, set(header.audience)), (SEF.forTask, {header.task} - {""})):
            concepts = list(graph.objects(question(name), predicate))
            assert {str(graph.value(concept, SKOS.prefLabel)) for concept in concepts} == wanted
            assert all((concept, RDF.type, SKOS.Concept) in graph for concept in concepts)


@pytest.mark.parametrize("name", NAMES)
def test_gaps_and_columns_stand_in_the_order_of_the_header(
    name: str, graph: Graph, question: Callable[[str], URIRef], published: Published
) -> None:
    iri, header = question(name), published.library[name]
    gaps = [(str(graph.value(it, SH.name)), str(graph.value(it, SEF.variable))) for it in in_order(graph, iri, SH.parameter)]
    assert gaps == [(item.label, item.variable) for item in header.parameters]
    columns = in_order(graph, iri, SEF.hasColumn)
    shown = [tuple(str(graph.value(it, part)) for part in (SH.name, SEF.variable, SEF.holds)) for it in columns]
    assert shown == [(column.label, column.name, column.type.value) for column in header.columns]


def test_a_gap_of_concepts_says_its_list_its_usual_value_and_that_it_takes_one(
    graph: Graph, question: Callable[[str], URIRef], naming_: Naming
) -> None:
    sector = gap(graph, question(ACTIONS), "sector")
    assert graph.value(sector, SH["class"]) == SKOS.Concept
    assert graph.value(sector, SEF.valuesFrom) == naming_.resolve("def/sector")
    assert graph.value(sector, SH.defaultValue) == naming_.resolve("def/sector/health")
    assert graph.value(sector, SH.description) == Literal("A sector includes the narrower ones in it.", lang="en-GB")
    assert graph.value(sector, SH.maxCount) == Literal(1)
    assert str(graph.value(sector, SH.path)).endswith(f"{ACTIONS}#sector")


@pytest.fixture
def naming_(published: Published) -> Naming:
    """The names of the published edition."""
    return published.naming


def test_a_gap_of_things_says_their_class(graph: Graph, question: Callable[[str], URIRef], naming_: Naming) -> None:
    partner = gap(graph, question("partner-involvement"), "partner")
    assert graph.value(partner, SH["class"]) == SEF.Partner
    assert graph.value(partner, SH.defaultValue) == naming_.resolve("id/partner/hampshire-parent-carer-network")


def test_a_gap_with_few_choices_lists_them_with_their_labels(graph: Graph, question: Callable[[str], URIRef]) -> None:
    kind = gap(graph, question("partner-involvement"), "kind")
    choices = [(str(graph.value(it, RDF.value)), str(graph.value(it, RDFS.label))) for it in in_order(graph, kind, SEF.choice)]
    assert choices == [("PlannedAction", "planned actions"), ("Practice", "practice"), ("Judgement", "judgements")]
    listed = graph.value(kind, SH["in"])
    assert listed is not None
    assert [str(value) for value in Collection(graph, listed)] == [value for value, _ in choices]
    assert graph.value(kind, SH.optional) == Literal(lexical_or_value=True)
    assert graph.value(kind, SH.defaultValue) is None


def test_switches_and_numbers_have_their_datatypes(graph: Graph, question: Callable[[str], URIRef]) -> None:
    context, limit = gap(graph, question(ACTIONS), "context"), gap(graph, question("small-numbers"), "limit")
    assert (graph.value(context, SH.datatype), graph.value(limit, SH.datatype)) == (XSD.boolean, XSD.integer)
    assert graph.value(context, SH.defaultValue) == Literal(lexical_or_value=False)
    assert graph.value(limit, SH.defaultValue) == Literal(10)


def test_a_gap_that_takes_several_values_says_the_word_between_them(graph: Graph, question: Callable[[str], URIRef]) -> None:
    partner = gap(graph, question("joint-actions"), "partner")
    assert str(graph.value(partner, SEF.joinedBy)) == "and"
    assert graph.value(partner, SH.maxCount) is None


def test_there_is_no_blank_node(graph: Graph) -> None:
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]


def test_no_triple_of_it_stands_in_another_graph_too(published: Published, graph: Graph) -> None:
    """Engines give a triple twice that two graphs hold."""
    ours = str(published.naming.graph(QUESTIONS))
    others = {quad[:3] for quad in published.store.quads() if quad.graph != ours}
    assert not others & set(graph)


def test_it_is_no_edition(published: Published) -> None:
    assert editions(published.store, published.naming) == ("hampshire-2015",)


def test_it_passes_its_shapes(published: Published) -> None:
    conforms, _, text = validate(published.examined.union, shacl_graph=Graph().parse(SHAPES), inference="none")
    assert conforms, text


def test_a_question_that_lost_its_query_does_not(question: Callable[[str], URIRef], published: Published) -> None:
    damaged = Graph() + published.examined.union
    damaged.remove((question(ACTIONS), SH.select, None))
    conforms, _, text = validate(damaged, shacl_graph=Graph().parse(SHAPES), inference="none")
    assert not conforms
    assert "that can be run as it stands" in text


def rows_of(answered: Answered) -> list[list[str]]:
    return [[cell.iri or cell.value for cell in row.values()] for row in answered.rows]


@pytest.mark.parametrize("name", NAMES)
def test_the_query_runs_as_it_stands_and_gives_what_the_question_gives(
    name: str, graph: Graph, question: Callable[[str], URIRef], published: Published, client: FlaskClient
) -> None:
    answered = run_query(published.store, published.library[name], {}, published.naming)
    reply = client.post("/sparql", data={"query": str(graph.value(question(name), SH.select))}).get_json()
    columns = [str(graph.value(it, SEF.variable)) for it in in_order(graph, question(name), SEF.hasColumn)]
    found = [[row.get(column, {}).get("value", "") for column in columns] for row in reply["results"]["bindings"]]
    assert found == rows_of(answered)
    assert str(graph.value(question(name), RDFS.comment)) == answered.understood


def test_it_says_of_which_graphs_it_is_asked(graph: Graph, question: Callable[[str], URIRef], published: Published) -> None:
    shared, edition = ("ontology", "reference", "shared/inferred"), ("hampshire-2015", "hampshire-2015/inferred")
    for name in NAMES:
        asked_of = set(graph.objects(question(name), SEF.askedOf))
        assert asked_of == {published.naming.graph(graph) for graph in (*shared, *edition)}


def test_among_several_self_evaluations_these_graphs_give_the_answer_of_one(published: Published) -> None:
    target = BytesIO()
    made = generate(read_template(published.version.dataset, published.naming), 20_000, 1, target)
    store = EmbeddedStore(made.graphs)
    store.load(target.getvalue())
    header = published.library["measurements"]
    described = Graph()
    for triple in library_triples([header], store, published.naming):
        described.add(triple)
    iri = question_iri(published.naming, header.name)
    query, graphs = str(described.value(iri, SH.select)), tuple(sorted(map(str, described.objects(iri, SEF.askedOf))))
    wanted = len(run_query(store, header, {}, published.naming).rows)
    assert len(store.within(graphs).select(query)) == wanted < len(store.select(query))


@pytest.mark.parametrize("name", NAMES)
def test_another_parser_reads_the_query(name: str, graph: Graph, question: Callable[[str], URIRef]) -> None:
    prepareQuery(str(graph.value(question(name), SH.select)))


@pytest.mark.parametrize("name", NAMES)
def test_the_query_with_gaps_becomes_that_query_with_the_usual_values(
    name: str, graph: Graph, question: Callable[[str], URIRef]
) -> None:
    """As a partner would do it who knows nothing but the data."""
    values = {}
    for it in in_order(graph, question(name), SH.parameter):
        usual = [value for value in graph.objects(it, SH.defaultValue) if isinstance(value, URIRef | Literal)]
        values[str(graph.value(it, SEF.variable))] = usual
    assert bind(str(graph.value(question(name), SEF.template)), values) == str(graph.value(question(name), SH.select))


@pytest.mark.parametrize("name", NAMES)
def test_the_prefixes_of_the_query_are_declared(name: str, graph: Graph, question: Callable[[str], URIRef]) -> None:
    (prefixes,) = graph.objects(question(name), SH.prefixes)
    declared = {str(graph.value(it, SH.prefix)): str(graph.value(it, SH.namespace)) for it in graph.objects(prefixes, SH.declare)}
    used = dict(re.findall(r"PREFIX (\w+): <(.*?)>", str(graph.value(question(name), SH.select))))
    assert used.items() <= declared.items()


def test_tools_that_know_the_encoding_find_every_question(client: FlaskClient) -> None:
    """The query for queries that the encoding's own description gives."""
    query = """
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?sq ?comment ?query
    WHERE { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query } ORDER BY ?sq
    """
    found = client.post("/sparql", data={"query": query}).get_json()["results"]["bindings"]
    assert len(found) == len(NAMES)


@pytest.mark.parametrize("name", ENGINES)
def test_other_engines_hold_the_same_triples(
    name: str, published_in: Callable[[str], RemoteStore], published: Published, graph: Graph
) -> None:
    ours = (str(published.naming.graph(QUESTIONS)),)
    assert {quad[:3] for quad in published_in(name).within(ours).quads()} == set(graph)


def test_a_question_whose_default_is_no_value_is_left_out(published: Published, tmp_path: Path) -> None:
    for name in ("small-numbers", "reviews"):
        text = (folder("queries") / f"{name}.rq").read_text()
        (tmp_path / f"{name}.rq").write_text(text.replace("default: 10", "default: ten"))
    described = set(library_triples(Library(tmp_path).values(), published.store, published.naming))
    questions = {str(subject) for subject, predicate, value in described if value == SEF.SavedQuestion}
    assert questions == {str(question_iri(published.naming, "reviews"))}


def test_a_store_without_the_default_describes_what_the_first_run_would_ask(tiny_store: EmbeddedStore, naming: Naming) -> None:
    """As the page does: the default is a thing of another council, so the first value is taken."""
    queries: list[SavedQuery] = [Library(folder("queries"))["everything-about-service"]]
    described = library_triples(queries, tiny_store, naming)
    usual = {str(value) for _, predicate, value in described if predicate == SH.defaultValue and isinstance(value, URIRef)}
    assert usual == first_service(tiny_store)


def first_service(store: Store) -> set[str]:
    query = "SELECT ?it { ?it a sef:Service ; skos:prefLabel ?label } ORDER BY ?label LIMIT 1"
    prefixes = f"PREFIX sef: <{SEF}> PREFIX skos: <{SKOS}>"
    return {str(row["it"]) for row in store.select(prefixes + query)}
