"""The first page: what the graph holds, and the questions to start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from markupsafe import Markup

from graphapp.exports.catalogue.holdings import Holdings, coverage_of
from graphapp.exports.jsonld.schema_org import dataset
from graphapp.namespaces import sparql_prefixes
from graphapp.queries.header import SavedQuery
from graphapp.store.base import Store
from graphapp.things.view import Link
from graphapp.web.editions import EditionChoice, asked_edition, edition_choice, links_of, scoped
from graphapp.web.looks import look_of
from graphapp.web.services import Services, services

pages = Blueprint("home", __name__)

_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?class { sef:Statement sef:Judgement sef:PlannedAction sef:Measurement sef:Partner sef:Service sef:Contract }
  ?thing a ?class
} GROUP BY ?class
"""
_NAMES = {
    "Statement": "statements", "Judgement": "judgements", "PlannedAction": "planned actions", "Measurement": "numbers",
    "Partner": "partners", "Service": "services", "Contract": "contracts and arrangements",
}  # fmt: skip
_ROWS = """
SELECT DISTINCT ?row ?label ?order ?rating ?rated WHERE {
  ?row a sef:AreaAssessment ; sef:order ?order ; skos:prefLabel ?label ; sef:hasJudgement/sef:rating ?rating .
  ?rating skos:prefLabel ?rated
} ORDER BY ?order ?row DESC(?rated)
"""


@dataclass(frozen=True)
class Row:
    """A row of the self-evaluation with its ratings, each with how it looks."""

    link: Link
    ratings: tuple[tuple[Link, Markup], ...]


@dataclass(frozen=True)
class Figures:
    """What one self-evaluation holds."""

    editions: tuple[Link, ...]
    counts: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class HomeView:
    """What the first page shows."""

    figures: Figures
    choice: EditionChoice
    questions: tuple[SavedQuery, ...]


@pages.get("/")
def show() -> str:
    """Show the first page."""
    found = services()
    edition = asked_edition(found)
    store = scoped(found, edition)
    figures = store.memo.get("figures", lambda: Figures(links_of(found, edition), _counts(store), _rows(store)))
    view = HomeView(figures, edition_choice(found, edition), tuple(found.library.values()))
    return render_template("home/home.html", view=view, about=_about(found))


def _about(found: Services) -> dict[str, Any] | None:
    """The dataset for search engines; not of a store that is far away, which would have to be asked many small queries."""
    if not found.store.is_near:
        return None
    coverage, served = coverage_of(found.store, found.naming), found.opened.version
    return dataset(Holdings(found.naming, found.settings.publisher, coverage, served), found.opened.published)


def _link(iri: object, label: object) -> Link:
    return Link(str(label), services().naming.page(str(iri)), str(iri))


def _counts(store: Store) -> tuple[tuple[int, str], ...]:
    found = {str(row["class"]).rpartition("#")[2]: int(str(row["count"])) for row in store.select(sparql_prefixes() + _COUNTS)}
    return tuple((found.get(name, 0), words) for name, words in _NAMES.items())


def _rows(store: Store) -> tuple[Row, ...]:
    ratings: dict[Link, list[Link]] = {}
    for row in store.select(sparql_prefixes() + _ROWS):
        ratings.setdefault(_link(row["row"], row["label"]), []).append(_link(row["rating"], row["rated"]))
    return tuple(Row(link, tuple((it, look_of(it.href)) for it in rated)) for link, rated in ratings.items())
