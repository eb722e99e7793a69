"""Turtle is read with errors that say where, and written in one order that changes nothing of what it says."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD

from graphapp.errors import SourceFault
from graphapp.graph.turtle import canonical_text, content_of, read_turtle, rewrite
from graphapp.namespaces import SEF

BASE = "http://localhost:8000/"
PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#>\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "file.ttl"
    file.write_text(text)
    return file


# ---- reading -------------------------------------------------------------------------------------------------------------------


def test_relative_iris_are_resolved_against_the_base(tmp_path: Path) -> None:
    graph = read_turtle(write(tmp_path, PREFIX + "<id/service/portage> a sef:Service ."), BASE)
    assert set(graph.subjects()) == {URIRef(BASE + "id/service/portage")}


def test_what_is_read_has_our_prefixes(tmp_path: Path) -> None:
    graph = read_turtle(write(tmp_path, ""), BASE)
    assert dict(graph.namespaces())["sef"] == URIRef(str(SEF))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("<a> a <b> .\n<c> a <d>\n\n<e> a <f> .", 4, "expected '.' or '}' or ']' at end of statement at “<e> a <f> .”."),
        ("\n<a> a sfe:Service .", 2, 'Prefix "sfe:" not bound at “<a> a sfe:Service .”.'),
        ("<a> <b> ", 1, "objectList expected at “<a> <b>”."),
        ('\n\n<a> <b> "open .\n', 3, 'newline found in string literal at “<a> <b> "open .”.'),
        ('<a> <b> """closed""" .\n<a> <b>\n"""open\n\n', 3, "the string in three quotes that begins here has no end."),
        ("<a> <b> '''open", 1, "the string in three quotes that begins here has no end."),
        ("<a> a <b> .\n\n<c", 3, "at “<c”."),
    ],
    ids=[
        "no full stop",
        "unknown prefix",
        "no value",
        "open string",
        "open long string",
        "open long string of apostrophes",
        "open IRI",
    ],
)
def test_an_error_names_file_line_and_what_was_expected(tmp_path: Path, text: str, line: int, expected: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SourceFault) as caught:
        read_turtle(file, BASE)
    assert str(caught.value).startswith(f"{file}, line {line}: this is not Turtle: ")
    assert str(caught.value).endswith(expected)
    assert (caught.value.file, caught.value.line) == (file, line)


def test_an_error_at_the_end_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="at the end of the file"):
        read_turtle(write(tmp_path, "<a> <b> [\n"), BASE)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "latin.ttl"
    file.write_bytes('<a> <b> "Café" .'.encode("latin-1"))
    with pytest.raises(SourceFault, match=r"latin\.ttl: this is not Turtle: 'utf-8' codec can't decode byte 0xe9"):
        read_turtle(file, BASE)


# ---- writing -------------------------------------------------------------------------------------------------------------------


def test_canonical_turtle_has_one_order_for_subjects_properties_and_values(tmp_path: Path) -> None:
    one = write(tmp_path, PREFIX + '<b> sef:q 2 , 1 ; sef:p "x" . <a> a sef:Service .')
    text = canonical_text(one)
    two = write(tmp_path, PREFIX + '<a> a sef:Service . <b> sef:p "x" . <b> sef:q 1 , 2 .')
    assert canonical_text(two) == text


def test_canonical_turtle_keeps_relative_iris(tmp_path: Path) -> None:
    text = canonical_text(write(tmp_path, PREFIX + "<id/a> sef:p <> , <#part> , <http://example.org/b> ."))
    assert "<id/a>" in text
    assert "<#part>" in text
    assert "<http://example.org/b>" in text
    assert "BASE" not in text, "the base is a setting"


def test_blank_nodes_stand_in_the_order_of_what_they_say(tmp_path: Path) -> None:
    parts = [f"[ sef:q {number} ]" for number in range(12)]
    forwards = canonical_text(write(tmp_path, PREFIX + f"<a> sef:p {' , '.join(parts)} ."))
    backwards = canonical_text(write(tmp_path, PREFIX + f"<a> sef:p {' , '.join(reversed(parts))} ."))
    assert forwards == backwards


def test_blank_nodes_that_lead_back_to_themselves_can_be_written(tmp_path: Path) -> None:
    file = write(tmp_path, PREFIX + "_:a sef:p _:b . _:b sef:p _:a .")
    before = read_turtle(file, BASE)
    rewrite(file)
    assert isomorphic(read_turtle(file, BASE), before)


