"""Trees, matrices, bars and lines of time: all words within the frame, all links there, the table with the same data."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphapp.drawings.bars import Bars, bars
from graphapp.drawings.figure import Figure, Mark
from graphapp.drawings.matrix import SHADES, Cell, Matrix, matrix, shade
from graphapp.drawings.timeline import Event, Month, timeline
from graphapp.drawings.tree import SHAPES, Branch, Node, tree
from tests.drawings.shapes import LABELS, SVG, outside, root_of, words_of

SOME = settings(max_examples=40, deadline=None)
MARKS = st.builds(Mark, st.one_of(st.sampled_from(LABELS), st.text(max_size=80)), st.sampled_from([None, "/doc/partner/x"]))
KINDS = st.sampled_from(list(SHAPES))


def nodes(deeper: st.SearchStrategy[tuple[Branch, ...]]) -> st.SearchStrategy[Node]:
    return st.builds(Node, MARKS, KINDS, deeper, st.booleans())


def branches(of: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Branch, ...]]:
    some = st.lists(of, min_size=1, max_size=4).map(tuple)
    more = st.one_of(st.none(), st.just(Mark("and 7 more", "/doc/partner/x")))
    return st.lists(st.builds(Branch, st.sampled_from(LABELS), some, more), max_size=3).map(tuple)


TREES = nodes(branches(nodes(branches(nodes(st.just(()))))))
MATRICES = st.integers(1, 8).flatmap(
    lambda across: st.lists(MARKS, min_size=1, max_size=6).flatmap(
        lambda lines: st.builds(
            Matrix,
            st.just(tuple(lines)),
            st.lists(MARKS, min_size=across, max_size=across).map(tuple),
            st.dictionaries(
                st.tuples(st.integers(0, len(lines) - 1), st.integers(0, across - 1)),
                st.builds(Cell, st.integers(1, 10_000), st.sampled_from(LABELS), st.none()),
            ),
            st.just(("row", "rows")),
            st.just("What"),
        )
    )
)
FIGURES = st.one_of(st.none(), st.floats(-1e6, 1e6))
BARS = st.integers(1, 3).flatmap(
    lambda many: st.builds(
        Bars,
        st.just("What"),
        st.lists(st.sampled_from(LABELS), min_size=many, max_size=many).map(tuple),
        st.lists(st.tuples(MARKS, st.tuples(*[FIGURES] * many)), max_size=5).map(tuple),
    )
)
MONTHS = st.builds(Month, st.integers(1990, 2030), st.integers(1, 12))
EVENTS = st.builds(
    lambda mark, date, ends, where: Event(mark, date, min(ends), max(ends), where),
    MARKS, st.sampled_from(LABELS), st.tuples(MONTHS, MONTHS), MARKS,
)  # fmt: skip


def check(figure: Figure) -> None:
    """Well formed, all words within the frame, and named."""
    root = root_of(figure)
    assert not outside(figure)
    assert root[0].text == "A title"
    assert root.get("aria-labelledby") == root[0].get("id")


@SOME
@given(TREES)
def test_a_tree_stands_whatever_its_names_are(root: Node) -> None:
    check(tree(root, "A title", "A description"))


@SOME
@given(MATRICES)
def test_a_matrix_stands_whatever_its_names_are(data: Matrix) -> None:
    check(matrix(data, "A title", "A description"))


@SOME
@given(BARS)
def test_bars_stand_whatever_their_names_and_figures_are(data: Bars) -> None:
    check(bars(data, "A title", "A description"))


@SOME
@given(st.lists(EVENTS, max_size=6))
def test_a_line_of_time_stands_whatever_is_on_it(events: list[Event]) -> None:
    check(timeline(tuple(events), "A title", "A description"))


def of_sixty() -> Node:
    leaves = [Node(Mark(f"Neighbour {n} of many", f"/doc/service/s{n}"), list(SHAPES)[n % 4], (), n % 3 == 0) for n in range(60)]
    groups = tuple(Branch(f"link {n}", tuple(leaves[n * 10 : n * 10 + 10])) for n in range(6))
    return Node(Mark("The thing itself", "/doc/partner/p"), "body", groups)


def test_every_neighbour_is_a_link_with_its_whole_name_and_a_row_of_the_table() -> None:
    figure = tree(of_sixty(), "A title", "A description")
    links = [it.get("href") for it in root_of(figure).iter(f"{SVG}a")]
    assert set(links) == {"/doc/partner/p", *(f"/doc/service/s{n}" for n in range(60))}
    assert [row[2].words for row in figure.table.rows] == [f"Neighbour {n} of many" for n in range(60)]


def test_what_is_derived_is_a_broken_line_and_is_said_in_the_table() -> None:
    figure = tree(of_sixty(), "A title", "A description")
    broken = [path for path in root_of(figure).iter(f"{SVG}path") if "derived" in path.get("class", "")]
    assert len(broken) == 21, "twenty neighbours and the legend"
    assert sum(row[4].words == "added by a rule" for row in figure.table.rows) == 20


def test_no_two_neighbours_are_on_one_line() -> None:
    heights = [
        text.get("y")
        for text in root_of(tree(of_sixty(), "t", "d")).iter(f"{SVG}text")
        if (text.text or "").startswith("Neighbour")
    ]
    assert len(set(heights)) == len(heights) == 60


def test_a_cell_prints_its_figure_and_is_darker_the_more_there_is() -> None:
    data = Matrix((Mark("A"), Mark("B")), (Mark("X"),), {(0, 0): Cell(1), (1, 0): Cell(1000, "of late")}, ("row", "rows"), "What")
    figure = matrix(data, "t", "d")
    assert {"1", "1,000", "of late", "A, X: 1 row", "B, X: 1,000 rows (of late)"} <= set(root_of(figure).itertext())
    assert [[mark.words for mark in row] for row in figure.table.rows] == [["A", "1", ""], ["B", "1000", "of late"]]
    assert [shade(count, 1000) for count in (0, 1, 999, 1000)] == [0, 1, SHADES, SHADES]


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_more_is_never_paler(one: int, other: int) -> None:
    most = max(one, other)
    assert (shade(one, most) <= shade(other, most)) == (one <= other) or shade(one, most) == shade(other, most)
    assert 1 <= shade(one, most) <= SHADES


def test_bars_below_nothing_go_the_other_way() -> None:
    figure = bars(Bars("What", ("Figure",), ((Mark("A"), (-5.0,)), (Mark("B"), (5.0,)))), "t", "d")
    below, above = (rect for rect in root_of(figure).iter(f"{SVG}rect"))
    ends = [(float(rect.get("x", 0)), float(rect.get("x", 0)) + float(rect.get("width", 0))) for rect in (below, above)]
    assert ends[0][1] == pytest.approx(ends[1][0])


def test_a_bar_that_has_no_figure_is_told_as_not_given() -> None:
    figure = bars(Bars("What", ("One", "Other"), ((Mark("A"), (2.5, None)),)), "t", "d")
    assert "A: One 2.5, Other not given" in words_of(figure)
    assert [mark.words for mark in figure.table.rows[0]] == ["A", "2.5", ""]


def test_a_date_is_as_long_as_it_leaves_open_and_in_the_words_of_the_document() -> None:
    spring = Event(Mark("A plan"), "in spring", Month(2015, 3), Month(2015, 5), Mark("Row 1"))
    april = Event(Mark("Another"), "April", Month(2015, 4), Month(2015, 4), Mark("Row 2"))
    figure = timeline((spring, april), "t", "d")
    spans = [float(rect.get("width", 0)) for rect in root_of(figure).iter(f"{SVG}rect")]
    assert spans[0] == pytest.approx(3 * spans[1], rel=0.02)
    assert "in spring" in words_of(figure)
    assert [row[3].words for row in figure.table.rows] == ["2015-03 to 2015-05", "2015-04"]
