"""``query`` and ``sparql``: asking the published graph from the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import build_if_needed, read_settings
from graphapp.errors import InputError

if TYPE_CHECKING:
    from graphapp.queries.run import Answered


@click.group()
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
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for a gap; repeatable, also for one gap that takes several.",
)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def run(name: str, parameters: Sequence[str], format_: str) -> None:
    """Run the saved question NAME."""
    from graphapp.exports.tables import as_csv, as_json
    from graphapp.namespaces import Naming
    from graphapp.queries.library import Library
    from graphapp.queries.run import run_query
    from graphapp.resources import folder
    from graphapp.store import open_store

    settings = read_settings()
    saved = Library(folder("queries"))[name]
    given: dict[str, list[str]] = {}
    for name_, value in map(_pair, parameters):
        given.setdefault(name_, []).append(value)
    if not settings.store:
        build_if_needed(settings, None)
    answered = run_query(open_store(settings), saved, given, Naming(settings.base_iri))
    shown = {"csv": as_csv, "json": as_json, "table": _as_table}[format_](answered)
    click.echo(shown, nl=False)


@click.command()
@click.argument("query_or_file")
def sparql(query_or_file: str) -> None:
    """Ask the published graph a SPARQL query, or the query in a file."""
    from graphapp.exports.results import as_text
    from graphapp.queries.safety import refuse_unsafe
    from graphapp.store import open_store

    settings, file = read_settings(), Path(query_or_file)
    text = file.read_text() if "{" not in query_or_file and file.is_file() else query_or_file
    refuse_unsafe(text)
    if not settings.store:
        build_if_needed(settings, None)
    with _interruptible():
        answer = open_store(settings).answer(text)
    click.echo(as_text(answer), nl=False)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C end the process at once: Python itself would see it only when the engine has answered."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"“{text}” is no value for a gap; write it as name=value, such as sector=health.")
    return name.strip(), value


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
