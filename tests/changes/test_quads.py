"""Two datasets as the quads in which they differ."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from graphapp.changes.patch import patch
from graphapp.changes.quads import Change, changes_between, without_relabelled

LINES = st.sets(
    st.builds(
        lambda subject, value: f'{subject} <urn:p> "{value}" <urn:g> .'.encode(),
        st.sampled_from(["<urn:a>", "<urn:a b>", "_:c14n0", "_:c14n1"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='"\\'), max_size=3),
    ),
    max_size=12,
)


def applied(content: bytes, lines: bytes) -> bytes:
    """What an RDF Patch makes of a dataset, by the text of its specification: each D takes a quad away, each A adds one."""
    quads = set(content.splitlines())
    for line in lines.split(b"\n"):
        mark, _, quad = line.partition(b" ")
        if mark == b"D":
            quads.remove(quad)
        elif mark == b"A":
            assert quad not in quads
            quads.add(quad)
    return b"".join(sorted(quad + b"\n" for quad in quads))


def written(folder: str, name: str, lines: set[bytes]) -> Path:
    file = Path(folder, name)
    file.write_bytes(b"".join(sorted(line + b"\n" for line in lines)))
    return file


@given(LINES, LINES)
def test_the_patch_makes_the_new_dataset_of_the_old_one(before: set[bytes], after: set[bytes]) -> None:
    with TemporaryDirectory() as folder:
        old, new = written(folder, "old", before), written(folder, "new", after)
        made = applied_to_lines(before, b"".join(patch(changes_between(old, new), "one", "two")))
        assert made == after


def applied_to_lines(lines: set[bytes], content: bytes) -> set[bytes]:
    made = applied(b"", b"".join(b"A %s\n" % line for line in sorted(lines)) + content)
    return {line for line in made.split(b"\n") if line}


@given(LINES)
def test_a_dataset_does_not_differ_from_itself_in_any_order(lines: set[bytes]) -> None:
    with TemporaryDirectory() as folder:
        mixed = Path(folder, "mixed")
        mixed.write_bytes(b"".join(line + b"\n" for line in sorted(lines, reverse=True)))
        assert not list(changes_between(written(folder, "sorted", lines), mixed))


def test_a_blank_node_with_another_label_is_no_change_in_words() -> None:
    moved = [Change(False, b"_:c14n0 <urn:p> <urn:o> <urn:g> ."), Change(True, b"_:c14n7 <urn:p> <urn:o> <urn:g> .")]
    twice = Change(True, b"_:c14n8 <urn:p> <urn:o> <urn:g> .")
    assert without_relabelled(moved) == []
    assert without_relabelled([*moved, twice]) == [twice]
