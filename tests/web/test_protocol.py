"""The query operation of the SPARQL 1.1 Protocol (W3C, 21 March 2013), by its sections."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, VOID
from werkzeug.test import TestResponse

from graphapp.exports.catalogue.terms import SD
from graphapp.exports.formats import GRAPH_FORMATS
from tests.published import Published

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ANY = "ASK { ?s ?p ?o }"
ANY_NAMED = "ASK { GRAPH ?g { ?s ?p ?o } }"
FORM = "application/x-www-form-urlencoded"
TERMS = r"""SELECT ?iri ?text ?tagged ?none {
  BIND(<urn:a> AS ?iri) BIND("a,\"b\"\tc\r\nd<&" AS ?text) BIND("Ä"@de AS ?tagged)
}"""
CONSTRUCT = r'CONSTRUCT { <urn:a> <urn:b> "x\ry" } WHERE {}'


def ask(client: FlaskClient, query: str, accept: str = "*/*", **parameters: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": accept})


def truth(response: TestResponse) -> bool:
    assert response.status_code == 200, response.text
    return bool(response.get_json()["boolean"])


# Section 2.1.1 to 2.1.3: the three ways to send a query


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "query_string": {"query": ANY}},
        {"method": "POST", "data": {"query": ANY}},
        {"method": "POST", "data": ANY, "content_type": "application/sparql-query"},
    ],
    ids=["2.1.1 by GET", "2.1.2 by a form", "2.1.3 as it is"],
)
def test_2_1_a_query_is_taken_in_three_ways(client: FlaskClient, request_: dict[str, Any]) -> None:
    assert truth(client.open("/sparql", **request_))


def test_2_1_head_says_what_get_would(client: FlaskClient) -> None:
    response = client.head("/sparql", query_string={"query": ANY})
    assert (response.status_code, response.content_type, response.data) == (200, JSON, b"")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_2_1_other_methods_are_none_of_the_operation(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert {"GET", "POST", "HEAD"} <= set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "POST", "data": b"query=ASK%20%7B%20%FF%20%7D", "content_type": FORM}, 400),
        ({"method": "POST", "data": b"ASK { \xff }", "content_type": "application/sparql-query"}, 400),
        ({"method": "POST", "data": ANY.encode("utf-16"), "content_type": "application/sparql-query; charset=UTF-16"}, 400),
        ({"method": "POST", "data": b"query=ASK%7B%7D", "content_type": f"{FORM}; charset=latin1"}, 400),
        ({"method": "GET", "query_string": "query=ASK%20%FF"}, 400),
        ({"method": "GET", "data": b"ASK {}", "content_type": "application/sparql-query"}, 400),
        ({"method": "POST", "data": b"x" * 5_000_000, "content_type": "application/sparql-query"}, 413),
        ({"method": "POST", "data": b"x" * 60_000, "content_type": "application/sparql-query"}, 413),
        ({"method": "POST", "data": {"query": ANY}, "content_type": "multipart/form-data"}, 415),
        (
            {"method": "POST", "data": ANY, "content_type": "application/sparql-query", "headers": {"Content-Encoding": "gzip"}},
            415,
        ),
    ],
)
def test_2_1_a_body_that_cannot_be_read_is_refused(client: FlaskClient, request_: dict[str, Any], status: int) -> None:
    response = client.open("/sparql", **request_)
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.get_json()["detail"]


@pytest.mark.parametrize("query", ["SELECT * {", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"])
def test_2_1_6_what_is_no_query_is_a_bad_request(client: FlaskClient, query: str) -> None:
    assert ask(client, query).status_code == 400


# Section 2.1.4: the dataset


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_2_1_4_only_the_graphs_that_were_chosen_are_seen(client: FlaskClient, published: Published, name: str) -> None:
    first, second = published.store.graphs[:2]
    is_named = name.startswith("named")
    count = "SELECT (COUNT(*) AS ?n) { %s }" % ("GRAPH ?g { ?s ?p ?o }" if is_named else "?s ?p ?o")
    wanted = published.store.within((first,)).select(count)
    assert [str(row["n"]) for row in wanted] == [found["n"]["value"] for found in rows(ask(client, count, **{name: first}))]
    both = rows(client.get("/sparql", query_string={"query": count, name: [first, second]}))
    assert int(both[0]["n"]["value"]) > int(str(next(iter(wanted))["n"]))
    assert not truth(ask(client, ANY if is_named else ANY_NAMED, **{name: first})), "the other part of the dataset is empty"


def rows(response: TestResponse) -> Any:  # noqa: ANN401 - JSON
    assert response.status_code == 200, response.text
    return response.get_json()["results"]["bindings"]


def test_2_1_4_the_request_outranks_the_query(client: FlaskClient, published: Published) -> None:
    graph = published.store.graphs[0]
    assert not truth(ask(client, f"ASK FROM <{graph}> {{ ?s ?p ?o }}", **{"default-graph-uri": "urn:nothing"}))
    assert truth(ask(client, "ASK FROM <urn:nothing> { ?s ?p ?o }", **{"default-graph-uri": graph}))
    assert not truth(ask(client, f"ASK FROM <{graph}> {{ ?s ?p ?o }}", **{"named-graph-uri": graph}))


def test_2_1_4_a_query_chooses_its_graphs_too(client: FlaskClient, published: Published) -> None:
    graph = published.store.graphs[0]
    folder, _, last = graph.rpartition("/")
    assert truth(ask(client, f"PREFIX g: <{folder}/> ASK FROM g:{last} {{ ?s ?p ?o }}"))
    assert truth(ask(client, f"PREFIX : <{folder}/> ASK FROM :{last} {{ ?s ?p ?o }}"))
    assert truth(ask(client, f"BASE <{folder}/> ASK FROM NAMED <{last}> {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))
    assert not truth(ask(client, f"ASK FROM NAMED <{graph}> {{ ?s ?p ?o }}"))
    assert ask(client, "ASK FROM nobody:said { ?s ?p ?o }").status_code == 400
    assert truth(ask(client, f'ASK FROM <{graph}> {{ ?s ?p ?o FILTER(?o != "FROM <urn:x>") }}'))


@pytest.mark.parametrize("name", ["http://127.0.0.1:9/", "file:///etc/passwd", "urn:nothing", ""])
def test_2_1_4_an_unknown_graph_is_an_empty_one(client: FlaskClient, name: str) -> None:
    assert not truth(ask(client, ANY, **{"default-graph-uri": name}))
    assert not truth(ask(client, ANY_NAMED, **{"named-graph-uri": name}))


def test_2_1_4_no_choice_reaches_the_quotations(client: FlaskClient, published: Published) -> None:
    for graph in (f"{name}/quotations" for name in published.store.graphs):
        assert not truth(ask(client, ANY, **{"default-graph-uri": graph}))
        assert not truth(ask(client, f"ASK FROM NAMED <{graph}> {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))


# Section 2.1.5: the form of the answer


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", JSON),
        ("application/json", "application/json"),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (f"{JSON};q=0.3, {XML};q=0.8, text/turtle", XML),
        (f"{JSON};q=0, */*;q=0.1", "application/json"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", JSON),
    ],
)
def test_2_1_5_rows_come_in_the_form_that_is_liked_best(client: FlaskClient, accept: str, media_type: str) -> None:
    response = ask(client, "SELECT ?a { VALUES ?a { 1 } }", accept)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_2_1_5_triples_come_in_each_form_with_every_character(client: FlaskClient, item: Any) -> None:  # noqa: ANN401
    response = ask(client, CONSTRUCT, item.media_type)
    assert response.mimetype == item.media_type
    graph = Graph().parse(data=response.data, format=item.rdflib_name)
    assert [str(value) for value in graph.objects()] == ["x\ry"]


def test_2_1_5_xml_keeps_every_character_of_a_row(client: FlaskClient) -> None:
    root = ElementTree.fromstring(ask(client, TERMS, XML).data)  # noqa: S314 - our own answer
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [it.attrib["name"] for it in root.iter(f"{space}variable")] == ["iri", "text", "tagged", "none"]
    assert [it.text for it in root.iter(f"{space}literal")] == ['a,"b"\tc\r\nd<&', "Ä"]
    assert [it.text for it in root.iter(f"{space}uri")] == ["urn:a"]


def test_2_1_5_csv_and_tsv_are_those_of_sparql(client: FlaskClient) -> None:
    table = list(csv.reader(io.StringIO(ask(client, TERMS, "text/csv").text, newline="")))
    assert table == [["iri", "text", "tagged", "none"], ["urn:a", 'a,"b"\tc\r\nd<&', "Ä", ""]]
    lines = ask(client, TERMS, "text/tab-separated-values").text.split("\n")
    assert lines[0].split("\t") == ["?iri", "?text", "?tagged", "?none"]
    assert lines[1].startswith('<urn:a>\t"a,\\"b\\"\\tc\\r\\nd<&"')
    assert lines[1].endswith('\t"Ä"@de\t')


def test_2_1_5_what_xml_cannot_hold_is_told(client: FlaskClient) -> None:
    response = ask(client, r'SELECT ("\u0001" AS ?x) {}', XML)
    assert response.status_code == 400
    assert "U+0001" in response.get_json()["detail"]


def test_2_1_5_yes_and_no_come_as_json_or_xml(client: FlaskClient) -> None:
    root = ElementTree.fromstring(ask(client, ANY, XML).data)  # noqa: S314 - our own answer
    assert root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"


@pytest.mark.parametrize(
    ("query", "accept", "exists"),
    [
        (ANY, "text/csv", XML),
        ("SELECT * {}", "text/turtle", "text/csv"),
        (CONSTRUCT, JSON, "text/turtle"),
        (ANY, "image/png", "text/turtle"),
    ],
)
def test_2_1_5_where_no_form_suits_those_that_exist_are_told(client: FlaskClient, query: str, accept: str, exists: str) -> None:
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert exists in response.get_json()["detail"]


# Section 2.2: the update operation, which is not offered


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"data": {"update": "CLEAR ALL"}}, 400),
        ({"data": {"update": "CLEAR ALL", "query": ANY}}, 400),
        ({"data": "CLEAR ALL", "content_type": "application/sparql-update"}, 415),
    ],
)
def test_2_2_an_update_is_refused_with_a_sentence(client: FlaskClient, request_: dict[str, Any], status: int) -> None:
    response = client.post("/sparql", **request_)
    assert response.status_code == status
    assert "takes no update" in response.get_json()["detail"]


# SPARQL 1.1 Service Description, section 2


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_the_service_describes_itself_to_programs(client: FlaskClient, published: Published, item: Any) -> None:  # noqa: ANN401
    response = client.get("/sparql", headers={"Accept": item.media_type})
    assert response.mimetype == item.media_type
    graph = Graph().parse(data=response.data, format=item.rdflib_name)
    service = URIRef(f"{published.naming.base}sparql")
    assert (service, SD.endpoint, service) in graph
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.BasicFederatedQuery not in set(graph.objects(service, SD.feature))
    named = {
        str(graph.value(it, SD.name)): graph.value(graph.value(it, SD.graph), VOID.triples)
        for it in graph.subjects(RDF.type, SD.NamedGraph)
    }
    assert set(named) == set(published.store.graphs)
    for name, count in named.items():
        (row,) = rows(ask(client, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{quote(name, safe=':/#')}> {{ ?s ?p ?o }} }}"))
        assert row["n"]["value"] == str(count)


def test_people_get_a_page_in_its_place(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert response.mimetype == "text/html"
