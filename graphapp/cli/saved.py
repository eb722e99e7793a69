"""``saved``: the questions that people saved on this site, for whoever runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import read_settings
from graphapp.errors import NotSaved

if TYPE_CHECKING:
    from graphapp.saved import OwnQuestions


@click.group()
def saved() -> None:
    """The questions that people saved on the site: list them, delete some."""


@saved.command("list")
def list_() -> None:
    """List the saved questions, the newest first; * marks those that everybody is shown."""
    for it in _own().everything():
        mark = "*" if it.listed else " "
        click.echo(f"{mark} {it.id}  {it.created:%Y-%m-%d %H:%M}  {it.query}\n      {it.name}")


@saved.command()
@click.argument("ids", nargs=-1, required=True)
def delete(ids: Sequence[str]) -> None:
    """Delete the saved questions with these IDS, without their keys. This cannot be undone."""
    own = _own()
    for id_ in ids:
        click.echo(f"{id_}: “{own.remove(id_).name}” is deleted.")


def _own() -> OwnQuestions:
    """What is saved.

    :raises NotSaved: when saving is switched off
    """
    from graphapp.saved import OwnQuestions

    file = read_settings().saved_file
    if file is None:
        raise NotSaved("GRAPHAPP_SAVED is empty: no questions are saved here.")
    return OwnQuestions(file)
