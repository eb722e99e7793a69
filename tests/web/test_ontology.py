"""``/ns`` gives the same ontology in every format, to every tool that reads OWL, and alignments beside it."""

from __future__ import annotations

from pathlib import Path

import owlready2
import pyoxigraph
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, SKOS

from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.namespaces import SEF

NS = URIRef("https://w3id.org/send-sef/ns")

each_format = pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)


def read(content: bytes, item: Format) -> Graph:
    return Graph().parse(data=content, format="xml" if item.suffix == "rdf" else item.rdflib_name)


@pytest.fixture(scope="module")
def turtle(client: FlaskClient) -> Graph:
    return read(client.get("/ns.ttl").data, GRAPH_FORMATS[0])


@each_format
def test_what_the_client_accepts_and_the_suffix_give_the_same_triples(item: Format, client: FlaskClient, turtle: Graph) -> None:
    accepted, suffixed = client.get("/ns", headers={"Accept": item.media_type}), client.get(f"/ns.{item.suffix}")
    assert accepted.mimetype == suffixed.mimetype == item.media_type
    assert accepted.data == suffixed.data
    graph = read(accepted.data, item)
    assert isomorphic(graph, turtle)
    assert graph.value(NS, OWL.versionIRI) == URIRef("https://w3id.org/send-sef/ns/0.1.0")


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle;q=0.5, */*;q=0.1"])
def test_whoever_likes_no_format_better_gets_turtle(accept: str, client: FlaskClient) -> None:
    response = client.get("/ns", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_whoever_takes_none_of_the_formats_is_told_which_there_are(client: FlaskClient) -> None:
    response = client.get("/ns", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.text


def test_the_better_liked_format_wins(client: FlaskClient) -> None:
    response = client.get("/ns", headers={"Accept": "text/turtle;q=0.5, application/rdf+xml"})
    assert response.mimetype == "application/rdf+xml"


@pytest.mark.parametrize("path", ["/ns", "/ns.nt", "/ns/alignments/cids.ttl"])
def test_a_client_that_has_it_is_not_sent_it_again(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get(path, headers={"If-None-Match": 'W/"another"'}).status_code == 200


def test_the_tag_tells_formats_and_names_apart(client: FlaskClient) -> None:
    tags = {
        client.get(path).headers["ETag"] for path in ("/ns.ttl", "/ns.nt", "/ns/alignments/cids.ttl", "/ns/alignments/epo.ttl")
    }
    assert len(tags) == 4


@pytest.mark.parametrize(
    ("path", "hint"), [("/ns.tll", "ttl"), ("/ns/alignments/cid.ttl", "cids"), ("/ns/alignments/cids.xls", "")]
)
def test_what_there_is_not_is_told_as_data(path: str, hint: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert hint in response.text


@pytest.mark.parametrize("name", ["..%2f..%2fsend-sef", "../rules", "..%2frules"])
def test_no_other_file_is_reached_as_an_alignment(name: str, client: FlaskClient) -> None:
    assert client.get(f"/ns/alignments/{name}.ttl").status_code == 404


@each_format
def test_an_alignment_comes_in_every_format(item: Format, client: FlaskClient) -> None:
    graph = read(client.get(f"/ns/alignments/cids.{item.suffix}").data, item)
    assert (SEF.Outcome, SKOS.closeMatch, URIRef("https://ontology.commonapproach.org/cids#Outcome")) in graph


@pytest.mark.parametrize("suffix", ["rdf", "nt"])
def test_owlready2_reads_the_classes_that_are_declared(suffix: str, client: FlaskClient, turtle: Graph, tmp_path: Path) -> None:
    file = tmp_path / f"ns.{suffix}"
    file.write_bytes(client.get(f"/ns.{suffix}").data)
    ontology = owlready2.World().get_ontology(file.as_uri()).load()
    ours = {found.iri for found in ontology.classes() if found.iri.startswith(str(SEF))}
    declared = turtle.subjects(predicate=None, object=OWL.Class)
    assert ours == {str(found) for found in declared if str(found).startswith(str(SEF))}
    assert len(ours) > 50


@pytest.mark.parametrize(("suffix", "form"), [("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("rdf", "RDF_XML"), ("jsonld", "JSON_LD")])
def test_pyoxigraph_reads_as_many_triples(suffix: str, form: str, client: FlaskClient, turtle: Graph) -> None:
    quads = pyoxigraph.parse(client.get(f"/ns.{suffix}").data, format=getattr(pyoxigraph.RdfFormat, form))
    assert sum(1 for _ in quads) == len(turtle)
