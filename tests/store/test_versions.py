"""Reading what is published: whatever was lost or damaged is noticed, and told in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from graphapp.errors import InputError, NotPublished, UnknownName
from graphapp.store.publishing import publish, use
from graphapp.store.versions import (
    DATASET,
    FORMAT,
    QUOTATIONS,
    Counts,
    Manifest,
    Version,
    all_versions,
    current_version,
    digest_of,
    find_version,
    fingerprint,
    inputs_digest,
    is_pinned,
    read_version,
    unreadable_versions,
)
from tests.store.sample import BESIDE, NEW, OLD, manifest, publish_days

Damage = Callable[[Path], object]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which version “old” is published, with quotations."""
    publish(tmp_path, manifest("old"), OLD, BESIDE)
    return tmp_path


def manifest_file(home: Path) -> Path:
    return home / "versions" / "old" / "manifest.json"


def rewrite(home: Path, **changes: object) -> None:
    """Change some of what the manifest of “old” says."""
    said = json.loads(manifest_file(home).read_text())
    manifest_file(home).write_text(json.dumps({**said, **changes}))


def table_of(home: Path) -> Path:
    """A file of the engine that holds quads."""
    return sorted((home / "versions" / "old" / "store").glob("*.sst"))[0]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def folder_instead(file: Path) -> None:
    file.unlink()
    file.mkdir()


# What is current


def test_a_home_in_which_nothing_was_published_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotPublished) as caught:
        current_version(tmp_path)
    assert str(caught.value) == f"Nothing is published in {tmp_path}. Run “graphapp build” first."


MANIFESTS: dict[str, Damage] = {
    "no manifest": lambda home: manifest_file(home).unlink(),
    "an empty manifest": lambda home: manifest_file(home).write_text(""),
    "a manifest cut short": lambda home: cut(manifest_file(home)),
    "a manifest of bytes": lambda home: manifest_file(home).write_bytes(b"\xff"),
    "a manifest that is a list": lambda home: manifest_file(home).write_text("[]"),
    "a manifest that is a number": lambda home: manifest_file(home).write_text("2"),
    "a manifest that is null": lambda home: manifest_file(home).write_text("null"),
    "a manifest that is a folder": lambda home: folder_instead(manifest_file(home)),
    "a manifest of another version": lambda home: rewrite(home, version="new"),
    "a manifest without files": lambda home: rewrite(home, files={}),
    "a manifest without sizes": lambda home: rewrite(home, sizes={}),
    "a manifest that counts in words": lambda home: rewrite(home, counts={"graphs": {"urn:g": "one"}}),
    "a manifest of the layout before": lambda home: rewrite(home, format=FORMAT - 1),
    "a manifest of the layout to come": lambda home: rewrite(home, format=FORMAT + 1),
    "a manifest of no layout": lambda home: rewrite(home, format=None),
}
FILES: dict[str, Damage] = {
    "no dataset": lambda home: (home / "versions" / "old" / DATASET).unlink(),
    "no quotations": lambda home: (home / "versions" / "old" / QUOTATIONS).unlink(),
    "a dataset cut short": lambda home: cut(home / "versions" / "old" / DATASET),
    "a dataset that grew": lambda home: (home / "versions" / "old" / DATASET).write_bytes(OLD + OLD),
    "a table of the engine missing": lambda home: table_of(home).unlink(),
    "a table of the engine cut short": lambda home: cut(table_of(home)),
}
POINTERS: dict[str, Damage] = {
    "an empty pointer": lambda home: (home / "current").write_text("\n"),
    "a pointer to nowhere": lambda home: (home / "current").write_text("gone\n"),
    "a pointer of bytes": lambda home: (home / "current").write_bytes(b"\xff\x00\n"),
    "a pointer that is a folder": lambda home: folder_instead(home / "current"),
}
DAMAGES = {**MANIFESTS, **FILES, **POINTERS}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_missing_or_damaged_is_not_served_and_says_what_to_run(home: Path, damage: Damage) -> None:
    damage(home)
    with pytest.raises(NotPublished) as caught:
        current_version(home)
    assert str(caught.value).startswith(f"What is published in {home} cannot be read: ")
    assert str(caught.value).endswith(". Run “graphapp build” first.")


@pytest.mark.parametrize("name", [item.name for item in fields(Manifest)])
@pytest.mark.parametrize("value", [None, True, 7.5, [7], {"a": []}], ids=str)
def test_a_manifest_with_a_value_of_another_type_is_no_manifest(home: Path, name: str, value: object) -> None:
    rewrite(home, **{name: value})
    with pytest.raises(NotPublished, match=r"is no manifest|is of layout"):
        current_version(home)


