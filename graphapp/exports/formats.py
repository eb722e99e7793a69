"""The table of formats: it feeds suffixes, negotiation, commands and documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from graphapp.errors import UnknownName


@dataclass(frozen=True)
class Format:
    """A way to write RDF.

    :param suffix: in addresses and on the command line
    :param rdflib_name: what rdflib calls its serialiser; empty where a graph cannot be written so
    :param has_graphs: whether it keeps named graphs apart, so that a whole dataset can be written
    """

    suffix: str
    media_type: str
    label: str
    rdflib_name: str = ""
    has_graphs: bool = False


FORMATS: tuple[Format, ...] = (
    Format("ttl", "text/turtle", "Turtle", "turtle"),
    Format("jsonld", "application/ld+json", "JSON-LD", "json-ld"),
    Format("nt", "application/n-triples", "N-Triples", "nt"),
    Format("rdf", "application/rdf+xml", "RDF/XML", "xml"),
    Format("nq", "application/n-quads", "N-Quads", has_graphs=True),
    Format("trig", "application/trig", "TriG", has_graphs=True),
)

GRAPH_FORMATS = tuple(item for item in FORMATS if item.rdflib_name)
"""The formats in which one graph is offered."""

FACTS = Format("csv", "text/csv", "CSV")
"""A table of facts, which is no RDF: a row for each."""

THING_FORMATS = (*GRAPH_FORMATS, *(item for item in FORMATS if item.has_graphs), FACTS)
"""What a thing is described in, beside its page; where a client likes all alike, in this order."""


class Suffixed(Protocol):
    """What is chosen by its suffix."""

    @property
    def suffix(self) -> str:
        """In addresses and on the command line."""


S = TypeVar("S", bound=Suffixed)


def with_suffix(suffix: str, known: Sequence[S], what: str = "format") -> S:
    """The one of *known* with *suffix*.

    :param what: they are, in the sentence of the error
    :raises UnknownName: naming the nearest
    """
    for item in known:
        if item.suffix == suffix:
            return item
    raise UnknownName(what, suffix, (item.suffix for item in known))


def by_suffix(suffix: str) -> Format:
    """The format with *suffix*.

    :raises UnknownName: naming the nearest
    """
    return with_suffix(suffix, FORMATS)
