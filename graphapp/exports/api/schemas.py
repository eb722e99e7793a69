"""JSON Schemas (2020-12) of what a saved question takes and gives, made from its header and the values that the graph holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphapp.queries.header import Column, ColumnType, Parameter, ParameterType, SavedQuery
from graphapp.queries.paging import MOST_PAGES, MOST_ROWS, PAGE, PER_PAGE, USUAL_SIZE
from graphapp.queries.parameters import MOST_VALUES, Option
from graphapp.queries.scalars import DATE_PATTERN, LARGEST_NUMBER

Schema = dict[str, Any]

SLUG = r"^[a-z0-9][a-z0-9.-]*$"
"""What the short name of a thing looks like, where too many exist to list them."""

_IRI: Schema = {"type": ["string", "null"], "format": "iri", "description": "The IRI of the thing; null where there is none."}


def _cell(value: Schema, description: str) -> Schema:
    return {
        "type": "object",
        "description": description,
        "required": ["value", "iri"],
        "properties": {"value": value, "iri": _IRI},
        "additionalProperties": False,
    }


CELLS: Mapping[ColumnType, Schema] = {
    ColumnType.THING: _cell({"type": "string"}, "A thing: its label and its IRI. An empty label means that there is none."),
    ColumnType.LINK: _cell({"type": "string"}, "An address on the web; empty where there is none."),
    ColumnType.TEXT: _cell({"type": "string"}, "Words; empty where the document says nothing."),
    ColumnType.NUMBER: _cell(
        {"type": ["number", "string"]}, "A number; text where the document gives none, empty where it says nothing."
    ),
}

SOURCE: Schema = {
    "type": "object",
    "description": "Where an answer comes from. Pages of one version belong together.",
    "required": ["address", "version", "published", "rights"],
    "properties": {
        "address": {"type": "string", "format": "uri", "description": "The question with these values."},
        "version": {"type": "string", "description": "Of the data; empty where the store does not say."},
        "published": {"type": "string", "description": "When that version was written (ISO 8601); empty where not known."},
        "rights": {"type": "string", "description": "What may be done with the data."},
    },
    "additionalProperties": False,
}

PROBLEM: Schema = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "A sentence for whoever asked."},
    },
}

PARAMETER_PROBLEM: Schema = {
    "description": "Values that do not fit: all of them at once.",
    "allOf": [{"$ref": "#/components/schemas/Problem"}],
    "required": ["errors"],
    "properties": {
        "errors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {
                    "parameter": {"type": "string", "description": "The name as it was given."},
                    "detail": {"type": "string", "description": "What is wrong with it, and which values exist."},
                },
            },
        }
    },
}


def schema_of_page() -> Schema:
    """The number of a page."""
    return {"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1}


def schema_of_size() -> Schema:
    """How many rows a page has."""
    return {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_SIZE}


def schema_of_values(values: Sequence[Option] | None) -> Schema:
    """One of *values*; anything of the form of a short name where there are none, or None stands for too many to list."""
    if not values:
        return {"type": "string", "pattern": SLUG}
    return {"type": "string", "enum": list(dict.fromkeys(option.value for option in values))}


def schema_of_gap(parameter: Parameter, value: Schema, default: str | list[str] | None) -> Schema:
    """What a gap takes in the address.

    :param value: the schema of one of its values, where it takes names
    :param default: what is taken where nothing is given
    """
    if parameter.type is ParameterType.BOOLEAN:
        return {"type": "boolean", "default": default == "true"}
    if parameter.type is ParameterType.INTEGER:
        limits = parameter.limits
        most = LARGEST_NUMBER if limits.most is None else limits.most
        number: Schema = {"type": "integer", "minimum": limits.least or 0, "maximum": most}
        return {**number, "default": int(default)} if isinstance(default, str) else number
    if parameter.type is ParameterType.DATE:
        return {"type": "string", "pattern": DATE_PATTERN, **({"default": default} if default else {})}
    several: Schema = {"type": "array", "items": value, "maxItems": MOST_VALUES}
    return {**(several if parameter.many else value), **({"default": default} if default else {})}


def schema_of_answer(query: SavedQuery) -> Schema:
    """The answer as JSON: the whole, or one page of it, which then says which one of how many."""
    place = {PAGE: schema_of_page(), PER_PAGE: schema_of_size(), "pages": {"type": "integer", "minimum": 1}}
    described = {
        "query": {"const": query.name},
        "edition": {"type": "string", "description": "The self-evaluation that was asked."},
        "parameters": _object({parameter.name: _schema_of_filled(parameter) for parameter in query.parameters}),
        "understood": {"type": "string", "description": "The question with its gaps filled."},
        "total": {"type": "integer", "minimum": 0, "description": "Rows of the whole answer."},
        "source": {"$ref": "#/components/schemas/Source"},
        "rows": {"type": "array", "items": _object({column.name: _schema_of_cell(column) for column in query.columns})},
    }
    whole = _object(described)
    return {
        **whole,
        "description": query.question,
        "properties": {**described, **place},
        "dependentRequired": {name: [other for other in place if other != name] for name in place},
    }


def _object(properties: Mapping[str, Schema]) -> Schema:
    """An object with these *properties*, each there, and no others."""
    return {"type": "object", "required": list(properties), "properties": dict(properties), "additionalProperties": False}


def _schema_of_filled(parameter: Parameter) -> Schema:
    """A gap as the answer repeats it."""
    if parameter.many:
        return {"type": "array", "items": {"type": "string"}, "description": parameter.label}
    return {"type": ["string", "null"], "description": parameter.label}


def _schema_of_cell(column: Column) -> Schema:
    return {"$ref": f"#/components/schemas/{name_of_cell(column.type)}", "title": column.label}


def name_of_cell(type_: ColumnType) -> str:
    """What the schema of the cells of a column is called among the components."""
    return f"{type_.value.capitalize()}Cell"
