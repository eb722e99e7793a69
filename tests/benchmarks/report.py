"""The table: for the terminal as text, for the README as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.figures import Line

_HEAD = ("what", "graphapp", "beside it", "its figure", "ratio", "target", "met")


def as_text(groups: Mapping[str, Sequence[Line]], notes: Sequence[str], about: Mapping[str, str], command: str) -> str:
    """Every line, aligned."""
    return "\n".join((*_text(groups), "", *_foot(notes, about, command), ""))


def _text(groups: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    rows = {title: [_cells(line) for line in lines] for title, lines in groups.items()}
    every = [_HEAD, *(row for group in rows.values() for row in group)]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for title, found in rows.items():
        yield f"\n{title}"
        for row, line in zip((_HEAD, *found), (None, *groups[title]), strict=True):
            note = f"  {line.note}" if line and line.note else ""
            yield ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + note).rstrip()


def as_markdown(groups: Mapping[str, Sequence[Line]], notes: Sequence[str], about: Mapping[str, str], command: str) -> str:
    """The lines that sum up, as a table."""
    return "\n".join((*_markdown(groups), "", *(f"- {line}" for line in _foot(notes, about, command)), ""))


def _markdown(groups: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|{'---|' * len(_HEAD)}"
    for lines in groups.values():
        for line in lines:
            if not line.detail:
                cells = _cells(line)
                left_out = f" (not measured: {line.note})" if line.ours is None and line.note else ""
                yield f"| {cells[0]}{left_out} | {' | '.join(cells[1:])} |"


def _cells(line: Line) -> tuple[str, ...]:
    ours, other, ratio = ("" if figure is None else str(figure) for figure in (line.ours, line.other, line.ratio))
    return (line.what, ours, line.beside, other, ratio, str(line.target or ""), line.verdict)


def _foot(notes: Sequence[str], about: Mapping[str, str], command: str) -> Iterator[str]:
    how = "medians of interleaved rounds, the least and the most in brackets"
    yield f"Measured on {about['date']} by `{command}`, on {about['machine']}: {how}."
    yield f"Versions: {about['versions']}."
    yield from notes
