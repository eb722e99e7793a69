"""Reading and writing the Turtle that people review: relative IRIs, one order, errors with file and line."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from graphapp.errors import SourceFault
from graphapp.namespaces import bind_prefixes

_CANONICAL_BASE = "https://graphapp.invalid/"
"""Stands for the base while a file is rewritten; no literal can hold it, so that cutting it leaves relative IRIs."""


def read_turtle(file: Path, base: str) -> Graph:
    """Parse *file*, resolving its relative IRIs against *base*.

    :raises SourceFault: with the line and what was expected there
    """
    try:
        return bind_prefixes(Graph()).parse(file, format="turtle", publicID=base)
    except BadSyntax as error:
        raise _fault(file, error) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise SourceFault(f"this is not Turtle: {error}", file) from error


def _fault(file: Path, error: BadSyntax) -> SourceFault:
    """Say what the parser met, in one line."""
    number = error.lines + 1
    lines = file.read_text().splitlines()
    line = lines[number - 1].strip() if number <= len(lines) else ""
    shown = f"“{line}”" if line else "the end of the file"
    return SourceFault(f"this is not Turtle: {error._why} at {shown}.", file, number)


def canonical(graph: Graph) -> str:
    """Write *graph*, read with :data:`_CANONICAL_BASE`, in the one order that makes differences readable.

    rdflib's ``longturtle`` sorts subjects, properties, values and blank nodes; it writes IRIs in full, so the base is cut off.
    """
    text = graph.serialize(format="longturtle", base=_CANONICAL_BASE)
    tidy = text.replace(f"<{_CANONICAL_BASE}", "<").replace("BASE <>\n", "")
    return "\n".join(line.rstrip() for line in tidy.strip().splitlines() if line.strip() or not line) + "\n"


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
