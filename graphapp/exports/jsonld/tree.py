"""The description of a thing as nested JSON-LD: the thing first, inside it what it names and what names it.

What is described once is nested where it first comes up, nearest to the thing, and elsewhere named by its IRI. So the JSON reads
as a tree and holds every triple of the graph; what the tree does not reach follows under ``@included``. The context stands in the
document, with the names that are used: nothing is fetched.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Any

import orjson
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from graphapp.exports.formats import Format
from graphapp.exports.jsonld.names import Names, names
from graphapp.exports.ordered import write_graph
from graphapp.namespaces import PREFIXES, curie

Json = dict[str, Any]


def write_description(graph: Graph, thing: URIRef, item: Format) -> bytes:
    """What *graph* says of *thing* in the format *item*, as UTF-8; JSON-LD as a tree."""
    if item.suffix != "jsonld":
        return write_graph(graph, item)
    return orjson.dumps(tree(graph, thing), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def tree(graph: Graph, thing: URIRef) -> Json:
    """*graph* as one JSON-LD document that begins with *thing*."""
    writer = _Tree(graph, names())
    root = writer.grow(thing)
    rest = [writer.grow(node) for node in sorted(set(graph.subjects()), key=_order) if node not in writer.placed]
    if rest:
        root["@included"] = rest
    return {"@context": writer.context(), **root}


class _Tree:
    """Nested objects over one graph, and the names that they use."""

    def __init__(self, graph: Graph, names_: Names) -> None:
        self._graph, self._names = graph, names_
        self._used: set[str] = {"id"}
        self._done: set[tuple[Node, Node, Node]] = set()
        self.placed: set[Node] = set()

    def grow(self, start: Node) -> Json:
        """*start* with everything that hangs on it, the nearest first."""
        root = self._plant(start)
        waiting = deque([(start, root)])
        while waiting:
            node, target = waiting.popleft()
            waiting.extend(self._fill(node, target))
        return root

    def _plant(self, node: Node) -> Json:
        self.placed.add(node)
        return {"id": _id(node)}

    def _fill(self, node: Node, target: Json) -> list[tuple[Node, Json]]:
        """Write what is said of *node* into *target*; the objects that are new in it, which are to be filled too."""
        values: dict[str, list[Any]] = defaultdict(list)
        new: list[tuple[Node, Json]] = []
        for name, end, literal in self._ends(node):
            if literal is not None:
                values[name].append(literal)
            elif end in self.placed or not self._has_more(end):
                values[name].append(self._reference(end, name))
            else:
                new.append((end, self._plant(end)))
                values[name].append(new[-1][1])
        target.update((name, found if len(found) > 1 or self._is_list(name) else found[0]) for name, found in values.items())
        return new

    def _ends(self, node: Node) -> list[tuple[str, Node, Any]]:
        """Names with the other ends of what is said of *node* and not written yet; a value where it is no thing."""
        said = sorted((p, o) for p, o in self._graph.predicate_objects(node) if self._take((node, p, o)))
        ends = [(*self._forwards(p, o), o) for p, o in said]
        named = sorted((p, s) for s, p in self._graph.subject_predicates(node) if self._names.backwards.get(str(p)))
        found = [(name, end, value) for name, value, end in ends]
        found += [(self._use(self._names.backwards[str(p)]), s, None) for p, s in named if self._take((s, p, node))]
        return sorted(found, key=lambda end: end[0] != "kind")

    def _take(self, triple: tuple[Node, Node, Node]) -> bool:
        """Whether *triple* is not written yet; from now on it is."""
        if triple in self._done:
            return False
        self._done.add(triple)
        return True

    def _has_more(self, node: Node) -> bool:
        return (node, None, None) in self._graph

    def _forwards(self, predicate: Node, value: Node) -> tuple[str, Any]:
        """The name of *predicate*, and *value* where it is no thing."""
        if predicate == RDF.type:
            return self._use("kind"), self._use(self._short(value))
        name = self._use(self._short(predicate))
        if isinstance(value, Literal):
            return name, self._literal(value, name)
        return name, None

    def _reference(self, node: Node, name: str) -> Json | str:
        """*node* by its IRI: a plain string where the context says that those under *name* are IRIs."""
        definition = self._definition(name)
        return _id(node) if isinstance(definition, dict) and definition.get("@type") == "@id" else {"id": _id(node)}

    def _is_list(self, name: str) -> bool:
        definition = self._definition(name)
        return name == "kind" or (isinstance(definition, dict) and "@container" in definition)

    def _short(self, term: Node) -> str:
        return self._names.forwards.get(str(term)) or curie(_id(term))

    def _use(self, name: str) -> str:
        self._used.add(name)
        return name

    def _definition(self, name: str) -> Any:  # noqa: ANN401 - as JSON has it
        return self._names.definition(name)

    def _literal(self, value: Literal, name: str) -> Any:  # noqa: ANN401 - as JSON has it
        """*value* as plainly as the context allows without a change of what it means."""
        definition, text = self._definition(name), str(value)
        reading = definition if isinstance(definition, dict) else {}
        if value.language:
            return (
                text
                if reading.get("@language", "").lower() == value.language.lower()
                else {"@value": text, "@language": value.language}
            )
        if value.datatype is None or value.datatype == XSD.string:
            return {"@value": text} if reading.keys() & {"@type", "@language"} else text
        if reading.get("@type") == str(value.datatype):
            return text
        if not reading and value.datatype == XSD.integer and text == str(value.value):
            return value.value
        if not reading and value.datatype == XSD.boolean and text in ("true", "false"):
            return text == "true"
        return {"@value": text, "@type": str(value.datatype)}

    def context(self) -> Json:
        """What the context says of the names that are used, and of prefixes."""
        prefixes = {name.partition(":")[0] for name in self._used} & PREFIXES.keys()
        defined = {name: self._definition(name) for name in sorted(self._used | prefixes)}
        return {"@version": 1.1, **{name: said for name, said in defined.items() if said}}


def _id(node: Node) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _order(node: Node) -> tuple[bool, str]:
    return isinstance(node, BNode), str(node)
