"""``ask``: a question in plain words, from the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from graphapp.cli.common import build_if_needed, offered_questions, read_settings
from graphapp.cli.showing import as_table, command
from graphapp.errors import InputError

if TYPE_CHECKING:
    from graphapp.queries.ask.readings import Understanding
    from graphapp.queries.run import Answered


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUESTION")
@click.option("--edition", default="", help="The self-evaluation to ask, where there are several; the last by name without it.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def ask(words: Sequence[str], edition: str, format_: str) -> None:
    """Ask a QUESTION in plain words, such as: what is HPCN involved in."""
    from graphapp.namespaces import Naming
    from graphapp.queries.ask.readings import understand
    from graphapp.queries.run import run_query
    from graphapp.store import open_store

    text = " ".join(words).strip()
    if not text:
        raise InputError("There is no question in that. Type it in plain words: graphapp ask what is HPCN involved in")
    settings = read_settings()
    if not settings.store:
        build_if_needed(settings, None)
    store, naming = open_store(settings), Naming(settings.base_iri)
    understanding = understand(store, offered_questions(settings), naming, text, edition)
    best = understanding.best
    answered = run_query(store, best.query, {**best.given, "edition": understanding.edition}, naming) if best else None
    table = as_table(answered, store, naming) if answered and format_ == "table" else ""
    written = _as_json(understanding, answered) if format_ == "json" else "\n".join(_lines(understanding, table))
    click.echo(written)


def _as_json(understanding: Understanding, answered: Answered | None) -> str:
    """The answer as ``query run --format json`` gives it, with what was made of the words."""
    import orjson

    from graphapp.exports.tables import as_json

    nothing: dict[str, Any] = {"query": None, "edition": understanding.edition, "parameters": {}, "understood": None, "rows": []}
    content = orjson.loads(as_json(answered)) if answered else nothing
    content["remarks"] = understanding.remarks
    content["alternatives"] = [
        {"query": it.query.name, "parameters": it.parameters, "understood": it.understood} for it in understanding.others
    ]
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()


def _lines(understanding: Understanding, table: str) -> Iterator[str]:
    """The answer as a table, what was not made use of, and the next readings with the commands that ask them."""
    yield table.rstrip() or f"No saved question fits “{understanding.text}”. Nothing was answered."
    yield from understanding.remarks
    if understanding.others:
        yield "\nDid you mean something else?" if table else "\nThe nearest questions:"
    for reading in understanding.others:
        yield f"  {reading.understood}\n    {command(reading.query.name, reading.given)}"
