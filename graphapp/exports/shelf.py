"""Where the files of a version are kept once they were made: beside the versions, so that those never change.

::

    HOME/exports/ID/MADE_BY/ttl.gz       a file, whole, or not there
                            ttl.gz.sum   its SHA-256 and how many bytes it has

A file is made when it is first asked for, and kept when that answer was read to its end. Whoever asks meanwhile makes one too;
they are the same, byte for byte, and one of them stays. Files go with their version.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from graphapp import __version__
from graphapp.exports.files import FILES, ExportFile
from graphapp.store.embedded.writing import ENGINE
from graphapp.store.versions import DATASET, EXPORTS, Version

MADE_WHILE_WAITED_FOR = 64 * 1024 * 1024
"""Bytes of a dataset up to which a file is made before it is sent: so its size is known, and a part of it can be asked for."""

_CODE = (
    "exports/dumps.py",
    "exports/formats.py",
    "exports/csvw/*.py",
    "store/embedded/sorted_file.py",
    "store/embedded/writing.py",
    "store/labels.py",
)
"""What decides the bytes of a file, beside the version and the engine."""

_filling = Lock()


@dataclass(frozen=True)
class Sum:
    """What a file is known by.

    :param digest: SHA-256, in hex
    :param size: in bytes
    """

    digest: str
    size: int


class Shelf:
    """The files of one version.

    :param version: a published version, in its place in the home folder
    """

    def __init__(self, version: Version) -> None:
        self.version = version
        home, name = version.folder.parents[1], version.manifest.version
        self._folder = home / EXPORTS / name / _made_by()

    def tag(self, file: ExportFile) -> str:
        """What tells *file* from any other, for a strong ETag, also while it is not made: what its bytes come from."""
        parts = (self.version.manifest.files[DATASET], self.version.manifest.version, file.suffix, _made_by())
        return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

    def saved_as(self, file: ExportFile) -> str:
        """The name under which browsers save *file*: it says what it is and of when."""
        manifest = self.version.manifest
        return f"graphapp-{manifest.created[:10]}-{manifest.version}.{file.suffix}"

    def sum(self, file: ExportFile) -> Sum | None:
        """The digest and size of *file*; None where it is not made yet."""
        manifest = self.version.manifest
        if file.suffix == "nq":
            return Sum(manifest.files[DATASET], manifest.sizes[DATASET])
        return _read_sum(self._folder / file.suffix)

    def find(self, file: ExportFile) -> Path | None:
        """Where *file* is; None where it is not made yet."""
        if file.suffix == "nq":
            return self.version.dataset
        return self._folder / file.suffix if self.sum(file) else None

    def pieces(self, file: ExportFile) -> Iterator[bytes]:
        """*file* as it is made, piece by piece; it is kept when the last has been read."""
        if file.suffix == "nq":
            return file.write(self.version)
        return self._kept_while_read(file)

    def fetch(self, file: ExportFile) -> Path | None:
        """Where *file* is, once it is made; None where none can be kept."""
        found = self.find(file)
        if found is None:
            for _ in self.pieces(file):
                pass
            found = self.find(file)
        return found

    @property
    def is_small(self) -> bool:
        """Whether somebody can wait for a file to be made."""
        return self.version.manifest.sizes[DATASET] <= MADE_WHILE_WAITED_FOR

    def fill(self) -> None:
        """Make every file. Who wants them while another thread is at it waits for that."""
        with _filling:
            for file in FILES:
                self.fetch(file)

    def sums(self) -> dict[str, Sum]:
        """The digest and size of each file that is made, by its suffix; of a small version, all are made for it."""
        if self.is_small:
            self.fill()
        return self.known_sums()

    def known_sums(self) -> dict[str, Sum]:
        """The digest and size of each file that is made already, by its suffix."""
        return {file.suffix: found for file in FILES if (found := self.sum(file))}

    def checksums(self) -> bytes:
        """The digests of the files that are made, as ``sha256sum --check`` reads them: by the end of the address of each, and by
        the name under which a browser saves it.
        """
        named = [
            (name, file) for file in FILES for name in (f"{self.version.manifest.version}.{file.suffix}", self.saved_as(file))
        ]
        return "".join(f"{found.digest}  {name}\n" for name, file in named if (found := self.sum(file))).encode()

    def _kept_while_read(self, file: ExportFile) -> Iterator[bytes]:
        self._clear_others()
        with closing(_Draft(self._folder, file.suffix)) as draft:
            for piece in file.write(self.version):
                draft.add(piece)
                yield piece
            draft.keep()

    def _clear_others(self) -> None:
        """Remove what another release made of this version, when the first file is made."""
        if not self._folder.exists():
            for other in self._folder.parent.glob("*"):
                shutil.rmtree(other, ignore_errors=True)


class _Draft:
    """A file that is being made. Where it cannot be kept, such as on a full disk, whoever reads it is none the worse."""

    def __init__(self, folder: Path, name: str) -> None:
        self._target, self._digest, self._size = folder / name, sha256(), 0
        self._file: BinaryIO | None = None
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(prefix=".draft-", dir=folder)
            self._path, self._file = Path(path), os.fdopen(descriptor, "wb")

    def add(self, piece: bytes) -> None:
        """Write *piece* at the end."""
        if self._file is None:
            return
        self._digest.update(piece)
        self._size += len(piece)
        try:
            self._file.write(piece)
        except OSError:
            self.close()

    def keep(self) -> None:
        """Put the file in its place; what says that it is whole comes after it."""
        if self._file is None:
            return
        with suppress(OSError):
            self._file.close()
            self._path.chmod(0o644)  # another user may serve what this one made
            self._path.replace(self._target)
            _write_sum(self._target, Sum(self._digest.hexdigest(), self._size))

    def close(self) -> None:
        """Remove what was not kept."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._path.unlink(missing_ok=True)
            self._file = None


def _sum_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sum")


def _write_sum(file: Path, found: Sum) -> None:
    draft = file.with_name(f".draft-{os.getpid()}-{file.name}.sum")
    draft.write_text(f"{found.digest} {found.size}\n")
    draft.replace(_sum_of(file))


def _read_sum(file: Path) -> Sum | None:
    """What was noted of *file*; None where there is none, or one that is not as long as it was written."""
    try:
        digest, size = _sum_of(file).read_text().split()
        return Sum(digest, int(size)) if file.stat().st_size == int(size) else None
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1)
def _made_by() -> str:
    """A digest of what writes files: a later release may write the same version in other bytes."""
    code = Path(__file__).parents[1]
    total = sha256(f"{__version__} {ENGINE}".encode())
    for pattern in _CODE:
        for file in sorted(code.glob(pattern)):
            total.update(file.read_bytes())
    return total.hexdigest()[:12]
