"""Figures of interleaved rounds, their ratios, and what a ratio should be."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_SMALL, _LARGE = 10, 1_000


@dataclass(frozen=True)
class Figure:
    """What was measured, once in each round."""

    samples: tuple[float, ...]
    unit: str = ""

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.samples)

    def __str__(self) -> str:
        """``1,234/s (1,100 to 1,300)``."""
        low, high = _number(min(self.samples)), _number(max(self.samples))
        return f"{_number(self.median)}{self.unit}" + (f" ({low} to {high})" if low != high else "")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= _LARGE else f"{value:.1f}" if value >= _SMALL else f"{value:.2f}"


@dataclass(frozen=True)
class Target:
    """What a ratio should be: at least *bound*, or at most."""

    bound: float
    at_most: bool = False

    def is_met(self, ratio: float) -> bool:
        """Whether *ratio*, as it is printed, is as it should be."""
        shown = round(ratio, 2)
        return shown <= self.bound if self.at_most else shown >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}"


@dataclass(frozen=True)
class Line:
    """One line of the table: ours, what stands beside it, and how they compare.

    :param what: what was measured
    :param beside: what stands beside it
    :param ratio: ours for each of the other, once a round
    :param detail: whether the line is one of several that a later one sums up
    :param note: why there are no figures, or what they do not say
    """

    what: str
    beside: str
    ours: Figure | None = None
    other: Figure | None = None
    ratio: Figure | None = None
    target: Target | None = None
    detail: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """``yes``, ``no``, or nothing where there is no target or no figure."""
        if self.target is None or self.ratio is None:
            return ""
        return "yes" if self.target.is_met(self.ratio.median) else "no"


def compared(
    what: str, ours: Figure, beside: str, other: Figure, target: Target | None = None, *, detail: bool = False, note: str = ""
) -> Line:
    """The line of two figures that were taken in the same rounds: each round has a ratio of its own, so noise falls on both."""
    ratios = tuple(mine / theirs for mine, theirs in zip(ours.samples, other.samples, strict=True))
    return Line(what, beside, ours, other, Figure(ratios), target, detail, note)


def summed_up(what: str, lines: Sequence[Line], target: Target | None = None, note: str = "") -> Line:
    """The line of the medians of *lines*, one sample for each."""
    found = [(line.ours, line.other, line.ratio) for line in lines]
    whole = [(ours, other, ratio) for ours, other, ratio in found if ours and other and ratio]
    if not whole:
        return Line(
            what, lines[0].beside if lines else "", target=target, note=lines[0].note if lines else "nothing was measured"
        )
    ours, other, ratio = (
        Figure(tuple(figure.median for figure in column), column[0].unit) for column in zip(*whole, strict=True)
    )
    return Line(what, lines[0].beside, ours, other, ratio, target, note=note)


Measure = Callable[[], float]


def interleaved(rounds: int, measures: Mapping[str, Measure], unit: str = "") -> dict[str, Figure]:
    """What each of *measures* gives, all of them in turn, round after round; every other round in the opposite order."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds):
        names = list(measures)[:: 1 if number % 2 == 0 else -1]
        for name in names:
            found[name].append(measures[name]())
    return {name: Figure(tuple(values), unit) for name, values in found.items()}


def seconds(action: Callable[[], object]) -> float:
    """How long *action* takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin
