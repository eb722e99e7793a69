"""``export``: the published dataset as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import build_if_needed, read_settings

if TYPE_CHECKING:
    from graphapp.exports.files import ExportFile
    from graphapp.settings import Settings


@click.command()
@click.option(
    "--format",
    "suffix",
    default="nq",
    show_default=True,
    help="nq, trig, ttl, jsonld, nt or rdf; each with .gz, packed; csv.zip for tables.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; standard output without it.")
@click.option("--all", "every", is_flag=True, help="Make every file that the site offers now, and print their checksums.")
def export(suffix: str, out: Path | None, every: bool) -> None:
    """Write the published dataset as linked data or tables: the same bytes as the site."""
    from graphapp.exports.files import file_with

    settings, file = read_settings(), file_with(suffix)
    if every:
        if out:
            raise click.UsageError("--all keeps the files in the home folder, for the site; leave out --out, or --all.")
        _make_every_file(settings)
        return
    pieces = _pieces(settings, file)
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    draft = out.with_name(f".{out.name}.part")
    try:
        with draft.open("wb") as target:
            size = sum(target.write(piece) for piece in pieces)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    click.echo(f"{out}: {size} bytes of {file.label}")


def _pieces(settings: Settings, file: ExportFile) -> Iterator[bytes]:
    """*file* of what is published here, or of the endpoint that is set."""
    from graphapp.errors import InputError
    from graphapp.exports.dumps import dump, packed, pieces_of
    from graphapp.exports.shelf import Shelf
    from graphapp.store import open_store
    from graphapp.store.versions import current_version

    if settings.store:
        if file.format is None:
            raise InputError("Tables are made of a version that is published here, and GRAPHAPP_STORE names a store elsewhere.")
        pieces = dump(open_store(settings), file.format)
        return packed(pieces) if file.is_packed else pieces
    build_if_needed(settings, None)
    shelf = Shelf(current_version(settings.home_folder))
    made = shelf.find(file)
    return pieces_of(made) if made else shelf.pieces(file)


def _make_every_file(settings: Settings) -> None:
    """Make what the site would make when it is first asked for, so that nobody waits for it."""
    from graphapp.exports.shelf import Shelf
    from graphapp.store.versions import current_version

    build_if_needed(settings, None)
    shelf = Shelf(current_version(settings.home_folder))
    shelf.fill()
    click.echo(shelf.checksums(), nl=False)
