"""The bytes of RDF depend on what it says, and on nothing else: not on the process that writes it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, XSD

from graphapp.exports.formats import FORMATS, GRAPH_FORMATS, THING_FORMATS, Format
from graphapp.exports.ordered import in_order, write_dataset, write_graph
from graphapp.namespaces import SEF, bind_prefixes
from graphapp.store.base import Quad
from tests.published import Published

EXAMPLE = "https://example.org/"
PRINT_DIGESTS = """
import sys
from hashlib import sha256
from graphapp.settings import Settings
from graphapp.web import create_app

client = create_app(Settings(home=sys.argv[1])).test_client()
for address in sys.argv[2:]:
    response = client.get(address)
    print(response.status_code, response.headers["ETag"], sha256(response.data).hexdigest())
"""
A_THING, A_HUB = "/doc/partner/solent-nhs-trust", "/doc/theme/transition-to-adulthood"
DATA = ("/ns", "/ns/alignments/cids", "/exports/catalogue", "/queries/who-pays")
ADDRESSES = [
    *(f"{thing}.{item.suffix}" for thing in (A_THING, A_HUB) for item in THING_FORMATS),
    *(f"{it}.{item.suffix}" for it in DATA for item in GRAPH_FORMATS),
]


def test_two_processes_write_the_same_bytes_under_the_same_tag(published: Published) -> None:
    first, second = (_digests(published, seed) for seed in ("1", "2"))
    assert len(first) == len(ADDRESSES)
    assert all(line.startswith("200 ") for line in first)
    assert [address for address, one, other in zip(ADDRESSES, first, second, strict=True) if one != other] == []


def _digests(published: Published, seed: str) -> list[str]:
    command = [sys.executable, "-c", PRINT_DIGESTS, published.settings.home, *ADDRESSES]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()


_names = st.sampled_from([URIRef(f"{EXAMPLE}{letter}") for letter in "abcd"])
_literals = st.builds(
    Literal, st.text(st.characters(min_codepoint=32, codec="utf-8"), max_size=8), lang=st.sampled_from([None, "en", "cy"])
) | st.builds(lambda text: Literal(text, datatype=XSD.decimal, normalize=False), st.sampled_from(["5", "5.0", "-1.5"]))
_triples = st.lists(st.tuples(_names, _names, _names | _literals), max_size=12)


@settings(deadline=None)  # the first time loads the parsers
@given(triples=_triples, item=st.sampled_from(GRAPH_FORMATS))
def test_a_graph_has_one_order_and_reads_back_the_same(triples: list[tuple[URIRef, URIRef, URIRef]], item: Format) -> None:
    forwards, backwards = (bind_prefixes(Graph()) for _ in range(2))
    for triple in triples:
        forwards.add(triple)
    for triple in reversed(triples):
        backwards.add(triple)
    content = write_graph(forwards, item)
    assert content == write_graph(backwards, item)
    assert isomorphic(Graph().parse(data=content, format=item.rdflib_name), forwards)


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_lists_of_blank_nodes_keep_their_order(item: Format) -> None:
    graph = bind_prefixes(Graph())
    cells = [BNode(f"b{number}") for number in range(3)]
    graph.add((SEF.Partner, OWL.unionOf, cells[0]))
    for cell, rest, name in zip(cells, [*cells[1:], RDF.nil], "zax", strict=True):
        graph.add((cell, RDF.first, URIRef(f"{EXAMPLE}{name}")))
        graph.add((cell, RDF.rest, rest))
    assert isomorphic(Graph().parse(data=write_graph(graph, item), format=item.rdflib_name), graph)


@pytest.mark.parametrize(("suffix", "name"), [("trig", "trig"), ("nq", "nquads")])
def test_a_dataset_keeps_its_graphs_apart_and_the_default_one_nameless(suffix: str, name: str) -> None:
    dataset = Dataset()
    it = URIRef(f"{EXAMPLE}a")
    dataset.add((it, SEF.text, Literal("in none")))
    for graph in "xy":
        dataset.graph(URIRef(EXAMPLE + graph)).add((it, URIRef(f"{EXAMPLE}other/{graph}#p"), Literal(graph)))
    item = next(item for item in FORMATS if item.suffix == suffix)
    content = write_dataset(dataset, item)
    assert set(Dataset().parse(data=content, format=name).quads()) == set(dataset.quads())
    assert content.count(b"@prefix sef:") <= 1


def test_quads_stand_by_graph_then_subject_property_and_value_each_once() -> None:
    low, high = URIRef(f"{EXAMPLE}a"), URIRef(f"{EXAMPLE}b")
    said = [(high, SEF.text, Literal("b"), "x"), (low, SEF.text, Literal("a"), "y"), (low, SEF.text, Literal("a"), "x")]
    quads = [Quad(*each) for each in said]
    assert in_order([*quads, quads[0]]) == [quads[2], quads[0], quads[1]]
