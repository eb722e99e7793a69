"""The commands. Thin: parse, one call, show. Heavy imports stand inside commands, so that ``--help`` answers at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphapp import __version__
from graphapp.errors import GraphappError, InputError

if TYPE_CHECKING:
    from graphapp.build import Examination
    from graphapp.queries.run import Answered
    from graphapp.settings import Settings

_SOURCE = click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="The document that the statements were taken from (.txt or .docx): verifies every digest and shows quotations.",
)


class _Commands(click.Group):
    """The one place that turns an error into a sentence and an exit code."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; an error of ours, or of a file, is shown as a sentence."""
        try:
            return super().invoke(context)
        except GraphappError as error:
            click.echo(f"{error.title}. {error}", err=True)
            context.exit(error.exit_code)
        except OSError as error:
            if error.filename is None:  # no file of anybody's: a closed pipe, which click ends quietly
                raise
            click.echo(f"A file cannot be used. {error.filename}: {error.strerror}.", err=True)
            context.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphapp")
def main() -> None:
    """A council's SEND self-evaluation as a knowledge graph, with questions that anyone can ask it."""


@main.command()
@_SOURCE
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder of published versions.")
def build(source: Path | None, out: Path | None) -> None:
    """Assemble, infer, check and publish the graph."""
    from graphapp import build as flow

    with _progress() as step:
        _, examined = flow.build(_settings(out), source, step)
    _report(examined)


@main.command()
@_SOURCE
@click.option("--verbose", is_flag=True, help="Also list what is only for information.")
def check(source: Path | None, *, verbose: bool) -> None:
    """Check ontology, data and questions without publishing; exit 1 when something has to be mended."""
    from graphapp.build import examine
    from graphapp.graph.findings import Severity, blocking

    with _progress() as step:
        examined = examine(_settings(), source, step)
    for finding in examined.findings:
        if verbose or finding.severity is not Severity.INFO:
            click.echo(f"{finding}\n    Explained: {finding.explanation}" if finding.explanation else str(finding))
    _report(examined)
    sys.exit(1 if blocking(examined.findings) else 0)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes answer.")
@_SOURCE
def serve(host: str, port: int, workers: int, source: Path | None) -> None:
    """Serve the site; build the graph first if that is needed."""
    from graphapp.web.server import refuse_taken_port, run_server

    settings = _settings()
    refuse_taken_port(host, port)
    if not settings.store:
        _build_if_needed(settings, source)
    click.echo(f"graphapp answers at http://{host}:{port}/  (Ctrl+C stops it)")
    run_server(host, port, workers)


@main.group()
def query() -> None:
    """The saved questions: list them, run one."""


@query.command("list")
def list_queries() -> None:
    """List the saved questions with their gaps."""
    from graphapp.queries.library import Library
    from graphapp.resources import folder

    for saved in Library(folder("queries")).values():
        gaps = " ".join(f"-p {item.name}=…" if item.required else f"[-p {item.name}=…]" for item in saved.parameters)
        click.echo(f"{saved.name}\n    {saved.title}\n    graphapp query run {saved.name} {gaps}".rstrip())


@query.command("run")
@click.argument("name")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A value for a gap; repeatable.")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def run(name: str, parameters: Sequence[str], format_: str) -> None:
    """Run the saved question NAME."""
    from graphapp.exports.tables import as_csv, as_json
    from graphapp.namespaces import Naming
    from graphapp.queries.library import Library
    from graphapp.queries.run import run_query
    from graphapp.resources import folder
    from graphapp.store import open_store

    settings = _settings()
    saved = Library(folder("queries"))[name]
    given = dict(_pair(text) for text in parameters)
    if not settings.store:
        _build_if_needed(settings, None)
    answered = run_query(open_store(settings), saved, given, Naming(settings.base_iri))
    shown = {"csv": as_csv, "json": as_json, "table": _as_table}[format_](answered)
    click.echo(shown, nl=False)


