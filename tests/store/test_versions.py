"""Publishing: a version is whole or it is not there, and what was served before stays until the new one is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphapp.errors import NotPublished
from graphapp.store.versions import DATASET, QUOTATIONS, Manifest, Version, current_version, inputs_digest, publish

OLD = {DATASET: b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"}
NEW = {DATASET: b"<urn:a> <urn:b> <urn:d> <urn:g> .\n", QUOTATIONS: b"<urn:q> <urn:b> <urn:d> <urn:h> .\n"}
FILES_OF_NEW = (DATASET, QUOTATIONS, "manifest.json", "current")


def manifest(version: str, contents: dict[str, bytes]) -> Manifest:
    return Manifest.of(
        version=version,
        base_iri="https://example.org/",
        created="2015-09-01T12:00:00+00:00",
        software="graphapp 0",
        editions=("tiny",),
        graphs=("urn:g",),
        private_graphs=("urn:h",),
        contents=contents,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which version “old” is published."""
    publish(tmp_path, manifest("old", OLD), OLD)
    return tmp_path


def everything(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_what_is_published_is_current_and_reads_back_as_it_was_written(home: Path) -> None:
    version = publish(home, manifest("new", NEW), NEW)
    assert current_version(home) == version
    assert [file.read_bytes() for file in version.data_files()] == list(NEW.values())


def test_the_manifest_counts_public_quads_and_gives_a_digest_of_every_file() -> None:
    made = manifest("new", NEW)
    assert made.quads == 1
    assert set(made.files) == set(NEW)
    assert all(len(digest) == 64 for digest in made.files.values())


def test_the_old_version_stays_beside_the_new_one(home: Path) -> None:
    publish(home, manifest("new", NEW), NEW)
    assert {folder.name for folder in (home / "versions").iterdir()} == {"old", "new"}


def test_publishing_the_same_again_changes_nothing_and_leaves_no_draft(home: Path) -> None:
    before = everything(home)
    publish(home, manifest("old", OLD), OLD)
    assert everything(home) == before
    assert current_version(home).manifest.version == "old"


def test_an_older_version_can_be_published_again(home: Path) -> None:
    publish(home, manifest("new", NEW), NEW)
    publish(home, manifest("old", OLD), OLD)
    assert current_version(home).manifest.version == "old"


@pytest.mark.parametrize("failure", [OSError("the disk is full"), KeyboardInterrupt()], ids=["full", "interrupted"])
@pytest.mark.parametrize("number", range(len(FILES_OF_NEW)), ids=FILES_OF_NEW)
def test_a_failure_at_any_write_leaves_the_old_version_current_and_no_draft(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int, failure: BaseException
) -> None:
    monkeypatch.setattr(os, "fsync", fail_after(number, failure))
    with pytest.raises(type(failure)):
        publish(home, manifest("new", NEW), NEW)
    assert current_version(home).manifest.version == "old"
    assert not [file for file in everything(home) if "draft" in file or file.startswith(".")]
    assert all(folder.name in ("old", "new") for folder in (home / "versions").iterdir())


def fail_after(number: int, failure: BaseException) -> Callable[[int], None]:
    """An ``fsync`` that fails at the file with *number*."""
    calls = iter(range(len(FILES_OF_NEW)))

    def fsync(_descriptor: int) -> None:
        if next(calls) == number:
            raise failure

    return fsync


def test_a_failure_at_the_pointer_is_mended_by_publishing_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail_after(FILES_OF_NEW.index("current"), OSError("full")))
        with pytest.raises(OSError, match="full"):
            publish(home, manifest("new", NEW), NEW)
    publish(home, manifest("new", NEW), NEW)
    assert current_version(home).manifest.version == "new"


def no_pointer(home: Path) -> None:
    (home / "current").unlink()


def empty_pointer(home: Path) -> None:
    (home / "current").write_text("\n")


def pointer_to_nowhere(home: Path) -> None:
    (home / "current").write_text("gone\n")


def no_manifest(home: Path) -> None:
    (home / "versions" / "old" / "manifest.json").unlink()


def no_data(home: Path) -> None:
    (home / "versions" / "old" / DATASET).unlink()


def manifest_says(content: str) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        (home / "versions" / "old" / "manifest.json").write_text(content)

    return damage


DAMAGES = {
    "no manifest": no_manifest,
    "no data": no_data,
    "manifest cut short": manifest_says('{"version": "old"'),
    "manifest without its fields": manifest_says('{"version": "old"}'),
    "manifest with other fields": manifest_says(json.dumps({"version": "old", "colour": "red"})),
    "manifest that is a list": manifest_says("[]"),
    "manifest that lists no files": manifest_says(json.dumps(dict.fromkeys(manifest("old", OLD).__dataclass_fields__))),
    "manifest in bytes": lambda home: (home / "versions" / "old" / "manifest.json").write_bytes(b"\xff") and None,
}


@pytest.mark.parametrize("damage", [no_pointer, empty_pointer, pointer_to_nowhere, *DAMAGES.values()])
def test_what_is_missing_or_broken_is_not_published_and_says_what_to_run(home: Path, damage: Callable[[Path], None]) -> None:
    damage(home)
    with pytest.raises(NotPublished) as error:
        current_version(home)
    assert str(error.value) == f"Nothing is published in {home}. Run “graphapp build” first."


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_publishing_again_mends_a_broken_version(home: Path, damage: Callable[[Path], None]) -> None:
    damage(home)
    publish(home, manifest("old", OLD), OLD)
    assert current_version(home) == Version(home / "versions" / "old", manifest("old", OLD))


def test_publishing_again_mends_a_file_that_was_changed(home: Path) -> None:
    file = home / "versions" / "old" / DATASET
    file.write_bytes(b"")
    publish(home, manifest("old", OLD), OLD)
    assert file.read_bytes() == OLD[DATASET]


def digest_of(folder: Path, **changes: Any) -> str:  # noqa: ANN401 - the arguments that a test changes
    arguments: dict[str, Any] = {"files": list(folder.glob("*.ttl")), "root": folder, "extra": ["0.1", "https://example.org/"]}
    return inputs_digest(**{**arguments, **changes})


def test_the_same_inputs_make_the_same_version_in_any_order_and_place(tmp_path: Path) -> None:
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        for name in "ab":
            (tmp_path / place / f"{name}.ttl").write_text(name)
    here, there = tmp_path / "here", tmp_path / "there"
    assert digest_of(here) == digest_of(there) == digest_of(here, files=[here / "b.ttl", here / "a.ttl"])


def test_another_byte_name_or_setting_makes_another_version(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("a")
    digests = [digest_of(tmp_path), digest_of(tmp_path, extra=["0.2", "https://example.org/"])]
    file.write_text("b")
    digests.append(digest_of(tmp_path))
    file.rename(tmp_path / "c.ttl")
    digests.append(digest_of(tmp_path))
    assert len(set(digests)) == 4


def test_the_pointer_is_moved_last_by_one_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(file: Path, target: Path) -> Path:
        assert target == tmp_path / "current"
        assert everything(tmp_path / "versions") == {f"new/{name}" for name in (*NEW, "manifest.json")}
        return replace(file, target)

    replace = Path.replace
    monkeypatch.setattr(Path, "replace", look)
    publish(tmp_path, manifest("new", NEW), NEW)
    assert (tmp_path / "current").read_text() == "new\n"
