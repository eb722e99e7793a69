"""What calls take: the gaps of the questions as parameters of OpenAPI, with the values that exist in the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graphapp.errors import ParameterError
from graphapp.exports.api.schemas import Schema, schema_of_gap, schema_of_page, schema_of_size, schema_of_values
from graphapp.namespaces import Naming
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.queries.paging import PAGE, PER_PAGE
from graphapp.queries.parameters import Filled, Option, default_options, options
from graphapp.queries.scope import EDITION, choose_edition, editions, within_edition
from graphapp.store.base import Store

_MOST_LISTED = 1_000
"""Values of one kind that are listed."""

_EXAMPLES = 3


@dataclass(frozen=True)
class Described:
    """What a description is made from.

    :param store: the whole dataset; the values of gaps are those of the edition that is asked without saying which
    :param formats: the media types of answers, by suffix
    :param version: of the data; empty where the store does not say
    :param rights: what may be done with the data
    """

    library: Mapping[str, SavedQuery]
    store: Store
    naming: Naming
    formats: Mapping[str, str]
    version: str
    rights: str

    @property
    def edition(self) -> str:
        """The edition that is asked without saying which."""
        return choose_edition(self.store, self.naming)

    @property
    def scoped(self) -> Store:
        """What that edition says and what all share."""
        return within_edition(self.store, self.naming, self.edition)

    @property
    def editions(self) -> Sequence[str]:
        """The names of all."""
        return editions(self.store, self.naming)

    def values(self, parameter: Parameter) -> Sequence[Option] | None:
        """The values that *parameter* takes; None where these are too many to list, or each edition has its own."""
        known = options(self.scoped, parameter, self.naming)
        differ = parameter.type is ParameterType.THING and len(self.editions) > 1
        return None if differ or len(known) > _MOST_LISTED else known


def schemas_of_values(described: Described) -> dict[str, Schema]:
    """The values of each kind of concepts and things, which gaps share."""
    gaps = (parameter for query in described.library.values() for parameter in query.parameters)
    kinds = {_kind(parameter): parameter for parameter in gaps if _kind(parameter)}
    return {kind: schema_of_values(described.values(parameter)) for kind, parameter in kinds.items()}


def names_of_parameters(query: SavedQuery, *, in_pages: bool) -> tuple[str, ...]:
    """What the parameters of *query* are called among the components."""
    gaps = (_name(query, parameter) for parameter in query.parameters)
    return (*gaps, EDITION, *((PAGE, PER_PAGE) if in_pages else ()))


def all_parameters(described: Described) -> dict[str, Any]:
    """The parameters of all questions, by what they are called among the components."""
    gaps = (item for query in described.library.values() for item in _gaps(described, query))
    return {**dict(gaps), **_common(described)}


def _name(query: SavedQuery, parameter: Parameter) -> str:
    return f"{query.name}.{parameter.name}"


def _kind(parameter: Parameter) -> str:
    """What the values of *parameter* are called among the components, which gaps share; empty where it has its own."""
    if parameter.type not in (ParameterType.CONCEPT, ParameterType.THING):
        return ""
    return f"{parameter.type.value}.{parameter.source.rpartition(':')[2]}"


def _gaps(described: Described, query: SavedQuery) -> Iterator[tuple[str, dict[str, Any]]]:
    """The gaps of *query* as parameters, with what is taken where nothing is given."""
    for parameter in query.parameters:
        yield _name(query, parameter), _gap(described, parameter, _default(described, parameter))


def _default(described: Described, parameter: Parameter) -> str | list[str] | None:
    """What *parameter* has when nobody gives it a value; None where the data lack that, as those of another council may."""
    if parameter.required:
        return None
    with suppress(ParameterError):
        return Filled(parameter, default_options(described.scoped, parameter, described.naming)).value
    return None


def _gap(described: Described, parameter: Parameter, default: str | list[str] | None) -> dict[str, Any]:
    shared = _kind(parameter)
    value = {"$ref": f"#/components/schemas/{shared}"} if shared else schema_of_values(described.values(parameter))
    words = f"{parameter.label}. {parameter.help}".strip()
    return {
        **_parameter(parameter.name, words, schema_of_gap(parameter, value, default)),
        **({"required": True, "allowEmptyValue": False} if parameter.required else {}),
        **({"style": "form", "explode": True} if parameter.many else {}),
        **_examples(described, parameter),
    }


def _examples(described: Described, parameter: Parameter) -> dict[str, Any]:
    """A few values that exist, with their labels."""
    if parameter.type in (ParameterType.BOOLEAN, ParameterType.INTEGER):
        return {}
    some = islice(options(described.scoped, parameter, described.naming), _EXAMPLES)
    examples = {
        option.value: {"summary": option.label, "value": [option.value] if parameter.many else option.value} for option in some
    }
    return {"examples": examples} if examples else {}


def _common(described: Described) -> dict[str, Any]:
    """The parameters that every question takes beside its gaps."""
    names = described.editions
    edition: Schema = {"type": "string", **({"enum": list(names)} if 0 < len(names) <= _MOST_LISTED else {})}
    if described.edition:
        edition["default"] = described.edition
    return {
        EDITION: _parameter(EDITION, "The self-evaluation that is asked.", edition),
        PAGE: _parameter(PAGE, "Which page of the answer, from 1.", schema_of_page()),
        PER_PAGE: _parameter(PER_PAGE, "How many rows a page has.", schema_of_size()),
    }


def _parameter(name: str, words: str, schema: Schema) -> dict[str, Any]:
    """A parameter that may be left out; sent empty, it counts as left out."""
    return {"name": name, "in": "query", "description": words, "required": False, "allowEmptyValue": True, "schema": schema}
