"""Changes as an RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html): a header, then A and D lines in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from graphapp.changes.quads import Change

MEDIA_TYPE = "application/rdf-patch"


def patch(changes: Iterable[Change], old: str, new: str, of: str = "") -> Iterator[bytes]:
    """The lines of the patch that turns the version *old* into *new*; the same two versions give the same bytes.

    Labels of blank nodes are those of the canonical N-Quads of the two versions, to which the patch applies line by line.

    :param of: the address of what the patch is of, where that is not the whole version
    """
    name = uuid5(NAMESPACE_URL, f"graphapp:{old}..{new}{of and f' {of}'}")
    yield f'H id <urn:uuid:{name}> .\nH from "{old}" .\nH to "{new}" .\n'.encode()
    if of:
        yield f"H of <{of}> .\n".encode()
    yield b"TX .\n"
    for change in changes:
        yield b"%s %s\n" % (b"A" if change.is_added else b"D", change.quad)
    yield b"TC .\n"
