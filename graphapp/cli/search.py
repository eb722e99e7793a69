"""``search``: find things by name or by words, from the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import build_if_needed, read_settings
from graphapp.errors import InputError

if TYPE_CHECKING:
    from graphapp.namespaces import Naming
    from graphapp.search.entries import Entry
    from graphapp.search.find import Found
    from graphapp.store.base import Store

_SHOWN = 20


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option("--kind", default="", help="Only things of this kind, such as partner or statement.")
@click.option(
    "--edition", default="", help="The self-evaluation to look in, where there are several; the last by name without it."
)
@click.option("--most", type=click.IntRange(1), default=_SHOWN, show_default=True, help="How many things are shown.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def search(words: Sequence[str], kind: str, edition: str, most: int, format_: str) -> None:
    """Find things whose name or words are TEXT, the likeliest first. Slips of the pen are read as what they are near to."""
    from graphapp.namespaces import Naming
    from graphapp.queries.scope import choose_edition
    from graphapp.search.find import find
    from graphapp.search.listing import collection_of
    from graphapp.search.terms import wanted_terms
    from graphapp.store import open_store

    text = " ".join(words)
    if not wanted_terms(text):
        raise InputError(
            "There is no word in that. Type a name, an abbreviation or words of a statement: graphapp search portage"
        )
    settings = read_settings()
    if not settings.store:
        build_if_needed(settings, None)
    whole, naming = open_store(settings), Naming(settings.base_iri)
    collection = collection_of(whole, naming, choose_edition(whole, naming, edition))
    if kind:
        collection.kind(kind)
    found = find(collection, text)
    entries = found.of_kind(kind)
    click.echo(_as_json(found, entries[:most]) if format_ == "json" else _as_table(whole, naming, found, entries, most))


def _as_json(found: Found, entries: Sequence[Entry]) -> str:
    import orjson

    things = [{"kind": it.thing.kind, "label": it.thing.label, "iri": it.thing.iri, "other_names": it.others} for it in entries]
    content = {"text": found.text, "read_as": dict(found.instead), "counts": found.counts, "things": things}
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()


def _as_table(store: Store, naming: Naming, found: Found, entries: Sequence[Entry], most: int) -> str:
    return "\n".join(_lines(store, naming, found, entries, most))


def _lines(store: Store, naming: Naming, found: Found, entries: Sequence[Entry], most: int) -> Iterator[str]:
    """A line for each thing: its kind, what it is called or says, and the end of its address."""
    from graphapp.hints import printable
    from graphapp.things.places import places

    for typed, read in found.instead:
        yield f"“{typed}” was read as “{read}”."
    where = places(store, (entry.thing.iri for entry in entries[:most]))
    for entry in entries[:most]:
        place = f"{where[entry.thing.iri]}: " if entry.thing.iri in where else ""
        yield f"{entry.thing.kind:16} {place}{printable(entry.thing.label)}  <{naming.relative(entry.thing.iri)}>"
    yield f"{min(most, len(entries))} of {len(entries)} thing(s)" if entries else f"Nothing was found with “{found.text}”."
