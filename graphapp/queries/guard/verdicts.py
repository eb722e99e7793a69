"""What the guard found of each file in ``queries/``, as it is kept in the version that was built."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphapp.graph.findings import Finding, Severity

CHECK = "saved question"
"""What findings about questions are called: they keep a question back, and no build."""


@dataclass(frozen=True)
class Verdict:
    """What was found of one file.

    :param name: of the question
    :param digest: of the file, to tell later whether it is still the one that was tried
    :param checked: when, in ISO 8601
    :param seconds: that its answer took, with its defaults
    :param rows: how many rows that answer has
    :param golden: how many golden answers it gave
    :param problem: why it is not offered, in a sentence; empty when it is
    :param remarks: what should be mended, though it is offered
    """

    name: str
    digest: str
    checked: str
    seconds: float = 0.0
    rows: int = 0
    golden: int = 0
    problem: str = ""
    remarks: tuple[str, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """The same as findings of a check."""
        if self.problem:
            yield Finding(Severity.VIOLATION, CHECK, self.name, self.problem)
        for remark in self.remarks:
            yield Finding(Severity.WARNING, CHECK, self.name, remark)


@dataclass(frozen=True)
class Report:
    """The verdicts of one build, by the names of the questions."""

    verdicts: Mapping[str, Verdict]

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Report:
        """A report of *verdicts*."""
        return cls({verdict.name: verdict for verdict in verdicts})

    @cached_property
    def withheld(self) -> Mapping[str, str]:
        """The questions that did not pass, each with the sentence why."""
        return {name: verdict.problem for name, verdict in self.verdicts.items() if verdict.problem}

    def findings(self) -> list[Finding]:
        """What there is to mend."""
        return [finding for verdict in self.verdicts.values() for finding in verdict.findings()]

    def as_json(self) -> bytes:
        """The report as it is kept."""
        return json.dumps([asdict(verdict) for verdict in self.verdicts.values()], indent=1, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Report:
        """The report that :meth:`as_json` wrote.

        :raises ValueError: when it is none
        """
        try:
            return cls.of(verdict_from(item) for item in json.loads(content))
        except (AttributeError, TypeError) as error:
            raise ValueError("this is no report of saved questions") from error


def verdict_from(raw: Mapping[str, Any]) -> Verdict:
    """The verdict that was written as *raw*; what a later release adds is passed over.

    :raises TypeError: when something is missing or of another type
    """
    known = {item.name: raw[item.name] for item in fields(Verdict) if item.name in raw}
    for name, kind in _KINDS.items():
        if name in known and not isinstance(known[name], kind):
            raise TypeError(name)
    return Verdict(**{**known, "remarks": tuple(known.get("remarks", ()))})


_KINDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("name", "digest", "checked", "problem"), str),
    **dict.fromkeys(("rows", "golden"), int),
    "seconds": (int, float),
    "remarks": (list, tuple),
}
"""What each value of a verdict has to be."""


def digest_of(file: Path) -> str:
    """What tells one state of *file* from another; of a file that cannot be read, none."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
