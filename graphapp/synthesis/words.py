"""What fills the gaps of one edition: names, words dealt out by chance, and figures, years and digests of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from random import Random

from graphapp.synthesis.marks import PLACE, Marker
from graphapp.synthesis.places import Place, random

Filling = dict[bytes, bytes]
"""What stands in each gap, by its mark."""

_LEAST, _MOST = 0.6, 1.0
"""What figures are multiplied with. They only shrink, so that a share never exceeds everything."""

_WHOLE = 100
"""“All” is written as this many percent and stays so."""


class Council:
    """An invented council: what it calls its things, in all its editions."""

    def __init__(self, marker: Marker, place: Place, seed: int) -> None:
        self._marker, self._place, self._seed = marker, place, seed
        about_things = [mark for mark in marker.prose if mark.startswith(b"t")]
        self._filling = self._deal(about_things, random(seed, place.slug))
        self._filling |= {b"c": place.slug.encode(), b"p": place.name.encode()}

    def edition(self, year: int) -> str:
        """The name of its edition of *year*, such as ``kelvermere-2017``."""
        return f"{self._place.slug}-{year}"

    def fill(self, marks: Iterable[bytes], year: int, later: int) -> Filling:
        """What fills *marks* in the edition of *year*.

        :param later: by how many years that is after the real edition
        """
        name = self.edition(year)
        chance = random(self._seed, name)
        by_kind: Mapping[bytes, list[bytes]] = _sorted_by_kind(marks)
        filling = self._filling | {b"e": name.encode()}
        filling |= {mark: b"%d" % (int(mark[1:]) + later) for mark in by_kind[b"y"]}
        factor = chance.uniform(_LEAST, _MOST)
        filling |= {mark: _figure(mark[1:], factor) for mark in by_kind[b"n"]}
        for digits in sorted({mark[1:] for mark in (*by_kind[b"d"], *by_kind[b"s"])}):
            digest = b"%064x" % chance.getrandbits(256)
            filling |= {b"d" + digits: digest, b"s" + digits: digest[:8]}
        return filling | self._deal(by_kind[b"x"], chance)

    def _deal(self, marks: Iterable[bytes], chance: Random) -> Filling:
        """Words for the texts of *marks*: as many as the real text has, of those that stand in the same property."""
        name = self._place.name.encode()
        filling: Filling = {}
        for mark in marks:
            field, length = self._marker.prose[mark]
            text = b" ".join(chance.choices(self._marker.words[field], k=length)).replace(PLACE, name)
            filling[mark] = text[:1].upper() + text[1:]
        return filling


def _sorted_by_kind(marks: Iterable[bytes]) -> Mapping[bytes, list[bytes]]:
    """*marks* by their first letter."""
    kinds: dict[bytes, list[bytes]] = defaultdict(list)
    for mark in marks:
        kinds[mark[:1]].append(mark)
    return kinds


def _figure(real: bytes, factor: float) -> bytes:
    """The figure *real* times *factor*, a whole number from 1 on; what is smaller already, or all, stays."""
    value = float(real)
    return real if value <= 1 or value == _WHOLE else b"%d" % max(1, round(value * factor))
