"""How a question's gaps take the names that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rdflib import Literal

from graphapp.queries.ask.names import Named, Source, Span, gaps_by_source
from graphapp.queries.header import ParameterType, SavedQuery
from graphapp.queries.parameters import Option

_MOST_VARIANTS = 3
_NUMBERS, _YEAR = re.compile(r"[0-9]{1,9}"), re.compile(r"(?:19|20)[0-9]{2}")
_NUMBER = 0.8
"""How sure it is that a number is meant for a gap; it may as well be part of a name."""


@dataclass(frozen=True)
class Placed:
    """A name that a question takes: the words from *start* to *end* mean *named*, one of those *candidates*."""

    start: int
    end: int
    named: Named
    candidates: tuple[Named, ...]


Fit = tuple[Placed, ...]


class Taker:
    """What the gaps of one question can take.

    :param fixed: words that are said in any case; alone, none of them is a value
    :param own: words that the question is asked with; alone, one of them is a value only where there is no other
    """

    def __init__(self, query: SavedQuery, fixed: frozenset[str], own: frozenset[str]) -> None:
        self._gaps = gaps_by_source(query)
        integers = ((source, gaps[0]) for source, gaps in self._gaps.items() if gaps[0].type is ParameterType.INTEGER)
        self._numbers = {source: gap.limits for source, gap in integers if not gap.limits.range}
        self._fixed = fixed
        self._own = own

    def fits(self, spans: Sequence[Span], stems: Sequence[str]) -> Iterator[Fit]:
        """The names among *spans* that have a place: the best first, then with another meaning of one of them."""
        first = self._first([*spans, *self._number_spans(stems)], stems)
        yield first
        yield from islice(self._variants(first), _MOST_VARIANTS)

    def values(self, fit: Fit) -> dict[str, str | list[str]]:
        """The gaps that are filled with the names of *fit*, in the order of the text."""
        given: dict[str, str | list[str]] = {}
        free = {source: list(gaps) for source, gaps in self._gaps.items()}
        for placed in sorted(fit, key=lambda placed: placed.start):
            gap = free[placed.named.source][0]
            if gap.many:
                given[gap.name] = [*dict.fromkeys([*given.get(gap.name, []), placed.named.option.value])]
            else:
                given[gap.name] = placed.named.option.value
                free[placed.named.source].pop(0)
        return given

    def _variants(self, first: Fit) -> Iterator[Fit]:
        """*first* with another meaning of one name."""
        for at, it in enumerate(first):
            before, after = first[:at], first[at + 1 :]
            for named in it.candidates:
                if named != it.named and self._has_room(named.source, (*before, *after)):
                    yield (*before, replace(it, named=named), *after)

    def _first(self, spans: Sequence[Span], stems: Sequence[str]) -> Fit:
        ways = [way for span in spans for way in self._ways(span, stems) if not self._says_more(way, spans, stems)]
        taken: list[Placed] = []
        for way in sorted(ways, key=lambda way: (self._is_own(way, stems), *_best_first(way))):
            is_free = all(way.end <= it.start or way.start >= it.end for it in taken)
            if is_free and self._has_room(way.named.source, taken, 0 if self._is_own(way, stems) else None):
                taken.append(way)
        return tuple(taken)

    def _number_spans(self, stems: Sequence[str]) -> Iterator[Span]:
        """The whole numbers in a text, where the question has a gap for one that is no end of a range."""
        for place, stem in enumerate(stems if self._numbers else ()):
            if _NUMBERS.fullmatch(stem) and not _YEAR.fullmatch(stem):
                option = Option(stem, stem, Literal(int(stem)))
                taken = (source for source, limits in self._numbers.items() if limits.hold(int(stem)))
                yield Span(place, place + 1, tuple(Named(source, option, _NUMBER) for source in taken))

    def _ways(self, span: Span, stems: Sequence[str]) -> Iterator[Placed]:
        """*span* as a name of each kind that a gap takes; its other meanings stay candidates."""
        if span.end - span.start == 1 and stems[span.start] in self._fixed:
            return
        taken = sorted((named for named in span.named if named.source in self._gaps), key=_order)
        for source in dict.fromkeys(named.source for named in taken):
            named = next(it for it in taken if it.source == source)
            yield Placed(span.start, span.end, named, tuple(taken))

    def _is_own(self, way: Placed, stems: Sequence[str]) -> bool:
        """Whether what may be a name may as well be a word of the question."""
        return way.end - way.start == 1 and stems[way.start] in self._own

    def _says_more(self, way: Placed, spans: Sequence[Span], stems: Sequence[str]) -> bool:
        """Whether fewer words name the same and leave the sentence its own: “health” in “health services”."""
        return any(
            way.start <= span.start and span.end <= way.end and span.end - span.start < way.end - way.start
            and {*stems[way.start : span.start], *stems[span.end : way.end]} <= self._fixed
            and any(it.option == way.named.option and it.sure >= way.named.sure for it in span.named)
            for span in spans
        )  # fmt: skip

    def _has_room(self, source: Source, taken: Sequence[Placed], most: int | None = None) -> bool:
        """Whether a gap for values from *source* is free, or takes several; with *most*, whether no more than that are taken."""
        gaps, count = self._gaps[source], sum(it.named.source == source for it in taken)
        return count <= most if most is not None else count < len(gaps) or any(gap.many for gap in gaps)


def _order(named: Named) -> tuple[float, str, Source]:
    return -named.sure, named.option.value, named.source


def _best_first(way: Placed) -> tuple[float, int, tuple[float, str, Source]]:
    return -(way.end - way.start) * way.named.sure, way.start, _order(way.named)
