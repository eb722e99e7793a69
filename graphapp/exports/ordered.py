"""RDF whose bytes depend on what it says and on nothing else.

rdflib writes most formats in the order of sets, which differs from process to process; a checksum needs one order, and so does a
strong ETag that holds in every process of a site. Blank nodes keep their labels, which the store has from the published file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from operator import attrgetter
from typing import Any, cast

import orjson
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from graphapp.exports.formats import Format
from graphapp.namespaces import RS, bind_prefixes
from graphapp.store.base import Quad, Term

_DEFAULT = ""
"""The name of the default graph."""


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """*quads*, each once, by graph, subject, property and value."""
    return sorted(set(quads), key=_place)


def _place(quad: Quad) -> tuple[str, ...]:
    """What decides where *quad* stands; plain strings, as rdflib compares terms by what they mean, and slowly."""
    return (quad.graph, str(quad.subject), str(quad.predicate), *_place_of_value(quad.value))


def _place_of_value(value: Term) -> tuple[str, str, str, str]:
    if isinstance(value, Literal):
        return "literal", str(value), str(value.datatype or ""), value.language or ""
    return type(value).__name__, str(value), "", ""


def write_quads(quads: Sequence[Quad], item: Format) -> bytes:
    """*quads*, which are in order, in the format *item*; formats without named graphs hold the union."""
    prefixes = bind_prefixes(Graph())
    prefixes.bind("rs", RS)
    return _WRITERS[item.suffix](quads, prefixes.namespace_manager).encode()


def write_graph(graph: Graph, item: Format) -> bytes:
    """*graph* in the format *item*, as UTF-8, with the prefixes that are bound to it."""
    triples = cast("Iterator[tuple[Term, URIRef, Term]]", iter(graph))
    quads = in_order(Quad(*triple, _DEFAULT) for triple in triples)
    return _WRITERS[item.suffix](quads, graph.namespace_manager).encode()


def write_dataset(dataset: Dataset, item: Format) -> bytes:
    """*dataset* in the format *item*, which keeps named graphs apart, as UTF-8."""
    found = cast("Iterator[tuple[Term, URIRef, Term, URIRef | None]]", dataset.quads())
    quads = in_order(Quad(*quad[:3], str(quad[3] or _DEFAULT)) for quad in found)
    return _WRITERS[item.suffix](quads, dataset.namespace_manager).encode()


def _graph(quads: Iterable[Quad], prefixes: NamespaceManager) -> Graph:
    """The triples of *quads* in rdflib's simple store, which keeps their order."""
    graph = Graph(store="SimpleMemory", namespace_manager=prefixes)
    for quad in quads:
        graph.add(quad[:3])
    return graph


def _turtle(quads: Iterable[Quad], prefixes: NamespaceManager) -> str:
    target = io.BytesIO()
    _Turtle(_graph(quads, prefixes)).serialize(target, encoding="utf-8")
    return target.getvalue().decode()


class _Turtle(TurtleSerializer):
    """Turtle with literals as they are: rdflib's short form turns the decimal 25 into 25.0, which no other format does."""

    def label(self, node: Node, position: int) -> str:
        """What stands for *node*."""
        return node.n3() if isinstance(node, Literal) else super().label(node, position)


def _trig(quads: Iterable[Quad], prefixes: NamespaceManager) -> str:
    """TriG: prefixes once, before the graphs that use them."""
    heads: dict[str, None] = {}
    blocks = []
    for name, found in groupby(quads, attrgetter("graph")):
        lines = _turtle(found, prefixes).splitlines(keepends=True)
        head = list(takewhile(lambda line: line.startswith("@prefix "), lines))
        heads.update(dict.fromkeys(head))
        body = "".join(lines[len(head) :]).strip()
        blocks.append(f"<{name}> {{\n{body}\n}}\n" if name != _DEFAULT else f"{body}\n")
    return "\n".join(("".join(sorted(heads)), *blocks))


def _triple_lines(quads: Iterable[Quad], prefixes: NamespaceManager) -> list[str]:
    return sorted(line for line in _graph(quads, prefixes).serialize(format="nt").splitlines() if line)


def _n_triples(quads: Iterable[Quad], prefixes: NamespaceManager) -> str:
    return "".join(f"{line}\n" for line in _triple_lines(quads, prefixes))


def _n_quads(quads: Iterable[Quad], prefixes: NamespaceManager) -> str:
    return "".join(_lines_of_graphs(quads, prefixes))


def _lines_of_graphs(quads: Iterable[Quad], prefixes: NamespaceManager) -> Iterator[str]:
    for name, found in groupby(quads, attrgetter("graph")):
        ending = f" <{name}> .\n" if name != _DEFAULT else " .\n"
        yield from (f"{line.removesuffix('.').rstrip()}{ending}" for line in _triple_lines(found, prefixes))


def _rdf_xml(quads: Iterable[Quad], prefixes: NamespaceManager) -> str:
    """RDF/XML, whose prefixes have their numbers by the order of the properties that need one."""
    graph = _graph(quads, prefixes)
    for predicate in sorted(set(map(str, graph.predicates()))):
        prefixes.compute_qname_strict(predicate)
    return graph.serialize(format="xml")


def _json_ld(quads: Iterable[Quad], prefixes: NamespaceManager) -> str:
    content = _sorted(orjson.loads(_graph(quads, prefixes).serialize(format="json-ld")))
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE).decode()


def _sorted(value: Any, *, is_list: bool = False) -> Any:  # noqa: ANN401 - JSON
    """*value* with its arrays in order: in JSON-LD they are sets, unless they are the value of ``@list``."""
    if isinstance(value, list):
        items = [_sorted(item) for item in value]
        return items if is_list else sorted(items, key=lambda item: orjson.dumps(item, option=orjson.OPT_SORT_KEYS))
    if isinstance(value, dict):
        return {name: _sorted(item, is_list=name == "@list") for name, item in value.items()}
    return value


_WRITERS: dict[str, Callable[[Iterable[Quad], NamespaceManager], str]] = {
    "ttl": _turtle,
    "jsonld": _json_ld,
    "nt": _n_triples,
    "rdf": _rdf_xml,
    "nq": _n_quads,
    "trig": _trig,
}
