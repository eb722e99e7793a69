"""Where made files are kept: whole or not there, and never in the way of whoever reads one."""

from __future__ import annotations

import gzip
import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from graphapp.exports import shelf as shelves
from graphapp.exports.files import FILES, file_with
from graphapp.exports.shelf import Shelf, Sum
from graphapp.store.publishing import prune
from graphapp.store.versions import Version
from tests.numbered import publish_number

TURTLE = file_with("ttl")


@pytest.fixture
def version(tmp_path: Path) -> Version:
    return publish_number(tmp_path, 1)


def kept(version: Version) -> set[str]:
    return {file.name for file in (version.folder.parents[1] / "exports").rglob("*") if file.is_file()}


def test_a_file_is_made_once_and_found_afterwards(version: Version) -> None:
    shelf = Shelf(version)
    assert shelf.find(TURTLE) is None
    made = shelf.fetch(TURTLE)
    assert made is not None
    assert shelf.find(TURTLE) == made == Shelf(version).find(TURTLE)
    assert shelf.sum(TURTLE) == Sum(sha256(made.read_bytes()).hexdigest(), made.stat().st_size)
    assert kept(version) == {"ttl", "ttl.sum"}


def test_what_is_read_to_its_end_is_kept_and_what_is_broken_off_is_not(version: Version) -> None:
    shelf = Shelf(version)
    broken = shelf.pieces(TURTLE)
    next(broken)
    broken.close()  # type: ignore[attr-defined]  # it is a generator
    assert kept(version) == set()
    content = b"".join(shelf.pieces(TURTLE))
    assert shelf.find(TURTLE).read_bytes() == content  # type: ignore[union-attr]


def test_n_quads_are_the_file_of_the_version_and_need_no_room(version: Version) -> None:
    shelf = Shelf(version)
    assert shelf.fetch(file_with("nq")) == version.dataset
    assert b"".join(shelf.pieces(file_with("nq"))) == version.dataset.read_bytes()
    assert not (version.folder.parents[1] / "exports").exists()


def test_a_file_that_was_cut_is_made_again(version: Version) -> None:
    shelf = Shelf(version)
    made = shelf.fetch(TURTLE)
    assert made is not None
    whole = made.read_bytes()
    made.write_bytes(whole[:-1])
    assert shelf.find(TURTLE) is None
    assert shelf.fetch(TURTLE) == made
    assert made.read_bytes() == whole


@pytest.mark.parametrize("damaged", ["", "nonsense", "abc def"])
def test_a_sum_that_cannot_be_read_counts_as_none(version: Version, damaged: str) -> None:
    made = Shelf(version).fetch(TURTLE)
    assert made is not None
    made.with_name("ttl.sum").write_text(damaged)
    assert Shelf(version).find(TURTLE) is None


def test_a_full_disk_keeps_nobody_from_reading(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    def full(descriptor: int, _: str) -> Full:
        os.close(descriptor)
        return Full()

    packed = file_with("nq.gz")  # which is made without a pipe, so that only what is kept goes through this
    monkeypatch.setattr("os.fdopen", full)
    assert gzip.decompress(b"".join(Shelf(version).pieces(packed))) == version.dataset.read_bytes()
    assert Shelf(version).find(packed) is None
    assert not [name for name in kept(version) if name.startswith(".draft-")]


def test_files_go_with_their_version(tmp_path: Path) -> None:
    versions = [publish_number(tmp_path, number) for number in (1, 2, 3)]
    for version in versions:
        Shelf(version).fetch(TURTLE)
    prune(tmp_path, 2)
    assert {folder.name for folder in (tmp_path / "exports").iterdir()} == {"number-2", "number-3"}


def test_what_another_release_made_is_not_taken_for_ours(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Shelf(version)
    old, tag = before.fetch(TURTLE), before.tag(TURTLE)
    monkeypatch.setattr(shelves, "_made_by", lambda: "another")
    after = Shelf(version)
    assert after.find(TURTLE) is None
    assert after.tag(TURTLE) != tag
    assert after.fetch(TURTLE) != old
    assert old is not None
    assert not old.exists()


def test_filling_makes_every_file_in_the_same_bytes_each_time(version: Version) -> None:
    shelf = Shelf(version)
    first = shelf.sums()
    assert set(first) == {file.suffix for file in FILES}
    for file in FILES:
        assert sha256(b"".join(shelf.pieces(file))).hexdigest() == first[file.suffix].digest


def test_of_a_large_version_nothing_is_made_for_a_list(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MADE_WHILE_WAITED_FOR", 1)
    assert set(Shelf(version).sums()) == {"nq"}
