"""What the header says of a number or a date beside its type: between what it may lie, and of which range it is an end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_ENDS = ("from", "to")


@dataclass(frozen=True)
class Limits:
    """Between what a whole number may lie, and the range that a number or a date is an end of.

    :param least: None where it has no lower limit but zero
    :param most: None where it has no upper limit
    :param range: the label of the range; empty for a gap that stands for itself
    :param is_upper: whether it is the upper end of the range
    """

    least: int | None = None
    most: int | None = None
    range: str = ""
    is_upper: bool = False

    def hold(self, number: int) -> bool:
        """Whether *number* lies between them."""
        return number >= (self.least or 0) and (self.most is None or number <= self.most)


NO_LIMITS = Limits()


def read_limits(item: Mapping[str, Any], type_: str) -> Limits:
    """What *item*, a parameter of a header of the type *type_*, says of its limits.

    :raises ValueError: with a sentence, for what does not fit the type or itself
    """
    least, most = (_whole(name, item[name], type_) if name in item else None for name in ("min", "max"))
    if least is not None and most is not None and least > most:
        raise ValueError(f"“min” is {least} and “max” is {most}: no number lies between.")
    ends = [name for name in _ENDS if name in item]
    if len(ends) > 1 or (ends and type_ not in ("integer", "date")):
        raise ValueError("“from” and “to” name the range of which an integer or a date is the one end or the other.")
    return Limits(least, most, str(item[ends[0]]) if ends else "", ends == ["to"])


def _whole(name: str, value: object, type_: str) -> int:
    if type_ != "integer" or not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"“{name}” is a whole number, for a gap of the type integer.")
    return value


def faulty_range(gaps: Iterable[tuple[str, Limits]]) -> str:
    """The label of a range that has not one lower and then one upper end of the same type, or nothing.

    :param gaps: the type and the limits of each gap, in their order
    """
    ends: dict[str, list[tuple[str, bool]]] = {}
    for type_, limits in gaps:
        if limits.range:
            ends.setdefault(limits.range, []).append((type_, limits.is_upper))
    return next((label for label, found in ends.items() if not _is_whole(found)), "")


def _is_whole(ends: list[tuple[str, bool]]) -> bool:
    return [is_upper for _, is_upper in ends] == [False, True] and len({type_ for type_, _ in ends}) == 1
