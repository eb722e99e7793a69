"""``build``, ``check``, ``serve``, ``format``: from files to a site that answers."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import SOURCE, build_if_needed, progress, read_settings, report

if TYPE_CHECKING:
    from graphapp.build import Examination


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
@click.option("--growth", is_flag=True, help="Also see that no saved question takes much longer in a larger store.")
def check(source: Path | None, *, verbose: bool, growth: bool) -> None:
    """Check ontology, data and questions without publishing; exit 1 when something has to be mended."""
    from graphapp.build import examine
    from graphapp.graph.findings import Severity, blocking

    with progress() as step:
        examined = examine(read_settings(), source, step)
        if growth:
            with step("Ask the questions in larger stores") as done:
                done(_check_growth(examined))
    for finding in examined.findings:
        if verbose or finding.severity is not Severity.INFO:
            click.echo(f"{finding}\n    Explained: {finding.explanation}" if finding.explanation else str(finding))
    report(examined)
    sys.exit(1 if blocking(examined.findings) else 0)


def _check_growth(examined: Examination) -> str:
    """Ask every saved question in invented stores of two sizes; one that takes much longer in the larger becomes a finding."""
    from graphapp.queries.library import Library
    from graphapp.resources import folder
    from graphapp.synthesis.growth import LARGE, SMALL, find_growth, invent_stores

    with tempfile.TemporaryDirectory() as place:
        dataset = Path(place) / "dataset.nq"
        dataset.write_bytes(examined.store.dump(examined.graphs))
        stores = invent_stores(dataset, examined.naming)
    library = Library(folder("queries")).without(examined.questions.withheld)
    found = list(find_growth(library.values(), stores, examined.naming))
    examined.findings += found
    return f"{len(found)} take much longer with {LARGE:,} facts than with {SMALL:,}"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes answer.  [default: $GRAPHAPP_WORKERS, or one for each processor, at most four]",
)
@SOURCE
def serve(host: str, port: int, workers: int | None, source: Path | None) -> None:
    """Serve the site; build the graph first if that is needed."""
    from graphapp.web.server import refuse_taken_port, run_server

    settings = read_settings()
    if workers:
        settings = replace(settings, workers=workers)
    refuse_taken_port(host, port)
    if not settings.store:
        build_if_needed(settings, source)
    click.echo(f"graphapp answers at http://{host}:{port}/  (Ctrl+C stops it)")
    run_server(host, port, settings)


@click.command("format")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def format_(files: Sequence[Path]) -> None:
    """Put Turtle FILES into the canonical order in which they are reviewed."""
    from graphapp.graph.turtle import rewrite

    for file in files:
        click.echo(f"{file}: {'rewritten' if rewrite(file) else 'in order'}")
