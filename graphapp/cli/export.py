"""``export``: the published dataset as a file."""

from __future__ import annotations

from pathlib import Path

import click

from graphapp.cli.common import build_if_needed, read_settings


@click.command()
@click.option("--format", "suffix", default="nq", show_default=True, help="nq, trig, ttl, jsonld, nt or rdf.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; standard output without it.")
def export(suffix: str, out: Path | None) -> None:
    """Write the published dataset as linked data."""
    from graphapp.exports.dumps import dump
    from graphapp.exports.formats import by_suffix
    from graphapp.store import open_store

    settings, chosen = read_settings(), by_suffix(suffix)
    if not settings.store:
        build_if_needed(settings, None)
    pieces = dump(open_store(settings), chosen)
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
    click.echo(f"{out}: {size} bytes of {chosen.label}")
