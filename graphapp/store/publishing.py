"""Writing a version: everything in a draft folder first, synced, then put in place and pointed to, each by one rename.

Whatever stops it, a full disk or a kill at any step, the version that was served before stays; whoever writes next clears the
draft. A version that goes is made a draft first, by one rename too: there is never a part of one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

from graphapp.errors import GraphappError, InputError, NotPublished
from graphapp.settings import VERSIONS
from graphapp.store.embedded.loading import write_to_disk
from graphapp.store.former import remember_removed
from graphapp.store.versions import (
    DATASET,
    EXPORTS,
    MANIFEST,
    PINNED,
    POINTER,
    STORE,
    Counts,
    Manifest,
    Version,
    all_versions,
    current_version,
    digest_of,
    find_version,
    nothing_published,
    read_version,
)

KEPT = 5
"""How many versions stay when a new one is published."""

_FEWEST_KEPT = 2
"""A process that serves may still read the version before the current one."""

_DRAFT = ".draft-"

_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SCRATCH = ("LOG", "LOCK")
"""Files of the engine that say nothing of the data, and may change when it is opened."""


def publish(
    home: Path, manifest: Manifest, dataset: bytes | Path, beside: Mapping[str, bytes] | None = None, keep: int = KEPT
) -> Version:
    """Write a version under *home* and make it current.

    :param manifest: what it says of itself; counts and digests are taken here
    :param dataset: the published quads as N-Quads, a quad a line; a file is moved, not copied
    :param beside: what lies beside them, by the names of the files: the quads of the private graphs (``QUOTATIONS``), and what
        was found of the saved questions (``QUESTIONS``); what is empty is no file
    :param keep: how many versions stay afterwards, beside the one that was served until now
    :raises GraphappError: when something cannot be written
    """
    target = home / VERSIONS / manifest.version
    with _locked(home, make=True), _draft(home) as draft:
        before = _served(home)
        if not _is_whole(target):
            _write_version(draft, manifest, dataset, beside or {})
            _remove(target)
            draft.rename(target)
            _sync(target.parent)
        _point_to(home, manifest.version)
        _prune(home, keep, {target, before})
    return read_version(target)


def use(home: Path, name: str) -> Version:
    """Serve the version whose id is or begins with *name* until a person publishes another.

    :raises UnknownName: when there is no such version
    :raises GraphappError: when its files are not what was written, or the pointer cannot be
    """
    with _locked(home):
        version = find_version(home, name)
        faults = version.faults()
        if faults:
            raise GraphappError(f"Version {version.manifest.version} is damaged and was not taken. {' '.join(faults)}")
        _point_to(home, version.manifest.version, PINNED)
    return version


def prune(home: Path, keep: int) -> list[Path]:
    """Remove all but the *keep* newest versions and the one that is served; return the folders that went.

    :raises InputError: when fewer would stay than serving processes may be reading
    """
    if keep < _FEWEST_KEPT:
        raise InputError(f"At least {_FEWEST_KEPT} versions stay: a process that serves may still read the one before.")
    with _locked(home):
        return _prune(home, keep, {current_version(home).folder})


def _prune(home: Path, keep: int, spared: Collection[Path | None]) -> list[Path]:
    old = [version for version in all_versions(home)[max(keep, _FEWEST_KEPT) :] if version.folder not in spared]
    for version in old:
        with suppress(OSError):  # a full disk: whoever asks for the version is told that there is none
            remember_removed(home, version.manifest)
        _remove(version.folder)
    _clear_exports(home)
    return [version.folder for version in old]


def _clear_exports(home: Path) -> None:
    """Remove what was made of versions that are gone."""
    for folder in (home / EXPORTS).glob("*"):
        if not (home / VERSIONS / folder.name).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _served(home: Path) -> Path | None:
    """The folder of the version that is served, if there is one."""
    try:
        return current_version(home).folder
    except NotPublished:
        return None


def _remove(folder: Path) -> None:
    """Take a version away by one rename; its files go afterwards, at the latest when somebody writes again."""
    if folder.exists():
        aside = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder.parent))
        folder.rename(aside / folder.name)
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _locked(home: Path, *, make: bool = False) -> Iterator[None]:
    """Let one process at a time write to *home*; the system gives the lock back when that process ends, however it does.

    What killed processes left behind is cleared first.

    :param make: whether a *home* that is not there yet is made
    :raises NotPublished: when it is not there and not made
    :raises GraphappError: when something in it cannot be written
    """
    folder = home / VERSIONS
    if not make and not folder.is_dir():
        raise nothing_published(home)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (home / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in folder.glob(f"{_DRAFT}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
    except OSError as error:
        reason = error.strerror or error
        raise GraphappError(f"{home} cannot be written: {reason}. What is published there stays whole.") from error


@contextmanager
def _draft(home: Path) -> Iterator[Path]:
    """A new folder beside the versions, which is gone afterwards unless it was renamed."""
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=home / VERSIONS))
    draft.chmod(0o755)  # another user may serve what this one publishes
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # after a rename there is nothing left to remove


def _write_version(draft: Path, manifest: Manifest, dataset: bytes | Path, beside: Mapping[str, bytes]) -> None:
    """Write the files of a version to *draft* and sync them."""
    file = draft / DATASET
    if isinstance(dataset, Path):
        dataset.replace(file)
    else:
        file.write_bytes(dataset)
    for name, content in beside.items():
        if content:
            (draft / name).write_bytes(content)
    write_to_disk(file, draft / STORE)
    written = sorted(path for path in draft.rglob("*") if path.is_file() and path.name not in _SCRATCH)
    digests = {str(path.relative_to(draft)): digest_of(path) for path in written}
    sizes = {str(path.relative_to(draft)): path.stat().st_size for path in written}
    whole = replace(manifest, counts=count(file), files=digests, sizes=sizes)
    (draft / MANIFEST).write_text(json.dumps(asdict(whole), indent=2))
    for path in (*written, draft / MANIFEST, draft / STORE, draft):
        _sync(path)


def count(nquads: Path) -> Counts:
    """Count the graphs, classes and properties of *nquads*, line by line, as bytes: a dataset may be larger than memory."""
    graphs, classes, predicates = Counter[bytes](), Counter[bytes](), Counter[bytes]()
    with nquads.open("rb") as lines:
        for line in lines:
            _, predicate, rest = line.split(b" ", 2)
            value, graph, _ = rest.rsplit(b" ", 2)
            predicates[predicate] += 1
            graphs[graph] += 1
            if predicate == _TYPE:
                classes[value] += 1
    return Counts(
        *({iri.strip(b"<>").decode(): n for iri, n in sorted(found.items())} for found in (graphs, classes, predicates))
    )


def _is_whole(folder: Path) -> bool:
    """Whether the version in *folder* is there with every file as its manifest says."""
    try:
        return not read_version(folder).faults()
    except (OSError, ValueError):
        return False


def _sync(path: Path) -> None:
    """Make sure that *path*, a file or a folder, is on the disk before something points to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _point_to(home: Path, *words: str) -> None:
    """Switch the pointer by one rename."""
    draft = home / f".{POINTER}"  # always this one, under the lock: what a killed process left is written over
    try:
        draft.write_text(" ".join(words) + "\n")
        _sync(draft)
        draft.replace(home / POINTER)
        _sync(home)
    finally:
        draft.unlink(missing_ok=True)
