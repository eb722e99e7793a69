"""Checks that a saved question holds together before anyone is offered it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyparsing import ParseException
from rdflib import Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parser import parseQuery

from graphapp.errors import GraphappError, InputError, ParameterError, QueryRefused, SourceFault
from graphapp.namespaces import Naming
from graphapp.queries.binding import bind, slots
from graphapp.queries.conventions import breaches, line_saying
from graphapp.queries.header import SavedQuery, line_of
from graphapp.queries.paging import PAGE, PER_PAGE
from graphapp.queries.parameters import fill
from graphapp.queries.run import bound_sparql
from graphapp.queries.scaffold import refuse_name
from graphapp.queries.scope import EDITION, choose_edition, within_edition
from graphapp.store.base import Store


def check_query(query: SavedQuery, store: Store, naming: Naming) -> None:
    """Hold the form of *query* against the conventions, and run it with its defaults.

    :raises SourceFault: with the file, and the line where it is known
    """
    check_form(query)
    check_answer(query, store, naming)


def check_answer(query: SavedQuery, store: Store, naming: Naming) -> None:
    """Run *query* with its defaults, and hold the columns of the answer against its header.

    :raises SourceFault: with the file, and the line where it is known
    """
    scoped = within_edition(store, naming, choose_edition(store, naming))
    for message, line in _default_faults(query, scoped, naming):
        raise SourceFault(message, query.file, line)
    try:
        table = scoped.select(bound_sparql(query, fill(scoped, query, {}, naming), naming))
    except QueryRefused as refusal:
        raise _parse_fault(query, naming, refusal) from refusal
    except GraphappError as error:
        raise SourceFault(f"it does not run with its default values: {error}", query.file) from error
    for message, line in _column_faults(query, table.columns):
        raise SourceFault(message, query.file, line)


def check_form(query: SavedQuery) -> object:
    """Hold against each other what can be without running *query*: its name, its slots, and its SPARQL against the conventions.

    :return: the parsed query
    :raises SourceFault: with the file, and the line where it is known
    """
    for message, line in (*_address_faults(query), *_name_faults(query), *_slot_faults(query)):
        raise SourceFault(message, query.file, line)
    parsed = _parsed(query)
    for words, why in breaches(parsed):
        raise SourceFault(f"it says {words}: {why}.", query.file, line_saying(words, query.sparql))
    return parsed


def _parsed(query: SavedQuery) -> object:
    """The SPARQL of *query* as rdflib parses it, with a value in each gap that has to be filled.

    :raises SourceFault: when it does not parse
    """
    try:
        return parseQuery(bind(query.sparql, _samples(query)))
    except ParseException as error:
        message = f"the query does not parse: {error.msg} at “{error.line.strip()}”."
        raise SourceFault(message, query.file, error.lineno) from error
    except (ArithmeticError, RecursionError, TypeError, ValueError) as error:  # such as a number with ten thousand digits
        raise SourceFault("the query has something in it that cannot be read.", query.file) from error


def _parse_fault(query: SavedQuery, naming: Naming, refusal: QueryRefused) -> SourceFault:
    """Why the engine refused *query*, although it parses: rdflib names a prefix that is not declared."""
    try:
        prepareQuery(bind(query.sparql, _samples(query)), base=naming.base)
    except Exception as error:  # noqa: BLE001 - rdflib raises bare Exception for an unknown prefix; it is reported, not swallowed
        return SourceFault(f"the query does not parse: {error}", query.file)
    return SourceFault(f"the engine refuses it: {refusal}", query.file)


def _samples(query: SavedQuery) -> dict[str, list[URIRef | Literal]]:
    """A term for every slot, so that the query can be parsed: nothing in a gap that may stay empty."""
    return {item.variable: [] if not item.required and item.default is None else [URIRef("urn:x")] for item in query.parameters}


PAGES = ("status",)
"""Names under ``/queries`` that are no questions."""


def _address_faults(query: SavedQuery) -> Iterator[tuple[str, int | None]]:
    """What is wrong with the name of the file, which is the address of the question."""
    try:
        refuse_name(query.name)
    except InputError as error:
        yield str(error), None
    if query.name in PAGES:
        yield f"a page is called “{query.name}” already; give the file another name.", None


RESERVED = {
    EDITION: "says which self-evaluation is asked",
    PAGE: "says which page of an answer is wanted",
    PER_PAGE: "says how many rows a page has",
    "hide": "says which column the page leaves out",
    "show": "says what more the page shows",
    "saved": "says what the question was saved as",
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


def _column_faults(query: SavedQuery, selected: Sequence[str]) -> Iterator[tuple[str, int | None]]:
    """Columns that SELECT lacks, and what it has that is no column: ``?row_label`` beside ``?row`` is its label."""
    columns = {column.name for column in query.columns}
    for name in sorted(columns.difference(selected)):
        yield f"the column “{name}” is not among the variables of SELECT.", _line(query, name, "columns")
    for name in selected:
        if name not in columns and name.removesuffix("_label") not in columns:
            yield f"?{name} is selected and is no column of the header.", line_saying("SELECT", query.sparql)


def _line(query: SavedQuery, name: str, field: str) -> int:
    """Where the header's *field* says *name*."""
    return line_of(query.sparql.splitlines(), name, field)


def _line_of_slot(query: SavedQuery, name: str) -> int | None:
    return next((number for number, line in enumerate(query.sparql.splitlines(), 1) if name in slots(line)), None)
