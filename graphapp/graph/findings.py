"""What a check found: one shape for SHACL results, integrity checks and the reasoner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from graphapp.hints import shown

_SUBJECT = re.compile(r"^<([^>]+)>")
_ANY_IRI = re.compile(r"<([^>]+)>")


class Severity(StrEnum):
    """How bad a finding is, in the words of SHACL. A violation fails the build."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One thing that a check found.

    :param record: what it is about: a relative IRI such as ``id/service/hampshire-portage``
    :param message: what is wrong and how to mend it
    :param place: ``file:line``, where it is known
    :param explanation: what a curator says of it (``skos:editorialNote``), for a finding that is known and accepted
    """

    severity: Severity
    check: str
    record: str
    message: str
    place: str = ""
    explanation: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.severity}: {self.record}: {self.message} [{self.check}]"


class SourceIndex:
    """Knows in which file and line of the authored Turtle a record begins.

    :param files: the Turtle files, in which subjects stand at the beginning of a line, as canonical order writes them
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)

    def place(self, record: str) -> str:
        """``file:line`` of the relative IRI *record*: where it is described, else where it is first used, else empty."""
        whole = record.partition("#")[0]
        return self._subjects.get(record) or self._subjects.get(whole) or self._mentions.get(record, "")

    @cached_property
    def _subjects(self) -> dict[str, str]:
        """Where each subject is described; read when the first finding asks."""
        return self._first(lambda line: _SUBJECT.findall(line) if line.startswith("<") else [])

    @cached_property
    def _mentions(self) -> dict[str, str]:
        """Where each IRI is first used; read only for a record that is described nowhere."""
        return self._first(_ANY_IRI.findall)

    def _first(self, iris_of: Callable[[str], list[str]]) -> dict[str, str]:
        """For each IRI that *iris_of* finds in a line, the first line that has it."""
        found: dict[str, str] = {}
        for file in self._files:
            for number, line in enumerate(file.read_text().splitlines(), 1):
                for iri in iris_of(line):
                    found.setdefault(iri, f"{shown(file)}:{number}")
        return found


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that fail a build."""
    return [finding for finding in findings if finding.severity is Severity.VIOLATION]


def unexplained(findings: Iterable[Finding]) -> list[Finding]:
    """The warnings that no curator has explained."""
    return [item for item in findings if item.severity is Severity.WARNING and not item.explanation]
