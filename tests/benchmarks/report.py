"""The table: for the terminal as text, for the README as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.figures import Line

_HEAD = ("what", "graphapp", "beside it", "its figure", "ratio", "target", "met")


@dataclass(frozen=True)
class Report:
    """What was measured.

    :param groups: the lines, by the titles of their groups
    :param notes: what was found beside the lines
    :param about: the date, the machine and the versions
    """

    groups: Mapping[str, Sequence[Line]]
    notes: Sequence[str]
    about: Mapping[str, str]
    command: str

    def foot(self) -> Iterator[str]:
        """What stands below the table."""
        how = "medians of interleaved rounds, the least and the most in brackets"
        yield f"Measured on {self.about['date']} by `{self.command}`, on {self.about['machine']}: {how}."
        yield f"Versions: {self.about['versions']}."
        yield from self.notes


def as_text(found: Report) -> str:
    """Every line, aligned."""
    return "\n".join((*_text(found.groups), "", *found.foot(), ""))


def _text(groups: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    rows = {title: [_cells(line) for line in lines] for title, lines in groups.items()}
    every = [_HEAD, *(row for group in rows.values() for row in group)]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for title, group in rows.items():
        yield f"\n{title}"
        for row, note in zip((_HEAD, *group), ("", *(line.note for line in groups[title])), strict=True):
            yield "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), note)).rstrip()


def as_markdown(found: Report) -> str:
    """The lines that sum up, as a table."""
    return "\n".join((*_markdown(found.groups), "", *(f"- {line}" for line in found.foot()), ""))


def _markdown(groups: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|{'---|' * len(_HEAD)}"
    for line in (line for lines in groups.values() for line in lines if not line.detail):
        what, *rest = _cells(line)
        left_out = f" (not measured: {line.note})" if line.ours is None and line.note else ""
        yield f"| {what}{left_out} | {' | '.join(rest)} |"


def _cells(line: Line) -> tuple[str, ...]:
    ours, other, ratio = ("" if figure is None else str(figure) for figure in (line.ours, line.other, line.ratio))
    return (line.what, ours, line.beside, other, ratio, str(line.target or ""), line.verdict)
