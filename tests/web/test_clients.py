"""Programs that others wrote, against the site as it runs: what they send is understood, and they understand the answer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import owlready2
import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from tests.published import Published
from tests.web.npm_clients import ask_with
from tests.web.running import HOST, running

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the server is looked at in /proc")

PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#> "
AREAS = PREFIX + "SELECT ?s { ?s a sef:InspectionArea }"
GRAPH = PREFIX + "CONSTRUCT { ?s a sef:InspectionArea } WHERE { ?s a sef:InspectionArea }"
TRUTH = PREFIX + "ASK { ?s a sef:InspectionArea }"
COUNT = 11


@pytest.fixture(scope="module")
def site(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(published, tmp_path_factory.mktemp("clients"), workers=1) as server:
        yield f"http://{HOST}:{server.port}"


def run(program: str, *arguments: str) -> str:
    """What a program of Debian's prints."""
    if shutil.which(program) is None:
        reason = f"{program} is not installed"
        if os.environ.get("CI"):
            pytest.fail(f"{reason} and is required under CI")
        pytest.skip(reason)
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True, timeout=30).stdout


def converted(wrapper: SPARQLWrapper) -> Any:  # noqa: ANN401 - whatever the format is read as
    """What the client makes of the answer."""
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("way", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_reads_every_format(site: str, way: str) -> None:
    wrapper = SPARQLWrapper(f"{site}/sparql")
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(way)
    wrapper.setQuery(AREAS)
    wrapper.setReturnFormat(JSON)
    assert len(converted(wrapper)["results"]["bindings"]) == COUNT
    wrapper.setReturnFormat(XML)
    assert len(converted(wrapper).getElementsByTagName("result")) == COUNT
    for lines in (CSV, TSV):
        wrapper.setReturnFormat(lines)
        assert len(converted(wrapper).splitlines()) == COUNT + 1
    wrapper.setQuery(GRAPH)
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=converted(wrapper), format="turtle")) == COUNT


def test_sparqlwrapper_chooses_a_graph(site: str, published: Published) -> None:
    wrapper = SPARQLWrapper(f"{site}/sparql")
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("ASK { ?s ?p ?o }")
    wrapper.addParameter("default-graph-uri", published.store.graphs[0])
    assert converted(wrapper)["boolean"] is True
    wrapper.clearParameter("default-graph-uri")
    wrapper.addParameter("default-graph-uri", "urn:nothing")
    assert converted(wrapper)["boolean"] is False


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_through_its_store(site: str, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(f"{site}/sparql", method=method, returnFormat=form))
    assert len(list(graph.query(AREAS))) == COUNT


def test_roqet_asks_the_service(site: str) -> None:
    assert run("roqet", "-q", "-p", f"{site}/sparql", "-r", "csv", "-e", AREAS).count("\n") == COUNT + 1


def test_rapper_reads_a_graph_and_the_description_of_the_service(site: str) -> None:
    triples = run("rapper", "-q", "-i", "guess", f"{site}/sparql?query={quote(GRAPH)}")
    assert triples.count("\n") == COUNT
    assert "sparql-service-description#endpoint" in run("rapper", "-q", "-i", "guess", f"{site}/sparql")


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD])
def test_another_engine_loads_a_graph(site: str, form: ox.RdfFormat) -> None:
    store = ox.Store()
    store.load(fetch(f"{site}/sparql?query={quote(GRAPH)}", form.media_type), format=form)
    assert len(store) == COUNT


@pytest.mark.parametrize("suffix", ["nt", "rdf"])
def test_owlready_loads_the_ontology_from_its_address(suffix: str, site: str) -> None:
    ontology = owlready2.World().get_ontology(f"{site}/ns.{suffix}").load()
    assert "PlannedAction" in {it.name for it in ontology.classes()}


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD])
def test_rdflib_and_another_engine_load_the_same_ontology(site: str, form: ox.RdfFormat) -> None:
    content = fetch(f"{site}/ns", form.media_type)
    store = ox.Store()
    store.load(content, format=form)
    assert len(store) == len(Graph().parse(data=content, format=form.media_type)) > 0


def test_comunica_asks_the_service_and_reads_a_thing(site: str) -> None:
    found = ask_with("comunica.mjs", f"{site}/sparql", AREAS, GRAPH, TRUTH, f"{site}/doc/partner/solent-nhs-trust")
    assert len(set(found["rows"])) == COUNT
    assert (found["triples"], found["truth"]) == (COUNT, True)
    assert found["read"] == len(Graph().parse(data=fetch(f"{site}/doc/partner/solent-nhs-trust", "text/turtle"), format="turtle"))


def test_fetch_sparql_endpoint_asks_by_every_method(site: str) -> None:
    answers = ask_with("fetcher.mjs", f"{site}/sparql", AREAS, GRAPH, TRUTH)
    assert set(answers) == {"GET", "POST", "direct"}
    for found in answers.values():
        assert len(set(found["rows"])) == COUNT
        assert (found["triples"], found["truth"]) == (COUNT, True)


def fetch(address: str, media_type: str) -> bytes:
    with urlopen(Request(address, headers={"Accept": media_type}), timeout=20) as response:  # noqa: S310 - our own server
        content: bytes = response.read()
        return content
