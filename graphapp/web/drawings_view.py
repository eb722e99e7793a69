"""What the page of a drawing shows, and the files that it is downloaded as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from graphapp.drawings.figure import DataTable, Figure, Mark
from graphapp.drawings.files import PNG_TYPE, SVG_TYPE, as_png, as_svg
from graphapp.drawings.svg import write
from graphapp.errors import UnknownName
from graphapp.exports.tables import BYTE_ORDER_MARK, plain_csv

FILES: dict[str, tuple[str, str, Callable[[Figure, str], str | bytes]]] = {
    "svg": ("SVG", f"{SVG_TYPE}; charset=utf-8", as_svg),
    "png": ("PNG", PNG_TYPE, lambda figure, _: as_png(figure)),
    "csv": ("CSV", "text/csv; charset=utf-8", lambda figure, _: BYTE_ORDER_MARK + as_csv(figure.table)),
}
"""By suffix: what a file is called, its media type, and what writes it, given the address of the site."""


@dataclass(frozen=True)
class DrawingView:
    """A drawing as its page shows it.

    :param drawing: the SVG, which escaped its words when it was written
    :param back: where the page leads that this one belongs to
    :param choices: other ways to draw the same; one that leads nowhere is shown now
    :param files: where it is downloaded
    """

    figure: Figure
    drawing: Markup
    back: Mark
    choices: tuple[Mark, ...]
    files: tuple[Mark, ...]


def drawing_view(figure: Figure, path: str, query: str, back: Mark, choices: tuple[Mark, ...] = ()) -> DrawingView:
    """The page of *figure* at *path*, with what stands after it in the address."""
    files = tuple(Mark(label, f"{path}.{suffix}{query}") for suffix, (label, _, _) in FILES.items())
    return DrawingView(figure, Markup(write(figure.drawing)), back, choices, files)  # noqa: S704 - each word was escaped


def split_suffix(name: str) -> tuple[str, str]:
    """A name, and the suffix of a file of a drawing; empty for its page."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and suffix in FILES else (name, "")


def checked_suffix(suffix: str) -> str:
    """*suffix*, where there is a file with it.

    :raises UnknownName: where there is none
    """
    if suffix not in FILES:
        raise UnknownName("file of a drawing", suffix, FILES)
    return suffix


def as_csv(table: DataTable) -> str:
    """*table* as CSV; beside a column of things, one of their IRIs."""
    with_iri = {place for row in table.rows for place, mark in enumerate(row) if mark.iri}
    titles = [title for place, it in enumerate(table.titles) for title in ([it, f"{it} (IRI)"] if place in with_iri else [it])]
    return plain_csv(titles, (list(_texts(row, with_iri)) for row in table.rows))


def _texts(row: tuple[Mark, ...], with_iri: set[int]) -> Iterator[str]:
    for place, mark in enumerate(row):
        yield mark.words
        if place in with_iri:
            yield mark.iri
