"""Why an answer is empty: what the document says of each value, and which one change would give how many rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphapp.queries.address import Values
from graphapp.queries.choices import Asking
from graphapp.queries.header import Parameter, ParameterType
from graphapp.queries.mentions import Mention, mentions
from graphapp.queries.parameters import Filled, options

NOTHING = "Nothing in the document meets all of this. That it does not say so is not a finding about the area."
NO_CHANGE = "Changing one of the values alone would not help."


@dataclass(frozen=True)
class Relaxation:
    """A change of one gap with which rows would come.

    :param words: what to do: “Leave out the partner Solent NHS Trust”
    :param rows: how many rows come then
    :param given: the values of all gaps with this change
    """

    words: str
    rows: int
    given: Values


@dataclass(frozen=True)
class Silence:
    """Why nothing came.

    :param backward: what is said of ranges that end before they begin
    :param mentions: whether the document speaks of each thing that was asked about
    :param changes: what would give rows
    """

    backward: tuple[str, ...]
    mentions: tuple[Mention, ...]
    changes: tuple[Relaxation, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """All that is known of why nothing came, in sentences."""
        return (*self.backward, *(mention.words for mention in self.mentions))


def silence(asking: Asking) -> Silence:
    """Why nothing came to what is *asking*."""
    return Silence(tuple(backward(asking.filled)), tuple(mentions(asking.store, asking.filled)), relaxations(asking))


def backward(filled: Mapping[str, Filled]) -> Iterator[str]:
    """What is said of each range that ends before it begins."""
    begins = {item.parameter.limits.range: item.option for item in filled.values() if not item.parameter.limits.is_upper}
    for item in filled.values():
        limits, end = item.parameter.limits, item.option
        begin = begins.get(limits.range) if limits.is_upper else None
        if begin and end and begin.term > end.term:
            yield f"“{limits.range}” ends with {end.label} before it begins with {begin.label}: nothing lies between."


def relaxations(asking: Asking) -> tuple[Relaxation, ...]:
    """What would give rows, where nothing came: one changed gap each, the most rows first."""
    found = (item for filled in asking.filled.values() for item in _of_gap(asking, filled))
    return tuple(sorted(found, key=lambda item: (-item.rows, item.words)))


def _of_gap(asking: Asking, filled: Filled) -> Iterator[Relaxation]:
    """The way to change one gap: turn a switch, leave it out where it may be empty, else take another value."""
    parameter = filled.parameter
    name = parameter.label[:1].lower() + parameter.label[1:]
    if parameter.type is ParameterType.BOOLEAN:
        (other,) = (option for option in options(asking.store, parameter, asking.naming) if option != filled.option)
        yield from _if_any(asking, f"Turn “{name}” {'on' if other.value == 'true' else 'off'}", Filled(parameter, (other,)))
    elif filled.options and _may_be_empty(parameter):
        yield from _if_any(asking, f"Leave out “{name}: {filled.words}”", Filled(parameter, ()))
    elif filled.options and parameter.type not in (ParameterType.INTEGER, ParameterType.DATE):
        best = max(asking.choices(parameter), key=lambda choice: choice.rows or 0, default=None)
        if best and best.rows:
            words = f"Take another value for “{name}: {filled.words}”, such as {best.option.label}"
            yield from _if_any(asking, words, Filled(parameter, (best.option,)))


def _may_be_empty(parameter: Parameter) -> bool:
    return not parameter.required and parameter.default is None


def _if_any(asking: Asking, words: str, changed: Filled) -> Iterator[Relaxation]:
    """The relaxation, when any rows come with it."""
    rows = asking.rows(changed)
    if rows:
        filled = {**asking.filled, changed.parameter.name: changed}
        yield Relaxation(words, rows, {name: item.value for name, item in filled.items() if item.value})
