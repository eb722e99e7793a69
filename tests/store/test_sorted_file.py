"""A sorted file answers as a dictionary would, wherever in it a subject stands."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from graphapp.errors import EngineFault
from graphapp.store.base import Quad
from graphapp.store.embedded.sorted_file import SortedFile, in_order
from tests.published import Published

P, Q = URIRef("urn:p"), URIRef("urn:q")

facts = st.tuples(
    st.text("abc", min_size=1, max_size=3), st.sampled_from([P, Q]), st.integers(0, 3), st.sampled_from([1, 500, 9_000])
)
"""A subject, a property, a number, and how long the value is: some lines are longer than what is read at a time."""


def write(file: Path, told: set[tuple[str, URIRef, int, int]]) -> list[Quad]:
    quads = [
        Quad(URIRef(f"urn:{name}"), predicate, Literal(f"{number}" * length), "urn:g") for name, predicate, number, length in told
    ]
    lines = sorted(f"<{it.subject}> <{it.predicate}> {it.value.n3()} <{it.graph}> .\n".encode() for it in quads)
    file.write_bytes(b"".join(lines))
    return quads


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.sets(facts, max_size=30), st.text("abcd", min_size=1, max_size=3))
def test_it_finds_what_a_search_of_every_line_finds(tmp_path: Path, told: set[tuple[str, URIRef, int, int]], name: str) -> None:
    quads = write(tmp_path / "sorted.nq", told)
    thing = URIRef(f"urn:{name}")
    with closing(SortedFile(tmp_path / "sorted.nq")) as dictionary:
        for predicates in ([P], [Q], [P, Q], [URIRef("urn:r")]):
            expected = [it for it in quads if it.subject == thing and it.predicate in predicates]
            assert sorted(dictionary.look_up([thing], predicates)) == sorted(expected)


def test_every_subject_of_a_published_version_is_found(published: Published) -> None:
    label = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    expected = {(it.subject, str(it.value)) for it in published.store.quads(predicate=label)}
    things = sorted({subject for subject, _ in expected if isinstance(subject, URIRef)})
    with closing(SortedFile(published.version.dataset)) as dictionary:
        found = {(it.subject, str(it.value)) for it in dictionary.look_up(things, [label])}
    assert found == {pair for pair in expected if isinstance(pair[0], URIRef)}


@given(st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_lines_are_put_in_order_where_they_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[bytes]) -> None:
    monkeypatch.setattr("graphapp.store.embedded.sorted_file._LINES_AT_ONCE", 7)
    file = tmp_path / "given.nq"
    file.write_bytes(b"".join(lines))
    found = in_order(file, tmp_path)
    assert found.read_bytes() == b"".join(sorted(lines))
    assert (found == file) == (lines == sorted(lines))


def test_a_last_line_without_an_end_is_found_too(tmp_path: Path) -> None:
    file = tmp_path / "sorted.nq"
    file.write_bytes(b'<urn:a> <urn:p> "1" <urn:g> .\n<urn:b> <urn:p> "2" <urn:g> .')
    with closing(SortedFile(file)) as dictionary:
        assert [str(it.value) for it in dictionary.look_up([URIRef("urn:b"), URIRef("urn:a")], [P])] == ["2", "1"]


def test_a_damaged_line_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "sorted.nq"
    file.write_bytes(b"<urn:a> <urn:p> nonsense\n")
    with closing(SortedFile(file)) as dictionary, pytest.raises(EngineFault):
        list(dictionary.look_up([URIRef("urn:a")], [P]))
