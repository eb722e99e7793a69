"""The checks of a saved question: each fault is found before anyone is offered the question, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import SourceFault
from graphapp.queries.checks import RESERVED, check_query
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING
from tests.queries.sample import QUESTION, line, saved


def fault_of(store: EmbeddedStore, folder: Path, text: str) -> SourceFault:
    with pytest.raises(SourceFault) as fault:
        check_query(saved(folder, text), store, NAMING)
    assert fault.value.file == folder / "services-of-sector.rq"
    return fault.value


def test_a_good_question_passes(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    check_query(saved(tmp_path), tiny_store, NAMING)


def test_a_query_that_does_not_parse_is_named_with_its_line(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("?service sef:inSector ?in .", "?service sef:inSector ; .")
    fault = fault_of(tiny_store, tmp_path, text)
    assert "the query does not parse" in str(fault)
    assert fault.line is not None
    assert line(text, "WHERE") <= fault.line <= line(text, "sef:inSector ;")


@pytest.mark.parametrize(
    ("prefix", "says"),
    [
        ("PREFIX sef: <https://w3id.org/send-sef/ns#>\n", "the query does not parse: Unknown namespace prefix : sef"),
        ("PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n", "the engine refuses it: The query does not parse"),
    ],
    ids=["one of ours", "one that rdflib knows by itself"],
)
def test_a_prefix_that_is_not_declared_is_a_fault(tiny_store: EmbeddedStore, tmp_path: Path, prefix: str, says: str) -> None:
    assert says in str(fault_of(tiny_store, tmp_path, QUESTION.replace(prefix, "")))


def test_a_column_that_select_lacks_is_named_with_its_line(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("SELECT ?service ?page", "SELECT ?service")
    fault = fault_of(tiny_store, tmp_path, text)
    assert "the column “page” is not among the variables of SELECT" in str(fault)
    assert fault.line == line(text, "page: {type: link}")


def test_the_line_of_a_column_is_not_that_of_a_parameter_or_a_sentence_with_its_name(
    tiny_store: EmbeddedStore, tmp_path: Path
) -> None:
    text = QUESTION.replace("#+   remark: {}", "#+   remark: {}\n#+   size: {}").replace("a sector.", "a size.")
    fault = fault_of(tiny_store, tmp_path, text)
    assert fault.line == line(text, "size: {}")


def test_a_parameter_that_is_not_used_is_named_with_its_line(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("  BIND($most_shown AS ?most)\n", "")
    fault = fault_of(tiny_store, tmp_path, text)
    assert "the parameter “most-shown” is not used in the query" in str(fault)
    assert fault.line == line(text, "most-shown: {type: integer")


def test_a_parameter_named_in_a_comment_alone_is_not_used(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("BIND($size AS ?size_wanted)", "# BIND($size AS ?size_wanted)")
    assert "“size” is not used" in str(fault_of(tiny_store, tmp_path, text))


def test_a_slot_that_the_header_does_not_declare_is_named_with_its_line(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("a sector.\n", "a $colour.\n", 1).replace("  BIND(1.5", "  FILTER(?service != $colour)\n  BIND(1.5")
    fault = fault_of(tiny_store, tmp_path, text)
    assert "$colour is no parameter of the header" in str(fault)
    assert fault.line == line(text, "FILTER(?service != $colour)")


def test_a_default_that_does_not_exist_is_named(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    fault = fault_of(tiny_store, tmp_path, QUESTION.replace("default: health", "default: wealth"))
    assert "line 9: the default of “sector” does not fit: “wealth” is no value for sector. Did you mean health?" in str(fault)


def test_a_question_has_to_be_a_select(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("SELECT ?service ?page ?visits ?remark", "ASK")
    assert "so the query has to be a SELECT" in str(fault_of(tiny_store, tmp_path, text))


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_gap_cannot_have_a_name_that_means_something_else_in_every_address(
    tiny_store: EmbeddedStore, tmp_path: Path, name: str
) -> None:
    text = QUESTION.replace("most-shown", name).replace("$most_shown", f"${name}")
    text = text.replace(f"[, at most {{{name}}}]", "")
    fault = fault_of(tiny_store, tmp_path, text)
    assert f"no parameter can be called “{name}”: in addresses, that says" in str(fault)
    assert fault.line == line(text, f"#+   {name}: {{type: integer")
