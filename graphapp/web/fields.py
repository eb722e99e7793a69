"""The gaps of a question as form controls that work without scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graphapp.hints import printable
from graphapp.queries.choices import Asking, Choice
from graphapp.queries.header import Parameter, ParameterType
from graphapp.queries.parameters import options

MOST_LISTED = 30
"""Values that a list to choose from shows; where there are more, one is typed, and the browser offers them."""


class Control(StrEnum):
    """How a gap is filled."""

    SWITCH = "switch"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    TYPED = "typed"
    CHECKS = "checks"
    TYPED_CHECKS = "typed_checks"
    RANGE = "range"


@dataclass(frozen=True)
class Item:
    """A value that is offered.

    :param rows: how many rows come with it; None where that was not counted
    :param typed: what is typed to choose it
    """

    value: str
    label: str
    rows: int | None
    is_chosen: bool
    typed: str = ""


@dataclass(frozen=True)
class Field:
    """A gap as a control.

    :param name: what is sent; empty for a range, whose *ends* are sent
    :param text: what stands in a control that one types into
    :param items: what is chosen from
    :param offered: what the browser offers while one types
    :param error: what is wrong with the value that was given
    """

    control: Control
    name: str
    label: str
    help: str = ""
    text: str = ""
    items: tuple[Item, ...] = ()
    offered: tuple[Item, ...] = ()
    least: int | None = None
    most: int | None = None
    may_be_empty: bool = False
    error: str = ""
    ends: tuple[Field, ...] = ()

    @property
    def id(self) -> str:
        """The id of the control, which no other element of a page has."""
        return f"gap-{self.name or self.ends[0].name}"

    @property
    def is_chosen(self) -> bool:
        """Whether a switch is on."""
        return self.text == "true"

    @property
    def has_choice(self) -> bool:
        """Whether one of what is chosen from is chosen: not where what was given is none of it."""
        return any(item.is_chosen for item in self.items)

    @property
    def attributes(self) -> dict[str, str | int]:
        """What the control says beyond its name and value: its limits, what it offers, and whether its value is wrong."""
        limits = {"min": self.least or 0, "max": self.most, "step": 1} if self.control is Control.NUMBER else {}
        found = {**limits, "list": f"{self.id}-list" if self.offered else None, "aria-invalid": "true" if self.error else None}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def described_by(self) -> str:
        """The ids of what describes the control."""
        return " ".join(f"{self.id}-{part}" for part, text in (("hint", self.help), ("error", self.error)) if text)


def fields(
    asking: Asking, gaps: Sequence[Parameter], given: Mapping[str, Sequence[str]], faults: Mapping[str, str]
) -> list[Field]:
    """The controls of *gaps*, with what was *given* and what is wrong with it; the two ends of a range are one field."""
    single = [(gap.limits.range, _field(asking, gap, given, faults)) for gap in gaps]
    return list(_with_ranges(single))


def _with_ranges(single: Sequence[tuple[str, Field]]) -> Iterator[Field]:
    """The fields with the ends of each range gathered where its first stands."""
    ends: dict[str, list[Field]] = {}
    for label, field in single:
        ends.setdefault(label, []).append(field)
    for label, field in single:
        if not label:
            yield field
        elif field is ends[label][0]:
            yield _range(label, ends[label])


def _range(label: str, ends: Sequence[Field]) -> Field:
    """The two ends as one field; what both have to say is said once."""
    shared = ends[0].help if len({end.help for end in ends}) == 1 else ""
    return Field(Control.RANGE, "", label, shared, ends=tuple(replace(end, help="") if shared else end for end in ends))


def _field(asking: Asking, gap: Parameter, given: Mapping[str, Sequence[str]], faults: Mapping[str, str]) -> Field:
    values = _values(asking, gap, given)
    field = Field(
        control=Control.LIST,
        name=gap.name,
        label=gap.label[:1].upper() + gap.label[1:],
        help=gap.help or _HELP.get(gap.type, ""),
        text=values[0] if values else "",
        least=gap.limits.least,
        most=gap.limits.most,
        may_be_empty=not gap.required and gap.default is None,
        error=faults.get(gap.name, ""),
    )
    if gap.type in _TYPED and not _is_on_by_itself(gap):
        return replace(field, control=_TYPED[gap.type])
    return _chosen(field, gap, _offered(asking, gap, values), values)


_HELP = {ParameterType.DATE: "A day, a month or a year, such as 2015-09-01, 2015-09 or 2015."}
_TYPED = {ParameterType.BOOLEAN: Control.SWITCH, ParameterType.INTEGER: Control.NUMBER, ParameterType.DATE: Control.DATE}


def _is_on_by_itself(gap: Parameter) -> bool:
    """Whether *gap* is a switch that is on by default; it is a list of yes and no, as a box that is not ticked sends nothing."""
    return gap.type is ParameterType.BOOLEAN and gap.default == "true"


def _values(asking: Asking, gap: Parameter, given: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """What stands in the control: what was understood; else, as it was written, what was not."""
    if asking.filled:
        return [option.value for option in asking.filled[gap.name].options]
    return [printable(value) for value in given.get(gap.name, (gap.default or "",))]


def _offered(asking: Asking, gap: Parameter, values: Sequence[str]) -> Sequence[Choice]:
    """The values that give rows, and those that are chosen; all of them, where a value was not understood."""
    if not asking.filled:
        return [Choice(option, None) for option in options(asking.store, gap, asking.naming)]
    return [it for it in asking.choices(gap) if it.rows != 0 or it.option.value in values]


def _chosen(field: Field, gap: Parameter, choices: Sequence[Choice], values: Sequence[str]) -> Field:
    """*field* as one of the controls that choose: a list or boxes, and beside them a text where the list is long."""
    items = tuple(Item(it.option.value, it.option.label, it.rows, it.option.value in values) for it in choices)
    if len(items) <= MOST_LISTED:
        return replace(field, control=Control.CHECKS if gap.many else Control.LIST, items=items)
    offered = _by_label(items)
    if gap.many:
        known = {item.value for item in items}
        unknown = next((value for value in values if value not in known), "")
        return replace(field, control=Control.TYPED_CHECKS, items=_only_chosen(items), offered=offered, text=unknown)
    text = next((item.typed for item in offered if item.is_chosen), field.text)
    return replace(field, control=Control.TYPED, offered=offered, text=text)


def _by_label(items: Sequence[Item]) -> tuple[Item, ...]:
    """*items* as they are typed: by label, which the server reads too; by value where two have the same label."""
    times = Counter(item.label.casefold() for item in items)
    return tuple(replace(item, typed=item.label if times[item.label.casefold()] == 1 else item.value) for item in items)


def _only_chosen(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.is_chosen)
