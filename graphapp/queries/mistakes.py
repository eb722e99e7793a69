"""Where in a query it was found that it does not parse: read from the sentence that says so, which has the place in words."""

from __future__ import annotations

import re
from typing import NamedTuple

_PLACE = re.compile(r"\bline (\d+), column (\d+)")
_AROUND = 60


class Mistake(NamedTuple):
    """A place in a query, counted from 1.

    :param before: what stands before it in its line
    :param after: what stands from there on
    """

    line: int
    column: int
    before: str
    after: str


def mistake_in(query: str, sentence: str) -> Mistake | None:
    """The place in *query* that *sentence* names, with what stands around it; None where it names none that there is.

    >>> mistake_in("SELECT * { ?s ?p }", "The query does not parse: line 1, column 18: expected a value.")
    Mistake(line=1, column=18, before='SELECT * { ?s ?p ', after='}')
    """
    found = _PLACE.search(sentence)
    lines = re.split(r"\r\n|\r|\n", query)
    if not found or not 0 < int(found[1]) <= len(lines):
        return None
    line, column = int(found[1]), int(found[2])
    text = lines[line - 1]
    return Mistake(line, column, text[: column - 1][-_AROUND:], text[column - 1 :][:_AROUND])