@pytest.mark.parametrize("name", [item.name for item in fields(Manifest)])
def test_a_manifest_that_leaves_something_out_is_no_manifest(home: Path, name: str) -> None:
    said = json.loads(manifest_file(home).read_text())
    del said[name]
    manifest_file(home).write_text(json.dumps(said))
    with pytest.raises(ValueError, match="is no manifest"):
        read_version(manifest_file(home).parent)


@pytest.mark.parametrize("name", [item.name for item in fields(Counts)])
def test_a_manifest_without_one_of_the_counts_is_no_manifest(home: Path, name: str) -> None:
    counts = json.loads(manifest_file(home).read_text())["counts"]
    del counts[name]
    rewrite(home, counts=counts)
    with pytest.raises(ValueError, match="is no manifest"):
        read_version(manifest_file(home).parent)


def test_another_layout_is_told_by_its_number(home: Path) -> None:
    rewrite(home, format=1)
    with pytest.raises(NotPublished, match=f"is of layout 1, and this release reads layout {FORMAT}. Run"):
        current_version(home)


def test_a_cut_file_is_named(home: Path) -> None:
    cut(table_of(home))
    with pytest.raises(NotPublished, match=f"{table_of(home)} is not as long as it was written"):
        current_version(home)


def test_a_missing_file_is_named(home: Path) -> None:
    table = table_of(home)
    table.unlink()
    with pytest.raises(NotPublished, match=f"{table}: No such file or directory"):
        current_version(home)


@pytest.mark.parametrize("damage", (MANIFESTS | FILES).values(), ids=MANIFESTS | FILES)
def test_publishing_again_mends_what_was_damaged(home: Path, damage: Damage) -> None:
    damage(home)
    version = publish(home, manifest("old"), OLD, BESIDE)
    assert current_version(home) == version
    assert version.faults() == []
    assert version.dataset.read_bytes() == OLD


# Which versions there are


def test_all_versions_are_listed_with_the_newest_first(tmp_path: Path) -> None:
    publish_days(tmp_path, 2, 9, 4)
    assert [version.manifest.version for version in all_versions(tmp_path)] == ["day-09", "day-04", "day-02"]


def test_versions_of_the_same_moment_are_listed_in_one_order(tmp_path: Path) -> None:
    for name in "bca":
        publish(tmp_path, manifest(name), OLD)
    assert [version.manifest.version for version in all_versions(tmp_path)] == ["c", "b", "a"]


def test_a_home_that_is_not_there_has_no_versions(tmp_path: Path) -> None:
    assert all_versions(tmp_path / "nowhere") == []


@pytest.mark.parametrize("damage", MANIFESTS.values(), ids=MANIFESTS)
def test_a_version_whose_manifest_cannot_be_read_is_listed_apart(home: Path, damage: Damage) -> None:
    new = publish(home, manifest("new"), NEW)
    damage(home)
    assert all_versions(home) == [new]
    assert unreadable_versions(home) == [home / "versions" / "old"]


def test_a_copy_of_a_version_under_another_name_is_no_version(home: Path) -> None:
    (home / "versions" / "old").rename(home / "versions" / "old.bak")
    with pytest.raises(ValueError, match=r"old\.bak says that it is version old"):
        read_version(home / "versions" / "old.bak")


def test_drafts_are_no_versions(home: Path) -> None:
    (home / "versions" / ".draft-x").mkdir()
    assert len(all_versions(home)) == 1
    assert unreadable_versions(home) == []


@pytest.mark.parametrize("name", ["day-19", "day-1"])
def test_a_version_is_found_by_its_id_or_the_beginning_of_it(tmp_path: Path, name: str) -> None:
    publish_days(tmp_path, 9, 19)
    assert find_version(tmp_path, name).manifest.version == "day-19"


def test_a_whole_id_is_found_though_others_begin_with_it(tmp_path: Path) -> None:
    for name in ("abc", "abc-with-def"):
        publish(tmp_path, manifest(name), OLD)
    assert find_version(tmp_path, "abc").manifest.version == "abc"


def test_a_beginning_that_several_share_names_them(tmp_path: Path) -> None:
    publish_days(tmp_path, 1, 2, 11)
    with pytest.raises(InputError) as caught:
        find_version(tmp_path, "day-0")
    assert str(caught.value) == "2 versions begin with “day-0”: day-02, day-01. Write more of the one you mean."


def test_an_unknown_version_names_the_nearest(tmp_path: Path) -> None:
    publish_days(tmp_path, 1)
    with pytest.raises(UnknownName, match=r"There is no version called “dey-01”\. Did you mean day-01\?"):
        find_version(tmp_path, "dey-01")