@main.command()
@click.option("--format", "suffix", default="nq", show_default=True, help="nq, trig, ttl, jsonld, nt or rdf.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; standard output without it.")
def export(suffix: str, out: Path | None) -> None:
    """Write the published dataset as linked data."""
    from graphapp.exports.dumps import dump
    from graphapp.exports.formats import by_suffix
    from graphapp.store import open_store

    settings, chosen = _settings(), by_suffix(suffix)
    if not settings.store:
        _build_if_needed(settings, None)
    content = dump(open_store(settings), chosen)
    if out is None:
        click.echo(content, nl=False)
        return
    draft = out.with_name(f".{out.name}.part")
    draft.write_bytes(content)
    draft.replace(out)
    click.echo(f"{out}: {len(content)} bytes of {chosen.label}")


@main.command()
@click.argument("query_or_file")
def sparql(query_or_file: str) -> None:
    """Ask the published graph a SPARQL query, or the query in a file."""
    from graphapp.exports.results import as_text
    from graphapp.queries.safety import refuse_unsafe
    from graphapp.store import open_store

    settings, file = _settings(), Path(query_or_file)
    text = file.read_text() if "{" not in query_or_file and file.is_file() else query_or_file
    refuse_unsafe(text)
    if not settings.store:
        _build_if_needed(settings, None)
    click.echo(as_text(open_store(settings).answer(text)), nl=False)


@main.command("format")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def format_(files: Sequence[Path]) -> None:
    """Put Turtle FILES into the canonical order in which they are reviewed."""
    from graphapp.graph.turtle import rewrite

    for file in files:
        click.echo(f"{file}: {'rewritten' if rewrite(file) else 'in order'}")


def _settings(home: Path | None = None) -> Settings:
    from dataclasses import replace

    from graphapp.settings import Settings

    settings = Settings.from_environment()
    return replace(settings, home=str(home)) if home else settings


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"“{text}” is no value for a gap; write it as name=value, such as sector=health.")
    return name.strip(), value


def _build_if_needed(settings: Settings, source: Path | None) -> None:
    """Build unless what is published was made from the very same inputs."""
    from graphapp import build as flow

    if flow.is_current(settings, source):
        return
    with _progress() as step:
        _, examined = flow.build(settings, source, step)
    _report(examined)


@contextmanager
def _progress() -> Iterator[Any]:
    """Show each step with its number, a moving bar and what it counted, on standard error."""
    from graphapp.progress import show_steps

    with show_steps() as step:
        yield step


def _report(examined: Examination) -> None:
    """Say in a few lines what was found."""
    from graphapp.graph.findings import Severity, unexplained

    counts = ", ".join(f"{examined.count(severity)} {severity}" for severity in Severity)
    click.echo(f"Findings: {counts}; {len(unexplained(examined.findings))} warning(s) without an explanation.", err=True)
    click.echo(f"HermiT: {examined.hermit}", err=True)
    for edition, attachment in examined.attachments.items():
        found, total = len(attachment.quotations), len(attachment.quotations) + len(attachment.mismatches)
        click.echo(f"{edition}: {found} of {total} digests match; {attachment.coverage} covered exactly once.", err=True)


_NOTHING = "Nothing in the graph meets all of these. That the document does not say it is not a finding about the area."


def _as_table(answered: Answered) -> str:
    """The answer as a table for the terminal, with the sentence that was understood above it."""
    from rich.console import Console
    from rich.table import Table

    columns = answered.query.columns
    table = Table(show_lines=True)
    for column in columns:
        table.add_column(column.label, overflow="fold")
    for row in answered.rows:
        table.add_row(*(row[column.name].value for column in columns))
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False)
    with console.capture() as captured:
        console.print(answered.understood)
        console.print(table if answered.rows else _NOTHING)
        console.print(f"{len(answered.rows)} row(s)")
    return captured.get()
