"""Published versions: a folder each, written whole, then made current by one rename (design, decision 10)."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphapp.errors import NotPublished

_POINTER = "current"
_MANIFEST = "manifest.json"
DATASET, QUOTATIONS = "dataset.nq", "quotations.nq"
"""The files of a version: what is published, and the exact words that stay here."""


@dataclass(frozen=True)
class Manifest:
    """What a version says of itself.

    :param version: a digest of everything it was made from; the same inputs give the same version
    :param graphs: the IRIs of the published graphs
    :param private_graphs: graphs that pages may read and exports never hold
    :param editions: the self-evaluations in it, by the names of their folders
    :param files: the digest of each file of the version
    """

    version: str
    base_iri: str
    created: str
    software: str
    editions: tuple[str, ...]
    graphs: tuple[str, ...]
    private_graphs: tuple[str, ...]
    quads: int
    files: Mapping[str, str]

    @classmethod
    def of(cls, *, contents: Mapping[str, bytes], **said: Any) -> Manifest:  # noqa: ANN401 - the other fields, by name
        """A manifest for *contents*, whose quads and digests are counted here."""
        public = [content for name, content in contents.items() if name.endswith(".nq") and name != QUOTATIONS]
        digests = {name: sha256(content).hexdigest() for name, content in contents.items()}
        return cls(**said, quads=sum(content.count(b"\n") for content in public), files=digests)


@dataclass(frozen=True)
class Version:
    """A published version: its folder and manifest."""

    folder: Path
    manifest: Manifest

    def data_files(self) -> list[Path]:
        """The N-Quads files, public and private."""
        return [self.folder / name for name in self.manifest.files if name.endswith(".nq")]


def inputs_digest(files: Iterable[Path], root: Path, extra: Iterable[str]) -> str:
    """A digest of the names and bytes of *files* and of the *extra* values that decide what is built."""
    total = sha256()
    for value in extra:
        total.update(f"{value}\0".encode())
    for file in sorted(files):
        total.update(f"{file.relative_to(root)}\0{sha256(file.read_bytes()).hexdigest()}\0".encode())
    return total.hexdigest()[:16]


def publish(home: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> Version:
    """Write *contents* as a version under *home* and make it current.

    Everything is written and synced in a temporary folder first; a failure at any step leaves the current version in place.
    """
    versions = home / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=versions))
    try:
        for name, content in contents.items():
            _write(draft / name, content)
        _write(draft / _MANIFEST, json.dumps(asdict(manifest), indent=2).encode())
        target = versions / manifest.version
        if _is_whole(target):
            shutil.rmtree(draft)
        else:
            shutil.rmtree(target, ignore_errors=True)
            draft.rename(target)
    except BaseException:  # whatever stopped the build, an interrupt included, must not leave a draft behind; raised again
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _point_to(home, manifest.version)
    return Version(target, manifest)


def current_version(home: Path) -> Version:
    """The version that is served from *home*.

    :raises NotPublished: when there is none, or its folder is gone or unreadable
    """
    try:
        return _read(home / "versions" / (home / _POINTER).read_text().strip())
    except (OSError, ValueError) as error:
        raise NotPublished(f"Nothing is published in {home}. Run “graphapp build” first.") from error


def _read(folder: Path) -> Version:
    """The version in *folder*.

    :raises OSError: when a file is missing
    :raises ValueError: when its manifest is not one
    """
    raw = json.loads((folder / _MANIFEST).read_text())
    try:
        listed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
        version = Version(folder, Manifest(**listed))
        for file in version.data_files():
            file.stat()
    except (AttributeError, TypeError) as error:
        raise ValueError(f"{folder / _MANIFEST} is no manifest") from error
    return version


def _is_whole(folder: Path) -> bool:
    """Whether the version in *folder* is there with every file as its manifest says."""
    try:
        files = _read(folder).manifest.files
        return all(sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in files.items())
    except (OSError, ValueError):
        return False


def _write(file: Path, content: bytes) -> None:
    """Write and sync, so that a version that is pointed to is wholly on disk."""
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _point_to(home: Path, version: str) -> None:
    """Switch the pointer by one rename."""
    draft = home / f".{_POINTER}-{os.getpid()}"
    try:
        _write(draft, f"{version}\n".encode())
        draft.replace(home / _POINTER)
    finally:
        draft.unlink(missing_ok=True)
