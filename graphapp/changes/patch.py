"""Changes as an RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html): a header, then A and D lines in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from graphapp.changes.quads import Change

MEDIA_TYPE = "application/rdf-patch"


def patch(changes: Iterable[Change], old: str, new: str) -> Iterator[bytes]:
    """The lines of the patch that turns the version *old* into *new*; the same two versions give the same bytes.

    Labels of blank nodes are those of the canonical N-Quads of the two versions, to which the patch applies line by line.
    """
    yield f'H id <urn:uuid:{uuid5(NAMESPACE_URL, f"graphapp:{old}..{new}")}> .\nH from "{old}" .\nH to "{new}" .\nTX .\n'.encode()
    for change in changes:
        yield b"%s %s\n" % (b"A" if change.is_added else b"D", change.quad)
    yield b"TC .\n"