@pytest.mark.parametrize(
    "value",
    ["first  \n  \nsecond", "one\u2028two", "<https://graphapp.invalid/x", "BASE <>\n", 'a "quoted" word \\', "a\n\n"],
    ids=["blanks at line ends", "a line separator", "the base itself", "the base line", "quotes", "empty lines"],
)
def test_a_text_is_kept_to_the_letter(tmp_path: Path, value: str) -> None:
    graph = Graph()
    graph.add((URIRef(BASE + "a"), SEF.text, Literal(value)))
    file = write(tmp_path, graph.serialize(format="turtle"))
    rewrite(file)
    assert {str(found) for found in read_turtle(file, BASE).objects()} == {value}


def test_canonical_turtle_has_no_blank_at_the_end_of_a_line(tmp_path: Path) -> None:
    text = canonical_text(write(tmp_path, PREFIX + "<a> sef:p [ sef:q ( 1 2 ) ] , [ sef:q 3 ] ; sef:r [] ."))
    assert all(line == line.rstrip() for line in text.splitlines())
    assert text.endswith(".\n")


def test_rewriting_says_whether_it_changed_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, PREFIX + "<b> a sef:Service . <a> a sef:Service .")
    assert [rewrite(file), rewrite(file)] == [True, False]


def test_rewriting_leaves_no_draft_behind(tmp_path: Path) -> None:
    rewrite(write(tmp_path, PREFIX + "<b> a sef:Service . <a> a sef:Service ."))
    assert [file.name for file in tmp_path.iterdir()] == ["file.ttl"]


def test_a_file_that_is_not_turtle_is_left_alone(tmp_path: Path) -> None:
    file = write(tmp_path, "not Turtle")
    with pytest.raises(SourceFault):
        rewrite(file)
    assert file.read_text() == "not Turtle"


def test_the_content_of_a_blank_node_goes_down_to_the_last_blank_node(tmp_path: Path) -> None:
    graph = read_turtle(write(tmp_path, PREFIX + "<a> sef:p [ sef:q [ sef:r 1 ] ] . <b> sef:p [ sef:q [ sef:r 2 ] ] ."), BASE)
    first, second = (graph.value(URIRef(BASE + name), SEF.p) for name in "ab")
    assert isinstance(first, BNode)
    assert isinstance(second, BNode)
    assert content_of(graph, first) != content_of(graph, second)


# ---- any graph -----------------------------------------------------------------------------------------------------------------

TEXT = st.text(st.sampled_from(' "\\\n\u2028<>') | st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda text: not ("\n" in text and text.endswith('\\"'))
)
"""Any text but one that rdflib itself writes wrongly: of several lines, with a backslash and a quotation mark at its end."""

LITERALS = (
    st.builds(Literal, TEXT)
    | st.builds(Literal, TEXT, lang=st.sampled_from(["en-GB", "en"]))
    | st.builds(Literal, st.integers(-9, 9))
    | st.dates().map(lambda day: Literal(day.isoformat(), datatype=XSD.date))
)
NAMES = st.sampled_from([URIRef(f"{BASE}id/service/{name}") for name in ("a", "a-b", "b#part")] + [SEF.Service])
PROPERTIES = st.sampled_from([SEF.p, SEF.q, SEF.states])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A graph as people write them: things with values, and blank nodes inside blank nodes."""
    graph = Graph()
    owners: list[URIRef | BNode] = draw(st.lists(NAMES, min_size=1, max_size=3))
    for _ in range(draw(st.integers(1, 12))):
        owner, property_ = draw(st.sampled_from(owners)), draw(PROPERTIES)
        if draw(st.booleans()):
            part = BNode()
            owners.append(part)
            graph.add((owner, property_, part))
        else:
            graph.add((owner, property_, draw(NAMES | LITERALS)))
    return graph


@given(graphs())
def test_rewriting_changes_nothing_of_what_a_graph_says_and_is_done_after_one_time(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        file = write(Path(folder), graph.serialize(format="turtle"))
        before = read_turtle(file, BASE)
        rewrite(file)
        assert isomorphic(read_turtle(file, BASE), before)
        assert not rewrite(file), "what was rewritten stays as it is"


@given(graphs(), st.randoms())
def test_canonical_turtle_does_not_depend_on_the_order_of_triples(graph: Graph, random: Random) -> None:
    triples = list(graph)
    random.shuffle(triples)
    shuffled = Graph()
    for triple in triples:
        shuffled.add(triple)
    with TemporaryDirectory() as folder:
        texts = {canonical_text(write(Path(folder), one.serialize(format="nt"))) for one in (graph, shuffled)}
    assert len(texts) == 1
