"""``build``, ``check``, ``serve``, ``format``: from files to a site that answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from graphapp.cli.common import SOURCE, build_if_needed, progress, read_settings, report


@click.command()
@SOURCE
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder of published versions.")
def build(source: Path | None, out: Path | None) -> None:
    """Assemble, infer, check and publish the graph."""
    from graphapp import build as flow

    with progress() as step:
        _, examined = flow.build(read_settings(out), source, step)
    report(examined)


@click.command()
@SOURCE
@click.option("--verbose", is_flag=True, help="Also list what is only for information.")
def check(source: Path | None, *, verbose: bool) -> None:
    """Check ontology, data and questions without publishing; exit 1 when something has to be mended."""
    from graphapp.build import examine
    from graphapp.graph.findings import Severity, blocking

    with progress() as step:
        examined = examine(read_settings(), source, step)
    for finding in examined.findings:
        if verbose or finding.severity is not Severity.INFO:
            click.echo(f"{finding}\n    Explained: {finding.explanation}" if finding.explanation else str(finding))
    report(examined)
    sys.exit(1 if blocking(examined.findings) else 0)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes answer.")
@SOURCE
def serve(host: str, port: int, workers: int, source: Path | None) -> None:
    """Serve the site; build the graph first if that is needed."""
    from graphapp.web.server import refuse_taken_port, run_server

    settings = read_settings()
    refuse_taken_port(host, port)
    if not settings.store:
        build_if_needed(settings, source)
    click.echo(f"graphapp answers at http://{host}:{port}/  (Ctrl+C stops it)")
    run_server(host, port, workers)


@click.command("format")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def format_(files: Sequence[Path]) -> None:
    """Put Turtle FILES into the canonical order in which they are reviewed."""
    from graphapp.graph.turtle import rewrite

    for file in files:
        click.echo(f"{file}: {'rewritten' if rewrite(file) else 'in order'}")
