"""Putting a published version into an endpoint, graph by graph, and going on where it stopped.

The graph ``{base}graph/publication`` at the endpoint says which graphs are there: the version that each came with, how many
triples it has, and a digest of them. Each graph goes this way, in the order of the version (what is shared comes before the
self-evaluations, what follows from a graph comes after it):

1. A graph that is noted with the same digest, and has as many triples as are noted, is not sent again.
2. It is sent whole. By the Graph Store Protocol, one request replaces it; by SPARQL Update it is filled under another name, which
   no query of ours sees, and then moved. So readers see the old graph or the new one, and half a graph only in an engine that
   does not replace a graph in one go.
3. Its triples are counted there. Only when all have arrived is it noted, and only then do readers look into a new graph.

Last, graphs that the version no longer has are taken away, and the version is noted as a whole. In between, readers see some
graphs of the version before and some of the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rdflib.namespace import DCTERMS, VOID, XSD

from graphapp.namespaces import SCHEMA, Naming
from graphapp.store.remote.store import PUBLICATION, Endpoint
from graphapp.store.remote.upload import Target
from graphapp.store.versions import Version

if TYPE_CHECKING:
    from graphapp.progress import Step

_BUFFER = 65_536
_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <%s> { ?s ?p ?o } }"
_NOTES = f"""SELECT ?graph ?count ?digest ?version {{
  GRAPH <%s> {{ ?graph <{VOID.triples}> ?count ; <{SCHEMA.sha256}> ?digest ; <{DCTERMS.hasVersion}> ?version }}
}}"""


@dataclass(frozen=True)
class Note:
    """What is noted of a graph at an endpoint.

    :param version: the version that it came with
    """

    graph: str
    count: int
    digest: str
    version: str

    def triples(self) -> str:
        """The note as N-Triples."""
        return (
            f'<{self.graph}> <{VOID.triples}> "{self.count}"^^<{XSD.integer}> .\n'
            f'<{self.graph}> <{SCHEMA.sha256}> "{self.digest}" .\n'
            f'<{self.graph}> <{DCTERMS.hasVersion}> "{self.version}" .\n'
        )


@dataclass(frozen=True)
class Part:
    """One graph of a version as a file of N-Triples."""

    note: Note
    file: Path


def send(version: Version, endpoint: Endpoint, target: Target, step: Step) -> None:
    """Put *version* into *target* and read back at *endpoint* that it is there.

    :raises EngineFault: when either fails; what is whole stays, and is not sent again the next time
    """
    manifest = version.manifest
    with TemporaryDirectory(prefix="graphapp-") as folder:
        with step("Group by graph") as done:
            parts = group(version.dataset, manifest.graphs, manifest.version, Path(folder))
            done(f"{len(parts)} graphs, {sum(part.note.count for part in parts)} triples")
        sending = _Sending(endpoint, target, Naming(manifest.base_iri), Path(folder))
        with step("Look what is there") as done:
            there = sending.whole()
            missing = [part for part in parts if part.note.digest != there.get(part.note.graph, "")]
            done(f"{len(parts) - len(missing)} graphs are there whole")
        with step("Send the rest") as done:
            sending.send_all(missing, done)
        with step("Note the version") as done:
            done(sending.finish(parts, manifest.version))


def group(dataset: Path, graphs: Sequence[str], version: str, folder: Path) -> list[Part]:
    """Write each of *graphs* to a file in *folder*, in one pass over the N-Quads of *dataset*, which may not fit into memory."""
    piles = {f"<{graph}>".encode(): _Pile(folder / f"{number}.nt") for number, graph in enumerate(graphs)}
    with dataset.open("rb") as lines:
        for line in lines:
            triple, graph, _ = line.rsplit(b" ", 2)
            if graph in piles:  # nothing else is ever sent
                piles[graph].add(triple + b" .\n")
    named = zip(graphs, piles.values(), strict=True)
    return [Part(Note(graph, pile.count, pile.finish(), version), pile.file) for graph, pile in named]


class _Pile:
    """A file that grows line by line; as many are open at once as a dataset has graphs, so none stays open."""

    def __init__(self, file: Path) -> None:
        self.file, self.count = file, 0
        self._waiting, self._digest = bytearray(), sha256()
        file.touch()

    def add(self, line: bytes) -> None:
        self.count += 1
        self._waiting += line
        if len(self._waiting) > _BUFFER:
            self._write()

    def finish(self) -> str:
        """Write the rest; return the digest of all."""
        self._write()
        return self._digest.hexdigest()

    def _write(self) -> None:
        self._digest.update(self._waiting)
        with self.file.open("ab") as file:
            file.write(self._waiting)
        self._waiting.clear()


class _Sending:
    """Sends graphs and keeps the notes about them."""

    def __init__(self, endpoint: Endpoint, target: Target, naming: Naming, folder: Path) -> None:
        self._endpoint, self._target, self._folder = endpoint, target, folder
        self._place = str(naming.graph(PUBLICATION))
        self._notes = {note.graph: note for note in self._read_notes()}

    def _read_notes(self) -> Iterable[Note]:
        for row in self._endpoint.rows(_NOTES % self._place):
            yield Note(str(row["graph"]), int(str(row["count"])), str(row["digest"]), str(row["version"]))

    def whole(self) -> Mapping[str, str]:
        """The digests of the graphs that are there as they were noted."""
        return {note.graph: note.digest for note in self._notes.values() if self._count(note.graph) == note.count}

    def send_all(self, parts: Sequence[Part], done: Callable[[str], None]) -> None:
        """Send *parts*, each noted when it has arrived."""
        done("nothing to send")
        for number, part in enumerate(parts, 1):
            self._send(part)
            done(f"{number} of {len(parts)} graphs")

    def _send(self, part: Part) -> None:
        graph, sent = part.note.graph, part.note.count
        self._target.put(graph, part.file)
        arrived = self._count(graph)
        if arrived != sent:
            raise self._endpoint.fault(f"holds {arrived} triples of {graph}, of {sent} that were sent")
        self._notes[graph] = part.note
        self._write_notes()

    def finish(self, parts: Sequence[Part], version: str) -> str:
        """Take away what is no longer published, note the *version* as a whole, and say so."""
        gone = self._notes.keys() - {part.note.graph for part in parts}
        for graph in sorted(gone):
            self._target.drop(graph)
        self._notes = {part.note.graph: part.note for part in parts}
        self._write_notes(f'<{self._place}> <{DCTERMS.hasVersion}> "{version}" .\n')
        return f"version {version}" + (f", and {len(gone)} graphs of an earlier one taken away" if gone else "")

    def _write_notes(self, more: str = "") -> None:
        file = self._folder / "notes.nt"
        file.write_text("".join(note.triples() for note in self._notes.values()) + more)
        self._target.put(self._place, file)

    def _count(self, graph: str) -> int:
        (row,) = self._endpoint.rows(_COUNT % graph)
        return int(str(row["n"]))
