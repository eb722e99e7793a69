"""The SHACL shapes in sentences: what is checked of each class and property (W3C, Shapes Constraint Language, section 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from graphapp.documentation.model import Check
from graphapp.documentation.naming import Names
from graphapp.graph.turtle import read_turtle
from graphapp.namespaces import curie
from graphapp.things.view import Link

_STRENGTHS = {SH.Warning: "should", SH.Info: "is noted"}
_TARGETS = {
    SH.targetClass: "{}",
    SH.targetNode: "{}",
    SH.targetObjectsOf: "what “{}” leads to",
    SH.targetSubjectsOf: "what has “{}”",
}
_KINDS = {SH.IRI: "an address", SH.BlankNode: "without a name", SH.Literal: "a text or number", SH.IRIOrLiteral: "no blank node"}


@lru_cache(maxsize=4)
def read_shapes(folder: Path, base: str) -> Graph:
    """The shapes of *folder*, read once for each process."""
    graph = Graph()
    for file in sorted(folder.glob("*.ttl")):
        read_turtle(file, base, into=graph)
    return graph


def checks_by_term(shapes: Graph, names: Names) -> dict[str, tuple[Check, ...]]:
    """What is checked, by the IRI of each class and property that it is about: its target, or what its path names."""
    writer = _Writer(shapes, names)
    found: dict[str, list[Check]] = defaultdict(list)
    for shape in sorted({shape for target in _TARGETS for shape in shapes.subjects(target)}, key=str):
        check = writer.check(shape)
        for iri in writer.terms(shape):
            found[iri].append(check)
    return {iri: tuple(sorted(checks, key=lambda check: check.sentence)) for iri, checks in found.items()}


class _Writer:
    """Writes shapes of one graph as sentences."""

    def __init__(self, shapes: Graph, names: Names) -> None:
        self._shapes, self._names = shapes, names

    def terms(self, shape: Node) -> set[str]:
        """The IRIs that a check is listed with."""
        targets = {str(value) for target in _TARGETS for value in self._shapes.objects(shape, target)}
        return targets | set(self._named(self._shapes.value(shape, SH.path)))

    def _named(self, path: Node | None) -> Iterator[str]:
        """The properties of *path*."""
        if isinstance(path, URIRef) and path != RDF.type:
            yield str(path)
        elif isinstance(path, BNode):
            for predicate, value in self._shapes.predicate_objects(path):
                if value != RDF.nil and predicate != RDF.type:
                    yield from self._named(value)

    def check(self, shape: Node) -> Check:
        """*shape* in words; where it takes more than counts and kinds to say what it demands, by its name."""
        severity = self._shapes.value(shape, SH.severity)
        of = tuple(sorted(self._of(shape), key=lambda link: link.label))
        strength = _STRENGTHS.get(severity, "must") if isinstance(severity, URIRef) else "must"
        return Check(of, self._sentence(shape), strength, self._text(shape, SH.message))

    def _of(self, shape: Node) -> Iterator[Link]:
        """What *shape* is checked of: the things of a class, or whatever a property is said of or leads to."""
        for target, words in _TARGETS.items():
            for value in self._shapes.objects(shape, target):
                yield self._names.link(str(value), words.format(self._names.label(str(value))))

    def _sentence(self, shape: Node) -> str:
        path = self._shapes.value(shape, SH.path)
        demands = list(self._demands(shape))
        if path is None:
            return _capital(f"{self._text(shape, SH.name)}{': ' if demands else ''}{', '.join(demands).removeprefix('each ')}.")
        start = f"{self._count(shape)} “{self._path(path)}”"
        own = "" if demands or self._is_counted(shape) else f" ({self._text(shape, SH.name)})"
        return _capital(f"{start}{own}{', ' if demands else ''}{', '.join(demands)}.")

    def _is_counted(self, shape: Node) -> bool:
        return any(self._shapes.value(shape, count) is not None for count in (SH.minCount, SH.maxCount))

    def _count(self, shape: Node) -> str:
        """How many values there are to be, in words."""
        least, most = (self._number(shape, count) for count in (SH.minCount, SH.maxCount))
        if most == 0:
            return "no"
        if least is not None and least == most:
            return f"exactly {_words(most)}"
        words = [f"at least {_words(least)}" if least else "", f"at most {_words(most)}" if most is not None else ""]
        return " and ".join(filter(None, words)) or "any number of"

    def _number(self, shape: Node, predicate: URIRef) -> int | None:
        value = self._shapes.value(shape, predicate)
        return None if value is None else int(str(value))

    def _demands(self, shape: Node) -> Iterator[str]:
        """What each value has to be."""
        said = self._shapes.objects
        yield from (f"each {_article(self._names.label(str(kind)))}" for kind in said(shape, SH["class"]))
        yield from (f"each of the type {curie(str(kind))}" for kind in said(shape, SH.datatype))
        yield from (f"each {_KINDS[kind]}" for kind in said(shape, SH.nodeKind) if isinstance(kind, URIRef) and kind in _KINDS)
        yield from (f"one of {self._list(values)}" for values in said(shape, SH["in"]))
        yield from (f"one being “{self._term(value)}”" for value in said(shape, SH.hasValue))
        yield from (f"in the language {self._list(values)}" for values in said(shape, SH.languageIn))
        yield from (f"no less than {value}" for value in said(shape, SH.minInclusive))
        yield from (f"no more than {value}" for value in said(shape, SH.maxInclusive))
        yield from (f"at least {value} characters long" for value in said(shape, SH.minLength))
        yield from (f"different from the “{self._term(value)}”" for value in said(shape, SH.disjoint))
        yield from (f"the same as the “{self._term(value)}”" for value in said(shape, SH.equals))
        yield from (f"written as {value}" for value in said(shape, SH.pattern))
        yield from (self._alternatives(values) for choice in (SH["or"], SH.xone) for values in said(shape, choice))
        yield from (self._refused(value) for value in said(shape, SH["not"]))

    def _refused(self, shape: Node) -> str:
        """What a value must not be."""
        values = self._shapes.value(shape, SH["in"])
        return f"not: {self._text(shape, SH.name)}" if values is None else f"none of {self._list(values)}"

    def _alternatives(self, values: Node) -> str:
        names = [self._text(value, SH.name) or ", ".join(self._demands(value)) for value in Collection(self._shapes, values)]
        return f"either {' or '.join(names)}"

    def _list(self, values: Node) -> str:
        return ", ".join(self._term(value) for value in Collection(self._shapes, values))

    def _term(self, value: Node) -> str:
        return self._names.label(str(value)) if isinstance(value, URIRef) else str(value)

    def _path(self, path: Node) -> str:
        """A property path in words (SHACL, section 2.3.1)."""
        if isinstance(path, URIRef):
            return self._names.label(str(path))
        if (inverse := self._shapes.value(path, SH.inversePath)) is not None:
            return self._names.backwards(str(inverse))
        if (several := self._shapes.value(path, SH.alternativePath)) is not None:
            return "” or “".join(map(self._path, Collection(self._shapes, several)))
        if (repeated := self._shapes.value(path, SH.oneOrMorePath)) is not None:
            return f"{self._path(repeated)}, once or more"
        return "”, then “".join(map(self._path, Collection(self._shapes, path)))

    def _text(self, shape: Node, predicate: URIRef) -> str:
        value = self._shapes.value(shape, predicate)
        return "" if value is None else str(value)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _words(number: int | None) -> str:
    return "one" if number == 1 else str(number)


def _article(label: str) -> str:
    """*label* with its article.

    >>> _article("action"), _article("service")
    ('an action', 'a service')
    """
    return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}"
