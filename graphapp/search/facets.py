"""Browsing: the things of one kind, narrowed down by what they are about, with counts of what another choice would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import SEF, Naming, sparql_prefixes
from graphapp.search.listing import Collection, Kind, Listed
from graphapp.store.base import Store
from graphapp.store.labels import labels

Chosen = Mapping[str, Sequence[str]]
"""The values that are chosen of each facet, by the ends of their addresses; things have one of them in every facet."""


@dataclass(frozen=True)
class Facet:
    """Something that things of a kind can be narrowed down by.

    :param name: in addresses
    :param label: what people read
    :param pattern: SPARQL between ``?it`` and ``?value``; empty for the classes of the things themselves
    """

    name: str
    label: str
    pattern: str = ""


def _any(*properties: str) -> str:
    """A pattern of any of *properties*, of a thing or of the statement that a number is reported in."""
    names = f"VALUES ?property {{ {' '.join(properties)} }}"
    return f"{names} {{ ?it ?property ?value }} UNION {{ ?it sef:reportedIn ?statement . ?statement ?property ?value }}"


TYPE = "type"

FACETS = (
    Facet(TYPE, "What it is"),
    Facet(
        "area",
        "Inspection area",
        "{ ?it sef:ofArea ?value } UNION { ?it sef:inAssessment/sef:ofArea ?value }"
        " UNION { ?it sef:mentionedIn/sef:inAssessment/sef:ofArea ?value }"
        " UNION { ?it sef:reportedIn/sef:inAssessment/sef:ofArea ?value }",
    ),
    Facet("sector", "Sector", _any("sef:inSector", "sef:involvesSector", "sef:headingSector")),
    Facet("theme", "Theme", f"{{ {_any('sef:hasTheme', 'sef:focusesOn', 'sef:headingTheme')} }} ?value a sef:Theme"),
    Facet(
        "rating",
        "Rating of its row",
        "{ ?it sef:hasJudgement/sef:rating ?value } UNION { ?it sef:inAssessment/sef:hasJudgement/sef:rating ?value }",
    ),
    Facet(
        "partner",
        "Partner",
        f"{{ {_any('sef:involvesPartner', 'sef:namesPartner', 'sef:providedBy', 'sef:hasPartner', 'sef:contractor')} }}"
        " UNION { VALUES ?other { sef:commissionedBy sef:ledBy sef:chairedBy org:hasMember org:postIn org:subOrganizationOf }"
        " ?it ?other ?value } ?value a sef:Partner",
    ),
    Facet("status", "Status", "VALUES ?property { sef:actionStatus sef:contractStatus } ?it ?property ?value"),
)
"""In the order in which they are shown. What things involve is what is stated and what is derived, as in the questions."""

Table = Mapping[str, frozenset[str]]
"""The IRIs of the values of things, by the IRIs of the things."""

BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True)
class Value:
    """A value of a facet.

    :param slug: in addresses
    :param count: how many things there are with it, as everything else is chosen
    """

    slug: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Offered:
    """A facet of a kind, with its values: those that things have as everything else is chosen, and those that are chosen."""

    facet: Facet
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Browsed:
    """The things of a kind that have what is chosen."""

    kind: Kind
    things: tuple[Listed, ...]
    offered: tuple[Offered, ...]


def browse(collection: Collection, kind: Kind, chosen: Chosen) -> Browsed:
    """The things of *kind* with what is *chosen*.

    :raises UnknownName: when things of this kind have no such value, naming the nearest
    """
    tables = {facet: _table(collection, facet, kind) for facet in FACETS}
    wanted = {facet: _iris(facet, chosen.get(facet.name, ()), table) for facet, table in tables.items()}
    kept = {facet: _with_any(tables[facet], iris) for facet, iris in wanted.items() if iris}
    offered = []
    for facet, table in tables.items():
        others = _in_all(kind, (things for each, things in kept.items() if each != facet))
        values = _counted(collection.store, table, others, wanted[facet])
        if wanted[facet] or _tells_apart(values, len(others)):
            offered.append(Offered(facet, values))
    return Browsed(kind, _in_all(kind, kept.values()), tuple(offered))


def _table(collection: Collection, facet: Facet, kind: Kind) -> Table:
    """The values of *facet* of the things of *kind*."""
    if not facet.pattern:
        return collection.memo.get(("classes", kind.name), lambda: _classes(kind))
    everything: Table = collection.memo.get(("facet", facet.name), lambda: _read(collection.store, collection.naming, facet))
    return {thing.iri: everything[thing.iri] for thing in kind.things if thing.iri in everything}


def _classes(kind: Kind) -> Table:
    """Our own classes of each thing of *kind*, but for those that all of them have."""
    shared = frozenset.intersection(*(thing.classes for thing in kind.things))
    return {thing.iri: frozenset(iri for iri in thing.classes - shared if iri.startswith(str(SEF))) for thing in kind.things}


def _read(store: Store, naming: Naming, facet: Facet) -> Table:
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.select(f"{sparql_prefixes()}SELECT DISTINCT ?it ?value {{ {facet.pattern} }}"):
        if naming.kind_and_slug(str(row["value"])):
            found[str(row["it"])].add(str(row["value"]))
    wider = _wider(store)
    return {
        iri: frozenset().union(values, *(wider[value] for value in values if value in wider)) for iri, values in found.items()
    }


def _wider(store: Store) -> Mapping[str, set[str]]:
    """What each concept is narrower than: what has to do with public health has to do with health."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads(predicate=SKOS.broaderTransitive):
        found[str(quad.subject)].add(str(quad.value))
    return found


def _iris(facet: Facet, slugs: Iterable[str], table: Table) -> frozenset[str]:
    """The values that are called *slugs* in addresses.

    :raises UnknownName: when nothing has one of them, naming the nearest
    """
    known = {slug_of(iri): iri for values in table.values() for iri in values}
    for slug in slugs:
        if slug not in known:
            raise UnknownName(f"{facet.label.lower()} among these", slug, known)
    return frozenset(known[slug] for slug in slugs)


def slug_of(iri: str) -> str:
    """The end of *iri*, by which addresses of lists call it."""
    return iri.replace("#", "/").rpartition("/")[2]


def _with_any(table: Table, wanted: frozenset[str]) -> frozenset[str]:
    """The things that have any of the values *wanted*."""
    return frozenset(iri for iri, values in table.items() if values & wanted)


def _in_all(kind: Kind, kept: Iterable[frozenset[str]]) -> tuple[Listed, ...]:
    """The things of *kind*, in their order, that are in all the sets of *kept*."""
    every = tuple(kept)
    return tuple(thing for thing in kind.things if all(thing.iri in some for some in every))


def _counted(store: Store, table: Table, things: Iterable[Listed], wanted: frozenset[str]) -> tuple[Value, ...]:
    """The values that *things* have, each with how many have it, and those that are *wanted*, whether or not any has them."""
    counts = Counter(iri for thing in things for iri in table.get(thing.iri, ()))
    called = labels(store, map(URIRef, {*counts, *wanted}))
    values = (Value(slug_of(iri), called[iri], counts[iri], iri in wanted) for iri in {*counts, *wanted})
    return tuple(sorted(values, key=lambda value: (-value.count, value.label.casefold())))


def _tells_apart(values: Sequence[Value], of: int) -> bool:
    """Whether to choose one of *values* would leave something out."""
    return any(value.count < of for value in values)