def test_where_nothing_is_published_no_version_is_found(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="Run “graphapp build” first"):
        find_version(tmp_path, "old")


# Whether a version is as it was written


def test_a_version_is_at_first_as_it_was_written(home: Path) -> None:
    assert current_version(home).faults() == []


def test_every_file_but_the_manifest_and_the_scratch_of_the_engine_has_a_digest(home: Path) -> None:
    folder = current_version(home).folder
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    said = current_version(home).manifest
    assert set(said.files) == set(said.sizes) == files - {"manifest.json", "store/LOCK", "store/LOG"}


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (lambda file: file.write_bytes(bytes(reversed(file.read_bytes()))), " is not what was written."),
    "cut short": (cut, " is not what was written."),
    "empty": (lambda file: file.write_bytes(b""), " is not what was written."),
    "missing": (lambda file: file.unlink(), " cannot be read: No such file or directory."),
    "a folder": (folder_instead, " cannot be read: Is a directory."),
}


@pytest.mark.parametrize("number", [0, 1, 2], ids=["dataset", "quotations", "table"])
@pytest.mark.parametrize(("damage", "words"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_changed_is_a_fault(home: Path, damage: Damage, words: str, number: int) -> None:
    version = current_version(home)
    file = [version.dataset, version.folder / QUOTATIONS, table_of(home)][number]
    damage(file)
    assert version.faults() == [f"{file}{words}"]


def test_a_version_without_a_document_has_no_quotations(tmp_path: Path) -> None:
    assert publish(tmp_path, manifest("new"), NEW).quotations is None
    with_words = publish(tmp_path, manifest("old"), OLD, BESIDE)
    assert with_words.quotations == with_words.folder / QUOTATIONS


def test_a_digest_is_that_of_sha256(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert digest_of(tmp_path / "empty") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


# What the pointer says


def test_a_version_is_pinned_when_a_person_chose_it(home: Path) -> None:
    assert not is_pinned(home)
    use(home, "old")
    assert is_pinned(home)


@pytest.mark.parametrize("damage", POINTERS.values(), ids=POINTERS)
def test_a_pointer_that_cannot_be_read_pins_nothing(home: Path, damage: Damage) -> None:
    damage(home)
    assert not is_pinned(home)


def test_a_version_that_is_called_pinned_is_not_pinned(tmp_path: Path) -> None:
    publish(tmp_path, manifest("pinned"), OLD)
    assert not is_pinned(tmp_path)


def test_the_fingerprint_changes_whenever_the_pointer_is_switched(home: Path) -> None:
    seen = [fingerprint(home)]
    for name in ("new", "old", "new", "old"):
        publish(home, manifest(name), OLD, BESIDE)
        seen.append(fingerprint(home))
        use(home, name)
        seen.append(fingerprint(home))
    assert len(set(seen)) == len(seen)


def test_the_fingerprint_stays_while_nothing_is_published(home: Path) -> None:
    before = fingerprint(home)
    current_version(home).faults()
    assert fingerprint(home) == before


def test_without_a_pointer_there_is_no_fingerprint(tmp_path: Path) -> None:
    assert fingerprint(tmp_path) is None


# What an id is made of


def digest_of_inputs(folder: Path, **changes: Any) -> str:  # noqa: ANN401 - the arguments that a test changes
    arguments: dict[str, Any] = {"files": list(folder.glob("*.ttl")), "root": folder, "extra": ["0.1", "https://example.org/"]}
    return inputs_digest(**{**arguments, **changes})


def test_the_same_inputs_make_the_same_version_in_any_order_and_place(tmp_path: Path) -> None:
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        for name in "ab":
            (tmp_path / place / f"{name}.ttl").write_text(name)
    here, there = tmp_path / "here", tmp_path / "there"
    again = digest_of_inputs(here, files=[here / "b.ttl", here / "a.ttl"])
    assert digest_of_inputs(here) == digest_of_inputs(there) == again


def test_another_byte_name_or_setting_makes_another_version(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("a")
    digests = [digest_of_inputs(tmp_path), digest_of_inputs(tmp_path, extra=["0.2", "https://example.org/"])]
    file.write_text("b")
    digests.append(digest_of_inputs(tmp_path))
    file.rename(tmp_path / "c.ttl")
    digests.append(digest_of_inputs(tmp_path))
    assert len(set(digests)) == 4


def test_a_version_reads_back_as_it_was_published(home: Path) -> None:
    version = publish(home, manifest("new"), NEW)
    assert read_version(home / "versions" / "new") == version == Version(home / "versions" / "new", version.manifest)
