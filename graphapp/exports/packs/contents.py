"""What is in a partner's pack: the answers of saved questions, each row with its tier and the reason for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from rdflib import URIRef
from rdflib.namespace import RDF

from graphapp.errors import UnknownName
from graphapp.exports.packs.protection import SmallCounts, protect, small_counts
from graphapp.exports.source import Source, stated_rights
from graphapp.namespaces import SEF, Naming
from graphapp.queries.header import Column, ColumnType
from graphapp.queries.library import Library
from graphapp.queries.parameters import Choices, Option, options
from graphapp.queries.run import Answered, Cell, run_query
from graphapp.queries.scope import EDITION, choose_edition, within_edition
from graphapp.store.base import Quad, Store
from graphapp.store.labels import labels
from graphapp.things.places import places
from graphapp.things.schema import schema_of
from graphapp.things.writer import is_inferred

INVOLVEMENT = "partner-involvement"
"""The question whose answer is the heart of a pack."""

_PARTNER, _ACTIONS, _MEASUREMENTS = "partner", "PlannedAction", "measurements"
_THINGS = {
    "contracts": ("contracts-by-provider", "provider"),
    "services": ("services", "provider"),
    "boards": ("boards", "member"),
}
"""Parts of a pack that list things: the question that lists them all, and its gap for a partner."""

_STATED, _DERIVED = "stated", "derived"
TIERS = {
    _STATED: "the document's own words name the partner, or say the fact",
    _DERIVED: "something that is named leads to the partner, such as a service that it provides",
    "context": "the rows of the document that the statements stand in: given for reading, and nothing said of the partner",
}
"""What the tiers of “involves” mean."""


class Issue(NamedTuple):
    """The version of the data, and when it was written, in ISO 8601; both empty where the store does not say."""

    version: str = ""
    published: str = ""


@dataclass(frozen=True)
class Maker:
    """What packs are made of: one version of the data and its questions, seen through one self-evaluation.

    :param store: only what the self-evaluation says and what all share
    """

    store: Store
    library: Library
    naming: Naming
    edition: str
    issue: Issue

    @property
    def partners(self) -> Choices:
        """The partners of whom there are packs."""
        (parameter,) = (item for item in self.library[INVOLVEMENT].parameters if item.name == _PARTNER)
        return options(self.store, parameter, self.naming)

    def ask(self, name: str, **values: str) -> Answered:
        """The answer of the saved question *name*.

        :raises NotOffered: when the question did not pass its checks
        """
        return run_query(self.store, self.library[name], {EDITION: self.edition, **values}, self.naming)

    def find(self, slug: str) -> Option:
        """The partner with *slug*.

        :raises UnknownName: naming the nearest
        """
        for option in self.partners:
            if option.value == slug:
                found: Option = option
                return found
        raise UnknownName("partner", slug, (option.value for option in self.partners))


def pack_maker(store: Store, library: Library, naming: Naming, edition: str = "", issue: Issue | None = None) -> Maker:
    """Packs of the self-evaluation called *edition*, by default the one that questions are asked of.

    :raises ParameterError: when there is none of that name
    """
    chosen = choose_edition(store, naming, edition)
    return Maker(within_edition(store, naming, chosen), library, naming, chosen, issue or Issue())


@dataclass(frozen=True)
class Part:
    """One table of a pack.

    :param name: of its file and its sheet
    :param says: what it lists, for people
    """

    name: str
    says: str
    answered: Answered


@dataclass(frozen=True)
class Pack:
    """Everything that involves one partner.

    :param said_by: what the self-evaluation is called
    :param small: what is protected in the whole edition
    :param withheld: where statements stand whose words are left out, by IRI
    :param lowered: IRIs of the measurements whose figures are left out, with what they count
    """

    partner: Option
    edition: str
    said_by: str
    source: Source
    parts: tuple[Part, ...]
    small: SmallCounts
    withheld: Mapping[str, str]
    lowered: Mapping[str, str]

    @property
    def title(self) -> str:
        """What the pack is called."""
        return f"What {self.partner.label} is involved in"

    @property
    def statements(self) -> Answered:
        """Every statement that involves the partner."""
        return self.parts[0].answered

    @property
    def tiers(self) -> Counter[str]:
        """How many statements each tier has."""
        return Counter(row["tier"].value for row in self.statements.rows)

    def by_tier(self) -> dict[str, list[str]]:
        """The IRIs of the statements and things of each tier; of the rows of the document that they stand in as context."""
        found: dict[str, list[str]] = {tier: [] for tier in TIERS}
        for part in self.parts:
            for row in part.answered.rows:
                found[row["tier"].value].append(subject_of(row))
                found["context"] += [iri] if (iri := row["row"].iri) else []
        return {tier: sorted(set(iris)) for tier, iris in found.items()}


def subject_of(row: Mapping[str, Cell]) -> str:
    """The IRI of what *row* is about, which stands first."""
    return next(iter(row.values())).iri or ""


def make_pack(maker: Maker, slug: str) -> Pack:
    """The pack of the partner with *slug*.

    :raises UnknownName: naming the nearest
    """
    partner, small = maker.find(slug), small_counts(maker.store)
    statements = maker.ask(INVOLVEMENT, partner=str(partner.term))
    parts = [
        Part("statements", "every statement that involves the partner, in the order of the document", statements),
        Part(
            "actions", "those of them that are planned actions", maker.ask(INVOLVEMENT, partner=str(partner.term), kind=_ACTIONS)
        ),
        *(Part(name, _LISTS[name], _tied(maker, partner, *asked)) for name, asked in _THINGS.items()),
        Part("measures", "the numbers that these statements give", _measures(maker, statements)),
    ]
    protected = tuple(replace(part, answered=protect(part.answered, small)) for part in parts)
    found = frozenset().union(*(small.within(part.answered) for part in protected))
    return Pack(
        partner=partner,
        edition=maker.edition,
        said_by=_title_of(maker),
        source=Source(pack_address(maker, slug), *maker.issue, stated_rights(maker.store)),
        parts=protected,
        small=small,
        withheld={iri: str(place) for iri, place in sorted(places(maker.store, found & small.statements).items())},
        lowered=dict(sorted(labels(maker.store, map(URIRef, found & small.measurements)).items())),
    )


_LISTS = {
    "contracts": "contracts and other arrangements that it holds, commissions or takes part in",
    "services": "services that it provides or takes part in",
    "boards": "boards and groups that it sits on, chairs, reports to, or is",
}


def pack_address(maker: Maker, slug: str) -> str:
    """Where the pack of the partner with *slug* is found again."""
    return f"{maker.naming.base}exports/partners/{slug}" + (f"?{EDITION}={maker.edition}" if maker.edition else "")


def _title_of(maker: Maker) -> str:
    """What the self-evaluation is called; there are two names where several are seen at once."""
    stated = {quad.subject for quad in maker.store.quads(predicate=RDF.type, value=SEF.SelfEvaluation)}
    return "; ".join(sorted(labels(maker.store, stated).values()))


class _Ground(NamedTuple):
    """Why something stands in a pack, with the tier of that."""

    tier: str
    reason: str


def _tied(maker: Maker, partner: Option, name: str, gap: str) -> Answered:
    """Of all that the question *name* lists, what has a fact with *partner*, or is listed when *gap* is the partner."""
    listed = maker.ask(name, **{gap: str(partner.term)})
    ties = {subject_of(row): _Ground(_DERIVED, f"listed by the question “{listed.understood}”") for row in listed.rows}
    ties |= _facts(maker.store, partner)
    return _with_grounds(maker.ask(name), lambda row: ties.get(subject_of(row)))


def _facts(store: Store, partner: Option) -> dict[str, _Ground]:
    """What has a fact with *partner*, from either end, with how the fact reads; what is stated goes before what follows."""
    quads = [*store.quads(value=partner.term), *store.quads(subject=partner.term)]
    found: dict[str, set[_Ground]] = {str(partner.term): {_Ground(_STATED, "it is the partner itself")}}
    backwards, names = schema_of(store).read_backwards, labels(store, {quad.predicate for quad in quads})
    for quad in quads:
        begins = quad.subject == partner.term
        words = backwards.get(str(quad.predicate), names[str(quad.predicate)]) if begins else names[str(quad.predicate)]
        other = str(quad.value if begins else quad.subject)
        found.setdefault(other, set()).add(_Ground(_tier(quad), f"{words} {partner.label}"))
    return {iri: _best(grounds) for iri, grounds in found.items()}


def _tier(quad: Quad) -> str:
    return _DERIVED if is_inferred(quad) else _STATED


def _best(grounds: Iterable[_Ground]) -> _Ground:
    """All reasons of the best tier among *grounds*."""
    tier = min((ground.tier for ground in grounds), key=list(TIERS).index)
    return _Ground(tier, "; ".join(sorted(ground.reason for ground in grounds if ground.tier == tier)))


def _measures(maker: Maker, statements: Answered) -> Answered:
    """The numbers that *statements* give, each with the tier and the reason of its statement."""
    grounds = {subject_of(row): _Ground(row["tier"].value, row["reason"].value) for row in statements.rows}
    return _with_grounds(maker.ask(_MEASUREMENTS), lambda row: grounds.get(row["statement"].iri or ""))


def _with_grounds(answered: Answered, ground_of: Callable[[Mapping[str, Cell]], _Ground | None]) -> Answered:
    """The rows of *answered* that there is a ground for, with two more columns that say it."""
    columns = (*answered.query.columns, *(Column(name, label, ColumnType.TEXT) for name, label in _GROUNDS.items()))
    pairs = ((row, ground_of(row)) for row in answered.rows)
    rows = tuple({**row, "tier": Cell(ground.tier), "reason": Cell(ground.reason)} for row, ground in pairs if ground)
    return replace(answered, query=replace(answered.query, columns=columns), rows=rows)


_GROUNDS = {"tier": "How it counts", "reason": "Why"}
