"""A question as it is asked from a program: the same call for curl, Python, R and Excel, ready to be copied.

A value may hold anything. Each language is given its texts in its own form, so that nothing in a value can end one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Values = Mapping[str, str | Sequence[str]]
"""The values of an address: several where a gap takes several."""


@dataclass(frozen=True)
class Call:
    """How to ask in one language.

    :param where: where the code is run, or what it needs
    """

    language: str
    where: str
    code: str


def calls(base: str, path: str, values: Values) -> tuple[Call, ...]:
    """The answer in JSON at *path* below *base* (which ends in a slash), asked with *values*, in every language."""
    return (
        Call("curl", "In a terminal with a Unix shell.", _curl(base + path, values)),
        Call("Python", "It needs nothing beside Python.", _python(base + path, values)),
        Call("R", "It needs the packages httr2 and jsonlite.", _r(base + path, values)),
        Call("Excel or Power BI", "Data, Get Data, Blank Query, then Advanced Editor (Power Query).", _m(base, path, values)),
    )


def _pairs(values: Values) -> Iterator[tuple[str, str]]:
    """Each value with its name, as they follow each other in an address."""
    for name, value in values.items():
        yield from ((name, text) for text in ([value] if isinstance(value, str) else value))


def _curl(address: str, values: Values) -> str:
    asked = [f"  --data-urlencode {_in_shell(f'{name}={text}')}" for name, text in _pairs(values)]
    return " \\\n".join([f"curl --fail-with-body --get {_in_shell(address)}", *asked])


def _in_shell(text: str) -> str:
    """*text* as one word of a POSIX shell."""
    return "'" + text.replace("'", "'\"'\"'") + "'"


def _python(address: str, values: Values) -> str:
    given = "".join(f"    {name!r}: {value if isinstance(value, str) else list(value)!r},\n" for name, value in values.items())
    return f"""\
import json
from urllib.parse import urlencode
from urllib.request import urlopen

address = {address!r}
values = {{
{given}}}
with urlopen(address + "?" + urlencode(values, doseq=True), timeout=60) as answer:
    rows = json.load(answer)["rows"]
for row in rows:
    print({{name: cell["value"] for name, cell in row.items()}})"""


def _r(address: str, values: Values) -> str:
    given = [f"{_r_name(name)} = {_several(value, _in_r, 'c(', ')')}" for name, value in values.items()]
    if not all(isinstance(value, str) for value in values.values()):
        given.append('.multi = "explode"')
    asked = ",\n    ".join(given)
    return f"""\
library(httr2)

answer <- request({_in_r(address)}) |>
  req_url_query(
    {asked}
  ) |>
  req_perform() |>
  resp_body_string() |>
  jsonlite::fromJSON(flatten = TRUE)
answer$rows"""


def _r_name(name: str) -> str:
    return f"`{name}`"


_R_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def _in_r(text: str) -> str:
    """*text* as a string of R; what a terminal or an editor might not show as it is gets its code."""
    return '"' + "".join(_R_ESCAPES.get(sign) or (sign if sign.isprintable() else f"\\U{{{ord(sign):x}}}") for sign in text) + '"'


def _m(base: str, path: str, values: Values) -> str:
    given = ",\n".join(f"            {_m_name(name)} = {_several(value, _in_m, '{', '}')}" for name, value in values.items())
    return f"""\
let
    Source = Json.Document(Web.Contents({_in_m(base)}, [
        RelativePath = {_in_m(path)},
        Query = [
{given}
        ]
    ])),
    Values = (row) => Record.FromList(List.Transform(Record.FieldValues(row), each [value]), Record.FieldNames(row)),
    Rows = Table.FromRecords(List.Transform(Source[rows], Values))
in
    Rows"""


def _m_name(name: str) -> str:
    return f"#{_in_m(name)}"


_M_DIGITS = 4
"""Digits of an escape, or twice as many."""

_M_SPECIAL = re.compile(r'#\(|"|[^ -~]')


def _in_m(text: str) -> str:
    """*text* as a text of M; ``#(`` begins an escape there, so it is one itself, and so is every sign beyond ASCII."""
    return '"' + _M_SPECIAL.sub(lambda match: _m_escape(match[0]), text) + '"'


def _m_escape(found: str) -> str:
    if found == '"':
        return '""'
    if found == "#(":
        return "#(#)("
    short = f"{ord(found):04X}"
    return f"#({short if len(short) == _M_DIGITS else short.zfill(2 * _M_DIGITS)})"


def _several(value: str | Sequence[str], written: Callable[[str], str], begin: str, end: str) -> str:
    """One text, or a list of them between *begin* and *end*."""
    return written(value) if isinstance(value, str) else begin + ", ".join(map(written, value)) + end
