"""Putting a whole graph somewhere, by the SPARQL 1.1 Graph Store Protocol or by SPARQL 1.1 Update."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import quote
from urllib.request import Request

from graphapp.store.remote.link import Link
from graphapp.store.remote.protocol import update_request

_PIECE = 2**18
_MOST_TRIPLES = 1_000
"""Triples of one request: from some 2,000 on, Virtuoso 7 finds the text of an update too long."""

_WITH_BLANK_NODE = re.compile(rb"_:|\S+ \S+ _:")
_BACKSLASH = re.compile(rb"\\\\([uU])?|\\.")


class Target(Protocol):
    """Where graphs can be put."""

    def put(self, graph: str, triples: Path) -> None:
        """Make *triples*, a file of N-Triples, all that *graph* holds.

        :raises EngineFault: when that fails; what the graph held before is there still, or all of the new
        """

    def drop(self, graph: str) -> None:
        """Take *graph* away."""


class GraphStore:
    """An endpoint of the Graph Store Protocol: one request replaces a graph, streamed from the file."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def put(self, graph: str, triples: Path) -> None:
        """Replace *graph*."""
        headers = {"Content-Type": "application/n-triples", "Content-Length": str(triples.stat().st_size)}
        self._link.fetch(Request(self._address(graph), _Body(triples), headers, method="PUT"))  # noqa: S310 - an Address is http

    def drop(self, graph: str) -> None:
        """Put nothing in its place, which also does where the graph is gone already."""
        self._link.fetch(Request(self._address(graph), b"", {"Content-Type": "application/n-triples"}, method="PUT"))  # noqa: S310

    def _address(self, graph: str) -> str:
        url = self._link.address.url
        return f"{url}{'&' if '?' in url else '?'}graph={quote(graph, safe='')}"


class _Body:
    """A file that can be sent again: an endpoint may first ask who is there."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        with self._file.open("rb") as content:
            while piece := content.read(_PIECE):
                yield piece


class UpdateEndpoint:
    """An endpoint of SPARQL Update: a graph is filled in batches under another name, and moved to its place at the end."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def put(self, graph: str, triples: Path) -> None:
        """Replace *graph*."""
        aside = f"urn:x-graphapp:loading:{graph}"
        self.drop(aside)
        for batch, joined in _batches(triples):
            triple_block = f"{{ GRAPH <{aside}> {{\n{batch.decode()}}} }}"
            # In data, Virtuoso takes no blank nodes; in a pattern that is filled once they come to the same.
            self._update(f"INSERT {triple_block} WHERE {{ }}" if joined else f"INSERT DATA {triple_block}")
        # What is moved may be nothing, which not every engine moves; in one request, so that nobody sees it gone.
        self._update(f"DROP SILENT GRAPH <{graph}> ; MOVE SILENT GRAPH <{aside}> TO GRAPH <{graph}>")

    def drop(self, graph: str) -> None:
        """Take *graph* away, if it is there."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, update: str) -> None:
        """Send *update*: once, as one with blank nodes would make others the second time."""
        self._link.fetch(update_request(self._link.address.url, update), again=False)


def _batches(triples: Path) -> Iterator[tuple[bytes, bool]]:
    """The lines of *triples* in batches, each with whether it holds blank nodes.

    All lines with blank nodes come in one, the last: the name of a blank node ends with its request.
    """
    joined: list[bytes] = []
    batch: list[bytes] = []
    size = 0
    with triples.open("rb") as lines:
        for line in map(_for_sparql, lines):
            if _WITH_BLANK_NODE.match(line):
                joined.append(line)
                continue
            if batch and (len(batch) >= _MOST_TRIPLES or size + len(line) > _PIECE):
                yield b"".join(batch), False
                batch, size = [], 0
            batch.append(line)
            size += len(line)
    yield from ((b"".join(rest), rest is joined) for rest in (batch, joined) if rest)


def _for_sparql(line: bytes) -> bytes:
    r"""A line of N-Triples in SPARQL, where ``\\u`` could be read as the beginning of a code point (SPARQL 1.1, section 19.2)."""
    if b"\\\\" not in line:
        return line
    return _BACKSLASH.sub(lambda match: rb"\\" + rb"\U%08X" % ord(match[1]) if match[1] else match[0], line)
