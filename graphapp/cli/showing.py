"""An answer in the terminal: a table, or why there is none, and the commands that ask something else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapp.namespaces import Naming
    from graphapp.queries.parameters import Given
    from graphapp.queries.run import Answered
    from graphapp.store.base import Store


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
    yield from (f"  {words}" for words in found.reasons)
    yield "There would be an answer if you changed one of these:" if found.changes else NO_CHANGE
    for change in found.changes:
        yield f"  {change.words}: {change.rows} row(s)"
        yield f"    {command(answered.query.name, {**edition, **change.given})}"


def command(name: str, given: Given) -> str:
    """The command that asks the question *name* with the values *given*."""
    pairs = ((gap, value) for gap, values in given.items() for value in ([values] if isinstance(values, str) else values))
    return " ".join((f"graphapp query run {name}", *(f"-p {gap}={value}" for gap, value in pairs)))
