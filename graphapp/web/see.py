"""The drawings of a whole self-evaluation: each is the answer to a saved question, and each part of it leads to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib.namespace import DCAT

from graphapp.drawings.charts import Caption, Layout, Lead, draw
from graphapp.drawings.figure import Figure, Mark
from graphapp.drawings.timeline import Event, Month, timeline
from graphapp.errors import GraphappError, UnknownName
from graphapp.namespaces import SEF
from graphapp.queries.address import changed
from graphapp.queries.header import SavedQuery
from graphapp.queries.parameters import Given, fill
from graphapp.queries.run import Answered, run_query
from graphapp.queries.scope import EDITION, choose_edition
from graphapp.store.base import Store
from graphapp.web.editions import scoped
from graphapp.web.links import question_path
from graphapp.web.services import Services


@dataclass(frozen=True)
class Drawn:
    """A drawing by a question.

    :param question: the question whose answer is drawn, with its *values*
    :param listed_by: the question that lists what a part of the drawing counts; its gaps are called like the columns
    :param unit: what is counted, one of it and several
    """

    title: str
    about: str
    question: str
    layout: Layout
    listed_by: str
    unit: tuple[str, str]
    values: Mapping[str, str] = field(default_factory=dict)


Readings = dict[str, tuple[Month, Month]]
"""The first and the last month that the words of a date may mean."""

TIMELINE, DATES, WITHOUT_DATE = "timeline", "dates-and-deadlines", "actions-without-lead-or-date"

DRAWINGS: dict[str, Drawn] = {
    "ratings": Drawn(
        "Ratings by inspection area",
        "How many judgements of each rating an area has, and what each is about: whole rows or parts of them.",
        "ratings", Layout("area", "rating", note="scope"), "ratings", ("judgement", "judgements"),
    ),
    "partners-and-areas": Drawn(
        "Which partners meet in which areas",
        "How many statements of each area involve each partner, and for how many it is something else named that does.",
        "partners-by-area", Layout("partner", "area", ("statements",), "derived"), "partner-involvement",
        ("statement", "statements"),
    ),
    "themes-and-sectors": Drawn(
        "Planned actions by theme and sector",
        "How many planned actions are about each theme and involve each sector. Wider themes and sectors include narrower ones.",
        "actions-per-sector-and-theme", Layout("theme", "sector", ("actions",), "derived"), "actions-by-sector-and-theme",
        ("planned action", "planned actions"),
    ),
}  # fmt: skip
"""The drawings that are matrices, by their addresses below ``/see``."""

ABOUT_TIMELINE = ("Planned actions on a line of time", "When planned actions are due or begin, where the document says so.")


def titles() -> Iterator[tuple[str, str, str]]:
    """The name, the title and the description of every drawing of a self-evaluation."""
    yield from ((name, it.title, it.about) for name, it in DRAWINGS.items())
    yield (TIMELINE, *ABOUT_TIMELINE)


def see(found: Services, name: str, edition: str) -> Figure:
    """The drawing called *name* of one self-evaluation.

    :raises UnknownName: where there is none
    :raises NotOffered: where the question behind it is kept back
    """
    if name == TIMELINE:
        return _timeline(found, edition)
    if name not in DRAWINGS:
        raise UnknownName("drawing", name, [*DRAWINGS, TIMELINE])
    drawn = DRAWINGS[name]
    answered = run_query(found.store, found.library[drawn.question], {**drawn.values, EDITION: edition}, found.naming)
    lead = lead_to(found, found.library[drawn.listed_by], edition, {})
    return draw(answered, drawn.layout, lead, Caption(drawn.title, drawn.unit, drawn.about))


def lead_to(found: Services, query: SavedQuery, edition: str, given: Given) -> Lead:
    """Leads to *query* with the values *given*, and with things in the gaps that are called like their columns.

    A thing that has no gap, or whose gap is filled with another, leads nowhere.
    """
    store = scoped(found, edition)
    more = {} if edition == choose_edition(found.store, found.naming) else {EDITION: edition}

    def lead(things: Mapping[str, str]) -> str | None:
        slugs = {name: (found.naming.kind_and_slug(iri) or ("", ""))[1] for name, iri in things.items()}
        values = {**given, **slugs}
        if not all(slugs.values()) or any(query.parameter(name) is None for name in slugs):
            return None
        if any(given.get(name, slug) not in (slug, [slug], (slug,)) for name, slug in slugs.items()):
            return None
        try:
            filled = fill(store, query, values, found.naming)
        except GraphappError:
            return None  # the gap takes things of another kind than the column holds
        return question_path(query.name, {**more, **changed(store, filled, found.naming)})

    return lead


def _timeline(found: Services, edition: str) -> Figure:
    store = scoped(found, edition)
    answered = run_query(found.store, found.library[DATES], {"kind": "action", EDITION: edition}, found.naming)
    readings = store.memo.get("readings of dates", lambda: readings_of(store))
    events, unread = _events(answered, readings, found)
    notes = tuple(_without_dates(found, edition))
    if unread:
        notes = (Mark(f"Dates that leave the year open are not drawn: {'; '.join(unread)}."), *notes)
    title, about = ABOUT_TIMELINE
    return timeline(events, title, f"{about} {_span(events)}", notes)


def _span(events: Sequence[Event]) -> str:
    """How many dates are drawn, and from when to when, in a sentence."""
    if not events:
        return "It gives none that can be placed in a year."
    first, last = min(it.first for it in events), max(it.last for it in events)
    years = f"of {first.year}" if first.year == last.year else f"from {first.year} to {last.year}"
    return f"{len(events)} {'date' if len(events) == 1 else 'dates'} {years}; a bar is as long as the words leave open."


def _events(answered: Answered, readings: Readings, found: Services) -> tuple[tuple[Event, ...], list[str]]:
    """The dates of *answered* that are read as months, in their order, and the words of the others."""
    events, unread = [], []
    for row in answered.rows:
        words, what, place = row["date"].value, row["what"], row["row"]
        if words in readings:
            mark = Mark(what.value, found.naming.page(what.iri or ""), what.iri or "")
            where = Mark(place.value, found.naming.page(place.iri or ""), place.iri or "")
            events.append(Event(mark, words, *readings[words], where))
        else:
            unread.append(words)
    return tuple(sorted(events, key=lambda it: (it.first, it.last, it.mark.words))), list(dict.fromkeys(unread))


def readings_of(store: Store) -> Readings:
    """The months that the words of each date are read as (``sef:readsDate``)."""
    readings = [quad.value for quad in store.quads(predicate=SEF.readsDate)]
    found = {}
    for reading in readings:
        said = {quad.predicate: str(quad.value) for quad in store.quads(subject=reading)}
        first, last = _month(said.get(DCAT.startDate, ""), 1), _month(said.get(DCAT.endDate, ""), 12)
        if first and last and SEF.statedDate in said:
            found[said[SEF.statedDate]] = (first, last)
    return found


def _month(text: str, otherwise: int) -> Month | None:
    """The month of a date, such as ``2014-09`` or ``2014-09-12``; of a year alone the month that it is to be *otherwise*."""
    year, _, rest = text.partition("-")
    return Month(int(year), int(rest[:2]) if rest else otherwise) if year.isdigit() else None


def _without_dates(found: Services, edition: str) -> Iterator[Mark]:
    """How many planned actions have no date, and where they are listed."""
    if WITHOUT_DATE not in found.library:
        return
    query, given = found.library[WITHOUT_DATE], {"missing": "date"}
    count = len(run_query(found.store, query, {**given, EDITION: edition}, found.naming).rows)
    if count:
        words = "1 planned action has no date." if count == 1 else f"{count} planned actions have no date."
        filled = fill(scoped(found, edition), query, given, found.naming)
        more = {} if edition == choose_edition(found.store, found.naming) else {EDITION: edition}
        yield Mark(words, question_path(query.name, {**more, **changed(scoped(found, edition), filled, found.naming)}))
