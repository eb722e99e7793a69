"""A question drafted from a query that was answered: a file that loads and runs.

What the query and its answer tell is filled in: the columns and what they hold. :data:`.scaffold.TO_WRITE` stands where only its
author knows what to say, and the checks of questions point at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from unicodedata import normalize

from rdflib.namespace import XSD

from graphapp.errors import InputError
from graphapp.namespaces import Naming
from graphapp.queries.binding import without_slots
from graphapp.queries.header import ColumnType
from graphapp.queries.scaffold import LONGEST_NAME, TO_WRITE, quoted, refuse_text
from graphapp.queries.tasks import TASKS

Columns = Mapping[str, ColumnType | None]
"""What each column holds, by its name; None where no row tells."""

_FILE = """\
#+ title: {title}
#+ question: >-
#+   {to_write} the question, as one sentence that ends with “?”.
#+ description: >
#+   {to_write} what is listed, and when something counts.
#+ cannot_tell: >
#+   {to_write} what the answer does not say to those who trust it.
#+ task: {task}  # {to_write} what people are doing when they ask it; graphapp/queries/tasks.py lists what it can be.
#+ audience: [strategist]  # {to_write} for whom it is.
#+ tags: [draft]  # {to_write} what it is about, in a word or two.
#+ columns:
{columns}
{query}
"""

_NUMBERS = {
    str(XSD[name])
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
}
_HEADER = re.compile(r"\A(?:\s*#\+[^\n]*(?:\n|\Z))+")
_PLAIN_KEY = re.compile(r"(?!(?:yes|no|on|off|true|false|null)$)[a-z][a-z0-9_]*")
"""Names that YAML reads as texts without quotation marks."""


def name_from(title: str) -> str:
    """The name of a question called *title*: of its file, and in its address.

    >>> name_from("Who cares? Schools & “Portage”, 2015")
    'who-cares-schools-portage-2015'

    :raises InputError: when the title cannot stand in a header, or has no letters that a name is made of
    """
    refuse_text("title", title)
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain)).lstrip("-0123456789")
    if not name:
        raise InputError("The title has no letters from a to z, of which the name of the file is made; write it in English.")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]


def columns_of(results: Mapping[str, Any], naming: Naming) -> dict[str, ColumnType | None]:
    """The columns of a question with these *results* (SPARQL 1.1 Results JSON Format); ``?row_label`` is a part of ``?row``.

    :raises InputError: when there are none
    """
    selected = results["head"]["vars"]
    names = [name for name in selected if name.removesuffix("_label") == name or name.removesuffix("_label") not in selected]
    if not names:
        raise InputError("The query selects nothing; a question needs one column or more.")
    rows = results["results"]["bindings"]
    return {name: _kind_of((row[name] for row in rows if name in row), naming) for name in names}


def _kind_of(terms: Iterable[Mapping[str, str]], naming: Naming) -> ColumnType | None:
    """What a column of *terms* holds: the narrowest that fits them all."""
    kinds = {_kind_of_term(term, naming) for term in terms}
    if kinds == {ColumnType.THING, ColumnType.LINK}:
        return ColumnType.THING
    return (kinds.pop() if len(kinds) == 1 else ColumnType.TEXT) if kinds else None


def _kind_of_term(term: Mapping[str, str], naming: Naming) -> ColumnType:
    if term["type"] == "uri":
        return ColumnType.THING if naming.page(term["value"]) else ColumnType.LINK
    return ColumnType.NUMBER if term.get("datatype") in _NUMBERS else ColumnType.TEXT


def draft(title: str, query: str, columns: Columns, base: str) -> str:
    """The text of a question that asks *query*, which stays as it is but for what a file of a question says in another way.

    :param base: that of the site, which is left out, as every question is asked with it
    :raises InputError: for a title or a query that no such file can hold
    """
    refuse_text("title", title)
    return _FILE.format(
        title=quoted(title),
        to_write=TO_WRITE,
        task=TASKS[0],
        columns="\n".join(_declared(columns)),
        query=_body(query, base),
    )


def _declared(columns: Columns) -> Iterator[str]:
    """What the header says of each column."""
    for name, kind in columns.items():
        key = name if _PLAIN_KEY.fullmatch(name) else quoted(name)
        label = quoted(name.replace("_", " ").strip().capitalize() or name)
        held = f", type: {kind}" if kind not in (None, ColumnType.TEXT) else ""
        unknown = "" if kind else f"  # {TO_WRITE} “type: thing”, “number” or “link”, if it holds no text; no row told."
        yield f"#+   {key}: {{label: {label}{held}}}{unknown}"


def _body(query: str, base: str) -> str:
    """*query* without a header of another file, without our own base, and without gaps: to the engine they were variables.

    :raises InputError: when a line would be taken for one of the header
    """
    text = _HEADER.sub("", query.replace("\r\n", "\n").replace("\r", "\n")).strip()
    text = without_slots(re.sub(rf"\ABASE\s*<{re.escape(base)}>\s*", "", text, flags=re.IGNORECASE))
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#+"):
            raise InputError(f"Line {number} of the query begins with “#+”, as its header will; put a space before it.")
    return text
