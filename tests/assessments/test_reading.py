"""The table, held against what the graph says and against the document's own order."""

from __future__ import annotations

import pytest

from graphapp.assessments import reading
from graphapp.assessments.narrowing import passages
from graphapp.assessments.reading import table_of
from graphapp.assessments.table import AssessmentTable
from graphapp.queries.run import run_query
from tests.assessments.tables import LONG, store_of
from tests.conftest import NAMING
from tests.data.test_hampshire import ROWS
from tests.published import Published

HAMPSHIRE = "hampshire-2015"


@pytest.fixture(scope="module")
def table(published: Published) -> AssessmentTable:
    return table_of(published.store, published.naming, HAMPSHIRE)


def test_rows_and_columns_stand_in_the_order_of_the_document(table: AssessmentTable) -> None:
    assert list(table.rows) == ROWS
    assert [area.number for area in table.areas] == [str(number) for number in range(1, 12)]
    assert [column.label for column in table.columns] == [
        "How this is working",
        "Early identification of need",
        "Effectiveness of meeting need and improving outcomes",
        "Rating",
        "Further work required or planned",
    ]
    assert [column.label for column in table.heads] == ["Reference", "Inspection area"]


def test_every_statement_of_a_row_stands_in_one_cell(table: AssessmentTable, published: Published) -> None:
    shown = [
        passage
        for row in table.rows.values()
        for column in (*table.heads, *table.columns)
        for passage in passages(row.cell(column))
    ]
    stated = [statement.iri for passage in shown for statement in passage.statements]
    headings = {passage.heading.iri for passage in shown if passage.heading}
    assert len(stated) == len(set(stated))
    assert len(stated) + len(headings) == published.count("?it sef:inAssessment ?row ; sef:text ?text")


def test_what_stands_between_the_statements_of_a_heading_is_not_under_it(table: AssessmentTable) -> None:
    practice = table.rows["7"].cell(table.columns[0])
    scopes = [(passage.heading.text if passage.heading else "", len(passage.statements)) for passage in passages(practice)]
    offered = "Training and support offered include:"
    assert scopes == [("", 5), (offered, 3), ("", 1), (offered, 1), ("", 5)]


def test_what_is_stated_is_what_is_no_heading(table: AssessmentTable, published: Published) -> None:
    of_rows = "?it sef:inAssessment ?row ; sef:text ?text"
    assert len(table.stated) == published.count(f"{of_rows} MINUS {{ ?it a sef:Heading }}")


def test_the_lines_above_the_table_stand_above_it(table: AssessmentTable) -> None:
    assert [statement.text for statement in table.above] == [
        "Hampshire Area SEND Reforms - self evaluation framework",
        "Based on the LA Readiness Survey Summer 2014 (11 highlighted areas)",
    ]


def test_every_statement_of_the_document_is_in_the_table(table: AssessmentTable, published: Published) -> None:
    heads = [it for printed in table.printed.values() for it in printed]
    in_rows = [it for row in table.rows.values() for it in row.statements]
    assert len({it.iri for it in (*table.above, *heads, *in_rows)}) == published.count("?it a sef:Statement")


def test_judgements_are_those_of_the_question_that_lists_them(table: AssessmentTable, published: Published) -> None:
    answer = run_query(published.store, published.library["ratings"], {}, published.naming)
    asked = [(row["judgement"].iri, row["rating"].value, row["scope"].value) for row in answer.rows]
    found = [
        (it.iri, it.rating.label if it.rating else "", ", ".join(scope.label for scope in it.scopes) or "the whole row")
        for row in table.rows.values()
        for it in row.judgements
    ]
    assert found == asked


def test_a_row_is_called_what_it_is_about(table: AssessmentTable) -> None:
    assert table.rows["1.4"].heading == "CYP strategic participation"


def test_planned_actions_say_how_far_they_have_come(table: AssessmentTable, published: Published) -> None:
    with_status = sum(1 for row in table.rows.values() for it in row.statements if it.status)
    assert with_status == published.count("?it sef:actionStatus ?status ; sef:inAssessment ?row")


def test_a_row_without_a_rating_and_an_area_without_a_number_are_read() -> None:
    table = table_of(store_of("gaps"), NAMING, "gaps")
    row = table.rows["2a"]
    assert (row.judgements, row.heading, table.areas[1].number) == ((), LONG.strip(), "")


def test_a_store_without_a_self_evaluation_has_an_empty_table() -> None:
    table = table_of(store_of(), NAMING, "")
    assert (table.rows, table.areas, table.columns, table.stated) == ({}, (), (), ())


def test_the_table_is_read_once_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_KEPT", 2)
    store = store_of("one", "two", "three")
    one = table_of(store, NAMING, "one")
    assert table_of(store, NAMING, "one") is one
    for other in ("two", "three"):
        table_of(store, NAMING, other)
    assert table_of(store, NAMING, "one") is not one
    assert table_of(store, NAMING, "one") == one


def test_a_row_has_each_of_its_ratings_once(table: AssessmentTable, published: Published) -> None:
    for row in table.rows.values():
        assert len({rating.iri for rating in row.ratings}) == len(row.ratings)
        assert len(row.ratings) == published.count(f"?judgement sef:inAssessment <{row.iri}> ; sef:rating ?it")
    assert max(len(row.judgements) - len(row.ratings) for row in table.rows.values()) > 0
