"""What pyoxigraph gives back, in our terms, read as it is worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import Graph, URIRef

from graphapp.errors import EngineFault
from graphapp.namespaces import PREFIXES, bind_prefixes
from graphapp.store.base import Term, TooMany
from graphapp.store.embedded.terms import bound_or_not, from_ox

_LONGEST_REASON = 120

OxAnswer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


def in_words(error: SyntaxError) -> str:
    """Where a query does not parse and what was expected, without the pages of tokens that the parser lists."""
    text = " ".join(str(error).split())
    place = re.match(r"error at (\d+):(\d+): ", text)
    if place is None:
        return text[:_LONGEST_REASON]
    expected = "a declared prefix" if "Prefix not found" in text else text[place.end() :].removeprefix("expected ")
    return f"line {place[1]}, column {place[2]}: expected {expected[:_LONGEST_REASON]}"


@contextmanager
def engine_faults() -> Iterator[None]:
    """What goes wrong while an answer is read, in our words."""
    try:
        yield
    except (OSError, RuntimeError, SyntaxError) as error:
        raise EngineFault(f"The query failed: {error}") from error


def rows_of(solutions: ox.QuerySolutions) -> Iterator[tuple[Term | None, ...]]:
    """The rows of *solutions*, each worked out when it is read."""
    with engine_faults():
        for row in solutions:
            yield tuple(map(bound_or_not, row))


class OxTriples:
    """The triples of a CONSTRUCT or DESCRIBE, to be read once."""

    def __init__(self, triples: ox.QueryTriples) -> None:
        self._triples = triples

    def write(self, target: BinaryIO, media_type: str, most: int) -> int:
        """Write the triples to *target*; return how many there are.

        :raises TooMany: when there are more than *most*
        """
        count = 0

        def counted() -> Iterator[ox.Triple]:
            nonlocal count
            for triple in self._triples:
                count += 1
                if count > most:
                    raise TooMany
                yield triple

        with engine_faults():
            ox.serialize(counted(), target, ox.RdfFormat.from_media_type(media_type), prefixes=PREFIXES)
        return count

    def as_graph(self) -> Graph:
        """The triples as a graph of rdflib."""
        graph = bind_prefixes(Graph())
        with engine_faults():
            for triple in self._triples:
                graph.add((from_ox(triple.subject), URIRef(triple.predicate.value), from_ox(triple.object)))
        return graph
