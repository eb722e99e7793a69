"""The columns of each table: a property each, with the type that all its values share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SKOS, XSD

from graphapp.exports.cells import unrunnable
from graphapp.exports.csvw.subjects import Subject
from graphapp.namespaces import curie
from graphapp.store.base import Term

ID = "id"
"""The first column of each table: the IRI of what the row is about."""

_SEPARATORS = ("|", "¦", "\x1f")
"""What may stand between several values of a cell; the last is in no cell, as such signs are left out."""

_NUMBERS = {str(XSD.integer), str(XSD.decimal), str(XSD.nonNegativeInteger)}
_A_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_IN_NO_NAME = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True)
class Column:
    """A property as a column.

    :param name: the heading of the column, by the end of the property's IRI
    :param separator: stands between several values; empty where no thing has more than one
    :param datatype: in the words of CSV on the Web
    :param language: of the texts, where all are of one
    :param has_things: whether the values are IRIs, so that a column with their labels stands beside
    """

    predicate: URIRef
    name: str
    separator: str
    datatype: str
    language: str
    has_things: bool

    @property
    def label_name(self) -> str:
        """The heading of the column with the labels."""
        return f"{self.name}_label"

    def cell(self, values: Iterable[Term]) -> str:
        """*values* as they stand in a cell."""
        return self.separator.join(_text(value) for value in values)

    def label_cell(self, labels: Iterable[str]) -> str:
        """What the values are called, in their order; the sign between them stands in none."""
        sign = self.separator
        return sign.join(unrunnable(label.replace(sign, " ") if sign else label) for label in labels)


@dataclass
class _Use:
    """How the things of a kind use a property."""

    is_repeated: bool = False
    datatypes: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def add(self, values: tuple[Term, ...]) -> None:
        """Note one thing's *values*."""
        self.is_repeated = self.is_repeated or len(values) > 1
        for value in values:
            self.datatypes.add(_datatype(value))
            self.languages.add((value.language or "") if isinstance(value, Literal) else "")
            self.taken.update(sign for sign in _SEPARATORS if sign in value)


class Survey:
    """The columns that the table of each kind needs.

    :param subjects: everything that there is, read once
    """

    def __init__(self, subjects: Iterable[Subject]) -> None:
        uses: dict[str, dict[URIRef, _Use]] = defaultdict(lambda: defaultdict(_Use))
        self.rows: dict[str, int] = defaultdict(int)
        for subject in subjects:
            if subject.kind:
                self.rows[subject.kind] += 1
                for predicate, values in subject.facts.items():
                    uses[subject.kind][predicate].add(values)
        self.columns: Mapping[str, tuple[Column, ...]] = {kind: tuple(_columns(uses[kind])) for kind in sorted(uses)}


def _columns(uses: Mapping[URIRef, _Use]) -> Iterator[Column]:
    """The columns for *uses*, the name of the thing first."""
    names: set[str] = {ID}
    for predicate in sorted(uses, key=lambda it: (it != SKOS.prefLabel, _local_name(it).casefold(), it)):
        use = uses[predicate]
        name = _free_name(predicate, names)
        names |= {name, f"{name}_label"}
        yield Column(
            predicate=predicate,
            name=name,
            separator=next(sign for sign in _SEPARATORS if sign not in use.taken) if use.is_repeated else "",
            datatype=_shared(use.datatypes),
            language=next(iter(use.languages)) if len(use.languages) == 1 else "",
            has_things=use.datatypes == {_THING},
        )


_THING = "anyURI"


def _datatype(value: Term) -> str:
    if isinstance(value, URIRef):
        return _THING
    known = isinstance(value, Literal) and value.datatype is not None and str(value.datatype).startswith(str(XSD))
    return str(value.datatype).removeprefix(str(XSD)) if isinstance(value, Literal) and known else "string"


def _shared(datatypes: set[str]) -> str:
    """The datatype that fits values of all *datatypes*."""
    if len(datatypes) == 1:
        return next(iter(datatypes))
    return "decimal" if {str(XSD) + name for name in datatypes} <= _NUMBERS else "string"


def _local_name(predicate: URIRef) -> str:
    short = curie(predicate)
    end = re.split(r"[:/#]", short)[-1] or short
    return _IN_NO_NAME.sub("_", end).strip("_") or "property"


def _free_name(predicate: URIRef, taken: set[str]) -> str:
    """A heading for *predicate* that is not *taken*: its local name; where another has that, with its prefix or a number."""
    local, prefix = _local_name(predicate), curie(predicate).partition(":")[0]
    names = [local, f"{prefix}_{local}", *(f"{local}_{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _text(value: Term) -> str:
    """*value* in a cell: a number as it is written, a blank node by its label, a text as no spreadsheet runs it."""
    if isinstance(value, BNode):
        return value.n3()
    return str(value) if _A_NUMBER.fullmatch(value) else unrunnable(str(value))
