"""A query that was answered becomes the file of a question, which loads, answers the same and says what is to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphapp.errors import InputError
from graphapp.exports.results import results_of
from graphapp.namespaces import Naming
from graphapp.queries.checks import check_form
from graphapp.queries.draft import Columns, columns_of, draft, name_from
from graphapp.queries.guard.judging import Judge
from graphapp.queries.header import ColumnType, SavedQuery, read_query
from graphapp.queries.run import Answered, prepare, run_query
from graphapp.queries.scaffold import refuse_name
from graphapp.queries.scope import within_edition
from tests.published import Published

BASE = "https://example.org/"
PREFIX = "PREFIX sef: <https://w3id.org/send-sef/ns#>\n"
NUMBER = "http://www.w3.org/2001/XMLSchema#integer"


def loaded(folder: Path, text: str) -> SavedQuery:
    file = folder / "a-draft.rq"
    file.write_text(text, encoding="utf-8", newline="")
    return read_query(file)


def drafted(folder: Path, query: str, columns: Columns | None = None, title: str = "A title") -> SavedQuery:
    return loaded(folder, draft(title, query, columns or {"it": None}, BASE))


def results(variables: list[str], *rows: Mapping[str, Any]) -> dict[str, Any]:
    return {"head": {"vars": variables}, "results": {"bindings": list(rows)}}


def compared(answered: Answered) -> list[list[str]]:
    """The rows of an answer: the address of each thing, and every other value."""
    return [[cell.iri or cell.value for cell in row.values()] for row in answered.rows]


def test_each_saved_question_drafted_from_its_sparql_loads_and_answers_the_same(published: Published, tmp_path: Path) -> None:
    store, naming = published.store, published.naming
    for question in published.library.values():
        asked = prepare(store, question, {}, naming)
        found = results_of(within_edition(store, naming, asked.edition).select(asked.sparql))
        again = loaded(tmp_path, draft(question.title, asked.sparql, columns_of(found, naming), naming.base))
        check_form(again)
        answers = [run_query(store, replace(query, columns=again.columns), {}, naming) for query in (question, again)]
        assert compared(answers[0]) == compared(answers[1]), question.name
        assert {it.name for it in question.columns} <= {it.name for it in again.columns}


def test_a_draft_is_checked_with_the_lines_in_which_its_author_has_to_write(published: Published, tmp_path: Path) -> None:
    query = f"{PREFIX}SELECT ?area ?none {{ ?area a sef:InspectionArea OPTIONAL {{ ?area sef:none ?none }} }} ORDER BY ?area"
    text = drafted(tmp_path, query, {"area": ColumnType.THING, "none": None})
    verdict = Judge(tmp_path, published.store, published.naming).judge(text.file)
    assert (verdict.problem, verdict.rows) == ("", 11)
    assert [remark.partition(", write ")[0] for remark in verdict.remarks] == [
        f"in line {line}" for line in (3, 5, 7, 8, 9, 10, 13)
    ]
    assert verdict.remarks[0] == "in line 3, write the question, as one sentence that ends with “?”."


def test_columns_hold_what_their_cells_do() -> None:
    thing, elsewhere = {"type": "uri", "value": f"{BASE}id/board/one"}, {"type": "uri", "value": "urn:it"}
    number, text = {"type": "literal", "value": "1", "datatype": NUMBER}, {"type": "literal", "value": "a", "xml:lang": "en"}
    rows = [
        {"thing": thing, "mixed": thing, "link": elsewhere, "number": number, "text": text, "some": number, "or_text": number},
        {"thing": thing, "mixed": elsewhere, "link": elsewhere, "number": number, "text": text, "or_text": text},
    ]
    kinds = {
        "thing": "thing", "mixed": "thing", "link": "link", "number": "number", "text": "text", "some": "number",
        "or_text": "text", "nothing": None,
    }  # fmt: skip
    assert columns_of(results(list(kinds), *rows), Naming(BASE)) == kinds


def test_the_label_of_a_column_is_no_column_of_its_own() -> None:
    assert list(columns_of(results(["row", "row_label", "other_label"]), Naming(BASE))) == ["row", "other_label"]


def test_what_selects_nothing_is_no_question() -> None:
    with pytest.raises(InputError, match="a question needs one column or more"):
        columns_of(results([]), Naming(BASE))


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("SELECT * { $s ?p '$5' }", "SELECT * { ?s ?p '$5' }"),
        ("SELECT ?x { BIND($y AS ?x) } # $z", "SELECT ?x { BIND(?y AS ?x) } # $z"),
        ("\n#+ title: Of another\n#+ task: Any\r\nSELECT *\r\n{}", "SELECT *\n{}"),
        (f"BASE <{BASE}>\nSELECT * {{}}", "SELECT * {}"),
        ("BASE <urn:other> SELECT * {}", "BASE <urn:other> SELECT * {}"),
        (f"{PREFIX}SELECT * {{}}  \n\n", f"{PREFIX}SELECT * {{}}"),
    ],
)
def test_the_query_stays_as_it_is_but_for_what_the_file_says_in_another_way(query: str, body: str, tmp_path: Path) -> None:
    assert drafted(tmp_path, query).body == f"{body}\n"


def test_a_line_that_the_header_would_take_is_refused() -> None:
    with pytest.raises(InputError, match=r"Line 2 of the query begins with “#\+”"):
        draft("A title", "SELECT *\n#+ a remark\n{}", {"it": None}, BASE)


@pytest.mark.parametrize("name", ["yes", "no", "null", "1", "true", "été", "Row", "_it_", "row_of_it"])
def test_columns_may_be_called_what_yaml_reads_as_something_else(name: str, tmp_path: Path) -> None:
    assert [it.name for it in drafted(tmp_path, "SELECT * {}", {name: ColumnType.LINK}).columns] == [name]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rows to improve", "rows-to-improve"),
        ("  10 Élèves: “ﬁrst” & last!  ", "eleves-first-last"),
        (f"{'word ' * 20}end", "-".join(["word"] * 12)),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_title_gives_a_name(title: str, name: str) -> None:
    assert name_from(title) == name


@pytest.mark.parametrize("title", ["", " ", "…", "2015", "عنوان", "a\nb", "a" * 201])
def test_a_title_that_gives_none_is_refused(title: str) -> None:
    with pytest.raises(InputError, match="title"):
        name_from(title)


@given(title=st.text(min_size=1, max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_the_title_it_is_read_back_or_refused(title: str, tmp_path: Path) -> None:
    try:
        name = name_from(title)
    except InputError:
        return
    refuse_name(name)
    assert drafted(tmp_path, "SELECT * {}", title=title).title == title
