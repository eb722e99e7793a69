"""The table of formats, and one graph written in each."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from graphapp.errors import UnknownName
from graphapp.exports.formats import FORMATS, GRAPH_FORMATS, Format, by_suffix
from graphapp.exports.ordered import write_graph
from graphapp.namespaces import SEF, bind_prefixes


def test_no_two_formats_share_a_suffix_or_a_media_type() -> None:
    assert len({item.suffix for item in FORMATS}) == len({item.media_type for item in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.suffix)
def test_a_format_is_found_by_its_suffix(item: Format) -> None:
    assert by_suffix(item.suffix) is item


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"no format called “tll”\. Did you mean ttl\?"):
        by_suffix("tll")


def test_a_format_writes_one_graph_or_keeps_graphs_apart() -> None:
    assert {item.suffix for item in GRAPH_FORMATS} == {"ttl", "jsonld", "nt", "rdf"}
    assert {item.suffix for item in FORMATS if item.has_graphs} == {"nq", "trig"}


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_a_graph_reads_back_the_same_from_every_format(item: Format) -> None:
    graph = bind_prefixes(Graph())
    graph.add((URIRef("https://example.org/a"), SEF.text, Literal('“Größe” & <more>\n"quoted"', lang="en-GB")))
    graph.add((URIRef("https://example.org/a"), SEF.value, Literal("1.50", datatype=URIRef("https://example.org/unit"))))
    graph.add((URIRef("https://example.org/a"), SEF.mentions, URIRef("https://example.org/b#part")))
    content = write_graph(graph, item)
    assert isomorphic(Graph().parse(data=content, format=item.rdflib_name), graph)
