"""By what a table can be narrowed: what its statements involve, and how its rows are rated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from graphapp.assessments.table import Tier
from graphapp.hints import nearest, repeated
from graphapp.namespaces import SEF, Naming
from graphapp.queries.faults import Faults
from graphapp.queries.header import Parameter, ParameterType
from graphapp.queries.parameters import Given, Option, chosen
from graphapp.store.base import Store


def _parameter(name: str, label: str, type_: ParameterType, source: str = "", many: str = "or") -> Parameter:
    """What a facet takes in an address: as a gap of a question does, by slug, label or other name."""
    return Parameter(name, label, type_, "", required=False, default=None, source=source, choices={}, many=many)


@dataclass(frozen=True)
class Facet:
    """One thing that statements are chosen by.

    :param tiers: the properties that say what a statement involves, and how each does; none of a facet that chooses whole rows
    """

    parameter: Parameter
    tiers: Mapping[URIRef, Tier] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name in an address."""
        return self.parameter.name

    @property
    def label(self) -> str:
        """What people read."""
        return self.parameter.label

    @property
    def chooses_rows(self) -> bool:
        """Whether all that stands in a row fits, or nothing."""
        return not self.tiers


AREA, RATING = "area", "rating"
"""The facets that choose whole rows: those of an area, and those that are rated so, for whatever scope."""

_FACETS = (
    Facet(
        _parameter("sector", "Sector", ParameterType.CONCEPT, "sector"),
        {SEF.statedSector: Tier.STATED, SEF.involvesSector: Tier.DERIVED, SEF.contextSector: Tier.CONTEXT},
    ),
    Facet(
        _parameter("theme", "Theme", ParameterType.CONCEPT, "theme"),
        {SEF.statedTheme: Tier.STATED, SEF.hasTheme: Tier.DERIVED, SEF.contextTheme: Tier.CONTEXT},
    ),
    Facet(_parameter(AREA, "Inspection area", ParameterType.THING, "sef:InspectionArea")),
    Facet(_parameter(RATING, "Rating of the row", ParameterType.CONCEPT, "rating")),
    Facet(
        _parameter("partner", "Partner", ParameterType.THING, "sef:Partner"),
        {SEF.namesPartner: Tier.STATED, SEF.involvesPartner: Tier.DERIVED},
    ),
)

FACETS = {facet.name: facet for facet in _FACETS}
"""By name, in the order in which they are offered and stand in an address."""

_CONTEXT = _parameter("context", "What only a heading or the row says", ParameterType.BOOLEAN, many="")
CONTEXT = _CONTEXT.name
"""The switch that lets context count."""

NAMES = (*FACETS, CONTEXT)


@dataclass(frozen=True)
class Selection:
    """What somebody wants to see of a table: of each facet any of some values, of all facets at once.

    :param chosen: the values by the name of the facet, without facets of which none is chosen
    :param with_context: whether what only a heading or the row says counts
    """

    chosen: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    with_context: bool = False

    @property
    def weakest(self) -> Tier:
        """The weakest tier that counts."""
        return Tier.CONTEXT if self.with_context else Tier.DERIVED

    @property
    def values(self) -> dict[str, list[str]]:
        """What stands in an address for it: the same for all ways to say the same."""
        found = {name: [option.value for option in options] for name, options in self.chosen.items()}
        return found | ({CONTEXT: ["true"]} if self.with_context else {})

    def has(self, name: str, value: str) -> bool:
        """Whether *value* of the facet *name* is chosen."""
        return any(option.value == value for option in self.chosen.get(name, ()))

    def without(self, name: str, value: str) -> Selection:
        """The same without one value."""
        kept = tuple(option for option in self.chosen.get(name, ()) if option.value != value)
        others = {other: options for other, options in self.chosen.items() if other != name or kept}
        return Selection(others | ({name: kept} if kept else {}), self.with_context)


def read_selection(store: Store, naming: Naming, given: Given) -> Selection:
    """The selection that an address asks for.

    :param store: the self-evaluation with what all share
    :raises ParameterError: with everything that is wrong: filters and values that there are not, each with the nearest
    """
    faults = Faults()
    for name in given:
        if name not in NAMES:
            faults.add(name, _no_filter(name))
    found = {}
    for parameter in (*(facet.parameter for facet in FACETS.values()), _CONTEXT):
        with faults.of(parameter.name):
            found[parameter.name] = _in_order(chosen(store, parameter, given.get(parameter.name), naming))
    faults.end()
    (context,) = found.pop(CONTEXT)
    return Selection({name: options for name, options in found.items() if options}, context.value == "true")


def _in_order(options: Sequence[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: (option.label, option.value)))


def _no_filter(name: str) -> str:
    near = nearest(name[:80], NAMES, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"There is no filter called “{repeated(name)}”.{hint} The filters are {', '.join(NAMES)}."
