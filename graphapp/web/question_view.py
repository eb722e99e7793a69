"""What the page of a question shows, built from the answer or from what was wrong with the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import get_template_attribute
from markupsafe import Markup
from rdflib import URIRef

from graphapp.errors import ParameterError
from graphapp.exports.api.calls import calls
from graphapp.namespaces import Naming
from graphapp.queries.address import Values, changed
from graphapp.queries.choices import Asking
from graphapp.queries.empty import NO_CHANGE, NOTHING, silence
from graphapp.queries.faults import MOST_TOLD
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import fill
from graphapp.queries.related import carried, related
from graphapp.queries.run import Answered, Asked, bound_sparql
from graphapp.queries.scope import EDITION, choose_edition, editions
from graphapp.store.base import Memo
from graphapp.web.answer_view import AnswerView, answer_view
from graphapp.web.changed_answers import answer_changes_path
from graphapp.web.data import site_address
from graphapp.web.editions import EditionChoice, edition_choice, scoped
from graphapp.web.fields import Field, fields
from graphapp.web.links import Showing, query_string, question_path, shown
from graphapp.web.question_data import QuestionData, question_data
from graphapp.web.services import Services


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with the values, as the summary at the top of the page lists it.

    :param field: the id of the control that it is about; empty where it is about none
    """

    words: str
    field: str = ""


@dataclass(frozen=True)
class Lead:
    """A link to a question, asked in some way, and what to know of it: how many rows come, or what it is called."""

    words: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class EmptyView:
    """Why an answer has no rows.

    :param mentions: what the document says of each value, in words
    """

    nothing: str
    mentions: tuple[str, ...]
    changes: tuple[Lead, ...]
    no_change: str


_NOTHING_YET = Markup()


@dataclass(frozen=True)
class QuestionView:
    """What the page of a question shows: its form, and the answer or what is wrong with the values.

    :param heading: the sentence with its gaps filled; the title where they are not
    :param given: what the address says beyond defaults
    :param canonical: the one path of this question with these values
    :param address: the same for paper, with the name of the site
    :param about: the pages of the things in the gaps
    :param empty: why there are no rows, where there are none
    :param also: questions that people ask beside this one
    :param changes: where what changed in the answer since the version before is told; empty where none is kept
    :param data: where the question itself is data, if the store says anything of it
    :param form: the fields and the choice as they stand on the page
    :param programs: how programs ask it, as it stands on the page
    """

    query: SavedQuery
    heading: str
    fields: Sequence[Field]
    choice: EditionChoice
    showing: Showing
    given: Values = field(default_factory=dict)
    canonical: str = ""
    print_path: str = ""
    address: str = ""
    about: Sequence[Lead] = ()
    answered: Answered | None = None
    answer: AnswerView | None = None
    empty: EmptyView | None = None
    problems: Sequence[Problem] = ()
    also: Sequence[Lead] = ()
    changes: str = ""
    data: QuestionData | None = None
    form: Markup = _NOTHING_YET
    programs: Markup = _NOTHING_YET

    @property
    def query_string(self) -> str:
        """What the address says beyond defaults, with its question mark."""
        return query_string(self.given)

    def with_value(self, gap: str, value: str) -> str:
        """Where the question is with another *value* of *gap*: for a browser that offers nothing while one types."""
        return shown(question_path(self.query.name, {**self.given, gap: value}), self.showing)


_KEPT = 100
"""Questions with their values whose pages are kept but for the answers, a few MB for each version: most ask the same few."""


def answered_view(found: Services, answered: Answered, values: Values, showing: Showing) -> QuestionView:
    """The page of a question that was *answered*, whose shortest values are *values*."""
    kept = found.store.memo.get("pages", lambda: Memo(most=_KEPT))
    key = (answered.query.sparql, answered.edition, answered.sparql, showing, site_address())
    asking = Asking(scoped(found, answered.edition), answered.query, answered.filled, found.naming)
    view = kept.get(key, lambda: _asked_view(found, asking, answered, values, showing))
    return replace(
        view,
        answered=answered,
        answer=answer_view(answered, view.canonical, showing, found.naming),
        empty=None if answered.rows else _empty(asking, values),
    )


