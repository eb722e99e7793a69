"""The formats in which an answer is downloaded, and what each says of where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from graphapp.exports.answer_graph import address_of, as_graph
from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.exports.ordered import write_graph
from graphapp.exports.source import Source
from graphapp.exports.tables import BYTE_ORDER_MARK, as_csv, as_json
from graphapp.exports.workbook import MEDIA_TYPE, as_xlsx
from graphapp.queries.run import Answered
from graphapp.web.editions import rights_of
from graphapp.web.services import services


def source_of(answered: Answered) -> Source:
    """Where *answered* comes from, for a file or a paper that leaves the site: with every value, as defaults may change."""
    found = services()
    return Source(
        address=address_of(answered, found.naming),
        version=found.opened.version,
        published=found.opened.published,
        rights=rights_of(found, answered.edition),
    )


def _graph_writer(item: Format) -> Callable[[Answered], bytes]:
    """Writes an answer as linked data."""

    def write(answered: Answered) -> bytes:
        found = services()
        return write_graph(as_graph(answered, source_of(answered), found.store, found.naming), item)

    return write


DOWNLOADS: dict[str, tuple[Callable[[Answered], str | bytes], str]] = {
    "csv": (lambda answered: BYTE_ORDER_MARK + as_csv(answered), "text/csv; charset=utf-8"),
    "json": (lambda answered: as_json(answered, source_of(answered)), "application/json"),
    "xlsx": (lambda answered: as_xlsx(answered, source_of(answered)), MEDIA_TYPE),
    **{item.suffix: (_graph_writer(item), f"{item.media_type}; charset=utf-8") for item in GRAPH_FORMATS},
}
"""What writes an answer, and its media type, by suffix."""

SAVED_AS_FILES = ("csv", "xlsx")
"""Formats that a browser saves and does not show."""


def media_types() -> dict[str, str]:
    """The media types of answers by suffix, without parameters such as a charset."""
    return {suffix: media_type.partition(";")[0] for suffix, (_, media_type) in DOWNLOADS.items()}
