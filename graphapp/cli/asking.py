"""``query`` and ``sparql``: asking the published graph from the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import OUT, build_if_needed, offered_questions, read_settings, values_of
from graphapp.cli.showing import as_table
from graphapp.errors import InputError
from graphapp.hints import repeated

if TYPE_CHECKING:
    from graphapp.exports.source import Source
    from graphapp.queries.run import Answered
    from graphapp.settings import Settings
    from graphapp.store.base import Store


@click.group()
def query() -> None:
    """The saved questions: list them, run one, begin a new one, check one."""


@query.command("list")
def list_queries() -> None:
    """List the saved questions with their gaps."""
    library = offered_questions(read_settings())
    for saved in library.values():
        gaps = " ".join(f"-p {item.name}=…" if item.required else f"[-p {item.name}=…]" for item in saved.parameters)
        click.echo(f"{saved.name}\n    {saved.title}\n    graphapp query run {saved.name} {gaps}".rstrip())
    for name, why in library.withheld.items():
        click.echo(f"{name}\n    not offered: {why}", err=True)


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
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "xlsx", "json", "ttl"]), default="table", show_default=True
)
@OUT
def run(name: str, parameters: Sequence[str], format_: str, out: Path | None) -> None:
    """Run the saved question NAME."""
    from graphapp.namespaces import Naming
    from graphapp.queries.library import Library
    from graphapp.queries.run import run_query
    from graphapp.resources import folder
    from graphapp.store import open_store

    settings = read_settings()
    given = values_of(parameters)
    if format_ == "xlsx" and out is None and sys.stdout.isatty():
        raise InputError("A workbook cannot be shown here; say with --out which file to write.")
    Library(folder("queries"))[name]  # a question that there is not is refused before anything is built
    if not settings.store:
        build_if_needed(settings, None)
    saved = offered_questions(settings)[name]
    store, naming = open_store(settings), Naming(settings.base_iri)
    answered = run_query(store, saved, given, naming)
    _deliver(as_table(answered, store, naming) if format_ == "table" else _written(answered, format_, settings, store), out)


def _written(answered: Answered, format_: str, settings: Settings, store: Store) -> str | bytes:
    """The answer as the file that was asked for."""
    from graphapp.exports.tables import as_csv, as_json
    from graphapp.exports.workbook import as_xlsx

    writers: dict[str, Callable[[Answered], str | bytes]] = {"csv": as_csv, "json": as_json}
    if format_ in writers:
        return writers[format_](answered)
    source = _source(answered, settings)
    return as_xlsx(answered, source) if format_ == "xlsx" else _as_turtle(answered, source, settings, store)


def _source(answered: Answered, settings: Settings) -> Source:
    """Where *answered* comes from, for a file that leaves this machine."""
    from graphapp.exports.answer_graph import address_of
    from graphapp.exports.source import Source
    from graphapp.namespaces import Naming
    from graphapp.store.versions import current_version

    address = address_of(answered, Naming(settings.base_iri))
    if settings.store:
        return Source(address)
    manifest = current_version(settings.home_folder).manifest
    return Source(address, manifest.version, manifest.created)


def _as_turtle(answered: Answered, source: Source, settings: Settings, store: Store) -> bytes:
    from graphapp.exports.answer_graph import as_graph
    from graphapp.exports.formats import by_suffix
    from graphapp.exports.ordered import write_graph
    from graphapp.namespaces import Naming

    return write_graph(as_graph(answered, source, store, Naming(settings.base_iri)), by_suffix("ttl"))


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
    from graphapp.store.embedded import EmbeddedStore

    settings, text = read_settings(), _query_of(query_or_file)
    refuse_unsafe(text)
    if not settings.store:
        EmbeddedStore(()).open_answer(text)  # of no data: what does not parse is refused before any is built
        build_if_needed(settings, None)
    with _interruptible():
        answer = open_store(settings).answer(text)
    click.echo(as_text(answer), nl=False)


def _query_of(given: str) -> str:
    """The query in the file that is called *given*, or *given* itself, which has a brace somewhere.

    :raises InputError: for what can only be the name of a file, and there is none, or it is no text
    """
    if "{" in given:
        return given
    file = Path(given)
    if not file.is_file():
        if file.suffix in _FILES and not given.split()[1:]:
            raise InputError(f"There is no file “{repeated(given)}”.")
        return given
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not text in UTF-8.") from error


_FILES = (".rq", ".sparql")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C end the process at once: Python itself would see it only when the engine has answered."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
