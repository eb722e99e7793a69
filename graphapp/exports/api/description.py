"""The saved questions as an OpenAPI 3.1 description, for whoever writes a program and for tools that make one.

Everything in it comes from the headers of the questions and from the graph: the values that a gap takes are those that exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphapp import __version__
from graphapp.exports.api.inputs import Described, all_parameters, names_of_parameters, schemas_of_values
from graphapp.exports.api.schemas import CELLS, PARAMETER_PROBLEM, PROBLEM, SOURCE, name_of_cell, schema_of_answer
from graphapp.queries.header import SavedQuery
from graphapp.queries.paging import IN_PAGES, MOST_ROWS, PAGE, PER_PAGE

_INTRODUCTION = f"""\
A value is its short name, as listed here. Its label, another name of it, and its IRI are taken as well; so are yes, no, 1, 0, \
on and off for true and false. An empty value counts as none. What is wrong is told of all parameters at once, in a problem \
document (RFC 9457).

Without `{PAGE}` and `{PER_PAGE}` an answer comes whole. With one of them it comes in pages of up to {MOST_ROWS:,} rows: follow \
the Link headers until there is no next."""

_PROBLEMS = {
    "400": ("Unreadable", "The address is no text, or holds what no address may hold.", "Problem"),
    "404": ("BeyondTheEnd", "There is no such page: the answer ends before it.", "Problem"),
    "414": ("TooLong", "The address is too long.", "Problem"),
    "422": ("WrongValues", "Parameters that the question does not have, or values that do not fit.", "ParameterProblem"),
    "502": ("StoreAway", "The store behind the site did not answer.", "Problem"),
    "503": ("ComeAgain", "Nothing is published yet, or too many are asking at once.", "Problem"),
}  # fmt: skip
"""What can go wrong, by status: its name among the components, in words, and its schema."""

_HEADERS: Mapping[str, Any] = {
    "ETag": {
        "description": "Names this very answer. Send it as If-None-Match: 304 says that nothing has changed.",
        "required": True,
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "The first, prev, next and last page (RFC 8288), where pages are asked for. The last page has no next.",
        "schema": {"type": "string"},
    },
}


def describe_api(described: Described) -> dict[str, Any]:
    """The description as a document, ready for JSON."""
    return {
        "openapi": "3.1.0",
        "info": _info(described),
        "servers": [{"url": described.naming.base.rstrip("/")}],
        "security": [],
        "tags": [{"name": name} for name in sorted({_tag(query) for query in described.library.values()})],
        "paths": dict(item for query in described.library.values() for item in _paths(query, described.formats)),
        "components": _components(described),
    }


def _info(described: Described) -> dict[str, Any]:
    rights = f"\n\nRights in the data: {described.rights}" if described.rights else ""
    return {
        "title": "graphapp: saved questions to SEND self-evaluations",
        "summary": "Each saved question is a call: its gaps are parameters, and every row says why it counts.",
        "description": _INTRODUCTION + rights,
        "version": __version__,
        "license": {"name": "MIT, for the software; for the data see above", "identifier": "MIT"},
        "x-data-version": described.version,
    }


def _tag(query: SavedQuery) -> str:
    return query.task or "Questions"


def _paths(query: SavedQuery, formats: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """One path for each format of *query*."""
    for suffix, media_type in formats.items():
        yield f"/queries/{query.name}.{suffix}", {"get": _operation(query, suffix, media_type)}


def _operation(query: SavedQuery, suffix: str, media_type: str) -> dict[str, Any]:
    in_pages = suffix in IN_PAGES
    return {
        "operationId": _operation_id(query, suffix),
        "summary": query.title,
        "description": _WORDS[suffix](query) if suffix in _WORDS else _as_json(query),
        "tags": [_tag(query)],
        "parameters": [_ref("parameters", name) for name in names_of_parameters(query, in_pages=in_pages)],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {name: _ref("headers", name) for name in _HEADERS if in_pages or name != "Link"},
                "content": {media_type: {"schema": _ref("schemas", query.name)} if suffix == "json" else {}},
            },
            "304": {"description": "The answer is still the one that If-None-Match names."},
            **{status: _ref("responses", name) for status, (name, _, _) in _PROBLEMS.items() if in_pages or status != "404"},
        },
    }


def _operation_id(query: SavedQuery, suffix: str) -> str:
    return f"{query.name}-{suffix}".replace("-", "_")


def _in_words(query: SavedQuery) -> str:
    cannot = f"\n\nWhat it cannot tell: {query.cannot_tell}" if query.cannot_tell else ""
    return f"{query.question}\n\n{query.description}{cannot}"


def _columns(query: SavedQuery) -> str:
    labels = ", ".join(column.label for column in query.columns)
    return f"{_as_json(query)} Its columns: {labels}. Beside a column of things stands one with their IRIs."


def _as_json(query: SavedQuery) -> str:
    return f"The same answer as {_operation_id(query, 'json')}."


_WORDS: Mapping[str, Callable[[SavedQuery], str]] = {"json": _in_words, "csv": _columns}
"""What is said of an answer in a format; of any other, that it is the same."""


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _components(described: Described) -> dict[str, Any]:
    queries = described.library.values()
    return {
        "schemas": {
            "Problem": PROBLEM,
            "ParameterProblem": PARAMETER_PROBLEM,
            "Source": SOURCE,
            **{name_of_cell(type_): schema for type_, schema in CELLS.items()},
            **{query.name: schema_of_answer(query) for query in queries},
            **schemas_of_values(described),
        },
        "parameters": all_parameters(described),
        "headers": dict(_HEADERS),
        "responses": {name: _problem(words, schema) for name, words, schema in _PROBLEMS.values()},
    }


def _problem(words: str, schema: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/problem+json": {"schema": _ref("schemas", schema)}}}
