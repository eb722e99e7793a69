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
    content = dump(open_store(settings), chosen)
    if out is None:
        click.echo(content, nl=False)
        return
    draft = out.with_name(f".{out.name}.part")
    draft.write_bytes(content)
    draft.replace(out)
    click.echo(f"{out}: {len(content)} bytes of {chosen.label}")
