"""Checks that a saved question holds together before anyone is offered it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyparsing import ParseException
from rdflib import Literal, URIRef
from rdflib.plugins.sparql import prepareQuery

from graphapp.errors import GraphappError, ParameterError, QueryRefused, SourceFault
from graphapp.namespaces import Naming
from graphapp.queries.binding import bind, slots
from graphapp.queries.header import SavedQuery, line_of
from graphapp.queries.paging import PAGE, PER_PAGE
from graphapp.queries.parameters import fill
from graphapp.queries.run import bound_sparql
from graphapp.queries.scope import EDITION, choose_edition, within_edition
from graphapp.store.base import Store


def check_query(query: SavedQuery, store: Store, naming: Naming) -> None:
    """Hold the parameters and columns of *query* against its SPARQL, and run it once with its defaults.

    :raises SourceFault: with the file, and the line where it is known
    """
    scoped = within_edition(store, naming, choose_edition(store, naming))
    for message, line in (*_name_faults(query), *_slot_faults(query), *_default_faults(query, scoped, naming)):
        raise SourceFault(message, query.file, line)
    try:
        table = scoped.select(bound_sparql(query, fill(scoped, query, {}, naming), naming))
    except QueryRefused as refusal:
        raise _parse_fault(query, naming, refusal) from refusal
    except GraphappError as error:
        raise SourceFault(f"it does not run with its default values: {error}", query.file) from error
    for column in query.columns:
        if column.name not in table.columns:
            message = f"the column “{column.name}” is not among the variables of SELECT."
            raise SourceFault(message, query.file, _line(query, column.name, "columns"))


def _parse_fault(query: SavedQuery, naming: Naming, refusal: QueryRefused) -> SourceFault:
    """Where *query*, which the engine refused, does not parse: rdflib's slower parser says the line."""
    try:
        prepareQuery(bind(query.sparql, _samples(query)), base=naming.base)
    except ParseException as error:
        return SourceFault(f"the query does not parse: {error.msg} at “{error.line.strip()}”.", query.file, error.lineno)
    except Exception as error:  # noqa: BLE001 - rdflib raises bare Exception for an unknown prefix; it is reported, not swallowed
        return SourceFault(f"the query does not parse: {error}", query.file)
    return SourceFault(f"the engine refuses it: {refusal}", query.file)


def _samples(query: SavedQuery) -> dict[str, list[URIRef | Literal]]:
    """A term for every slot, so that the query can be parsed: nothing in a gap that may stay empty."""
    return {item.variable: [] if not item.required and item.default is None else [URIRef("urn:x")] for item in query.parameters}


RESERVED = {
    EDITION: "says which self-evaluation is asked",
    PAGE: "says which page of an answer is wanted",
    PER_PAGE: "says how many rows a page has",
}
"""Names in the address of a question that no gap may have."""


def _name_faults(query: SavedQuery) -> Iterator[tuple[str, int | None]]:
    for parameter in query.parameters:
        if parameter.name in RESERVED:
            message = f"no parameter can be called “{parameter.name}”: in addresses, that {RESERVED[parameter.name]}."
            yield message, _line(query, parameter.name, "parameters")


def _slot_faults(query: SavedQuery) -> Iterator[tuple[str, int | None]]:
    used = set(slots(query.sparql))
    declared = {parameter.variable for parameter in query.parameters}
    for name in sorted(used - declared):
        yield f"${name} is no parameter of the header.", _line_of_slot(query, name)
    for parameter in query.parameters:
        if parameter.variable not in used:
            yield f"the parameter “{parameter.name}” is not used in the query.", _line(query, parameter.name, "parameters")


def _default_faults(query: SavedQuery, store: Store, naming: Naming) -> Iterator[tuple[str, int | None]]:
    """Defaults that are no values: of another council's edition the first value is taken instead, which would hide a slip."""
    for parameter in query.parameters:
        try:
            fill(store, replace(query, parameters=(parameter,)), {parameter.name: parameter.default or ""}, naming)
        except ParameterError as error:
            yield f"the default of “{parameter.name}” does not fit: {error}", _line(query, parameter.name, "parameters")


def _line(query: SavedQuery, name: str, field: str) -> int:
    """Where the header's *field* says *name*."""
    return line_of(query.sparql.splitlines(), name, field)


def _line_of_slot(query: SavedQuery, name: str) -> int | None:
    return next((number for number, line in enumerate(query.sparql.splitlines(), 1) if name in slots(line)), None)