def _asked_view(found: Services, asking: Asking, asked: Asked, values: Values, showing: Showing) -> QuestionView:
    """The page without the answer: it is the same whenever the question is asked with these values."""
    query, path = asked.query, question_path(asked.query.name, values)
    view = QuestionView(
        query=query,
        heading=asked.understood,
        fields=fields(asking, query.parameters, {}, {}),
        choice=edition_choice(found, asked.edition),
        showing=showing,
        given=values,
        canonical=path,
        print_path=question_path(query.name, values, endpoint="queries.print_view"),
        address=found.naming.base.rstrip("/") + path,
        about=tuple(_about(asked, found.naming)),
        also=_also(found, asking, values),
        changes=answer_changes_path(found, query.name, asked.values),
        data=question_data(found, query),
    )
    programs = _part("queries/calls.html", "calls", calls(site_address(), f"queries/{query.name}.json", asked.values))
    return replace(view, form=_form(view), programs=programs)


def _about(asked: Asked, naming: Naming) -> Iterator[Lead]:
    for option in (option for filled in asked.filled.values() for option in filled.options):
        page = naming.page(str(option.term)) if isinstance(option.term, URIRef) else None
        if page:
            yield Lead(option.label, page)


def _form(view: QuestionView) -> Markup:
    return _part("queries/form.html", "form", view)


def _part(template: str, macro: str, shown: object) -> Markup:
    """A part of a page, put together before the page is."""
    part: Markup = get_template_attribute(template, macro)(shown)
    return part


def faulty_view(found: Services, query: SavedQuery, given: Mapping[str, Sequence[str]], error: ParameterError) -> QuestionView:
    """The page of a question whose values are wrong: the form as it was filled, and what to put right."""
    edition = _edition_or_default(found, given)
    asking = Asking(scoped(found, edition), query, {}, found.naming)
    filled = fields(asking, query.parameters, given, {it.parameter: it.short or it.detail for it in error.faults})
    ids = {EDITION: "edition", **{each.name: each.id for one in filled for each in (one.ends or (one,))}}
    faults = [Problem(it.short or it.detail, ids.get(it.parameter, "")) for it in error.faults[:MOST_TOLD]]
    view = QuestionView(query, query.title, filled, edition_choice(found, edition), Showing(), data=question_data(found, query))
    return replace(view, form=_form(view), problems=faults or [Problem(str(error))])


def _empty(asking: Asking, values: Values) -> EmptyView:
    found = silence(asking)
    edition = {EDITION: values[EDITION]} if EDITION in values else {}
    changes = (
        Lead(it.words, question_path(asking.query.name, {**edition, **_shortest_change(asking, it.given)}), _rows(it.rows))
        for it in found.changes
    )
    return EmptyView(NOTHING, found.reasons, tuple(changes), NO_CHANGE)


def _shortest_change(asking: Asking, given: Values) -> Values:
    return changed(asking.store, fill(asking.store, asking.query, given, asking.naming), asking.naming)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _also(found: Services, asking: Asking, values: Values) -> tuple[Lead, ...]:
    """Questions beside this one, about the same things where that gives rows; looked for once for each version and values."""

    def looked_for() -> tuple[Lead, ...]:
        return tuple(lead for other in related(found.library, asking.query) for lead in _beside(asking, other, edition))

    edition = {EDITION: values[EDITION]} if EDITION in values else {}
    key = ("also", asking.query.name, EDITION in values, tuple((name, item.options) for name, item in asking.filled.items()))
    return asking.store.memo.get(key, looked_for)


def _beside(asking: Asking, other: SavedQuery, edition: Values) -> Iterator[Lead]:
    """The question *other*, with the values of this one if it takes them and rows come; nothing where it cannot be asked here."""
    try:
        filled = fill(asking.store, other, {}, asking.naming)
    except ParameterError:
        return  # another council's graph may lack what its gaps need
    given = carried(asking.filled, other)
    if given:
        kept = fill(asking.store, other, given, asking.naming)
        gives_rows = not asking.store.is_near or asking.store.count(bound_sparql(other, kept, asking.naming))
        filled = kept if gives_rows else filled
    sentence = other.sentence({name: item.words for name, item in filled.items() if item.words})
    yield Lead(sentence, question_path(other.name, {**edition, **changed(asking.store, filled, asking.naming)}), other.title)


def _edition_or_default(found: Services, given: Mapping[str, Sequence[str]]) -> str:
    """The self-evaluation that is asked for, where there is one of that name: the form is shown in any case."""
    name = "".join(given.get(EDITION, ())[:1])
    return choose_edition(found.store, found.naming, name if name in editions(found.store, found.naming) else "")
