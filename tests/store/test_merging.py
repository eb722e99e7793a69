"""Graphs that are asked often are merged: the answers stay the same, and what should not be merged is not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pyoxigraph as ox
import pytest

from graphapp.queries.run import run_query
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store import open_version
from graphapp.store.embedded import EmbeddedStore, merging
from graphapp.store.embedded.merging import MergedGraphs, names_graphs
from tests.published import Published

OFTEN = 4
PAIR = ("urn:one", "urn:two")


def engine_of(*lines: str) -> ox.Store:
    engine = ox.Store()
    engine.bulk_load("\n".join(lines).encode(), ox.RdfFormat.N_QUADS)
    return engine


@pytest.fixture
def engine() -> ox.Store:
    """Two graphs that share a triple, and a third one."""
    triples = ("<urn:a> <urn:p> <urn:b> <urn:one> .", "<urn:a> <urn:p> <urn:b> <urn:two> .", "<urn:a> <urn:p> _:c <urn:two> .")
    return engine_of(*triples, "<urn:other> <urn:p> <urn:b> <urn:three> .")


def ask_often(merged: MergedGraphs, graphs: tuple[str, ...] = PAIR) -> ox.Store | None:
    for _ in range(OFTEN - 1):
        assert merged.find(graphs) is None
    return merged.find(graphs)


def test_what_is_asked_often_is_merged_and_holds_each_triple_once(engine: ox.Store) -> None:
    found = ask_often(MergedGraphs(engine))
    assert found is not None
    held = {(str(quad.subject), str(quad.object), quad.graph_name) for quad in found}
    blank = next(str(quad.object) for quad in engine if isinstance(quad.object, ox.BlankNode))
    assert held == {("<urn:a>", "<urn:b>", ox.DefaultGraph()), ("<urn:a>", blank, ox.DefaultGraph())}


def test_what_is_merged_is_merged_once(engine: ox.Store) -> None:
    merged = MergedGraphs(engine)
    assert ask_often(merged) is merged.find(PAIR)


def test_graphs_that_are_too_large_are_never_merged(engine: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_MOST_QUADS", 2)
    merged = MergedGraphs(engine)
    assert [merged.find(PAIR) for _ in range(3 * OFTEN)] == [None] * 3 * OFTEN


def test_what_is_asked_once_by_turns_is_not_merged() -> None:
    choices = [(f"urn:{number}",) for number in range(200)]
    merged = MergedGraphs(engine_of(*(f"<urn:a> <urn:p> <urn:b> <{graph}> ." for (graph,) in choices)))
    assert [merged.find(graphs) for _ in range(2 * OFTEN) for graphs in choices] == [None] * 2 * OFTEN * len(choices)


def test_those_that_are_kept_have_a_bound() -> None:
    choices = [(f"urn:{number}",) for number in range(40)]
    merged = MergedGraphs(engine_of(*(f"<urn:a> <urn:p> <urn:b> <{graph}> ." for (graph,) in choices)))
    first = ask_often(merged, choices[0])
    for graphs in choices[1:]:
        ask_often(merged, graphs)
    assert merged.find(choices[-1]) is not None
    assert merged.find(choices[0]) is not first, "the one that was asked longest ago is gone"


def test_who_asks_while_another_is_merging_does_not_wait(engine: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    merged, begun, go_on = MergedGraphs(engine), Event(), Event()
    quads = MergedGraphs._quads

    def slowly(self: MergedGraphs, graphs: tuple[str, ...]) -> Iterator[ox.Quad]:
        begun.set()
        assert go_on.wait(20)
        return quads(self, graphs)

    monkeypatch.setattr(MergedGraphs, "_quads", slowly)
    with ThreadPoolExecutor(1) as other:
        merging_now = other.submit(ask_often, merged)
        assert begun.wait(20)
        assert merged.find(PAIR) is None
        go_on.set()
        assert merging_now.result(20) is merged.find(PAIR)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", True),
        ("select * { graph<urn:g>{ ?s ?p ?o } }", True),
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT * FROM NAMED <urn:g> { ?s ?p ?o }", True),
        ("SELECT * { GRAPH # which one\n $g { ?s ?p ?o } }", True),
        ("PREFIX : <urn:> SELECT * { GRAPH :g { ?s ?p ?o } }", True),
        ("PREFIX é: <urn:> SELECT * { ?s ?p ?o .graph\té:g { ?s ?p ?o } }", True),
        ('SELECT * { ?s ?p "from a graph" } # FROM GRAPH', False),
        ("SELECT * { ?s <urn:graph/from> 'GRAPH ?g' }", False),
        ('SELECT * { ?s ?p """it\'s "from" GRAPH""" }', False),
        ("SELECT ?graphs { ?s ?p ?graphs }", False),
        ("SELECT ?from ?p { ?from ?p $from }", False),
        ('SELECT * { ?s ?p "from when; " }', False),
        (f"PREFIX {'p' * 200}: <urn:> SELECT * {{ GRAPH {'p' * 200}:g {{ ?s ?p ?o }} }}", True),
        (f"SELECT * {{ ?s ?p '{'/from' * 100_000}' }}", False),
    ],
)
def test_only_what_names_a_graph_needs_them_apart(query: str, expected: bool) -> None:
    assert names_graphs(query) is expected


@pytest.fixture
def store(published: Published) -> EmbeddedStore:
    """A store that was asked nothing yet."""
    return open_version(published.version)


def test_every_saved_question_is_answered_the_same_when_its_graphs_are_merged(published: Published, store: EmbeddedStore) -> None:
    apart = EmbeddedStore(store.graphs)
    apart.load(published.version.dataset)  # not sealed: never merged
    for query in published.library.values():
        answers = [run_query(each, query, {}, published.naming).rows for each in (*[store] * (OFTEN + 1), apart)]
        assert answers.count(answers[0]) == len(answers), query.name


def test_a_query_that_names_a_graph_is_answered_from_it_also_when_they_are_merged(
    published: Published, store: EmbeddedStore
) -> None:
    view = within_edition(store, published.naming, choose_edition(store, published.naming))
    for _ in range(OFTEN):
        view.select("SELECT * { ?s ?p ?o } LIMIT 1")
    graphs = {str(row["g"]) for row in view.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs == {graph for graph in view.graphs if graph in graphs}
    assert len(graphs) > 2
