"""Writes the tables of a version into one zip, in the same bytes each time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cachetools import LRUCache
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS

from graphapp.exports.cells import unrunnable
from graphapp.exports.csvw.columns import ID, Column, Survey
from graphapp.exports.csvw.metadata import FACT_COLUMNS, FACTS, METADATA, README, About, file_of, metadata, readme
from graphapp.exports.csvw.subjects import Subject, subjects_of
from graphapp.namespaces import Naming
from graphapp.store.base import Term
from graphapp.store.embedded.sorted_file import SortedFile, in_order
from graphapp.store.embedded.writing import read_file
from graphapp.store.labels import look_up_labels
from graphapp.store.versions import Version

TITLE = "Tables of a SEND self-evaluation as a knowledge graph"

_PIECE = 1024 * 1024
_REMEMBERED = 20_000
"""Labels that are remembered, some 5 MB."""

Row = list[str]


def write_tables(version: Version, target: BinaryIO) -> None:
    """Write a zip with the tables of *version*, their description and a text for people to *target*."""
    with TemporaryDirectory(prefix="graphapp-tables-") as tables, TemporaryDirectory(prefix="graphapp-sorted-") as spare:
        _write_files(Path(tables), version, in_order(version.dataset, Path(spare)))
        _zip(Path(tables), target, version.manifest.created)


def _write_files(folder: Path, version: Version, nquads: Path) -> None:
    """Write every file of the zip to *folder*, of a dataset whose lines are sorted."""
    naming, rights = Naming(version.manifest.base_iri), set[str]()
    survey = Survey(_noting_rights(subjects_of(read_file(nquads), naming), rights))
    with closing(SortedFile(nquads)) as dictionary:
        names = _Names(dictionary)
        _write_rows(folder, survey, subjects_of(read_file(nquads), naming), names)
        about = _about(version, names, survey, sorted(rights))
    (folder / METADATA).write_bytes(metadata(survey, about))
    (folder / README).write_text(readme(survey, about), encoding="utf-8", newline="")


def _noting_rights(subjects: Iterable[Subject], rights: set[str]) -> Iterator[Subject]:
    """*subjects*; what they say of rights is added to *rights*."""
    for subject in subjects:
        rights.update(map(str, subject.facts.get(DCTERMS.rights, ())))
        yield subject


def _about(version: Version, names: _Names, survey: Survey, rights: Iterable[str]) -> About:
    predicates = {column.predicate for columns in survey.columns.values() for column in columns}
    return About(TITLE, version.manifest.version, version.manifest.created, tuple(rights), names.of(predicates))


class _Names:
    """What things are called. The last ones are remembered, as a version may name more than memory holds."""

    def __init__(self, dictionary: SortedFile) -> None:
        self._dictionary = dictionary
        self._known: LRUCache[str, str] = LRUCache(_REMEMBERED)

    def of(self, terms: Iterable[Term]) -> dict[str, str]:
        """What each IRI among *terms* is called."""
        iris = {str(term) for term in terms if isinstance(term, URIRef)}
        found = {iri: self._known[iri] for iri in iris if iri in self._known}
        fresh = look_up_labels(self._dictionary, iris - found.keys())
        self._known.update(fresh)
        return found | fresh


def _write_rows(folder: Path, survey: Survey, subjects: Iterable[Subject], names: _Names) -> None:
    """Write every table to *folder* while *subjects* are read."""
    with ExitStack() as opened:

        def begin(name: str, headings: Iterable[str]) -> Callable[[Row], object]:
            writer = csv.writer(opened.enter_context((folder / name).open("w", encoding="utf-8", newline="")))
            writer.writerow(headings)
            return writer.writerow

        tables = {kind: begin(file_of(kind), _headings(columns)) for kind, columns in survey.columns.items()}
        write_fact = begin(FACTS, FACT_COLUMNS)
        for subject in subjects:
            if subject.kind:
                tables[subject.kind](_row(subject, survey.columns[subject.kind], names))
            else:
                for row in _fact_rows(subject):
                    write_fact(row)


def _headings(columns: Iterable[Column]) -> Row:
    return [ID, *(name for it in columns for name in ((it.name, it.label_name) if it.has_things else (it.name,)))]


def _row(subject: Subject, columns: Iterable[Column], names: _Names) -> Row:
    """The row of *subject*: each value, and beside things their labels."""
    called = names.of(value for values in subject.facts.values() for value in values)
    row = [str(subject.term)]
    for column in columns:
        values = subject.facts.get(column.predicate, ())
        row.append(column.cell(values))
        if column.has_things:
            row.append(column.label_cell(called[str(value)] for value in values))
    return row


def _fact_rows(subject: Subject) -> Iterator[Row]:
    about = _name(subject.term)
    for predicate, values in subject.facts.items():
        for value in values:
            if isinstance(value, Literal):
                yield [about, predicate, unrunnable(str(value)), "literal", str(value.datatype or ""), value.language or ""]
            else:
                yield [about, predicate, _name(value), "blank" if isinstance(value, BNode) else "iri", "", ""]


def _name(term: Term) -> str:
    return term.n3() if isinstance(term, BNode) else str(term)


def _zip(folder: Path, target: BinaryIO, created: str) -> None:
    """Put the files of *folder* into a zip, each with the date of the version, so that the same tables give the same bytes."""
    date = datetime.fromisoformat(created).timetuple()[:6]
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            entry = ZipInfo(file.name, date)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=file.stat().st_size > 2**31) as inside:
                while piece := source.read(_PIECE):
                    inside.write(piece)
