"""The saved question that asks for the same as a list with what is chosen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphapp.queries.header import SavedQuery
from graphapp.queries.library import Library
from graphapp.search.facets import TYPE, Chosen


@dataclass(frozen=True)
class _Fits:
    """Which question fits a list.

    :param kind: of the things in the list
    :param gaps: the gap of the question for each facet that has to be chosen
    :param type_: the class that has to be chosen, where one has to be
    """

    kind: str
    question: str
    gaps: Mapping[str, str]
    type_: str = ""


_QUESTIONS = (
    _Fits("statement", "actions-by-sector-and-theme", {"sector": "sector", "theme": "theme"}, "PlannedAction"),
    _Fits("statement", "actions-by-status", {"status": "status", "area": "area"}, "PlannedAction"),
    _Fits("statement", "actions-by-status", {"status": "status"}, "PlannedAction"),
    _Fits("statement", "actions-by-status", {"area": "area"}, "PlannedAction"),
    _Fits("statement", "actions-by-theme", {"theme": "theme"}, "PlannedAction"),
    _Fits("statement", "partner-and-ratings", {"partner": "partner", "rating": "rating"}),
    _Fits("statement", "partner-involvement", {"partner": "partner"}),
    _Fits("statement", "evidence-in-rated-rows", {"rating": "rating"}),
    _Fits("assessment", "ratings", {"area": "area", "rating": "rating"}),
    _Fits("assessment", "ratings", {"area": "area"}),
    _Fits("assessment", "ratings", {"rating": "rating"}),
    _Fits("measurement", "numbers-by-theme", {"theme": "theme"}),
    _Fits("service", "services", {"sector": "sector", "partner": "provider"}),
    _Fits("service", "services", {"sector": "sector"}),
    _Fits("service", "services", {"partner": "provider"}),
    _Fits("contract", "contracts-by-provider", {"partner": "provider"}),
    _Fits("training", "training", {"theme": "theme"}),
    _Fits("area", "ratings", {}),
    _Fits("assessment", "ratings", {}),
    _Fits("board", "boards", {}),
    _Fits("contract", "contracts-by-provider", {}),
    _Fits("document", "documents-and-links", {}),
    _Fits("event", "meetings-and-events", {}),
    _Fits("measurement", "measurements", {}),
    _Fits("outcome", "outcomes-and-numbers", {}),
    _Fits("programme", "programmes-across-rows", {}),
    _Fits("review", "reviews", {}),
    _Fits("service", "services", {}),
    _Fits("training", "training", {}),
)
"""Which lists questions ask for. A question may say more of each thing, and counts narrower sectors and themes in."""


@dataclass(frozen=True)
class Question:
    """A saved question with values for its gaps."""

    query: SavedQuery
    given: dict[str, list[str]]


def question_for(library: Library, kind: str, chosen: Chosen) -> Question | None:
    """The question that asks for the things of *kind* with all that is *chosen*; None where none does, or it is not offered."""
    named = {facet: list(slugs) for facet, slugs in chosen.items() if slugs}
    for it in _QUESTIONS:
        fits = it.kind == kind and named.get(TYPE, []) == ([it.type_] if it.type_ else [])
        if fits and set(named) - {TYPE} == set(it.gaps) and it.question in library:
            given = {gap: named[facet] for facet, gap in it.gaps.items()}
            if _takes(library[it.question], given):
                return Question(library[it.question], given)
    return None


def _takes(query: SavedQuery, given: Mapping[str, list[str]]) -> bool:
    """Whether *query* has these gaps, and each takes as many values."""
    gaps = {parameter.name: parameter for parameter in query.parameters}
    return all(gap in gaps and (len(values) == 1 or gaps[gap].many) for gap, values in given.items())
