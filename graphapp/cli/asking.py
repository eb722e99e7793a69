"""``query`` and ``sparql``: asking the published graph from the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import build_if_needed, read_settings
from graphapp.errors import InputError

if TYPE_CHECKING:
    from graphapp.namespaces import Naming
    from graphapp.queries.parameters import Given
    from graphapp.queries.run import Answered
    from graphapp.settings import Settings
    from graphapp.store.base import Store


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
@click.option("--format", "format_", type=click.Choice(["table", "csv", "xlsx", "json"]), default="table", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; standard output without it.")
def run(name: str, parameters: Sequence[str], format_: str, out: Path | None) -> None:
    """Run the saved question NAME."""
    from graphapp.namespaces import Naming
    from graphapp.queries.library import Library
    from graphapp.queries.run import run_query
    from graphapp.resources import folder
    from graphapp.store import open_store

    settings = read_settings()
    saved = Library(folder("queries"))[name]
    given: dict[str, list[str]] = {}
    for gap, value in map(_pair, parameters):
        given.setdefault(gap, []).append(value)
    if format_ == "xlsx" and out is None and sys.stdout.isatty():
        raise InputError("A workbook cannot be shown here; say with --out which file to write.")
    if not settings.store:
        build_if_needed(settings, None)
    store, naming = open_store(settings), Naming(settings.base_iri)
    answered = run_query(store, saved, given, naming)
    _deliver(as_table(answered, store, naming) if format_ == "table" else _written(answered, format_, settings), out)


def _written(answered: Answered, format_: str, settings: Settings) -> str | bytes:
    """The answer as the file that was asked for."""
    from graphapp.exports.tables import as_csv, as_json
    from graphapp.exports.workbook import Source, as_xlsx
    from graphapp.store.versions import current_version

    writers: dict[str, Callable[[Answered], str | bytes]] = {"csv": as_csv, "json": as_json}
    if format_ in writers:
        return writers[format_](answered)
    address = f"{settings.base_iri}queries/{answered.query.name}"
    if settings.store:
        return as_xlsx(answered, Source(address))
    manifest = current_version(settings.home_folder).manifest
    return as_xlsx(answered, Source(address, manifest.version, manifest.created))


def _deliver(content: str | bytes, out: Path | None) -> None:
    """Write *content* to the file *out*, whole or not at all, or to standard output."""
    if out is None:
        click.echo(content, nl=False)
        return
    draft = out.with_name(f".{out.name}.part")
    try:
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    click.echo(f"{out}: {out.stat().st_size} bytes")


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


def as_table(answered: Answered, store: Store, naming: Naming) -> str:
    """The answer as a table for the terminal under the sentence that was understood; of an empty one, why it is empty."""
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
        console.print(table if answered.rows else "\n".join(_why_empty(answered, store, naming)))
        console.print(f"{len(answered.rows)} row(s)")
    return captured.get()


def _why_empty(answered: Answered, store: Store, naming: Naming) -> Iterator[str]:
    """What the document says of each value, and the commands that would give rows."""
    from graphapp.queries.choices import Asking
    from graphapp.queries.empty import NO_CHANGE, NOTHING, silence
    from graphapp.queries.scope import EDITION, choose_edition, within_edition

    edition = {EDITION: answered.edition} if answered.edition != choose_edition(store, naming) else {}
    scoped = within_edition(store, naming, answered.edition)
    found = silence(Asking(scoped, answered.query, answered.filled, naming))
    yield NOTHING
    yield from (f"  {mention.words}" for mention in found.mentions)
    yield "There would be an answer if you changed one of these:" if found.changes else NO_CHANGE
    for change in found.changes:
        yield f"  {change.words}: {change.rows} row(s)"
        yield f"    {command(answered.query.name, {**edition, **change.given})}"


def command(name: str, given: Given) -> str:
    """The command that asks the question *name* with the values *given*."""
    pairs = ((gap, value) for gap, values in given.items() for value in ([values] if isinstance(values, str) else values))
    return " ".join((f"graphapp query run {name}", *(f"-p {gap}={value}" for gap, value in pairs)))
