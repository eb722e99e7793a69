"""The published real edition as the pattern of invented ones: which quads everybody shares, and which are one council's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from graphapp.errors import SourceFault
from graphapp.namespaces import Naming

SHARED = ("ontology", "reference", "shared/inferred")
"""The graphs that every store holds once, by name."""

_INFERRED = "/inferred"
_QUAD = re.compile(rb"(\S+) (\S+) (.+) (\S+) \.\n?")


class Quad(NamedTuple):
    """A line of N-Quads: its four terms as they are written."""

    subject: bytes
    predicate: bytes
    value: bytes
    graph: bytes


def token(iri: str) -> bytes:
    """*iri* as N-Quads writes it."""
    return f"<{iri}>".encode()


_SPATIAL = token(str(DCTERMS.spatial))
_OF_AN_AREA = {token(str(term)) for term in (RDF.type, RDFS.label, SKOS.prefLabel)}
"""What an invented area has too. It stands in no register, and has no geography that a definition could tell."""


@dataclass(frozen=True)
class Template:
    """A real edition and what it is built on.

    :param edition: its name, such as ``hampshire-2015``
    :param shared: the lines of :data:`SHARED`, graph after graph
    :param quads: everything of the edition, its local area with it; first what is stated, then what was inferred
    """

    naming: Naming
    edition: str
    shared: tuple[bytes, ...]
    quads: tuple[Quad, ...]

    @property
    def council(self) -> str:
        """The first part of the edition's name."""
        return self.edition.rpartition("-")[0]

    @property
    def year(self) -> int:
        """The last part of the edition's name."""
        return int(self.edition.rpartition("-")[2])


def read_template(file: Path, naming: Naming) -> Template:
    """Read a published dataset; where it holds several editions, the last by name is taken.

    :raises SourceFault: when it holds no edition
    """
    quads = list(_read(file))
    edition = _edition({quad.graph for quad in quads}, naming)
    if edition is None:
        raise SourceFault("it holds no self-evaluation, such as graph/hampshire-2015.", file)
    shared = [token(str(naming.graph(name))) for name in SHARED]
    lines = tuple(b"%s %s %s %s .\n" % quad for graph in shared for quad in quads if quad.graph == graph)
    stated, inferred = (token(str(naming.graph(edition + part))) for part in ("", _INFERRED))
    moved = {stated: stated, inferred: inferred} | dict.fromkeys(shared[:2], stated) | {shared[2]: inferred}
    area = next((quad.value for quad in quads if quad.graph == stated and quad.predicate == _SPATIAL), b"")
    own = [quad._replace(graph=moved[quad.graph]) for quad in quads if _is_own(quad, (stated, inferred), area)]
    return Template(naming, edition, lines, tuple(sorted(own, key=lambda quad: quad.graph == inferred)))


def _is_own(quad: Quad, graphs: tuple[bytes, bytes], area: bytes) -> bool:
    """Whether *quad* stands in the *graphs* of the edition, or names its local *area*, which reference data describe."""
    return quad.graph in graphs or (quad.subject == area and quad.predicate in _OF_AN_AREA)


def _read(file: Path) -> Iterator[Quad]:
    """The quads of *file*.

    :raises SourceFault: for a line that is none
    """
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            match = _QUAD.fullmatch(line)
            if match is None:
                raise SourceFault("a quad was expected: subject, predicate, value, graph.", file, number)
            yield Quad(*match.groups())


def _edition(graphs: set[bytes], naming: Naming) -> str | None:
    """The last edition among *graphs*: a name that ends in a year and has a graph of what follows beside it."""
    names = {graph[1:-1].decode().removeprefix(str(naming.graph(""))) for graph in graphs}
    editions = [name for name in names if re.fullmatch(r".+-\d{4}", name) and name + _INFERRED in names]
    return max(editions, default=None)
