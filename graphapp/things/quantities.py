"""Figures in words: “over 2,000 families”, “46 per cent”, “2 to 2.5 years of age”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from graphapp.namespaces import SEF

VALUE, LEAST, MOST, QUALIFIER, UNIT = SEF.value, SEF.minValue, SEF.maxValue, SEF.qualifier, SEF.unit
SAID = (VALUE, LEAST, MOST, QUALIFIER, UNIT)
"""The properties of a measurement that make its figure."""

_BEFORE = {
    "all": "all ",
    "over": "over ",
    "approximately": "about ",
    "average": "on average ",
    "at-least": "at least ",
    "up-to": "up to ",
}
_UNITS = {"percent": "per cent", "years-of-age": "years of age", "half-days": "half-days", "sub-levels": "sub-levels"}
"""Units that are written otherwise than with spaces; those that people have read are in the shape of measurements."""

_ONE = {"people": "person", "families": "family", "children": "child", "years-of-age": "year of age", "key-stage": "key stage"}
_BEFORE_THE_NUMBER = ("key-stage", "ratio", "standard-score")
"""Units that are said before their number: “key stage 2”."""


@dataclass(frozen=True)
class Quantity:
    """A figure.

    :param words: as people say it
    :param amount: its one number, where it has just one, so that it can be drawn beside others
    :param unit: what it counts
    """

    words: str
    amount: float | None
    unit: str


def quantity(said: Mapping[URIRef, str]) -> Quantity | None:
    """The figure that a measurement gives, by what it says with each property of :data:`SAID`; None where that is no number."""
    ends = [said[end] for end in (LEAST, MOST) if end in said]
    numbers = [said[VALUE]] if VALUE in said else ends
    if not all(map(_is_number, numbers)) or not numbers:
        return None
    unit, qualifier = said.get(UNIT, ""), said.get(QUALIFIER, "")
    amount = float(numbers[0]) if len(numbers) == 1 else None
    words = _with_unit(" to ".join(map(_written, numbers)), unit, only_one=amount == 1)
    if (qualifier, unit) == ("all", "percent"):
        return Quantity(f"all ({words})", amount, unit)
    return Quantity(_BEFORE.get(qualifier, "") + words, amount, unit)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _written(number: str) -> str:
    """*number* with commas, and without decimals that say nothing."""
    amount = float(number)
    return f"{int(amount):,}" if amount.is_integer() else f"{amount:,}"


def _with_unit(numbers: str, unit: str, *, only_one: bool) -> str:
    if unit in _BEFORE_THE_NUMBER:
        return f"{unit.replace('-', ' ')} {numbers}"
    if unit.startswith("times-"):
        return f"{'once' if only_one else f'{numbers} times'} {unit.removeprefix('times-').replace('-', ' ')}"
    return f"{numbers} {_one_of(unit) if only_one else _UNITS.get(unit, unit.replace('-', ' '))}".rstrip()


def _one_of(unit: str) -> str:
    """The unit of a single thing: “school” of “schools”."""
    return _ONE.get(unit) or _UNITS.get(unit) or unit.removesuffix("s")
