"""Published versions: a folder each, never changed once it is there; a pointer says which is served (design, decision 10).

::

    HOME/current                     the id of the version that is served, and “pinned” when a person chose it
    HOME/versions/ID/manifest.json   what the version says of itself
                    /dataset.nq      every published quad, canonical
                    /quotations.nq   the exact words of an attached document, which never leave this machine
                    /questions.json  what was found when the saved questions were tried
                    /store/          the same quads for reading from disk
    HOME/exports/ID/                 files that were made of the version, such as its Turtle; they can be made again at any time
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, TypeVar

from graphapp.errors import InputError, NotPublished, UnknownName
from graphapp.settings import VERSIONS

FORMAT = 2
"""The layout that this release writes and reads."""

POINTER, MANIFEST = "current", "manifest.json"
DATASET, QUOTATIONS, QUESTIONS, STORE = "dataset.nq", "quotations.nq", "questions.json", "store"
"""The parts of a version: what is published, the exact words that stay here, what was found of the saved questions, and the
folder of the engine."""

EXPORTS = "exports"
"""The folder beside the versions with the files that were made of each."""

PINNED = "pinned"

T = TypeVar("T")


@dataclass(frozen=True)
class Counts:
    """How often each graph, class and property occurs, counted once when a version is written."""

    graphs: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    predicates: Mapping[str, int] = field(default_factory=dict)

    @property
    def quads(self) -> int:
        """How many quads there are."""
        return sum(self.graphs.values())


@dataclass(frozen=True)
class Manifest:
    """What a version says of itself.

    :param version: a digest of everything it was made from; the same inputs give the same version
    :param created: when, in ISO 8601
    :param editions: the self-evaluations in it, by the names of their folders
    :param graphs: the IRIs of the published graphs
    :param private_graphs: graphs that pages may read and exports never hold
    :param files: the SHA-256 of each file of the version, by its path in the folder
    :param sizes: how many bytes each of them has
    """

    version: str
    base_iri: str
    created: str
    software: str
    editions: tuple[str, ...]
    graphs: tuple[str, ...]
    private_graphs: tuple[str, ...]
    counts: Counts = field(default_factory=Counts)
    files: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def quads(self) -> int:
        """How many published quads there are."""
        return self.counts.quads


@dataclass(frozen=True)
class Version:
    """A published version: its folder and manifest."""

    folder: Path
    manifest: Manifest

    @property
    def dataset(self) -> Path:
        """The published quads, as N-Quads."""
        return self.folder / DATASET

    @property
    def quotations(self) -> Path | None:
        """The quads of the private graphs, where there are any."""
        return self.folder / QUOTATIONS if QUOTATIONS in self.manifest.files else None

    @property
    def questions(self) -> Path | None:
        """What was found when the saved questions were tried; None where it was not kept."""
        return self.folder / QUESTIONS if QUESTIONS in self.manifest.files else None

    def faults(self) -> list[str]:
        """What is wrong with its files: each is read, and held against the digest that was taken when it was written."""
        return [fault for name, digest in self.manifest.files.items() if (fault := _fault(self.folder / name, digest))]

    def refuse_incomplete(self) -> None:
        """Look, without reading them, whether its files are there and as long as they were written.

        :raises OSError: when one is missing
        :raises ValueError: when one was cut
        """
        for name, size in self.manifest.sizes.items():
            if (self.folder / name).stat().st_size != size:
                raise ValueError(f"{self.folder / name} is not as long as it was written")


def _fault(file: Path, digest: str) -> str:
    """What is wrong with *file*, or nothing."""
    try:
        return "" if digest_of(file) == digest else f"{file} is not what was written."
    except OSError as error:
        return f"{file} cannot be read: {error.strerror}."


def digest_of(file: Path) -> str:
    """The SHA-256 of *file*, in hex."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def inputs_digest(files: Iterable[Path], root: Path, extra: Iterable[str]) -> str:
    """A digest of the names and bytes of *files* and of the *extra* values that decide what is built."""
    total = sha256()
    for value in extra:
        total.update(f"{value}\0".encode())
    for file in sorted(files):
        total.update(f"{file.relative_to(root)}\0{sha256(file.read_bytes()).hexdigest()}\0".encode())
    return total.hexdigest()[:16]


