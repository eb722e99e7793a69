"""What is shown beside statements and figures."""

from __future__ import annotations

from graphapp.namespaces import SEF
from graphapp.things.marks import Mark, marks
from tests.published import Published


def marks_of(published: Published, where: str) -> list[Mark]:
    """The marks of what *where* finds as ``?it``."""
    things = [str(row["it"]) for row in published.select(f"SELECT DISTINCT ?it WHERE {{ {where} }}")]
    found = marks(published.store, things)
    return [found[thing] for thing in things]


def test_every_statement_of_a_kind_says_which_and_every_rating_and_status_is_named(published: Published) -> None:
    actions = marks_of(published, "?it a sef:PlannedAction")
    assert {mark.kind for mark in actions} <= {SEF.PlannedAction, SEF.Heading}
    assert all(mark.grade_name for mark in actions)
    judgements = marks_of(published, "?it a sef:Judgement MINUS { ?it a sef:PlannedAction }")
    assert {"Working well", "Area to improve"} <= {mark.grade_name for mark in judgements}


def test_every_measurement_with_a_number_has_a_figure_in_words(published: Published) -> None:
    found = marks_of(published, "?it a sef:Measurement ; sef:value|sef:minValue|sef:maxValue ?number")
    assert len(found) > 90
    assert all(mark.figure and mark.figure.words for mark in found)


def test_what_is_neither_has_no_mark(published: Published) -> None:
    assert marks(published.store, ["http://localhost:8000/id/service/hampshire-portage", "urn:x"]) == {}
    assert marks(published.store, ["http://localhost:8000/id/statement/none"]) == {
        "http://localhost:8000/id/statement/none": Mark()
    }
