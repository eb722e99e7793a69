"""The catalogue: it conforms to DCAT-AP, says nothing that is not so, and every link in it leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

from graphapp.exports.catalogue import catalogue
from graphapp.exports.catalogue.holdings import Coverage, Holdings, KeptVersion, Period, coverage_of
from graphapp.exports.catalogue.terms import SD, SPDX, VOID
from graphapp.exports.files import FILES
from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.exports.shelf import Shelf
from graphapp.namespaces import SEF, Naming
from graphapp.settings import Settings
from graphapp.store.base import Store
from graphapp.store.versions import Counts, Manifest
from graphapp.web import create_app
from tests.conftest import NAMING
from tests.numbered import publish_number
from tests.published import Published

SHAPES = Path(__file__).parents[3] / "shared" / "dcat-ap"
"""The official shapes, beside a checkout; they are not part of the repository."""

DCAT3 = Namespace(str(DCAT))
PARSERS = {"rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get("/exports/catalogue.ttl").text, format="turtle")


@pytest.fixture(scope="module")
def site(published: Published) -> Naming:
    return published.naming


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """DCAT-AP 3 as SHACL; skipped where it is absent."""
    if not SHAPES.is_dir():
        pytest.skip("the shapes of DCAT-AP are not part of the repository and do not lie beside this checkout")
    graph = Graph()
    for file in ("shapes.ttl", "range.ttl"):
        graph.parse(SHAPES / file)
    return graph


def report(graph: Graph, shapes: Graph) -> str:
    """What is wrong with *graph*; empty when it conforms."""
    conforms, _, text = validate(graph, shacl_graph=shapes)
    return "" if conforms else str(text)


def the(graph: Graph, class_: URIRef) -> URIRef:
    """The only thing of *class_*."""
    (found,) = graph.subjects(RDF.type, class_)
    assert isinstance(found, URIRef)
    return found


# Conformance


def test_it_conforms_to_dcat_ap(described: Graph, shapes: Graph) -> None:
    assert report(described, shapes) == ""


@pytest.mark.parametrize("number_of_versions", [0, 1, 3])
def test_it_conforms_with_any_number_of_versions(
    tmp_path: Path, tiny_store: Store, shapes: Graph, number_of_versions: int
) -> None:
    versions = [publish_number(tmp_path, number + 1) for number in range(number_of_versions)]
    kept = tuple(KeptVersion(version.manifest, Shelf(version).known_sums()) for version in reversed(versions))
    served = kept[0].manifest.version if kept else ""
    graph = catalogue(Holdings(NAMING, "", coverage_of(tiny_store, NAMING), served, kept))
    assert report(graph, shapes) == ""
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == number_of_versions + 1


@pytest.mark.parametrize("taken_away", [DCTERMS.publisher, DCTERMS.title, DCAT.accessURL, FOAF.name, SPDX.checksumValue])
def test_without_what_dcat_ap_asks_for_it_would_not_conform(described: Graph, shapes: Graph, taken_away: URIRef) -> None:
    graph = Graph() + described
    graph.remove((None, taken_away, None))
    assert str(taken_away).rpartition("/")[2].rpartition("#")[2] in report(graph, shapes)


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_it_says_the_same_in_every_format(client: FlaskClient, described: Graph, item: Format) -> None:
    response = client.get(f"/exports/catalogue.{item.suffix}")
    assert response.mimetype == item.media_type
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert isomorphic(Graph().parse(data=response.text, format=PARSERS.get(item.suffix, item.suffix)), described)


def test_it_is_the_same_bytes_from_every_process(client: FlaskClient, published: Published) -> None:
    another = create_app(published.settings).test_client().get("/exports/catalogue.ttl")
    first = client.get("/exports/catalogue.ttl")
    assert (another.get_data(), another.headers["ETag"]) == (first.get_data(), first.headers["ETag"])
    assert client.get("/exports/catalogue.ttl", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


# Links


def ours(graph: Graph, site: Naming) -> Iterator[str]:
    """Everything that *graph* names at the site."""
    for triple in graph:
        yield from (str(term) for term in triple if isinstance(term, URIRef) and term.startswith(site.base))


def test_every_link_leads_somewhere(client: FlaskClient, described: Graph, site: Naming) -> None:
    paths = {site.path(iri).partition("#")[0] for iri in ours(described, site)}
    assert len(paths) > 20
    for path in sorted(paths):
        with client.get(path, follow_redirects=True) as response:
            assert response.status_code == 200, path


def test_every_name_is_described_or_is_a_document_of_the_site(described: Graph, site: Naming) -> None:
    for iri in set(ours(described, site)):
        if "#" in iri:
            assert (URIRef(iri), None, None) in described, f"nothing is said of {iri}"


def test_there_are_no_blank_nodes(described: Graph) -> None:
    assert all(isinstance(term, URIRef | Literal) for triple in described for term in triple)


# What is said


def test_each_file_is_a_distribution_with_its_size_and_checksum(client: FlaskClient, described: Graph, site: Naming) -> None:
    dataset = site.resolve("exports/latest")
    version = described.value(dataset, DCAT3.hasCurrentVersion)
    distributions = set(described.objects(version, DCAT.distribution))
    assert distributions == set(described.objects(dataset, DCAT.distribution))
    assert len(distributions) == len(FILES)
    listed = client.get("/exports/latest/SHA256SUMS", follow_redirects=True).text
    for it in distributions:
        address = str(described.value(it, DCAT.downloadURL))
        size, checksum = described.value(it, DCAT.byteSize), described.value(it, SPDX.checksum)
        with client.head(site.path(address)) as response:
            assert response.content_length == int(str(size))
            packed = described.value(it, DCAT.compressFormat) or described.value(it, DCAT.packageFormat)
            assert str(packed or described.value(it, DCAT.mediaType)).endswith(f"/{response.mimetype}")
        assert f"{described.value(checksum, SPDX.checksumValue)}  {address.rpartition('/')[2]}\n" in listed


def test_the_counts_are_what_the_endpoint_counts(client: FlaskClient, described: Graph, site: Naming) -> None:
    dataset = site.resolve("exports/latest")

    def counted(pattern: str) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
        accept = {"Accept": "application/sparql-results+json"}
        answer = client.get("/sparql", query_string={"query": query}, headers=accept)
        return int(answer.get_json()["results"]["bindings"][0]["n"]["value"])

    assert described.value(dataset, VOID.triples) == Literal(counted("?s ?p ?o"))
    parts = {str(described.value(it, VOID["class"])): it for it in described.objects(dataset, VOID.classPartition)}
    for name in ("Partner", "Statement", "Contract"):
        assert described.value(parts[str(SEF[name])], VOID.entities) == Literal(counted(f"?s a <{SEF[name]}>"))
    parts = {str(described.value(it, VOID.property)): it for it in described.objects(dataset, VOID.propertyPartition)}
    assert described.value(parts[str(SEF.mentions)], VOID.triples) == Literal(counted(f"?s <{SEF.mentions}> ?o"))
    for graph in described.objects(dataset, VOID.subset):
        assert described.value(graph, VOID.triples) == Literal(counted(f"GRAPH <{graph}> {{ ?s ?p ?o }}"))


def test_where_and_when_it_is_about_is_said_as_the_data_say_it(described: Graph, site: Naming) -> None:
    dataset = site.resolve("exports/latest")
    (area,) = described.objects(dataset, DCTERMS.spatial)
    assert area == site.resolve("def/local-area/hampshire")
    assert described.value(area, DCTERMS.identifier) == Literal("E10000014")
    assert described.value(area, RDFS.seeAlso) == URIRef("http://statistics.data.gov.uk/id/statistical-geography/E10000014")
    (period,) = described.objects(dataset, DCTERMS.temporal)
    assert described.value(period, SEF.statedDate) == Literal("autumn 2015")
    assert described.value(period, DCAT.startDate) == Literal("2015-09", datatype=XSD.gYearMonth)
    assert described.value(period, DCAT.endDate) == Literal("2015-12", datatype=XSD.gYearMonth)


def test_no_licence_is_said_where_none_is_stated(described: Graph, site: Naming) -> None:
    assert not list(described.triples((None, DCTERMS.license, None)))
    rights = described.value(site.resolve("exports/latest"), DCTERMS.rights)
    assert "The document states no licence" in str(described.value(rights, RDFS.label))
    assert set(described.objects(None, DCTERMS.rights)) == {rights}


def test_what_states_no_rights_and_no_dates_has_none(shapes: Graph) -> None:
    bare = Coverage((), (), (Period("some time"),), (), ())
    graph = catalogue(Holdings(NAMING, "", bare))
    assert report(graph, shapes) == ""
    assert not list(graph.triples((None, DCTERMS.rights, None)))
    period = the(graph, DCTERMS.PeriodOfTime)
    assert not list(graph.objects(period, DCAT.startDate))


def test_the_publisher_is_the_one_that_is_set(published: Published, described: Graph) -> None:
    settings = Settings(home=published.settings.home, publisher="Exampleshire County Council")
    ttl = create_app(settings).test_client().get("/exports/catalogue.ttl").text
    assert named(Graph().parse(data=ttl, format="turtle")) == "Exampleshire County Council"
    assert named(described) == f"Whoever runs {published.naming.base}"


def named(graph: Graph) -> str:
    publisher = graph.value(the(graph, DCAT.Catalog), DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    return str(graph.value(publisher, FOAF.name))


def test_examples_are_things_of_several_kinds(described: Graph, site: Naming) -> None:
    examples = list(described.objects(site.resolve("exports/latest"), VOID.exampleResource))
    kinds = {kind[0] for iri in examples if (kind := site.kind_and_slug(str(iri)))}
    assert {"self-evaluation", "assessment", "contract", "service", "statement", "measurement"} <= kinds


def test_the_services_are_described(described: Graph, site: Naming) -> None:
    sparql, questions = site.resolve("sparql"), site.resolve("queries")
    assert set(described.objects(the(described, DCAT.Catalog), DCAT.service)) == {sparql, questions}
    assert described.value(sparql, SD.endpoint) == sparql == described.value(sparql, DCAT.endpointURL)
    assert described.value(questions, DCAT.endpointDescription) == site.resolve("openapi.json")
    features = set(described.objects(sparql, SD.supportedLanguage)) | set(described.objects(sparql, SD.feature))
    assert features == {SD.SPARQL11Query, SD.UnionDefaultGraph}, "neither updates nor federation are claimed"


def test_versions_say_which_came_before(tmp_path: Path) -> None:
    for number in (1, 2):
        publish_number(tmp_path, number)
    browser = create_app(Settings(home=str(tmp_path), base_iri=NAMING.base)).test_client()
    graph = Graph().parse(data=browser.get("/exports/catalogue.ttl").text, format="turtle")
    first, second = (NAMING.resolve(f"exports/number-{number}") for number in (1, 2))
    assert graph.value(NAMING.resolve("exports/latest"), DCAT3.hasCurrentVersion) == second
    assert graph.value(second, DCAT3.previousVersion) == first
    assert graph.value(first, DCAT3.previousVersion) is None
    assert graph.value(first, DCAT3.version) == Literal("number-1")


def test_with_a_store_elsewhere_it_says_what_is_known(published: Published, shapes: Graph) -> None:
    ttl = create_app(published.settings, published.store).test_client().get("/exports/catalogue.ttl").text
    graph = Graph().parse(data=ttl, format="turtle")
    assert report(graph, shapes) == ""
    addresses = {str(it) for it in graph.objects(None, DCAT.downloadURL)}
    assert f"{published.naming.base}exports/latest.ttl" in addresses
    assert not list(graph.subjects(RDF.type, SPDX.Checksum))
    assert SKOS.prefLabel in set(graph.predicates())


def test_of_thousands_of_self_evaluations_some_are_named_and_all_are_counted() -> None:
    names = [str(NAMING.graph(f"council-{number}")) for number in range(3_000)]
    found = tuple((URIRef(f"{NAMING.base}id/self-evaluation/council-{number}"), f"Council {number}") for number in range(1_500))
    counts = Counts(graphs=dict.fromkeys(names, 7))
    manifest = Manifest("many", NAMING.base, "2015-09-01T00:00:00", "graphapp 0", (), tuple(names), (), counts)
    coverage = Coverage(found, (), (), (), ())
    graph = catalogue(Holdings(NAMING, "", coverage, served="many", versions=(KeptVersion(manifest, {}),)))
    assert len(list(graph.objects(None, SD.namedGraph))) == 200
    assert (None, VOID.triples, Literal(21_000)) in graph
    assert "1500 SEND self-evaluations" in str(graph.value(URIRef(f"{NAMING.base}exports/latest"), DCTERMS.title))
    words = str(graph.value(URIRef(f"{NAMING.base}sparql#dataset"), DCTERMS.description))
    assert words.startswith("200 of its 3000 named graphs")
    assert len(graph) < 6_000
