"""Names of councils that do not exist: three syllables that sound like England."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from random import Random
from typing import NamedTuple

_BEGIN = [
    "Al",
    "Bran",
    "Cor",
    "Dun",
    "El",
    "Fen",
    "Gar",
    "Hol",
    "Ist",
    "Kel",
    "Lor",
    "Mer",
    "Nor",
    "Os",
    "Pel",
    "Quen",
    "Ros",
    "Sel",
    "Tor",
    "Ul",
    "Ven",
    "Wyn",
    "Yar",
    "Zel",
]
_MIDDLE = ["be", "da", "der", "fa", "lin", "ma", "mo", "ni", "ra", "sa", "tha", "ver"]
_END = ["bourne", "by", "combe", "den", "fold", "gate", "holt", "hythe", "leigh", "mere", "stow", "thorpe", "wick", "worth"]

YEARS = range(2014, 2020)
"""The years that each council judges itself in, so that there are many councils and each has a history."""


class Place(NamedTuple):
    """A council's area: ``Kelvermere``, and ``kelvermere`` in slugs."""

    name: str
    slug: str


def random(*seed: object) -> Random:
    """Chance that is the same for the same *seed*, on every machine and in every process."""
    return Random("/".join(map(str, seed)))  # noqa: S311 - what is invented for a measurement is no secret


def places(seed: int) -> Iterator[Place]:
    """Places without end, no two of the same name, in an order that *seed* decides."""
    names = ["".join(syllables) for syllables in product(_BEGIN, _MIDDLE, _END)]
    random(seed, "places").shuffle(names)
    for turn in count(1):
        for name in names:
            yield Place(name, name.lower()) if turn == 1 else Place(f"{name} {turn}", f"{name.lower()}{turn}")
