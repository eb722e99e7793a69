"""Reading and writing the Turtle that people review: relative IRIs, one order, errors with file and line."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import BNode, Graph
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from graphapp.errors import SourceFault
from graphapp.namespaces import bind_prefixes

_CANONICAL_BASE = "https://graphapp.invalid/"
"""Stands for the base while a file is rewritten; cutting it out of the IRIs leaves relative ones."""

_STRING_OR_LAYOUT = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*")'''
    rf"|<{re.escape(_CANONICAL_BASE)}|\n +(?=\n)| +(?=\n)",
    re.DOTALL,
)
"""What :func:`canonical` tidies, and the strings, which it must step over: blanks and IRIs inside them are not layout."""


def read_turtle(file: Path, base: str, into: Graph | None = None) -> Graph:
    """Parse *file*, resolving its relative IRIs against *base*, into a new graph or the one given.

    :raises SourceFault: with the line and what was expected there
    """
    try:
        return (bind_prefixes(Graph()) if into is None else into).parse(file, format="turtle", publicID=base)
    except BadSyntax as error:
        raise _fault(file, error) from error
    except AssertionError as error:  # one of two ways in which rdflib meets a long string without an end
        raise _open_string(file) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise SourceFault(f"this is not Turtle: {error}", file) from error


def _fault(file: Path, error: BadSyntax) -> SourceFault:
    """Say what the parser met, in one line."""
    if error._why == "unterminated string literal":
        return _open_string(file)
    number = error.lines + 1
    lines = file.read_text().splitlines()
    line = lines[number - 1].strip() if number <= len(lines) else ""
    shown = f"“{line}”" if line else "the end of the file"
    return SourceFault(f"this is not Turtle: {error._why} at {shown}.", file, number)


def _open_string(file: Path) -> SourceFault:
    """Say where a string in three quotes begins that has no end: no other three quotes follow."""
    text = file.read_text()
    line = text.count("\n", 0, max(text.rfind(quotes) for quotes in ('"""', "'''"))) + 1
    return SourceFault("this is not Turtle: the string in three quotes that begins here has no end.", file, line)


def canonical(graph: Graph) -> str:
    """Write *graph*, read with :data:`_CANONICAL_BASE`, in the one order that makes differences readable.

    rdflib's ``longturtle`` sorts subjects, properties and values; blank nodes are numbered by what they say first, so that they
    too have an order. It writes IRIs in full, so the base is cut off.
    """
    text = _numbered(graph).serialize(format="longturtle", base=_CANONICAL_BASE)
    return _STRING_OR_LAYOUT.sub(_tidy, text).replace("BASE <>\n", "", 1).strip() + "\n"


def _tidy(match: re.Match[str]) -> str:
    """Keep a string, cut the base off an IRI, drop blanks at the end of a line."""
    return match["string"] or ("<" if match[0].startswith("<") else "")


def _numbered(graph: Graph) -> Graph:
    """A copy of *graph* whose blank nodes are named in the order of what they say."""
    blank = {node for triple in graph for node in triple if isinstance(node, BNode)}
    ordered = sorted(blank, key=lambda node: content_of(graph, node))
    names: dict[Node, Node] = {node: BNode(f"b{number:06}") for number, node in enumerate(ordered)}
    copy = bind_prefixes(Graph())
    for subject, predicate, value in graph:
        copy.add((names.get(subject, subject), predicate, names.get(value, value)))
    return copy


def content_of(graph: Graph, node: Node, above: frozenset[Node] = frozenset()) -> str:
    """What the blank *node* says, down to the last blank node, and who says it, as text that sorts."""
    if node in above:  # blank nodes that lead back to themselves
        return "[…]"
    said = sorted(
        f"{predicate} {content_of(graph, value, above | {node}) if isinstance(value, BNode) else value.n3()}"
        for predicate, value in graph.predicate_objects(node)
    )
    owners = sorted(f"{owner} {predicate}" for owner, predicate in graph.subject_predicates(node) if not isinstance(owner, BNode))
    return f"[{'; '.join([*said, *owners])}]"


def canonical_text(file: Path) -> str:
    """What *file* should read like."""
    return canonical(read_turtle(file, _CANONICAL_BASE))


def rewrite(file: Path) -> bool:
    """Put *file* into canonical order; return whether that changed it."""
    text = canonical_text(file)
    if text == file.read_text():
        return False
    draft = file.with_suffix(".ttl.tmp")
    draft.write_text(text)
    draft.replace(file)
    return True
