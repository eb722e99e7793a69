"""Changes as JSON, the same in the terminal and on the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graphapp.changes.facts import Fact, ThingChanges
from graphapp.changes.packs import PackChanges
from graphapp.changes.rows import Row, RowChanges
from graphapp.changes.versions import Pair


def facts_data(pair: Pair, things: Sequence[ThingChanges]) -> bytes:
    """What changed of each thing, in words and with the IRIs."""
    return _written(pair, {"things": [_thing(each) for each in things]})


def rows_data(pair: Pair, question: str, found: RowChanges) -> bytes:
    """The rows of *question* that came, went or changed, each by the names of its columns."""
    return _written(pair, {"question": question, "understood": found.understood, **_rows(found)})


def pack_data(pair: Pair, slug: str, found: PackChanges) -> bytes:
    """What changed in the pack of the partner with *slug*: the rows of its tables, and what is said of things."""
    partner = {"slug": slug, "label": found.partner}
    tables = {table.name: _rows(table.rows) for table in found.tables}
    return _written(pair, {"partner": partner, "tables": tables, "things": [_thing(each) for each in found.things]})


def _rows(found: RowChanges) -> dict[str, list[Any]]:
    def told(row: Row) -> dict[str, dict[str, str | None]]:
        return {column.name: {"value": cell.value, "iri": cell.iri} for column, cell in zip(found.columns, row, strict=True)}

    changed = [{"before": told(before), "after": told(after)} for before, after in found.changed]
    return {"added": [*map(told, found.added)], "removed": [*map(told, found.removed)], "changed": changed}


def _thing(thing: ThingChanges) -> dict[str, Any]:
    added, removed = ([_fact(fact) for fact in thing.facts if fact.is_added is wanted] for wanted in (True, False))
    return {"id": thing.iri, "label": thing.label, "added": added, "removed": removed}


def _fact(fact: Fact) -> dict[str, str]:
    words = dict(zip(("property", "value"), fact.words, strict=True))
    return {**words, "predicate": fact.predicate, "object": fact.value, "graph": fact.graph}


def _written(pair: Pair, content: Mapping[str, Any]) -> bytes:
    old, new = pair.names
    return orjson.dumps({"from": old, "to": new, **content}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
