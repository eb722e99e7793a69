"""Editions one after the other into a file, then published: memory holds the shapes and one edition, whatever the size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from graphapp import __version__
from graphapp.errors import InputError
from graphapp.settings import Settings
from graphapp.store.publishing import publish, use
from graphapp.store.versions import Manifest, Version, digest_of
from graphapp.synthesis.marks import GAP, Marker
from graphapp.synthesis.places import YEARS, places, random
from graphapp.synthesis.samples import Sampler
from graphapp.synthesis.template import SHARED, Template
from graphapp.synthesis.words import Council, Filling

EDITION_QUADS = 7_200
"""The size of an edition, stated and inferred: with what all share it makes the smallest store one of 10,000 quads."""

SHAPES = 11
"""How many different samples of the real edition there are among the invented ones.

It shares no factor with the number of a council's years, so that one council's history is not another's.
"""

_NEAR = 0.95
"""A store may be this much smaller than asked for, so that a round number can be asked for."""


@dataclass(frozen=True)
class Generated:
    """What was written: editions and graphs by name and IRI in their order in the file, and how many quads."""

    editions: tuple[str, ...]
    graphs: tuple[str, ...]
    quads: int


class Shape:
    """A sample of the real edition with gaps, ready to be filled many times.

    :param lines: lines with gaps
    """

    def __init__(self, lines: Sequence[bytes], known: dict[bytes, bytes]) -> None:
        self.quads = len(lines)
        parts = b"".join(lines).split(GAP)
        self._parts = [known.setdefault(part, part) for part in parts]
        self._pick = itemgetter(*self._parts[1::2])
        self.marks = sorted(set(self._parts[1::2]))

    def filled(self, filling: Filling) -> bytes:
        """The lines of one edition."""
        parts = self._parts.copy()
        parts[1::2] = self._pick(filling)
        return b"".join(parts)


def generate(
    template: Template, quads: int, seed: int, target: BinaryIO, progress: Callable[[int], None] = lambda _: None
) -> Generated:
    """Write a dataset of about *quads* quads as N-Quads: what is shared once, then as many editions as come nearest.

    :param template: the real edition, as it is published
    :param seed: the same seed gives the same bytes
    :param progress: is told after each edition how many quads there are
    :raises InputError: when *quads* are fewer than one edition takes
    """
    check_size(template, quads)
    target.write(b"".join(template.shared))
    written, names = len(template.shared), list[str]()
    for name, shape, filling in _editions(template, seed):
        if names and written + shape.quads / 2 > quads:
            break
        target.write(shape.filled(filling))
        names.append(name)
        written += shape.quads
        progress(written)
    graphs = [*SHARED, *(graph for name in names for graph in (name, f"{name}/inferred"))]
    return Generated(tuple(names), tuple(str(template.naming.graph(graph)) for graph in graphs), written)


def check_size(template: Template, quads: int) -> None:
    """See that *quads* are enough for one edition.

    :raises InputError: when they are not
    """
    shared = len(template.shared)
    if quads < (shared + EDITION_QUADS) * _NEAR:
        message = (
            f"{quads:,} quads are too few: what all editions share takes {shared:,}, and one edition some {EDITION_QUADS:,}. "
            "Ask for 10k or more."
        )
        raise InputError(message)


def _editions(template: Template, seed: int) -> Iterator[tuple[str, Shape, Filling]]:
    """Editions without end, council by council and year by year: the name, the shape, and what fills it."""
    marker = Marker(template)
    shapes = _shapes(template, marker, seed)
    for place in places(seed):
        council = Council(marker, place, seed)
        for year in YEARS:
            shape = next(shapes)
            yield council.edition(year), shape, council.fill(shape.marks, year, year - template.year)


def _shapes(template: Template, marker: Marker, seed: int) -> Iterator[Shape]:
    """The shapes in turn, without end; each is made when its turn first comes, so that a small store is written at once."""
    sampler, known = Sampler(template, EDITION_QUADS), dict[bytes, bytes]()
    shapes: list[Shape] = []
    for number in range(SHAPES):
        sample = sampler.draw(random(seed, "sample", number))
        shapes.append(Shape([marker.line(template.quads[place]) for place in sample], known))
        yield shapes[-1]
    yield from cycle(shapes)


def publish_generated(home: Path, generated: Generated, nquads_file: Path, settings: Settings) -> Version:
    """Make what was written a version in *home*, and pin it: no command that builds when it has to may take its place.

    :param nquads_file: the file that was written, in *home*; it is moved
    """
    manifest = Manifest(
        version=f"invented-{digest_of(nquads_file)[:16]}",
        base_iri=settings.base_iri,
        created=datetime.now(UTC).isoformat(timespec="microseconds"),
        software=f"graphapp {__version__}",
        editions=generated.editions,
        graphs=generated.graphs,
        private_graphs=(),
    )
    publish(home, manifest, nquads_file, keep=settings.keep)
    return use(home, manifest.version)
