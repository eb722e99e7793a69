"""Which drawing fits an answer, and that what it prints is what the answer says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphapp.drawings.charts import Caption, Layout, draw, fitting
from graphapp.queries.header import Column, ColumnType, SavedQuery
from graphapp.queries.run import Answered, Cell, run_query
from tests.published import Published

TYPES = {"T": ColumnType.THING, "N": ColumnType.NUMBER, "W": ColumnType.TEXT}


def answered(columns: Mapping[str, str], *rows: tuple[str, ...]) -> Answered:
    """An answer with columns by name and type (T a thing, N a number, W words)."""
    made = tuple(Column(name, name.capitalize(), TYPES[type_]) for name, type_ in columns.items())
    query = SavedQuery("q", Path("q.rq"), "Q", "Q?", "", "", (), (), "", (), made, "")
    cells = tuple({it.name: _cell(it, text) for it, text in zip(made, row, strict=True)} for row in rows)
    return Answered(query, "tiny", {}, "What is there?", "", cells)


def _cell(column: Column, text: str) -> Cell:
    iri = f"https://example.org/id/service/{text}" if column.type is ColumnType.THING else None
    return Cell(text, iri, float(text) if column.type is ColumnType.NUMBER and text else None)


def nowhere(_: Mapping[str, str]) -> None:
    return None


@pytest.mark.parametrize(
    ("columns", "rows", "layout"),
    [
        ({"a": "T", "n": "N"}, [("x", "1"), ("y", "2")], Layout("a", figures=("n",))),
        ({"a": "T", "n": "N", "m": "N"}, [("x", "1", "2"), ("y", "2", "")], Layout("a", figures=("n", "m"))),
        ({"a": "T", "b": "T", "n": "N"}, [("x", "p", "1"), ("x", "q", "2"), ("y", "p", "3")], Layout("b", "a", ("n",))),
        ({"s": "T", "a": "T", "b": "T"}, [(f"s{n}", "xyz"[n % 3], "pq"[n % 2]) for n in range(6)], Layout("a", "b")),
        ({"s": "T", "a": "W"}, [(f"s{n}", "xy"[n % 2]) for n in range(6)], Layout("a")),
    ],
    ids=["one figure", "two figures", "a figure of pairs", "two that recur", "one that recurs"],
)
def test_the_drawing_fits_the_columns(columns: dict[str, str], rows: list[tuple[str, ...]], layout: Layout) -> None:
    found = fitting(answered(columns, *rows))
    assert found is not None
    assert {found.lines, found.across} == {layout.lines, layout.across}
    assert found.figures == layout.figures


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ({"a": "T", "n": "N"}, []),
        ({"a": "T", "n": "N"}, [("x", "1")]),
        ({"a": "T", "b": "W"}, [(f"s{n}", f"t{n}") for n in range(9)]),
        ({"a": "T", "b": "W"}, [(f"s{n}", "pq"[n % 2]) for n in range(4)]),
        ({"a": "T", "b": "W"}, [(f"s{n}", "p") for n in range(9)]),
        ({"a": "T", "n": "N"}, [("x", "1"), ("x", "2"), ("y", "3")]),
        ({"a": "T", "b": "W"}, [(f"s{n}", "many words " * 10 + "xy"[n % 2]) for n in range(9)]),
        ({"a": "T", "n": "N"}, [(f"s{n}", "1") for n in range(200)]),
    ],
    ids=["no rows", "one row", "nothing recurs", "few rows", "one value alone", "a thing in two rows", "long texts", "too many"],
)
def test_where_a_table_says_it_best_no_drawing_is_offered(columns: dict[str, str], rows: list[tuple[str, ...]]) -> None:
    assert fitting(answered(columns, *rows)) is None


def test_a_cell_counts_its_rows_and_notes_how_often_each_text_comes() -> None:
    found = answered(
        {"a": "T", "b": "T", "note": "W"}, ("x", "p", "all"), ("x", "p", "all"), ("x", "q", "part"), ("y", "p", "all")
    )
    figure = draw(found, Layout("a", "b", note="note"), nowhere, Caption("T"))
    assert [[mark.words for mark in row] for row in figure.table.rows] == [
        ["x", "2", "2 × all", "1", "part"],
        ["y", "1", "all", "0", ""],
    ]
    assert "The most, 2 rows, are for “x” and “p”." in figure.description


def test_an_empty_cell_is_a_category_that_says_so() -> None:
    found = answered({"s": "T", "a": "W"}, ("1", "x"), ("2", "x"), ("3", ""), ("4", ""))
    figure = draw(found, Layout("a"), nowhere, Caption("T"))
    assert [row[0].words for row in figure.table.rows] == ["x", "(nothing said)"]


def test_numbers_in_names_are_put_in_the_order_of_numbers() -> None:
    found = answered({"a": "T", "b": "T", "n": "N"}, ("x", "10. ten", "1"), ("x", "2. two", "2"), ("y", "1. one", "3"))
    figure = draw(found, Layout("a", "b", ("n",)), nowhere, Caption("T"))
    assert figure.table.titles[1:] == ("1. one", "2. two", "10. ten")


def test_every_question_is_drawn_as_it_answers(published: Published) -> None:
    """Whatever the library asks: the figures of a drawing add up to the rows, or to the figures, of the answer."""
    drawn = Counter[bool]()
    for query in published.library.values():
        found = run_query(published.store, query, {}, published.naming)
        layout = fitting(found)
        drawn[layout is not None] += 1
        if layout and not layout.figures:
            table = draw(found, layout, nowhere, Caption(found.understood)).table
            total = sum(int(row[place].words.replace(",", "")) for row in table.rows for place in table.numbers)
            assert total == len(found.rows), query.name
    assert min(drawn.values()) > 5, "some answers are drawn, and some are not"
