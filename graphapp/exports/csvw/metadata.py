"""What the tables are, in JSON for programs (Metadata Vocabulary for Tabular Data, W3C 2015) and in a text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from graphapp.exports.csvw.columns import ID, Column, Survey

METADATA, README, FACTS = "csv-metadata.json", "README.txt", "other-facts.csv"
"""The files beside the tables of kinds; where a table lies at an address, programs look for the first beside it (section 5.2)."""

FACT_COLUMNS = ("subject", "property", "value", "kind", "datatype", "language")
"""The headings of the table of facts; *kind* says whether the value is an ``iri``, a ``blank`` node or a ``literal``."""


@dataclass(frozen=True)
class About:
    """What has to be known of the tables as a whole.

    :param properties: what properties are called, by their IRIs
    """

    title: str
    version: str
    published: str
    rights: tuple[str, ...]
    properties: Mapping[str, str]


def file_of(kind: str) -> str:
    """The name of the table of *kind*."""
    return f"{kind}.csv"


def metadata(survey: Survey, about: About) -> bytes:
    """The description of all tables, as JSON."""
    tables = [_table(kind, columns, about) for kind, columns in survey.columns.items()]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "dc:title": about.title,
        "dc:identifier": about.version,
        "dc:issued": {"@value": about.published, "@type": "xsd:dateTime"},
        **({"dc:rights": list(about.rights)} if about.rights else {}),
        "tables": [*tables, _facts()],
    }
    return orjson.dumps(group, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _table(kind: str, columns: tuple[Column, ...], about: About) -> dict[str, Any]:
    described = [{"name": ID, "titles": ID, "datatype": "anyURI", "required": True, "suppressOutput": True}]
    described += [it for column in columns for it in _described(column, about)]
    schema = {"aboutUrl": f"{{+{ID}}}", "primaryKey": ID, "columns": described}
    return {"url": file_of(kind), "dc:title": kind.replace("-", " "), "tableSchema": schema}


def _described(column: Column, about: About) -> Iterator[dict[str, Any]]:
    """*column*, and the one with labels beside it."""
    words = about.properties.get(str(column.predicate), column.name)
    yield {
        "name": column.name,
        "titles": list(dict.fromkeys((column.name, words))),
        "propertyUrl": str(column.predicate),
        "datatype": column.datatype,
        **({"lang": column.language} if column.language else {}),
        **({"separator": column.separator} if column.separator else {}),
        **({"valueUrl": f"{{+{column.name}}}"} if column.has_things and not column.separator else {}),
    }
    if column.has_things:
        yield {
            "name": column.label_name,
            "titles": list(dict.fromkeys((column.label_name, f"{words} (label)"))),
            "datatype": "string",
            "suppressOutput": True,
            **({"separator": column.separator} if column.separator else {}),
        }


def _facts() -> dict[str, Any]:
    columns = [{"name": name, "titles": name, "datatype": "string", "suppressOutput": True} for name in FACT_COLUMNS]
    return {"url": FACTS, "dc:title": "what is said of everything else, a row for each fact", "tableSchema": {"columns": columns}}


def readme(survey: Survey, about: About) -> str:
    """What the tables are, for whoever opens the folder."""
    lines = [
        about.title,
        f"Version {about.version}, published {about.published[:10]}.",
        *(f"Rights: {words}" for words in about.rights),
        "",
        "Each file holds one kind of thing: a row is a thing, a column says one thing of it. The column “id” is its address",
        "on the web, by which the tables join. Beside each column of addresses stands one with the labels. Where a cell holds",
        f"several values, a sign such as | stands between them. {METADATA} says of each column what it means and",
        "which sign that is (CSV on the Web). What was derived by a rule stands beside what is stated; the exports as TriG and",
        "N-Quads keep them apart. The files are text in UTF-8.",
        "",
        *(f"{file_of(kind)}: {survey.rows[kind]} rows" for kind in survey.columns),
        f"{FACTS}: what is said of everything else (parts of things, the terms of the ontology), a row for each fact",
    ]
    return "\r\n".join(lines) + "\r\n"