def current_version(home: Path) -> Version:
    """The version that is served from *home*.

    :raises NotPublished: when there is none, or its folder is gone, of another layout, or without a file or a part of one
    """
    try:
        version = read_version(home / VERSIONS / _pointer(home)[0])
        version.refuse_incomplete()
    except (OSError, ValueError) as error:
        if not (home / POINTER).exists():
            raise nothing_published(home) from error
        reason = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else error
        raise NotPublished(f"What is published in {home} cannot be read: {reason}. Run “graphapp build” first.") from error
    return version


def nothing_published(home: Path) -> NotPublished:
    """What to say of a *home* without versions."""
    return NotPublished(f"Nothing is published in {home}. Run “graphapp build” first.")


def is_pinned(home: Path) -> bool:
    """Whether a person chose the version that is served, so that no build may take its place unasked."""
    try:
        return PINNED in _pointer(home)[1:]
    except (OSError, ValueError):
        return False


def _pointer(home: Path) -> list[str]:
    """The words of the pointer: an id, and “pinned” or nothing."""
    words = (home / POINTER).read_text(errors="replace").split()
    if not words:
        raise ValueError(f"{home / POINTER} is empty")
    return words


def all_versions(home: Path) -> list[Version]:
    """Every version in *home* whose manifest can be read, the newest first."""
    found = [version for folder in (home / VERSIONS).glob("[!.]*") if (version := _try_to_read(folder))]
    return sorted(found, key=lambda version: (version.manifest.created, version.manifest.version), reverse=True)


def unreadable_versions(home: Path) -> list[Path]:
    """The folders in *home* that should be versions and have no manifest that can be read."""
    return sorted(folder for folder in (home / VERSIONS).glob("[!.]*") if not _try_to_read(folder))


def kept_version(home: Path, name: str) -> Version | None:
    """The version of *home* whose id is *name*; None where it is not kept, or cannot be read."""
    return _try_to_read(home / VERSIONS / name) if name and "/" not in name and not name.startswith(".") else None


def find_version(home: Path, name: str) -> Version:
    """The version of *home* whose id is or begins with *name*.

    :raises NotPublished: when there are no versions
    :raises UnknownName: when no id begins with *name*
    :raises InputError: when several do
    """
    versions = {version.manifest.version: version for version in all_versions(home)}
    if not versions:
        raise nothing_published(home)
    found = [name] if name in versions else [known for known in versions if known.startswith(name)]
    if not found:
        raise UnknownName("version", name, versions)
    if len(found) > 1:
        raise InputError(f"{len(found)} versions begin with “{name}”: {', '.join(found)}. Write more of the one you mean.")
    return versions[found[0]]


def _try_to_read(folder: Path) -> Version | None:
    try:
        return read_version(folder)
    except (OSError, ValueError):
        return None


def read_version(folder: Path) -> Version:
    """The version in *folder*.

    :raises OSError: when there is no manifest
    :raises ValueError: when its manifest is not one, or is of a layout that this release does not read
    """
    content = (folder / MANIFEST).read_bytes()
    try:
        raw = json.loads(content)
        layout = raw["format"]
        manifest = _manifest(raw) if layout == FORMAT else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{folder / MANIFEST} is no manifest") from error
    if manifest is None:
        raise ValueError(f"{folder} is of layout {layout}, and this release reads layout {FORMAT}")
    if manifest.version != folder.name:
        raise ValueError(f"{folder} says that it is version {manifest.version}")
    return Version(folder, manifest)


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    """The manifest that was written as *raw*.

    :raises KeyError: when something is missing
    :raises TypeError: when something is of another type
    """
    files, sizes = _by_name(raw["files"], str), _by_name(raw["sizes"], int)
    if DATASET not in files:
        raise KeyError(DATASET)
    return Manifest(
        version=_text(raw["version"]),
        base_iri=_text(raw["base_iri"]),
        created=_text(raw["created"]),
        software=_text(raw["software"]),
        editions=_texts(raw["editions"]),
        graphs=_texts(raw["graphs"]),
        private_graphs=_texts(raw["private_graphs"]),
        counts=Counts(*(_by_name(raw["counts"][item.name], int) for item in fields(Counts))),
        files=files,
        sizes={name: sizes[name] for name in files},
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(item) for item in value)


def _by_name(value: object, kind: type[T]) -> dict[str, T]:
    if not isinstance(value, dict) or not all(isinstance(item, kind) for item in value.values()):
        raise TypeError
    return value


def fingerprint(home: Path) -> tuple[int, int] | None:
    """Something that changes when the pointer does, and is cheap to ask for; None where there is none."""
    try:
        status = os.stat(home / POINTER)  # noqa: PTH116 - asked with every request: half the cost of Path.stat
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
