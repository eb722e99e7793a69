"""``changes``: what came and went between two published versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import offered_questions, read_settings, values_of
from graphapp.errors import InputError

if TYPE_CHECKING:
    from graphapp.changes.facts import ThingChanges
    from graphapp.changes.packs import PackPair
    from graphapp.changes.quads import Change
    from graphapp.changes.rows import Row, RowChanges
    from graphapp.changes.versions import Pair
    from graphapp.settings import Settings


@dataclass(frozen=True)
class _Wanted:
    """What the comparison is of, where it is not of everything."""

    thing: str | None
    question: str | None
    parameters: tuple[str, ...]
    partner: str | None
    edition: str | None

    def refuse_contradictions(self, form: str) -> None:
        """Refuse options that do not go together.

        :raises InputError: saying which
        """
        chosen = [value for value in (self.thing, self.question, self.partner) if value is not None]
        if len(chosen) > 1:
            raise InputError("Give one of --thing, --question and --partner.")
        if "" in chosen:
            raise InputError("--thing, --question and --partner each take a name, and it is empty.")
        if self.parameters and not self.question:
            raise InputError("-p gives a value for a gap of a question; say with --question of which.")
        if self.edition and not self.partner:
            raise InputError("--edition goes with --partner; of a question it is a value: -p edition=NAME.")
        if form == "patch" and (self.thing or self.question):
            raise InputError(
                "A patch holds everything that changed, in all the data or with --partner in a pack. "
                "Leave out --thing and --question, or take --format json."
            )


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--thing", metavar="IRI", help="Only facts about this thing, or that name it; id/KIND/SLUG will do.")
@click.option("--question", metavar="NAME", help="Instead of facts, the rows of this saved question that were added or removed.")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A value for a gap of the question.")
@click.option("--partner", metavar="SLUG", help="What changed in the pack of this partner: its short name, as in its address.")
@click.option("--edition", metavar="NAME", help="The self-evaluation that the pack is taken from, where there are several.")
@click.option("--format", "form", type=click.Choice(["text", "patch", "json"]), default="text", show_default=True)
def changes(old: str | None, new: str | None, form: str, **options: str | tuple[str, ...] | None) -> None:
    """Say what changed from version OLD to NEW: by default to the one that is served, from the one before it.

    The beginning of an id is enough; “graphapp versions list” shows them. GRAPHAPP_KEEP says how many are kept.
    """
    from graphapp.changes.versions import find_pair

    wanted = _Wanted(**options)  # type: ignore[arg-type]  # click gives each the type of its option
    wanted.refuse_contradictions(form)
    settings = read_settings()
    pair = find_pair(settings.home_folder, old, new)
    if wanted.partner:
        _show_pack(settings, pair, wanted.partner, wanted.edition or "", form)
    elif wanted.question:
        _show_rows(settings, pair, wanted.question, values_of(wanted.parameters), form)
    elif form == "patch":
        _show_patch(pair.changes(), pair)
    else:
        _show_facts(pair, wanted.thing, form)


def _show_patch(found: Iterable[Change], pair: Pair, of: str = "") -> None:
    from graphapp.changes.patch import patch

    for line in patch(found, *pair.names, of):
        click.echo(line, nl=False)


def _show_facts(pair: Pair, thing: str | None, form: str) -> None:
    from graphapp.changes.data import facts_data
    from graphapp.changes.facts import changes_by_thing, changes_of

    everything = changes_by_thing(pair)
    things = changes_of(pair, pair.iri_of(thing), everything) if thing else everything
    if form == "json":
        click.echo(facts_data(pair, things), nl=False)
        return
    _show_head(pair, f"{len(things):,} {'thing' if len(things) == 1 else 'things'} changed")
    _show_lines(_things(things))


def _show_rows(settings: Settings, pair: Pair, name: str, given: dict[str, list[str]], form: str) -> None:
    from graphapp.changes.data import rows_data
    from graphapp.changes.rows import row_changes

    found = row_changes(pair, offered_questions(settings)[name], given)
    if form == "json":
        click.echo(rows_data(pair, name, found), nl=False)
        return
    _show_head(pair, found.told)
    click.echo(found.understood)
    _show_lines(_rows(found))


def _show_pack(settings: Settings, pair: Pair, slug: str, edition: str, form: str) -> None:
    from graphapp.changes.packs import pack_pair

    packs = pack_pair(pair, offered_questions(settings), slug, edition)
    if form == "patch":
        _show_patch(packs.changes(), pair, packs.address)
    else:
        _show_pack_in_words(pair, slug, packs, form)


def _show_pack_in_words(pair: Pair, slug: str, packs: PackPair, form: str) -> None:
    from graphapp.changes.data import pack_data

    found = packs.in_words()
    if form == "json":
        click.echo(pack_data(pair, slug, found), nl=False)
        return
    _show_head(pair, f"what {found.partner} is involved in {'changed' if found else 'is the same'}")
    for table in found.tables:
        click.echo(f"\n{table.name.capitalize()}: {table.rows.told}")
        _show_lines(_rows(table.rows))
    _show_lines(_things(found.things))


def _show_head(pair: Pair, told: str) -> None:
    click.echo(f"From {pair.names[0]} to {pair.names[1]}: {told}.")
    if pair.is_same:
        click.echo("A version does not differ from itself.")
    elif pair.is_backwards:
        click.echo("This looks backwards: the second version is the older one.", err=True)


def _show_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _things(things: Iterable[ThingChanges]) -> Iterator[str]:
    for each in things:
        yield f"\n{each.label}  <{each.iri}>"
        for fact in each.facts:
            yield f"  {'+' if fact.is_added else '-'} {': '.join(fact.words)}{' (by a rule)' if fact.is_derived else ''}"


def _rows(found: RowChanges) -> Iterator[str]:
    """What went with ``-``, what came with ``+``, and a row that changed with ``~`` and each cell that did."""
    yield from (_row("-", row) for row in found.removed)
    yield from (_row("+", row) for row in found.added)
    for before, after in found.changed:
        yield f"  ~ {after[0].value}"
        cells = zip(found.columns, before, after, strict=True)
        yield from (f"      {column.label}: {old.value or '–'} -> {new.value or '–'}" for column, old, new in cells if old != new)


def _row(mark: str, row: Row) -> str:
    return f"  {mark} {' | '.join(cell.value for cell in row)}"
