"""``changes``: what came and went between two published versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphapp.cli.common import offered_questions, read_settings

if TYPE_CHECKING:
    from graphapp.changes.versions import Pair
    from graphapp.settings import Settings


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--thing", help="Only facts about the thing with this IRI, or that name it.")
@click.option("--question", help="Instead of facts, the rows of this saved question that came, went or changed.")
@click.option("--partner", help="The same for what this partner is involved in; its short name, as in the address of its page.")
@click.option("--format", "form", type=click.Choice(["text", "patch", "json"]), default="text", show_default=True)
def changes(  # noqa: PLR0913, PLR0917 - a parameter for each argument and option
    old: str | None, new: str | None, thing: str | None, question: str | None, partner: str | None, form: str
) -> None:
    """Say what changed from version OLD to NEW: by default to the one that is served, from the one before it."""
    from graphapp.changes.rows import INVOLVEMENT
    from graphapp.changes.versions import find_pair
    from graphapp.errors import InputError

    if sum(map(bool, (thing, question, partner))) > 1:
        raise InputError("Give one of --thing, --question and --partner.")
    if form == "patch" and (thing or question or partner):
        raise InputError(
            "A patch holds everything that changed. Leave out --thing, --question and --partner, or take --format json."
        )
    settings = read_settings()
    pair = find_pair(settings.home_folder, old, new)
    if form == "patch":
        _show_patch(pair)
    elif question or partner:
        _show_rows(settings, pair, question or INVOLVEMENT, {"partner": partner} if partner else {}, form)
    else:
        _show_facts(pair, thing, form)


def _show_patch(pair: Pair) -> None:
    from graphapp.changes.patch import patch

    for line in patch(pair.changes(), *pair.names):
        click.echo(line, nl=False)


def _show_facts(pair: Pair, thing: str | None, form: str) -> None:
    from graphapp.changes.data import facts_data
    from graphapp.changes.facts import changes_by_thing

    things = changes_by_thing(pair, thing)
    if form == "json":
        click.echo(facts_data(pair, things), nl=False)
        return
    click.echo(f"From {pair.names[0]} to {pair.names[1]}: {len(things)} thing(s) changed.")
    for each in things:
        click.echo(f"\n{each.label}  <{each.iri}>")
        for fact in each.facts:
            click.echo(f"  {'+' if fact.is_added else '-'} {': '.join(fact.words)}")


def _show_rows(settings: Settings, pair: Pair, name: str, given: dict[str, str], form: str) -> None:
    from graphapp.changes.data import rows_data
    from graphapp.changes.rows import row_changes

    found = row_changes(pair, offered_questions(settings)[name], given)
    if form == "json":
        click.echo(rows_data(pair, name, found), nl=False)
        return
    click.echo(f"{name}: {len(found.added)} row(s) came, {len(found.removed)} went, {len(found.changed)} changed.")
    marked = [("+", row) for row in found.added] + [("-", row) for row in found.removed]
    marked += [each for before, after in found.changed for each in (("<", before), (">", after))]
    for mark, row in marked:
        click.echo(f"{mark} {' | '.join(cell.value for cell in row)}")
