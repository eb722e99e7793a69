"""RDF whose bytes depend on what it says and on nothing else.

rdflib writes some formats in the order of sets, which differs from process to process; a checksum needs one order.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from operator import attrgetter
from typing import Any

import orjson
from rdflib import Graph, Literal
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from graphapp.exports.answer_graph import RS
from graphapp.exports.formats import Format
from graphapp.namespaces import bind_prefixes
from graphapp.store.base import Quad


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """*quads*, each once, by graph, subject, property and value."""
    return sorted(set(quads), key=lambda quad: (quad.graph, *(term.n3() for term in quad[:3])))


def write_quads(quads: Sequence[Quad], item: Format) -> bytes:
    """*quads*, which are in order, in the format *item*; formats without named graphs hold the union."""
    return _WRITERS[item.suffix](quads).encode()


def _graph(quads: Iterable[Quad]) -> Graph:
    """The triples of *quads* in rdflib's simple store, which keeps their order."""
    graph = bind_prefixes(Graph(store="SimpleMemory"))
    graph.bind("rs", RS)
    for quad in quads:
        graph.add(quad[:3])
    return graph


def _turtle(quads: Iterable[Quad]) -> str:
    target = io.BytesIO()
    _Turtle(_graph(quads)).serialize(target, encoding="utf-8")
    return target.getvalue().decode()


class _Turtle(TurtleSerializer):
    """Turtle with literals as they are: rdflib's short form turns the decimal 25 into 25.0, which no other format does."""

    def label(self, node: Node, position: int) -> str:
        """What stands for *node*."""
        return node.n3() if isinstance(node, Literal) else super().label(node, position)


def _trig(quads: Iterable[Quad]) -> str:
    return "\n".join(_block(name, _turtle(found)) for name, found in groupby(quads, attrgetter("graph")))


def _block(name: str, turtle: str) -> str:
    """*turtle* as the graph called *name*: prefixes stay outside the braces."""
    lines = turtle.splitlines(keepends=True)
    prefixes = list(takewhile(lambda line: line.startswith("@prefix "), lines))
    return f"{''.join(prefixes)}\n<{name}> {{\n{''.join(lines[len(prefixes) :]).strip()}\n}}\n"


def _triple_lines(quads: Iterable[Quad]) -> list[str]:
    return sorted(line for line in _graph(quads).serialize(format="nt").splitlines() if line)


def _n_triples(quads: Iterable[Quad]) -> str:
    return "".join(f"{line}\n" for line in _triple_lines(quads))


def _n_quads(quads: Iterable[Quad]) -> str:
    return "".join(_lines_of_graphs(quads))


def _lines_of_graphs(quads: Iterable[Quad]) -> Iterator[str]:
    for name, found in groupby(quads, attrgetter("graph")):
        yield from (f"{line.removesuffix('.').rstrip()} <{name}> .\n" for line in _triple_lines(found))


def _rdf_xml(quads: Iterable[Quad]) -> str:
    """RDF/XML, whose prefixes have their numbers by the order of the properties that need one."""
    graph = _graph(quads)
    for predicate in sorted(set(map(str, graph.predicates()))):
        graph.namespace_manager.compute_qname_strict(predicate)
    return graph.serialize(format="xml")


def _json_ld(quads: Iterable[Quad]) -> str:
    content = _sorted(orjson.loads(_graph(quads).serialize(format="json-ld")))
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE).decode()


def _sorted(value: Any) -> Any:  # noqa: ANN401 - JSON
    """*value* with its arrays in order: in JSON-LD they are sets, but for lists, which a pack has none of."""
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda item: orjson.dumps(item, option=orjson.OPT_SORT_KEYS))
    return {name: _sorted(item) for name, item in value.items()} if isinstance(value, dict) else value


_WRITERS: dict[str, Callable[[Iterable[Quad]], str]] = {
    "ttl": _turtle,
    "jsonld": _json_ld,
    "nt": _n_triples,
    "rdf": _rdf_xml,
    "nq": _n_quads,
    "trig": _trig,
}
